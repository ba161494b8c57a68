// Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"time"

	pixverse "pixverse-client"
)

type testCase struct {
	Operation          string
	Request            json.RawMessage
	Additional         map[string]any
	Validate           *bool
	TimeoutSeconds     float64
	MaxRetries         int
	BaseURL            string
	Do                 string
	Target             string
	CancelAfterSeconds float64
	JobID              string
	AwaitSeconds       float64
	File               string
	Requests           []json.RawMessage
}

type outcome struct {
	Outcome    string               `json:"outcome"`
	Error      string               `json:"error,omitempty"`
	Billing    pixverse.Billing     `json:"billing,omitempty"`
	Status     int                  `json:"status,omitempty"`
	RequestID  string               `json:"requestId,omitempty"`
	Bytes      int                  `json:"bytes,omitempty"`
	Message    string               `json:"message,omitempty"`
	Body       string               `json:"body,omitempty"`
	Violations []pixverse.Violation `json:"violations,omitempty"`
	Metadata   *metadata            `json:"metadata,omitempty"`
	Saved      int64                `json:"saved,omitempty"`
	SavedTo    string               `json:"savedTo,omitempty"`
	Shown      []string             `json:"shown,omitempty"`
	JobID      string               `json:"jobId,omitempty"`
	States     []pixverse.JobState  `json:"states,omitempty"`
	Result     *jobResult           `json:"result,omitempty"`
	Credits    *credits             `json:"credits,omitempty"`
	Address    string               `json:"address,omitempty"`
	Calls      []outcome            `json:"calls,omitempty"`
}

type metadata struct {
	RequestID         string                `json:"requestId,omitempty"`
	Cost              pixverse.Opt[float64] `json:"cost,omitzero"`
	RemainingCredits  pixverse.Opt[float64] `json:"remainingCredits,omitzero"`
	GenerationSeconds pixverse.Opt[float64] `json:"generationSeconds,omitzero"`
	Seed              pixverse.Opt[int64]   `json:"seed,omitzero"`
}

type jobResult struct {
	Address          string                `json:"address,omitempty"`
	Cost             pixverse.Opt[float64] `json:"cost,omitzero"`
	RemainingCredits pixverse.Opt[float64] `json:"remainingCredits,omitzero"`
}

type credits struct {
	Credits     pixverse.Opt[float64] `json:"credits,omitzero"`
	FreeCredits pixverse.Opt[float64] `json:"freeCredits,omitzero"`
}

// operation calls one operation of the client, whatever the type of its request.
type operation struct {
	parse  func(testCase) (any, error)
	video  func(context.Context, *pixverse.Client, any) (*pixverse.Video, error)
	file   func(context.Context, *pixverse.Client, any, string) (pixverse.Metadata, error)
	submit func(context.Context, *pixverse.Client, any) (*pixverse.Job, error)
}

var operations = map[string]operation{
	"textToVideo": with((*pixverse.Client).TextToVideo, (*pixverse.Client).TextToVideoFile, (*pixverse.Client).SubmitTextToVideo,
		func(r *pixverse.TextToVideoRequest) *map[string]any { return &r.AdditionalProperties }),
	"imageToVideo": with((*pixverse.Client).ImageToVideo, (*pixverse.Client).ImageToVideoFile, (*pixverse.Client).SubmitImageToVideo,
		func(r *pixverse.ImageToVideoRequest) *map[string]any { return &r.AdditionalProperties }),
	"generateV5Video": with((*pixverse.Client).GenerateV5Video, (*pixverse.Client).GenerateV5VideoFile, (*pixverse.Client).SubmitV5Video,
		func(r *pixverse.V5VideoRequest) *map[string]any { return &r.AdditionalProperties }),
	"extendV5Video": with((*pixverse.Client).ExtendV5Video, (*pixverse.Client).ExtendV5VideoFile, (*pixverse.Client).SubmitV5Extend,
		func(r *pixverse.V5ExtendRequest) *map[string]any { return &r.AdditionalProperties }),
	"generateV6Video": with((*pixverse.Client).GenerateV6Video, (*pixverse.Client).GenerateV6VideoFile, (*pixverse.Client).SubmitV6Video,
		func(r *pixverse.V6VideoRequest) *map[string]any { return &r.AdditionalProperties }),
}

