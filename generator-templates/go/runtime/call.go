package pixverse

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"strings"
)

// responseReader reads the response to a paid request. After a failure the exchange is closed for it.
type responseReader[T any] func(ctx context.Context, op *operation, x *exchange) (*T, *Error)

// send sends a paid request. Only one that was certainly not sent, or that was refused with 429, is sent again.
func send[T any](ctx context.Context, c *Client, op *operation, body []byte, read responseReader[T]) (*T, error) {
	started := c.state.now()
	var failed *Error
	for retry := 1; ; retry++ {
		result, failure := attempt(ctx, c, op, body, read)
		if failure == nil {
			return result, nil
		}
		failed = worse(failed, failure)
		delay := delayBefore(retry, failure, rand.Float64())
		left := c.timeout(op) - c.state.now().Sub(started)
		if retry > c.state.retries || !mayRetry(failure) || delay >= left {
			return nil, failed
		}
		if c.state.sleep(ctx, delay) != nil {
			kind, cause := ended(ctx)
			return nil, noResponse(op, failed.Billing, kind, "cancelled before the next attempt, after: "+failed.reason, cause)
		}
	}
}

// attempt sends the request once.
func attempt[T any](ctx context.Context, c *Client, op *operation, body []byte, read responseReader[T]) (*T, *Error) {
	if c.waitForSlot(ctx) != nil {
		kind, cause := ended(ctx)
		return nil, noResponse(op, BillingNotSent, kind, "cancelled before the request was sent ("+cause.Error()+")", cause)
	}
	defer c.releaseSlot()
	request, err := c.newRequest(op, op.path, bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, noResponse(op, BillingNotSent, ErrInvalidRequest, err.Error(), err)
	}
	x := newExchange(ctx, c.timeout(op))
	x.paid = &sentRequest{op, body, c.state.now()}
	var result *T
	var failure *Error
	if err := x.do(c.state.transport, request, c.state.connect); err != nil {
		failure = c.withoutResponse(op, x, err)
	} else {
		result, failure = read(ctx, op, x)
	}
	if failure != nil {
		failure.sent = x.paid
		x.close()
	}
	return result, failure
}

func (c *Client) waitForSlot(ctx context.Context) error {
	if c.state.slots == nil || !acquire(ctx, c.state.slots) {
		return ctx.Err()
	}
	return nil
}

func (c *Client) releaseSlot() {
	if c.state.slots != nil {
		<-c.state.slots
	}
}

func (c *Client) withoutResponse(op *operation, x *exchange, err error) *Error {
	kind, details, cause := c.state.redact.interruption(x.ctx, err)
	if x.sent.Load() {
		return noResponse(op, BillingUnknown, kind, "no response came"+details, cause)
	}
	var connect *connectTimeoutError
	if errors.As(context.Cause(x.ctx), &connect) {
		kind = ErrConnection
	}
	var unknownHost *net.DNSError
	reason := "the request could not be sent"
	switch {
	case kind == ErrTimeout:
		reason = "timed out before the request was sent"
	case kind == ErrCanceled:
		reason = "cancelled before the request was sent"
	case errors.As(err, &unknownHost):
		reason = "the host is not known"
	case !mayPass(err) || strings.Contains(err.Error(), "tls: "):
		reason = "no secure connection could be made"
	default:
		var dial *net.OpError
		if connect != nil || errors.As(err, &dial) {
			reason = "no connection could be made"
		}
	}
	return noResponse(op, BillingNotSent, kind, reason+details, cause)
}
