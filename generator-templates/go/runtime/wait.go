package pixverse

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

const (
	defaultDeadline = 30 * time.Minute
	// historyDelay is how long an unknown id may still appear: the history is delayed.
	historyDelay = 30 * time.Second
)

// WaitOption is a setting of waiting for a job.
type WaitOption func(*waiter)

// WithDeadline sets how long to wait until the first byte of the video; half an hour by default. A deadline of the context would
// end the transfer of the video as well.
func WithDeadline(deadline time.Duration) WaitOption {
	return func(w *waiter) { w.deadline = deadline }
}

// WithStatus calls a function after each poll that finds the job queued or processing, on the goroutine that waits. The next poll
// is delayed until it returns. It must not panic.
func WithStatus(report func(JobProgress)) WaitOption {
	return func(w *waiter) { w.report = report }
}

// JobProgress is how far a job is.
type JobProgress struct {
	// Status is what the service says.
	Status JobStatus
	// Elapsed is the time since the job was submitted, or since this process got it by its id.
	Elapsed time.Duration
	// Typical is how long such a video usually takes, as published; 0 if that is not known.
	Typical time.Duration
}

// Wait waits for the video, whose bytes are still to be read; close it. It polls the status after one second at first and after up
// to ten seconds later. Failures that may pass do not end the waiting: polling is free. The transfer of the video is resumed where
// it breaks off.
//
// The error is an [*Error]: of kind ErrJobFailed if there is no video, which is not billed; of kind ErrJobTimeout if the time for
// waiting passed; or why the job could not be read, or its video is gone. Cancelling the context ends the waiting and the
// transfer of the video, not the job.
func (j *Job) Wait(ctx context.Context, options ...WaitOption) (*Video, error) {
	w := &waiter{
		job: j, deadline: defaultDeadline, report: func(JobProgress) {}, billing: BillingUnknown, started: j.client.state.now(),
	}
	for _, option := range options {
		option(w)
	}
	if w.deadline < minTimeout || w.deadline > maxTimeout {
		return nil, j.named(invalidArgument(mustBe("deadline", timeRange(), w.deadline.String())))
	}
	video, failure := w.wait(ctx)
	if failure != nil {
		return nil, j.named(failure)
	}
	return video, nil
}

// waiter waits for one job.
type waiter struct {
	job      *Job
	deadline time.Duration
	report   func(JobProgress)
	started  time.Time
	delays   pollSchedule
	// billing is BillingBilled once the job is known to be completed.
	billing Billing
	result  *JobResult
	// failed is the last failure that may pass.
	failed *Error
	// unknownSince is when the id was not known for the first time in a row; zero if it is known.
	unknownSince time.Time
}

func (w *waiter) wait(ctx context.Context) (*Video, *Error) {
	for {
		if w.left() < minTimeout {
			return nil, w.tooLate()
		}
		video, failure := w.step(ctx)
		if video != nil {
			return video, nil
		}
		delay := w.delays.next()
		if failure != nil {
			if ctx.Err() != nil {
				return nil, w.cancelled(ctx)
			}
			if !w.mayPass(failure) {
				return nil, failure
			}
			// A request that the deadline ends has no other cause, and the failure before says more.
			if w.failed == nil || w.left() >= minTimeout {
				w.failed = failure
			}
			delay = orLonger(delay, failure)
		}
		if w.job.client.state.sleep(ctx, max(0, min(delay, w.left()))) != nil {
			return nil, w.cancelled(ctx)
		}
	}
}

// step asks once. It returns neither a video nor a failure if the job is not completed.
func (w *waiter) step(ctx context.Context) (*Video, *Error) {
	if w.billing != BillingBilled {
		completed, failure := w.isCompleted(ctx)
		if !completed {
			return nil, failure
		}
		w.billing = BillingBilled
	}
	if w.result == nil {
		result, failure := w.job.result(ctx, w.billing, w.limit)
		if failure != nil {
			return nil, failure
		}
		w.result = result
	}
	return w.open(ctx)
}

