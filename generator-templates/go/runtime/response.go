package pixverse

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

const (
	firstBytes          = 32
	maxDownloadAttempts = 5
)

// videoIn tells videos from failures: by status, then by media type, then by the first bytes.
func (c *Client) videoIn(ctx context.Context, op *operation, x *exchange) (*Video, *Error) {
	redact := c.state.redact
	metadata := newMetadata(op, x.response, redact)
	if x.response.StatusCode/100 != 2 {
		return nil, c.refusal(op, x, metadata)
	}
	if problem := framingProblem(x.response); problem != "" {
		failure := unexpected(op, metadata, "", "the response must be a video, but was "+redact.line(problem))
		if isAnnounced(x.response) {
			failure.Billing = BillingBilled
		}
		return nil, failure
	}
	start, isVideo, err := x.sniff()
	switch {
	case isVideo:
		return newVideo(op, metadata, x, start, redact), nil
	case err != nil && (isAnnounced(x.response) || x.ctx.Err() != nil):
		kind, cause := interruption(x.ctx, err)
		cause = redact.cause(cause)
		return nil, truncated(op, metadata, kind, "the response broke off at its start ("+redact.line(cause.Error())+")", cause)
	default:
		return c.linkedVideo(ctx, op, x, metadata, x.text(start))
	}
}

func (c *Client) refusal(op *operation, x *exchange, metadata Metadata) *Error {
	body := string(x.text(nil))
	failure := refused(op, metadata, c.state.redact.text(body), reasonIn(body, c.state.redact))
	if failure.Kind == ErrRateLimited {
		failure.RetryAfter = retryAfterIn(metadata.Header, op.resets, c.state.now())
	}
	if x.ctx.Err() != nil {
		_, failure.cause = interruption(x.ctx, nil)
	}
	return failure
}

func unexpected(op *operation, metadata Metadata, body, reason string) *Error {
	return &Error{
		Kind: ErrUnexpectedResponse, Operation: op.id, Billing: BillingUnknown, StatusCode: metadata.StatusCode,
		RequestID: metadata.RequestID, Body: body, reason: reason,
	}
}

// framingProblem says why the body of a successful response is not a whole video as it is; empty if nothing says so.
func framingProblem(response *http.Response) string {
	if response.StatusCode == http.StatusPartialContent {
		return "a part of a video (206), although no part was requested"
	}
	encoding := strings.TrimSpace(response.Header.Get("Content-Encoding"))
	if encoding != "" && !strings.EqualFold(encoding, "identity") {
		return "a body whose content encoding is " + encoding + ", which cannot be decoded"
	}
	return ""
}

func isAnnounced(response *http.Response) bool {
	kind, _, _ := strings.Cut(mediaType(response), "/")
	return kind == "video"
}

func mediaType(response *http.Response) string {
	kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	return kind
}

// sniff reads the first bytes of the body. One that breaks off is judged by them, unless it was announced as a video.
func (x *exchange) sniff() (start []byte, isVideo bool, err error) {
	buffer := make([]byte, 8)
	n := 0
	for n < len(buffer) && err == nil {
		var read int
		read, err = x.read(buffer[n:])
		n += read
	}
	start = buffer[:n]
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return start, isMP4(start) || isAnnounced(x.response) && n > 0 && err == nil, err
}

// linkedVideo follows the address of the video in a JSON response.
func (c *Client) linkedVideo(
	ctx context.Context, op *operation, x *exchange, metadata Metadata, body []byte,
) (*Video, *Error) {
	redact := c.state.redact
	if !strings.HasSuffix(mediaType(x.response), "json") {
		return nil, unexpected(op, metadata, "", "the response must be a video, but was "+c.describe(x.response, body))
	}
	text := string(body)
	failure := unexpected(op, metadata, redact.text(text), "the response must be a video, but was JSON: "+reasonIn(text, redact))
	server, _ := url.Parse(c.state.baseURL)
	address, err := url.Parse(videoAddress(text))
	if err != nil || !mayLinkTo(server, address) {
		return nil, failure
	}
	// The response has been read to its end.
	x.close()
	failure.Billing = BillingBilled
	failure.reason = "the video is finished at " + redact.line(videoAddress(text)) + ", but could not be downloaded"
	return c.download(ctx, op, metadata, failure, server, address)
}

// download requests the file, without the key. This may be repeated: the video is made and billed. Redirects to safe
// addresses only are followed.
func (c *Client) download(
	ctx context.Context, op *operation, metadata Metadata, failure *Error, server, address *url.URL,
) (*Video, *Error) {
	redact := c.state.redact
	for range maxDownloadAttempts {
		x := c.newExchange(ctx, op)
		err := x.do(c.state.transport, newDownloadRequest(address), c.state.connect)
		if err == nil {
			var start []byte
			var isVideo bool
			if x.response.StatusCode/100 == 2 && framingProblem(x.response) == "" {
				start, isVideo, err = x.sniff()
			}
			if isVideo {
				return newVideo(op, metadata, x, start, redact), nil
			}
			if err == nil {
				err = fmt.Errorf("status %d without a whole video", x.response.StatusCode)
			}
			address = redirect(server, x.response, address)
		}
		kind, cause := interruption(x.ctx, err)
		failure.cause = redact.cause(cause)
		x.close()
		if ctx.Err() != nil {
			failure.Kind = kind
			break
		}
	}
	failure.reason += " (" + redact.line(failure.cause.Error()) + ")"
	return nil, failure
}

func redirect(server *url.URL, response *http.Response, from *url.URL) *url.URL {
	location := response.Header.Get("Location")
	if response.StatusCode/100 != 3 || location == "" {
		return from
	}
	to, err := from.Parse(location)
	if err != nil || !mayLinkTo(server, to) {
		return from
	}
	return to
}

func (c *Client) describe(response *http.Response, body []byte) string {
	kind := response.Header.Get("Content-Type")
	if kind == "" {
		kind = "bytes without a media type"
	}
	kind = c.state.redact.line(kind)
	if len(body) == 0 {
		return kind + ", empty"
	}
	first := body[:min(firstBytes, len(body))]
	if bytes.ContainsFunc(first, func(r rune) bool { return (r < ' ' || r > '~') && !strings.ContainsRune("\r\n\t", r) }) {
		return kind + ", starting with bytes " + hex.EncodeToString(first)
	}
	// Redacted as a whole and cut afterwards, so that no part of the key is left at the cut.
	text := []rune(c.state.redact.text(string(body)))
	return fmt.Sprintf("%s, starting with \"%s\"", kind, strings.TrimSpace(string(text[:min(firstBytes, len(text))])))
}
