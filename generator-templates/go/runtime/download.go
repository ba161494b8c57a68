package pixverse

import (
	"context"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

const (
	maxRedirects = 5
	// maxResumes is how many attempts in a row may bring nothing new.
	maxResumes = 5
	skipBuffer = 8 << 10
)

// download requests the file of a finished video, which may be repeated: it is made and billed. The key is not sent, and only
// redirects to safe addresses are followed.
type download struct {
	client *Client
	// server is the one whose response gave the address.
	server  *url.URL
	address *url.URL
	// limit is the longest time without a byte.
	limit time.Duration
	// left is the time until the first byte; 0 if only the limit counts.
	left time.Duration
}

// request requests the file, or the rest of it if the file still has this validator (RFC 9110 §13.1.5). The response is not a
// redirect.
func (d *download) request(ctx context.Context, from int64, validator string) (*exchange, error) {
	next := d.address
	for range maxRedirects + 1 {
		x := newExchange(ctx, d.limit)
		if err := x.do(d.client.state.transport, newDownloadRequest(next, from, validator), d.client.state.connect); err != nil {
			_, cause := interruption(x.ctx, err)
			x.close()
			return nil, notEOF(cause)
		}
		if !isRedirect(x.response) {
			return x, nil
		}
		x.close()
		target, err := next.Parse(x.response.Header.Get("Location"))
		if err != nil || !mayLinkTo(d.server, target) {
			return nil, errors.New("redirected to an address that is not https")
		}
		next = target
	}
	return nil, fmt.Errorf("redirected more than %d times", maxRedirects)
}

// open is the file, whose first bytes are those of a video and were read. Each call makes one attempt.
func (d *download) open(ctx context.Context) (file *resumingBody, start []byte, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	inTime := func() bool { return true }
	if d.left > 0 {
		inTime = time.AfterFunc(d.left, func() { cancel(&timeoutError{"no video within " + rounded(d.left)}) }).Stop
	}
	x, err := d.request(ctx, 0, "")
	if err == nil {
		start, err = videoStart(x)
	}
	if !inTime() && err == nil {
		err = context.Cause(ctx)
	}
	if err == nil {
		return newResumingBody(ctx, cancel, d, x, start), start, nil
	}
	if x != nil {
		_, err = interruption(x.ctx, err)
		x.close()
	}
	cancel(nil)
	return nil, nil, err
}

// notVideoError is a whole response that is not the video. Another attempt may be given the same.
type notVideoError struct {
	status  int
	problem string
}

func (e *notVideoError) Error() string { return e.problem }

func videoStart(x *exchange) ([]byte, error) {
	status := x.response.StatusCode
	if status/100 != 2 {
		return nil, &notVideoError{status, fmt.Sprintf("status %d without a whole video", status)}
	}
	if problem := framingProblem(x.response); problem != "" {
		return nil, &notVideoError{status, "must be a video, but was " + problem}
	}
	start, isVideo, err := x.sniff()
	if err == nil && !isVideo {
		err = &notVideoError{status, "must be a video, but was something else"}
	}
	return start, err
}

// notEOF keeps a failure that wraps io.EOF from being taken for the end of the file.
func notEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func isRedirect(response *http.Response) bool {
	switch response.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect,
		http.StatusPermanentRedirect:
		return response.Header.Get("Location") != ""
	default:
		return false
	}
}

func newDownloadRequest(address *url.URL, from int64, validator string) *http.Request {
	header := http.Header{"Accept-Encoding": {"identity"}, "User-Agent": {userAgent}}
	if from > 0 && validator != "" {
		header.Set("Range", fmt.Sprintf("bytes=%d-", from))
		header.Set("If-Range", validator)
	}
	return &http.Request{
		Method: http.MethodGet, URL: address, Host: address.Host, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: header,
	}
}

// resumingBody has the bytes of a download. A transfer that breaks off is resumed where it ended, or begun again where the server
// cannot resume; then the bytes that were received before are skipped, and must be the same.
type resumingBody struct {
	download *download
	// ctx ends the transfer, and is cancelled by close.
	ctx       context.Context
	cancel    context.CancelCauseFunc
	length    int64
	validator string
	received  int64
	checksum  hash.Hash32
	// failures are the attempts in a row that brought nothing new.
	failures int

	mutex   sync.Mutex
	current *exchange
}

