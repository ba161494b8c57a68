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

// videoIn is the video that a response has or names, which remembers the request.
func (c *Client) videoIn(ctx context.Context, op *operation, x *exchange) (*Video, *Error) {
	video, failure := c.videoOrLink(ctx, op, x)
	if failure == nil {
		video.stream.sent = x.paid
	}
	return video, failure
}

// videoOrLink tells videos from failures: by status, then by media type, then by the first bytes.
func (c *Client) videoOrLink(ctx context.Context, op *operation, x *exchange) (*Video, *Error) {
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
		return newVideo(op, metadata, exchangeSource(x), start, redact), nil
	case err != nil && (isAnnounced(x.response) || x.ctx.Err() != nil):
		return nil, brokenAtStart(op, x, metadata, err, redact)
	default:
		return c.linkedVideo(ctx, op, x, metadata, x.text(start))
	}
}

func brokenAtStart(op *operation, x *exchange, metadata Metadata, err error, redact *redactor) *Error {
	kind, details, cause := redact.interruption(x.ctx, err)
	return truncated(op, metadata, kind, "the response broke off at its start"+details, cause)
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
		RequestID: metadata.RequestID, Body: body, reason: reason, isFree: op.isFree(),
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
	server, _ := url.Parse(c.server(op))
	address, err := url.Parse(videoAddress(text))
	if err != nil || !mayLinkTo(server, address) {
		return nil, failure
	}
	// The response has been read to its end.
	x.close()
	failure.Billing = BillingBilled
	d := &download{client: c, server: server, address: address, limit: c.timeout(op)}
	for range maxDownloadAttempts {
		file, start, err := d.open(ctx)
		if err == nil {
			return newVideo(op, metadata, resumingSource(file), start, redact), nil
		}
		kind, details, cause := redact.interruption(ctx, err)
		failure.cause = cause
		failure.reason = "the video is finished at " + redact.line(address.String()) + ", but could not be downloaded" + details
		if ctx.Err() != nil {
			failure.Kind = kind
			break
		}
	}
	return nil, failure
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