func with[R any](
	video func(*pixverse.Client, context.Context, R) (*pixverse.Video, error),
	file func(*pixverse.Client, context.Context, R, string, ...pixverse.TransferOption) (pixverse.Metadata, error),
	submit func(*pixverse.Client, context.Context, R) (*pixverse.Job, error),
	additional func(*R) *map[string]any,
) operation {
	return operation{
		parse: func(input testCase) (any, error) {
			var request R
			err := json.Unmarshal(input.Request, &request)
			*additional(&request) = input.Additional
			return request, err
		},
		video: func(ctx context.Context, client *pixverse.Client, request any) (*pixverse.Video, error) {
			return video(client, ctx, request.(R))
		},
		file: func(ctx context.Context, client *pixverse.Client, request any, path string) (pixverse.Metadata, error) {
			return file(client, ctx, request.(R), path)
		},
		submit: func(ctx context.Context, client *pixverse.Client, request any) (*pixverse.Job, error) {
			return submit(client, ctx, request.(R))
		},
	}
}

func call(input testCase) outcome {
	op := operations[input.Operation]
	options := []pixverse.Option{
		pixverse.WithBaseURL(os.Getenv("PIXVERSE_BASE_URL")), pixverse.WithBaseURL(input.BaseURL),
		pixverse.WithMaxRetries(input.MaxRetries),
	}
	if input.TimeoutSeconds > 0 {
		options = append(options, pixverse.WithTimeout(seconds(input.TimeoutSeconds)))
	}
	if input.Validate != nil && !*input.Validate {
		options = append(options, pixverse.WithoutValidation())
	}
	client, err := pixverse.NewClient(os.Getenv("SEGMIND_API_KEY"), options...)
	if err != nil {
		log.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	switch input.Do {
	case "resume":
		job, err := client.Job(input.JobID)
		return wait(ctx, input, job, err)
	case "result", "credits", "upload":
		return free(ctx, client, input)
	case "concurrent":
		return concurrent(ctx, client, input)
	}
	request, err := op.parse(input)
	if err != nil {
		return failed(err)
	}
	switch input.Do {
	case "job", "job-save":
		job, err := op.submit(ctx, client, request)
		return wait(ctx, input, job, err)
	case "save":
		metadata, err := op.file(ctx, client, request, input.Target)
		return saved(metadata, err, input.Target)
	case "cancel":
		time.AfterFunc(seconds(input.CancelAfterSeconds), cancel)
	}
	video, err := op.video(ctx, client, request)
	result := read(video, err)
	if input.Do == "show" {
		result.Shown = shown(client, *client, request, &request, options, video, err)
	}
	return result
}

// concurrent sends all requests of the case at once.
func concurrent(ctx context.Context, client *pixverse.Client, input testCase) outcome {
	op := operations[input.Operation]
	results, _ := pixverse.Map(ctx, len(input.Requests), input.Requests,
		func(ctx context.Context, fields json.RawMessage) (outcome, error) {
			request, err := op.parse(testCase{Request: fields})
			if err != nil {
				return failed(err), nil
			}
			return read(op.video(ctx, client, request)), nil
		})
	all := outcome{Outcome: "DONE"}
	for _, result := range results {
		all.Calls = append(all.Calls, result.Value)
	}
	return all
}

func read(video *pixverse.Video, err error) outcome {
	if err != nil {
		return failed(err)
	}
	all, err := video.Bytes()
	if err != nil {
		return failed(err)
	}
	result := succeeded(video.Metadata())
	result.Bytes = len(all)
	return result
}

// wait waits for a job, and reads or saves its video.
func wait(ctx context.Context, input testCase, job *pixverse.Job, err error) outcome {
	if err != nil {
		return failed(err)
	}
	var states []pixverse.JobState
	options := []pixverse.WaitOption{pixverse.WithStatus(func(progress pixverse.JobProgress) {
		if state := progress.Status.Status; len(states) == 0 || states[len(states)-1] != state {
			states = append(states, state)
		}
	})}
	if input.AwaitSeconds > 0 {
		options = append(options, pixverse.WithDeadline(seconds(input.AwaitSeconds)))
	}
	video, err := job.Wait(ctx, options...)
	var result outcome
	if err == nil && input.Do == "job-save" {
		defer video.Close()
		result = saved(video.Metadata(), video.SaveTo(input.Target), input.Target)
	} else {
		result = read(video, err)
	}
	result.JobID, result.States = job.ID(), states
	return result
}

// free makes a call that costs nothing.
func free(ctx context.Context, client *pixverse.Client, input testCase) outcome {
	result := outcome{Outcome: "DONE"}
	var err error
	switch input.Do {
	case "result":
		var job *pixverse.Job
		var known pixverse.JobResult
		if job, err = client.Job(input.JobID); err == nil {
			known, err = job.Result(ctx)
		}
		result.Result = &jobResult{known.Address(), known.Metrics.Cost, known.Metrics.RemainingCredits}
	case "credits":
		var known pixverse.Credits
		known, err = client.Credits(ctx)
		result.Credits = &credits{known.Credits, known.FreeCredits}
	case "upload":
		result.Address, err = client.UploadFile(ctx, input.File)
	}
	if err != nil {
		return failed(err)
	}
	return result
}

func saved(metadata pixverse.Metadata, err error, target string) outcome {
	if err != nil {
		return failed(err)
	}
	info, err := os.Stat(target)
	if err != nil {
		log.Fatal(err)
	}
	result := succeeded(metadata)
	result.Saved = info.Size()
	return result
}

func succeeded(m pixverse.Metadata) outcome {
	return outcome{
		Outcome: "VIDEO", Status: m.StatusCode,
		Metadata: &metadata{m.RequestID, m.Cost, m.RemainingCredits, m.GenerationSeconds, m.Seed},
	}
}

func failed(err error) outcome {
	var failure *pixverse.Error
	if !errors.As(err, &failure) {
		log.Fatal(err)
	}
	result := outcome{
		Error: string(failure.Kind), Billing: failure.Billing, Status: failure.StatusCode, RequestID: failure.RequestID,
		Message: err.Error(), Body: failure.Body, Violations: failure.Violations, SavedTo: failure.SavedTo, JobID: failure.JobID,
	}
	switch {
	case errors.Is(err, context.Canceled):
		result.Outcome = "CANCELLED"
	case failure.Kind == pixverse.ErrConnection || failure.Kind == pixverse.ErrTimeout ||
		failure.Kind == pixverse.ErrJobFailed || failure.Kind == pixverse.ErrJobTimeout:
		result.Outcome = "FAILED"
	case failure.Billing == pixverse.BillingNotSent:
		result.Outcome = "NOT_SENT"
	default:
		result.Outcome = "REFUSED"
	}
	return result
}

// shown is every way in which Go shows a value.
func shown(values ...any) []string {
	var texts []string
	for _, value := range values {
		for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T"} {
			texts = append(texts, fmt.Sprintf(format, value), fmt.Sprintf(format, struct{ value any }{value}))
		}
		var text bytes.Buffer
		slog.New(slog.NewTextHandler(&text, nil)).Info("shown", "value", value)
		slog.New(slog.NewJSONHandler(&text, nil)).Info("shown", "value", value)
		// What cannot be encoded says so in its error.
		encoded, err := json.Marshal(value)
		texts = append(texts, text.String(), string(encoded), fmt.Sprint(err))
		text.Reset()
		err = gob.NewEncoder(&text).Encode(value)
		texts = append(texts, text.String(), fmt.Sprint(err))
	}
	return texts
}

func seconds(seconds float64) time.Duration { return time.Duration(seconds * float64(time.Second)) }

func main() {
	limits := map[string]float64{}
	for path, limit := range pixverse.DefaultTimeouts() {
		limits[path] = limit.Seconds()
	}
	show(map[string]any{"timeLimits": limits})
	lines := bufio.NewReader(os.Stdin)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return
		}
		var input testCase
		if err := errors.Join(err, json.Unmarshal(line, &input)); err != nil {
			log.Fatal(err)
		}
		show(call(input))
	}
}

func show(value any) {
	line, err := json.Marshal(value)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(line))
}