// isCompleted polls the status, and reports any other state.
func (w *waiter) isCompleted(ctx context.Context) (bool, *Error) {
	status, failure := w.job.status(ctx, w.limit)
	if failure != nil {
		return false, failure
	}
	w.unknownSince = time.Time{}
	switch status.Status {
	case JobStateCompleted:
		return true, nil
	case JobStateFailed:
		reason := status.Error
		if reason == "" {
			reason = "the service gave no reason"
		}
		return false, noResponse(&opGetJobStatus, BillingNotBilled, ErrJobFailed,
			"job "+w.job.id+" failed: "+w.job.client.state.redact.line(reason), nil)
	default:
		w.report(JobProgress{*status, w.job.client.state.now().Sub(w.job.started), w.job.typical})
		return false, nil
	}
}

// open opens the video. A transfer that has begun is resumed.
func (w *waiter) open(ctx context.Context) (*Video, *Error) {
	c := w.job.client
	redact := c.state.redact
	server, _ := url.Parse(c.server(&opGetJobResult))
	text := w.result.Address()
	address, err := url.Parse(text)
	if err != nil || !mayLinkTo(server, address) {
		return nil, noResponse(&opGetJobResult, BillingBilled, ErrUnexpectedResponse,
			mustBe("the address of the video of job "+w.job.id, "an https URL", addressOrMissing(redact.line(text))), nil)
	}
	d := &download{client: c, server: server, address: address, limit: c.freeLimit(), left: w.left()}
	file, start, err := d.open(ctx)
	if err != nil {
		return nil, w.notOpened(ctx, address, err)
	}
	metadata := newMetadata(&opGetJobResult, file.exchange().response, redact)
	video := newVideo(&opGetJobResult, w.completed(metadata), resumingSource(file), start, redact)
	video.stream.jobID = w.job.id
	return video, nil
}

func addressOrMissing(text string) string {
	if text == "" {
		return "missing"
	}
	return text
}

func (w *waiter) notOpened(ctx context.Context, address *url.URL, err error) *Error {
	redact := w.job.client.state.redact
	var other *notVideoError
	if !errors.As(err, &other) {
		kind, details, cause := redact.interruption(ctx, err)
		return noResponse(&opGetJobResult, BillingBilled, kind,
			"the video at "+redact.line(address.String())+" did not come"+details, cause)
	}
	kind, problem, status := ErrUnexpectedResponse, other.problem, other.status
	switch {
	case status == http.StatusForbidden || status == http.StatusNotFound || status == http.StatusGone:
		problem = "is no longer available; files are kept for 7 days"
	case status/100 != 2:
		problem = "could not be downloaded"
	default:
		// Another attempt would give the same.
		status = 0
	}
	if status >= http.StatusInternalServerError {
		kind = ErrServer
	}
	failure := noResponse(&opGetJobResult, BillingBilled, kind,
		fmt.Sprintf("the video of job %s at %s %s", w.job.id, redact.line(address.String()), redact.line(problem)), nil)
	failure.StatusCode = status
	return failure
}

// completed has what the result says of the job, beside what the server of the file says.
func (w *waiter) completed(metadata Metadata) Metadata {
	metadata.RequestID = w.job.id
	metrics := w.result.Metrics
	metadata.Cost = metrics.Cost
	metadata.RemainingCredits = metrics.RemainingCredits
	metadata.GenerationSeconds = metrics.InferenceTime
	metadata.Seed = w.result.Seed
	return metadata
}

func (w *waiter) mayPass(failure *Error) bool {
	if failure.Kind != ErrNotFound || w.billing == BillingBilled {
		return mayPassLater(failure)
	}
	now := w.job.client.state.now()
	if w.unknownSince.IsZero() {
		w.unknownSince = now
	}
	return now.Sub(w.unknownSince) < historyDelay
}

func (w *waiter) left() time.Duration { return w.deadline - w.job.client.state.now().Sub(w.started) }

// limit keeps a request from outlasting the deadline.
func (w *waiter) limit() time.Duration {
	return max(minTimeout, min(w.left(), w.job.client.freeLimit()))
}

func (w *waiter) tooLate() *Error {
	reason := "job " + w.job.id + " had no video within " + rounded(w.deadline) + ", but continues"
	if w.failed != nil {
		// As text: errors.Is must not find the kind of a failure that says nothing about the job.
		reason += ", after: " + w.failed.reason
	}
	return noResponse(&opGetJobStatus, w.billing, ErrJobTimeout, reason, nil)
}

func (w *waiter) cancelled(ctx context.Context) *Error {
	kind, cause := ended(ctx)
	return noResponse(&opGetJobStatus, w.billing, kind,
		"cancelled while waiting, but job "+w.job.id+" continues ("+cause.Error()+")", cause)
}
