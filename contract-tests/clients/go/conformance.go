// Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	pixverse "pixverse-client"
)

type testCase struct {
	Operation      string
	Request        json.RawMessage
	TimeoutSeconds float64
}

type outcome struct {
	Outcome string `json:"outcome"`
	Status  int    `json:"status,omitempty"`
	Bytes   int    `json:"bytes,omitempty"`
	Message string `json:"message,omitempty"`
}

type caller func(client *pixverse.Client, request []byte) ([]byte, error)

var callers = map[string]caller{
	"textToVideo":     with((*pixverse.Client).TextToVideo),
	"imageToVideo":    with((*pixverse.Client).ImageToVideo),
	"generateV5Video": with((*pixverse.Client).GenerateV5Video),
	"extendV5Video":   with((*pixverse.Client).ExtendV5Video),
	"generateV6Video": with((*pixverse.Client).GenerateV6Video),
}

// with reads the request of a method, and rejects unknown fields.
func with[R any](method func(*pixverse.Client, context.Context, R) ([]byte, error)) caller {
	return func(client *pixverse.Client, text []byte) ([]byte, error) {
		var request R
		reader := json.NewDecoder(bytes.NewReader(text))
		reader.DisallowUnknownFields()
		if err := reader.Decode(&request); err != nil {
			return nil, err
		}
		return method(client, context.Background(), request)
	}
}

func call(client pixverse.Client, input testCase) outcome {
	client.Timeout = time.Duration(input.TimeoutSeconds * float64(time.Second))
	video, err := callers[input.Operation](&client, input.Request)
	var responseError *pixverse.ResponseError
	var connectionError *pixverse.ConnectionError
	switch {
	case err == nil:
		return outcome{Outcome: "VIDEO", Status: 200, Bytes: len(video)}
	case errors.As(err, &responseError):
		return outcome{Outcome: "REFUSED", Status: responseError.StatusCode, Message: err.Error()}
	case errors.As(err, &connectionError):
		return outcome{Outcome: "FAILED", Message: err.Error()}
	default:
		return outcome{Outcome: "NOT_SENT", Message: err.Error()}
	}
}

func main() {
	client := pixverse.Client{Key: os.Getenv("SEGMIND_API_KEY"), BaseURL: os.Getenv("PIXVERSE_BASE_URL")}
	seconds := map[string]float64{}
	for path, limit := range pixverse.TimeLimits {
		seconds[path] = limit.Seconds()
	}
	show(map[string]any{"timeLimits": seconds})
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
		show(call(client, input))
	}
}

func show(value any) {
	line, err := json.Marshal(value)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(line))
}
