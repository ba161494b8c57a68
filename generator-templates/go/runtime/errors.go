package pixverse

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Billing is what a failure means for the bill, as far as the service's documentation and public reports tell.
type Billing string

const (
	// BillingNotSent means that the request was not sent: it costs nothing, and sending it again is safe.
	BillingNotSent Billing = "NOT_SENT"
	// BillingNotBilled means that the service refused the request, or its job failed, which is reported not to be billed; an assumption.
	BillingNotBilled Billing = "NOT_BILLED"
	// BillingUnknown means that the request may have arrived. The job may be running or done, and it may be billed. Sending it
	// again makes and bills a second video.
	BillingUnknown Billing = "UNKNOWN"
	// BillingBilled means that the service finished the video: status 200 arrived, which by the published rule is billed, but the
	// video did not arrive completely or could not be saved. Sending the request again bills a second video.
	BillingBilled Billing = "BILLED"
)

// meaning is one clause for messages. A request that is free can be repeated, whatever is known of the job that it is about.
func (b Billing) meaning(isFree bool) string {
	switch {
	case isFree && b == BillingUnknown:
		return "this request costs nothing and can be repeated; it says nothing about the bill"
	case isFree && b == BillingBilled:
		return "the job is billed; this request costs nothing and can be repeated"
	}
	switch b {
	case BillingNotSent:
		return "the request was not sent, nothing is billed"
	case BillingNotBilled:
		return "refused requests and failed jobs are not billed, as far as known"
	case BillingBilled:
		return "the call is billed; sending it again would start and bill another"
	default:
		return "the call may be billed and its job may still be running; sending it again would start and bill another"
	}
}

func (b Billing) severity() int {
	switch b {
	case BillingNotSent:
		return 0
	case BillingNotBilled:
		return 1
	case BillingBilled:
		return 3
	default:
		return 2
	}
}

// ErrorKind is what kind of failure an [*Error] is. Compare with [errors.Is].
type ErrorKind string

const (
	// ErrInvalidRequest means that the request breaks a rule and was not sent. Error.Violations names everything.
	ErrInvalidRequest ErrorKind = "InvalidRequest"
	// ErrInvalidArgument means that another argument than the request, such as the id of a job, breaks a rule.
	ErrInvalidArgument ErrorKind = "InvalidArgument"
	// ErrBadRequest is status 400.
	ErrBadRequest ErrorKind = "BadRequest"
	// ErrUnauthorized is status 401: the API key is missing or wrong.
	ErrUnauthorized ErrorKind = "Unauthorized"
	// ErrForbidden is status 403.
	ErrForbidden ErrorKind = "Forbidden"
	// ErrNotFound is status 404.
	ErrNotFound ErrorKind = "NotFound"
	// ErrInsufficientCredits is status 406. The service reportedly uses it for other reasons too: see the message.
	ErrInsufficientCredits ErrorKind = "InsufficientCredits"
	// ErrRateLimited is status 429. Error.RetryAfter has the delay that the service asks for.
	ErrRateLimited ErrorKind = "RateLimited"
	// ErrServer is a status of 500 and above.
	ErrServer ErrorKind = "Server"
	// ErrUnexpectedResponse is any other response that is not a video.
	ErrUnexpectedResponse ErrorKind = "UnexpectedResponse"
	// ErrConnection means that there was no connection, no response, or not all of a response.
	ErrConnection ErrorKind = "Connection"
	// ErrTimeout means that a timeout of the client passed, or the deadline of the caller's context, which is then found by
	// errors.Is(err, context.DeadlineExceeded).
	ErrTimeout ErrorKind = "Timeout"
	// ErrCanceled means that the caller cancelled the context: errors.Is(err, context.Canceled) is true as well.
	ErrCanceled ErrorKind = "Canceled"
	// ErrSaveFailed means that a video could not be saved. Error.SavedTo names the file that holds its bytes.
	ErrSaveFailed ErrorKind = "SaveFailed"
	// ErrJobFailed means that the service could not make the video of a job; the message has its reason.
	ErrJobFailed ErrorKind = "JobFailed"
	// ErrJobTimeout means that the time for waiting passed. The job with the id Error.JobID continues: wait for it again.
	ErrJobTimeout ErrorKind = "JobTimeout"
)

// Error makes kinds usable as targets of [errors.Is].
func (k ErrorKind) Error() string { return "pixverse: " + string(k) }

// Error is the failure of a call. Check Billing before you send the request again.
type Error struct {
	// Kind is what [errors.Is] compares with.
	Kind ErrorKind
	// Operation is the operation's id in the document, such as textToVideo; empty if the call had none yet.
	Operation string
	// Billing is what the failure means for the bill.
	Billing Billing
	// StatusCode is the HTTP status of the response; 0 if none came.
	StatusCode int
	// RequestID is the service's id of the call, for its support; empty if none came.
	RequestID string
	// Body is the body of the response as text, cut after 64 KiB, with the API key redacted.
	Body string
	// RetryAfter is the delay that the service asked for with status 429; 0 if it gave none.
	RetryAfter time.Duration
	// SavedTo is the file that holds the bytes of a video that could not be saved where it was meant to go. A later save that
	// succeeds deletes it. Empty if there is none.
	SavedTo string
	// JobID is the id of the job that the failed call was about; empty if there is none.
	JobID string
	// Violations are what is wrong with a request that was not sent.
	Violations []Violation

	reason string
	cause  error
	// isFree is whether the request that failed costs nothing.
	isFree bool
	// sent is a paid request that may have made a video; nil if there is none.
	sent *sentRequest
}

