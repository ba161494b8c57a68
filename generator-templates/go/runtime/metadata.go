package pixverse

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// ParseFloat also reads NaN, Inf, 0x2Cp0 and 1_000.
var decimal = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$`)

// Metadata is what the headers of a response say about the call, with the API key redacted. The service documents none of
// them: what did not come, or cannot be read, is not set.
type Metadata struct {
	// StatusCode is 200, unless the service does something that it does not document.
	StatusCode int
	// RequestID is the service's id of the call; empty if none came.
	RequestID string
	// Cost is the price of the call in US dollars.
	Cost Opt[float64]
	// RemainingCredits are the credits of the account after the call.
	RemainingCredits Opt[float64]
	// GenerationSeconds is how long the service took.
	GenerationSeconds Opt[float64]
	// Seed is the seed that the service used.
	Seed Opt[int64]
	// Header has all headers.
	Header http.Header
}

func newMetadata(op *operation, response *http.Response, redact *redactor) Metadata {
	metadata := Metadata{StatusCode: response.StatusCode, Header: http.Header{}}
	for name, values := range response.Header {
		for _, value := range values {
			metadata.Header.Add(name, redact.line(value))
		}
	}
	value := func(accessor string) string {
		values := metadata.Header.Values(op.header(accessor))
		if len(values) == 0 {
			return ""
		}
		return strings.TrimSpace(values[len(values)-1])
	}
	number := func(accessor string) Opt[float64] {
		text := value(accessor)
		read, err := strconv.ParseFloat(text, 64)
		if err != nil || !decimal.MatchString(text) {
			return Opt[float64]{}
		}
		return Opt[float64]{read, true}
	}
	metadata.RequestID = value("requestId")
	metadata.Cost = number("cost")
	metadata.RemainingCredits = number("remainingCredits")
	metadata.GenerationSeconds = number("generationSeconds")
	seed, err := strconv.ParseInt(value("seed"), 10, 64)
	metadata.Seed = Opt[int64]{seed, err == nil}
	return metadata
}
