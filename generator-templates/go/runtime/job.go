package pixverse

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"time"
)

// JobState is the state of a job. The service may give others.
type JobState string

const (
	// JobStateQueued means that the job was not started yet.
	JobStateQueued JobState = "QUEUED"
	// JobStateProcessing means that the service makes the video.
	JobStateProcessing JobState = "PROCESSING"
	// JobStateCompleted means that the video is made and billed.
	JobStateCompleted JobState = "COMPLETED"
	// JobStateFailed means that there is no video, and no bill as far as known.
	JobStateFailed JobState = "FAILED"
)

// Job makes a video. It runs on the service: any process can wait for it with its id and [Client.Job]. Reading what the service
// knows of it is free. A Job may be used by goroutines at once.
type Job struct {
	client *Client
	id     string
	// typical is how long such a job takes; 0 if that is not known.
	typical time.Duration
	started time.Time
}

// ID is the id of the job, a UUID as far as known. Store it: it survives a restart.
func (j *Job) ID() string { return j.id }

// String returns the id.
func (j *Job) String() string { return "pixverse.Job(" + j.id + ")" }

// GoString is the same as String.
func (j *Job) GoString() string { return j.String() }

// LogValue is the same as String.
func (j *Job) LogValue() slog.Value { return slog.StringValue(j.String()) }

var jobID = regexp.MustCompile(`^[0-9A-Za-z_-]{1,100}$`)

// Job returns a job that was submitted before, by this process or another. Nothing is sent yet. The error is of kind
// ErrInvalidArgument: the id cannot be one.
func (c *Client) Job(id string) (*Job, error) {
	if failure := c.check(id); failure != nil {
		return nil, failure
	}
	return c.job(id, 0), nil
}

func (c *Client) check(id string) *Error {
	if c == nil || c.state == nil {
		return invalidArgument(unmadeClient)
	}
	if !jobID.MatchString(id) {
		shown, _ := toJSON(c.state.redact.line(id))
		return invalidArgument(mustBe("id", "1 to 100 letters, digits, hyphens and underscores", excerpt(shown)))
	}
	return nil
}

func (c *Client) job(id string, typical time.Duration) *Job {
	return &Job{client: c, id: id, typical: typical, started: c.state.now()}
}

// submit sends the request of a job, at most once.
func (c *Client) submit(ctx context.Context, op *operation, request requestParts) (*Job, error) {
	body, err := c.body(op, request)
	if err != nil {
		return nil, err
	}
	return send(ctx, c, op, body, c.submittedJob)
}

// submittedJob reads the response to a submit. Without an id in it a job may exist, but its id is unknown.
func (c *Client) submittedJob(_ context.Context, op *operation, x *exchange) (*Job, *Error) {
	defer x.close()
	redact := c.state.redact
	metadata := newMetadata(op, x.response, redact)
	if x.response.StatusCode/100 != 2 {
		return nil, c.refusal(op, x, metadata)
	}
	body, err := x.shortBody(nil)
	text := string(body)
	if id, ok := primitive(objectIn(text)["request_id"]); ok && jobID.MatchString(id) {
		return c.job(id, op.submits.typical), nil
	}
	if err != nil {
		return nil, brokenAtStart(op, x, metadata, err, redact)
	}
	return nil, unexpected(op, metadata, redact.text(text),
		"the response must be JSON with the id of a job, but was: "+reasonIn(text, redact))
}

// Status reads the status, FAILED included. Where the record of the job has expired, the history of the account has it.
func (j *Job) Status(ctx context.Context) (JobStatus, error) {
	status, err := retryFree(ctx, j.client, func() (*JobStatus, *Error) { return j.status(ctx, j.client.freeLimit) })
	var failure *Error
	if errors.As(err, &failure) && failure.Kind == ErrJobFailed {
		// What is not JSON says no more than the status of the response.
		_ = status.UnmarshalJSON([]byte(failure.Body))
		status.Status = JobStateFailed
		return status, nil
	}
	return status, err
}

// Result reads the result: the address of the video, its cost, the remaining credits and times. There is no address unless the
// job is completed. Where the record of the job has expired, the history of the account has the address and the cost.
func (j *Job) Result(ctx context.Context) (JobResult, error) {
	return retryFree(ctx, j.client, func() (*JobResult, *Error) { return j.result(ctx, BillingUnknown, j.client.freeLimit) })
}

// Address is where the video is; empty if the service did not say.
func (r JobResult) Address() string {
	if r.Video.URL != "" {
		return r.Video.URL
	}
	return r.Output
}

// status makes one attempt. The limit is that of each request.
func (j *Job) status(ctx context.Context, limit func() time.Duration) (*JobStatus, *Error) {
	call := freeCall{op: &opGetJobStatus, id: j.id, billing: BillingUnknown, limit: limit()}
	status, failure := readFree[JobStatus](ctx, j.client, call)
	if failure == nil || failure.Kind != ErrNotFound {
		return status, j.named(failure)
	}
	entry, failure := j.entry(ctx, BillingUnknown, limit())
	if failure != nil {
		return nil, failure
	}
	return &JobStatus{
		RequestID: entry.RequestID, Status: entry.ModelStatus.ofJob(), Error: entry.Error,
		Metrics: JobMetrics{Cost: entry.CreditsDeduction},
	}, nil
}

// result makes one attempt.
func (j *Job) result(ctx context.Context, billing Billing, limit func() time.Duration) (*JobResult, *Error) {
	call := freeCall{op: &opGetJobResult, id: j.id, billing: billing, limit: limit()}
	result, failure := readFree[JobResult](ctx, j.client, call)
	if failure == nil || failure.Kind != ErrNotFound {
		return result, j.named(failure)
	}
	entry, failure := j.entry(ctx, billing, limit())
	if failure != nil {
		return nil, failure
	}
	return &JobResult{
		RequestID: entry.RequestID, Status: entry.ModelStatus.ofJob(), Error: entry.Error, Output: entry.GenerationURL,
		Metrics: JobMetrics{Cost: entry.CreditsDeduction},
	}, nil
}

// entry is what the history has of a job whose record has expired.
func (j *Job) entry(ctx context.Context, billing Billing, limit time.Duration) (*HistoryEntry, *Error) {
	entry, failure := readFree[HistoryEntry](ctx, j.client, freeCall{op: &opGetRequestHistory, id: j.id, billing: billing, limit: limit})
	if failure != nil && failure.Kind == ErrNotFound {
		unknown := noResponse(&opGetRequestHistory, billing, ErrNotFound,
			"neither the jobs nor the history of the account have job "+j.id, nil)
		unknown.StatusCode = http.StatusNotFound
		failure = unknown
	}
	return entry, j.named(failure)
}

// named is the failure with the id of the job.
func (j *Job) named(failure *Error) *Error {
	if failure != nil {
		failure.JobID = j.id
	}
	return failure
}
