package pixverse

import (
	"context"
	"errors"
	"net"
	"strings"
)

// attempt sends the request once.
func (c *Client) attempt(ctx context.Context, op *operation, body []byte) (*Video, *Error) {
	if err := c.waitForSlot(ctx); err != nil {
		kind, cause := ofContext(err, context.Cause(ctx))
		return nil, noResponse(op, BillingNotSent, kind, "cancelled before the request was sent ("+cause.Error()+")", cause)
	}
	defer c.releaseSlot()
	request, err := c.newRequest(op, body)
	if err != nil {
		return nil, noResponse(op, BillingNotSent, ErrInvalidRequest, err.Error(), err)
	}
	x := c.newExchange(ctx, op)
	if err := x.do(c.state.transport, request, c.state.connect); err != nil {
		failure := c.withoutResponse(op, x, err)
		x.close()
		return nil, failure
	}
	video, failure := c.videoIn(ctx, op, x)
	if failure != nil {
		x.close()
	}
	return video, failure
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
	kind, cause := interruption(x.ctx, err)
	cause = c.state.redact.cause(cause)
	details := " (" + c.state.redact.line(cause.Error()) + ")"
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