// Error names the operation, the status, the reason, the request id and the meaning for the bill.
func (e *Error) Error() string {
	var text strings.Builder
	if e.Operation != "" {
		text.WriteString(e.Operation + ": ")
	}
	if e.StatusCode != 0 {
		fmt.Fprintf(&text, "%d: ", e.StatusCode)
	}
	text.WriteString(e.reason)
	if e.RequestID != "" {
		text.WriteString(" (request id " + e.RequestID + ")")
	}
	return text.String() + " [" + string(e.Billing) + ": " + e.Billing.meaning(e.isFree) + "]"
}

// Unwrap returns the cause, such as context.Canceled or an error of package net; nil if there is none.
func (e *Error) Unwrap() error { return e.cause }

// Is reports whether the target is the error's kind.
func (e *Error) Is(target error) bool { return target == e.Kind }

// Timeout reports whether a timeout or deadline passed, as net.Error does.
func (e *Error) Timeout() bool { return e.Kind == ErrTimeout || e.Kind == ErrJobTimeout }

func invalidRequest(op *operation, violations []Violation) *Error {
	reason := "the request breaks the rules of the document:"
	for _, violation := range violations {
		reason += "\n  " + violation.Message
	}
	return &Error{
		Kind: ErrInvalidRequest, Operation: op.name(), Billing: BillingNotSent, Violations: violations, reason: reason + "\n ",
	}
}

// noResponse is the failure of a request without a response, or without all of its head.
func noResponse(op *operation, billing Billing, kind ErrorKind, reason string, cause error) *Error {
	return &Error{Kind: kind, Operation: op.name(), Billing: billing, reason: reason, cause: cause, isFree: op.isFree()}
}

// refused is the failure that a whole response means, by its status.
func refused(op *operation, metadata Metadata, body, reason string) *Error {
	fact, documented := op.statuses[metadata.StatusCode]
	if !documented {
		// Nothing is known of the bill of an undocumented status.
		fact = statusFact{ErrUnexpectedResponse, BillingUnknown}
		if metadata.StatusCode >= http.StatusInternalServerError {
			fact.kind = ErrServer
		}
	}
	return &Error{
		Kind: fact.kind, Operation: op.id, Billing: fact.billing, StatusCode: metadata.StatusCode,
		RequestID: metadata.RequestID, Body: body, reason: reason, isFree: op.isFree(),
	}
}

// truncated is the failure of a successful response whose body did not come completely, or could not be saved.
func truncated(op *operation, metadata Metadata, kind ErrorKind, reason string, cause error) *Error {
	billing := BillingUnknown
	if metadata.StatusCode == http.StatusOK && op.submits == nil {
		billing = BillingBilled
	}
	return &Error{
		Kind: kind, Operation: op.id, Billing: billing, StatusCode: metadata.StatusCode, RequestID: metadata.RequestID,
		reason: reason, cause: cause, isFree: op.isFree(),
	}
}

func invalidArgument(reason string) *Error {
	return noResponse(nil, BillingNotSent, ErrInvalidArgument, reason, nil)
}

// timeoutError is the cause with which a timeout of the client cancels a request.
type timeoutError struct{ reason string }

func (e *timeoutError) Error() string { return e.reason }

// Timeout makes it a timeout as net.Error has them.
func (e *timeoutError) Timeout() bool { return true }

// connectTimeoutError is a timeout before there is a connection: the next attempt may have one.
type connectTimeoutError struct{ timeoutError }

// closedError is the cause with which Close ends a transfer.
type closedError struct{}

func (*closedError) Error() string { return "the video was closed" }

// interruption is why a request was interrupted: a timeout of the client, the caller's context, or the connection.
func interruption(ctx context.Context, err error) (ErrorKind, error) {
	if ctx.Err() == nil {
		// A part of what the context is for may have timed out.
		var timeout *timeoutError
		if errors.As(err, &timeout) {
			return ErrTimeout, err
		}
		return ErrConnection, err
	}
	switch cause := context.Cause(ctx).(type) {
	case *timeoutError:
		return ErrTimeout, cause
	case *connectTimeoutError, *closedError:
		return ErrConnection, cause
	default:
		return ended(ctx)
	}
}

// ended is why the context of the caller ended. It keeps context.Canceled and context.DeadlineExceeded findable, and the cause that
// the caller gave.
func ended(ctx context.Context) (ErrorKind, error) {
	err, cause := ctx.Err(), context.Cause(ctx)
	if errors.Is(cause, err) {
		err = cause
	} else {
		err = fmt.Errorf("%w: %w", err, cause)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return ErrTimeout, err
	}
	return ErrCanceled, err
}
