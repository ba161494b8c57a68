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
}

type metadata struct {
	RequestID         string                `json:"requestId,omitempty"`
	Cost              pixverse.Opt[float64] `json:"cost,omitzero"`
	RemainingCredits  pixverse.Opt[float64] `json:"remainingCredits,omitzero"`
	GenerationSeconds pixverse.Opt[float64] `json:"generationSeconds,omitzero"`
	Seed              pixverse.Opt[int64]   `json:"seed,omitzero"`
}

// operation calls one operation of the client, whatever the type of its request.
type operation struct {
	parse func(testCase) (any, error)
	video func(context.Context, *pixverse.Client, any) (*pixverse.Video, error)
	file  func(context.Context, *pixverse.Client, any, string) (pixverse.Metadata, error)
}

var operations = map[string]operation{
	"textToVideo": with((*pixverse.Client).TextToVideo, (*pixverse.Client).TextToVideoFile,
		func(r *pixverse.TextToVideoRequest) *map[string]any { return &r.AdditionalProperties }),
	"imageToVideo": with((*pixverse.Client).ImageToVideo, (*pixverse.Client).ImageToVideoFile,
		func(r *pixverse.ImageToVideoRequest) *map[string]any { return &r.AdditionalProperties }),
	"generateV5Video": with((*pixverse.Client).GenerateV5Video, (*pixverse.Client).GenerateV5VideoFile,
		func(r *pixverse.V5VideoRequest) *map[string]any { return &r.AdditionalProperties }),
	"extendV5Video": with((*pixverse.Client).ExtendV5Video, (*pixverse.Client).ExtendV5VideoFile,
		func(r *pixverse.V5ExtendRequest) *map[string]any { return &r.AdditionalProperties }),
	"generateV6Video": with((*pixverse.Client).GenerateV6Video, (*pixverse.Client).GenerateV6VideoFile,
		func(r *pixverse.V6VideoRequest) *map[string]any { return &r.AdditionalProperties }),
}

func with[R any](
	video func(*pixverse.Client, context.Context, R) (*pixverse.Video, error),
	file func(*pixverse.Client, context.Context, R, string, ...pixverse.TransferOption) (pixverse.Metadata, error),
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
	request, err := op.parse(input)
	if err != nil {
		return failed(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	switch input.Do {
	case "save":
		return save(ctx, op, client, request, input.Target)
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

func save(ctx context.Context, op operation, client *pixverse.Client, request any, target string) outcome {
	metadata, err := op.file(ctx, client, request, target)
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
		Message: err.Error(), Body: failure.Body, Violations: failure.Violations, SavedTo: failure.SavedTo,
	}
	switch {
	case errors.Is(err, context.Canceled):
		result.Outcome = "CANCELLED"
	case errors.Is(err, pixverse.ErrConnection) || errors.Is(err, pixverse.ErrTimeout):
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
