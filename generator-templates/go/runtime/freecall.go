package pixverse

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// maxFreeBody is the longest response that is read.
const maxFreeBody = 16 << 20

// freeCall is a request that costs nothing, about something that may have a bill of its own.
type freeCall struct {
	op    *operation
	id    string
	query url.Values
	// billing is what is known of the bill of what the call is about, whatever the response is.
	billing Billing
	// limit is the timeout of the whole call.
	limit time.Duration
}

// readFree makes one attempt.
func readFree[T any](ctx context.Context, c *Client, call freeCall) (*T, *Error) {
	path := call.op.pathOf(call.id)
	if len(call.query) > 0 {
		path += "?" + call.query.Encode()
	}
	request, err := c.newRequest(call.op, path, nil, 0)
	if err != nil {
		return nil, noResponse(call.op, call.billing, ErrInvalidArgument, err.Error(), err)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, call.limit, &timeoutError{"no whole response within " + rounded(call.limit)})
	defer cancel()
	x := newExchange(ctx, call.limit)
	defer x.close()
	return exchangeFree[T](c, call, x, request)
}

// exchangeFree sends a request of any method that costs nothing, and reads the JSON of the response.
func exchangeFree[T any](c *Client, call freeCall, x *exchange, request *http.Request) (*T, *Error) {
	if err := x.do(c.state.transport, request, c.state.connect); err != nil {
		failure := c.withoutResponse(call.op, x, err)
		failure.Billing = call.billing
		return nil, failure
	}
	metadata := newMetadata(call.op, x.response, c.state.redact)
	if x.response.StatusCode/100 != 2 {
		failure := c.refusal(call.op, x, metadata)
		// A failed job is known not to be billed. Every other refusal says nothing of the bill.
		if failure.Kind != ErrJobFailed {
			failure.Billing = call.billing
		}
		return nil, failure
	}
	body, err := io.ReadAll(io.LimitReader(readerFunc(x.read), maxFreeBody+1))
	if err == nil && len(body) > maxFreeBody {
		err = fmt.Errorf("the response must have at most %d bytes, but has more", maxFreeBody)
	}
	if err != nil {
		kind, details, cause := c.state.redact.interruption(x.ctx, err)
		return nil, noResponse(call.op, call.billing, kind, "the response broke off"+details, cause)
	}
	text := c.state.redact.text(string(body))
	result := new(T)
	if err := json.Unmarshal([]byte(text), result); err != nil {
		reason := "the response must be the documented JSON, but was: " + reasonIn(text, c.state.redact)
		failure := unexpected(call.op, metadata, text[:min(len(text), maxErrorBody)], reason)
		failure.Billing = call.billing
		return nil, failure
	}
	return result, nil
}

// mayPassLater reports whether the next attempt at a request that only reads may succeed.
func mayPassLater(failure *Error) bool {
	switch {
	case failure.Kind == ErrTimeout:
		return true
	case failure.Kind == ErrConnection:
		return mayPass(failure.cause)
	default:
		return failure.StatusCode >= http.StatusInternalServerError ||
			failure.StatusCode == http.StatusTooManyRequests ||
			failure.StatusCode == http.StatusRequestTimeout ||
			// A page of a proxy, or half a response, in place of the JSON.
			failure.StatusCode == http.StatusOK && failure.Kind == ErrUnexpectedResponse
	}
}

// retryFree reads again after a failure that may pass, as often as the options allow.
func retryFree[T any](ctx context.Context, c *Client, read func() (*T, *Error)) (T, error) {
	var delays pollSchedule
	for retry := 0; ; retry++ {
		result, failure := read()
		if failure == nil {
			return *result, nil
		}
		if retry == c.state.retries || ctx.Err() != nil || !mayPassLater(failure) {
			return *new(T), failure
		}
		if c.state.sleep(ctx, orLonger(delays.next(), failure)) != nil {
			return *new(T), cancelledBetween(ctx, failure)
		}
	}
}

// cancelledBetween is the failure of a caller that cancels the waiting for the next attempt.
func cancelledBetween(ctx context.Context, failed *Error) *Error {
	kind, cause := ended(ctx)
	failure := *failed
	failure.Kind, failure.cause = kind, cause
	failure.StatusCode, failure.RequestID, failure.Body, failure.RetryAfter = 0, "", "", 0
	failure.reason = "cancelled before the next attempt, after: " + failed.reason
	return &failure
}

// freeLimit is the timeout of a request that returns no video.
func (c *Client) freeLimit() time.Duration {
	if c.state.timeout > 0 {
		return c.state.timeout
	}
	return withoutVideo
}
