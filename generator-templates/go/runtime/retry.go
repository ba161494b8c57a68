package pixverse

import (
	"crypto/tls"
	"errors"
	"time"
)

const (
	firstDelay = time.Second
	maxDelay   = 30 * time.Second
)

// mayRetry reports whether a failure is certainly not billed, and may be temporary.
func mayRetry(failure *Error) bool {
	switch failure.Kind {
	case ErrRateLimited:
		return failure.Billing == BillingNotBilled
	case ErrConnection:
		return failure.Billing == BillingNotSent && mayPass(failure.cause)
	default:
		return false
	}
}

// mayPass reports whether the next attempt may succeed. A certificate is the same then.
func mayPass(cause error) bool {
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	return cause != nil && !errors.As(cause, &certificate) && !errors.As(cause, &record) && !errors.As(cause, &alert)
}

// delayBefore is the delay before a retry, counted from 1: between half and all of an exponential delay, so that clients that
// failed together do not retry together.
func delayBefore(retry int, failure *Error, random float64) time.Duration {
	delay := min(firstDelay<<min(retry-1, 10), maxDelay)
	return orLonger(time.Duration(float64(delay)*(0.5+random/2)), failure)
}

// orLonger is our own delay, or that of the refusal if it is longer, and then a tenth of our own more, so that clients that were
// told the same time do not return together.
func orLonger(delay time.Duration, failure *Error) time.Duration {
	if failure.RetryAfter > delay {
		return failure.RetryAfter + delay/10
	}
	return delay
}

// worse is the failure with the worse billing status; of equals the first, unless the later one is final. A cancellation is never
// replaced by what came before it, but keeps that one's billing status.
func worse(before, failure *Error) *Error {
	if before == nil {
		return failure
	}
	change := failure.Billing.severity() - before.Billing.severity()
	if change < 0 && (failure.Kind == ErrCanceled || failure.Kind == ErrTimeout) {
		failure.Billing = before.Billing
		return failure
	}
	if change > 0 || change == 0 && !mayRetry(failure) {
		return failure
	}
	return before
}
