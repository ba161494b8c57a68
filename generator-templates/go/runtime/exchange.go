package pixverse

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"
)

const (
	maxErrorBody     = 64 << 10
	maxErrorBodyTime = 10 * time.Second
)

// exchange is one HTTP request and its response, under a timeout: from sending to the first byte of the body, and then
// between bytes while they are read.
type exchange struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	dog    *watchdog
	// limit is the timeout, and silent what passes it between two bytes.
	limit  time.Duration
	silent error
	// sent is set before the first byte of the request can be on its way.
	sent     atomic.Bool
	response *http.Response
	started  bool
	// paid is the request that may make a video; nil if it makes none.
	paid *sentRequest
}

// sentRequest is what is needed to find a paid request in the history when its response is lost.
type sentRequest struct {
	op   *operation
	body []byte
	at   time.Time
}

func newExchange(ctx context.Context, limit time.Duration) *exchange {
	ctx, cancel := context.WithCancelCause(ctx)
	return &exchange{
		ctx: ctx, cancel: cancel, dog: &watchdog{cancel: cancel}, limit: limit,
		silent: &timeoutError{"no data for " + rounded(limit)},
	}
}

// rounded is a time as messages show it.
func rounded(limit time.Duration) string { return limit.Round(time.Millisecond).String() }

// do sends the request once, and waits for the head of the response.
func (x *exchange) do(transport *http.Transport, request *http.Request, connect time.Duration) error {
	noResponse := &timeoutError{"no response within " + rounded(x.limit)}
	if connect < x.limit {
		x.dog.start(connect, &connectTimeoutError{timeoutError{"no connection within " + rounded(connect)}})
	} else {
		x.dog.start(x.limit, noResponse)
	}
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) {
		x.sent.Store(true)
		x.dog.start(x.limit, noResponse)
	}}
	traced := httptrace.WithClientTrace(x.ctx, trace)
	if wrote := trace.WroteHeaderField; wrote != nil {
		// A trace of the caller must not see the key.
		trace.WroteHeaderField = func(name string, values []string) {
			if name == http.CanonicalHeaderKey(apiKeyHeader) {
				values = []string{redacted}
			}
			wrote(name, values)
		}
	}
	response, err := transport.RoundTrip(request.WithContext(traced))
	x.response = response
	return err
}

// read reads the body. Each byte after the first restarts the timeout, which does not run while nobody reads.
func (x *exchange) read(into []byte) (int, error) {
	if x.started {
		x.dog.start(x.limit, x.silent)
	}
	n, err := x.response.Body.Read(into)
	if n > 0 || err != nil {
		x.started = true
		x.dog.stop()
	}
	return n, err
}

// text reads the body of a response that is not a video, however long, slow or broken it is: its status is known by then, and
// must not be lost for the sake of its text.
func (x *exchange) text(start []byte) []byte {
	text, _ := x.shortBody(start)
	return text
}

// shortBody reads as much of the body as comes in a short time, after a start that was read before.
func (x *exchange) shortBody(start []byte) ([]byte, error) {
	x.dog.start(maxErrorBodyTime, x.silent)
	defer x.dog.stop()
	return io.ReadAll(io.LimitReader(io.MultiReader(bytes.NewReader(start), x.response.Body), maxErrorBody))
}

// close frees the connection. May be called by any goroutine.
func (x *exchange) close() {
	x.dog.stop()
	x.cancel(&closedError{})
	if x.response != nil {
		_ = x.response.Body.Close()
	}
}

// server is the root of an operation: at the client's base URL if that is not the document's, else where the document has it.
func (c *Client) server(op *operation) string {
	root := strings.TrimRight(c.state.baseURL, "/")
	if op.server != "" && root == defaultBaseURL {
		return op.server
	}
	return root
}

// newRequest makes a request with the key. Without a body it is a GET.
func (c *Client) newRequest(op *operation, path string, body io.Reader, length int64) (*http.Request, error) {
	request, err := http.NewRequest(op.method, c.server(op)+path, nil)
	if err != nil {
		return nil, err
	}
	if body != nil {
		// A body of a length but without GetBody cannot be sent a second time.
		request.Body = io.NopCloser(body)
		request.ContentLength = length
		request.Header.Set("Content-Type", "application/json")
	}
	request.Header.Set("Accept", op.accept)
	request.Header.Set("Accept-Encoding", "identity")
	request.Header.Set("User-Agent", userAgent)
	request.Header.Set(apiKeyHeader, c.state.key.reveal())
	return request, nil
}