var errChanged = errors.New("the file has changed since the download began")

// newResumingBody goes on with an exchange whose first bytes were read.
func newResumingBody(
	ctx context.Context, cancel context.CancelCauseFunc, d *download, first *exchange, start []byte,
) *resumingBody {
	b := &resumingBody{
		download: d, ctx: ctx, cancel: cancel, length: first.response.ContentLength, validator: validatorIn(first.response.Header),
		checksum: crc32.NewIEEE(), current: first,
	}
	b.count(start)
	return b
}

// validatorIn is what proves that a file is the same byte for byte; empty if the server gives nothing that does.
func validatorIn(header http.Header) string {
	if tag := header.Get("ETag"); strings.HasPrefix(tag, `"`) {
		return tag
	}
	modified, err := http.ParseTime(header.Get("Last-Modified"))
	sent, err2 := http.ParseTime(header.Get("Date"))
	// RFC 9110 §8.8.2.2: a file that was just modified may change again within the same second.
	if err == nil && err2 == nil && modified.Add(time.Second).Before(sent) {
		return header.Get("Last-Modified")
	}
	return ""
}

func (b *resumingBody) count(received []byte) {
	b.received += int64(len(received))
	_, _ = b.checksum.Write(received)
}

func (b *resumingBody) read(into []byte) (int, error) {
	for {
		x := b.exchange()
		n, err := x.read(into)
		if n > 0 {
			b.count(into[:n])
			b.failures = 0
			return n, nil
		}
		if err == io.EOF && b.received >= b.length {
			return 0, io.EOF
		}
		if err != nil {
			_, cause := interruption(x.ctx, notEOF(err))
			if err := b.resume(cause); err != nil {
				return 0, err
			}
		}
	}
}

func (b *resumingBody) resume(broken error) error {
	b.exchange().close()
	var delays pollSchedule
	for b.failures++; b.failures <= maxResumes; b.failures++ {
		if b.download.client.state.sleep(b.ctx, delays.next()) != nil {
			break
		}
		err := b.reopen()
		if err == nil {
			return nil
		}
		broken = errors.Join(broken, err)
		if errors.Is(err, errChanged) {
			break
		}
	}
	return broken
}

func (b *resumingBody) reopen() error {
	next, err := b.download.request(b.ctx, b.received, b.validator)
	if err != nil {
		return err
	}
	switch {
	case next.response.StatusCode == http.StatusPartialContent:
		err = b.requireRest(next.response)
	case next.response.StatusCode/100 != 2:
		err = fmt.Errorf("the server responded with status %d", next.response.StatusCode)
	default:
		err = b.skipReceived(next)
	}
	if err != nil {
		next.close()
		return err
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.current = next
	return nil
}

func (b *resumingBody) requireRest(response *http.Response) error {
	contents := response.Header.Get("Content-Range")
	if !strings.HasPrefix(contents, fmt.Sprintf("bytes %d-", b.received)) ||
		b.length >= 0 && !strings.HasSuffix(contents, fmt.Sprintf("/%d", b.length)) {
		return errors.New("the server sent another part of the file")
	}
	return nil
}

// skipReceived reads what was received before, which must be the same.
func (b *resumingBody) skipReceived(x *exchange) error {
	if x.response.ContentLength != b.length {
		return errChanged
	}
	again := crc32.NewIEEE()
	buffer := make([]byte, skipBuffer)
	for left := b.received; left > 0; {
		n, err := x.read(buffer[:min(left, int64(len(buffer)))])
		_, _ = again.Write(buffer[:n])
		left -= int64(n)
		if err != nil && left > 0 {
			_, cause := interruption(x.ctx, notEOF(err))
			return fmt.Errorf("the file broke off before the part that is missing: %w", cause)
		}
	}
	if again.Sum32() != b.checksum.Sum32() {
		return errChanged
	}
	return nil
}

func (b *resumingBody) exchange() *exchange {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.current
}

// close ends the transfer, also while it is resumed. May be called by any goroutine.
func (b *resumingBody) close() {
	b.cancel(&closedError{})
	b.exchange().close()
}
