package pixverse

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

const (
	minTimeout     = time.Millisecond
	maxTimeout     = 24 * 24 * time.Hour
	maxRetries     = 100
	maxConcurrency = 10_000
)

// Option is a setting of a [Client].
type Option func(*settings)

type settings struct {
	baseURL        string
	httpClient     *http.Client
	timeout        time.Duration
	connect        time.Duration
	retries        int
	maxConcurrency int
	validate       bool
	problems       []string
}

// WithBaseURL sets the server's root, without the version: https, or http to this machine. Empty: the document's server.
func WithBaseURL(url string) Option {
	return func(s *settings) {
		if url != "" {
			s.baseURL = url
		}
	}
}

// WithTimeout sets the time from the moment when a request may be sent to the first byte of the video, and then the longest time
// between two bytes. The default is five times the usual duration of a call, see [DefaultTimeouts]. To limit the whole call,
// use the deadline of its context; a call that is cut short is billed all the same. Of each request that returns no video, such as
// one for the status of a job, it is the whole time, and one minute by default; uploads have their own.
func WithTimeout(timeout time.Duration) Option {
	return func(s *settings) {
		s.timeout = timeout
		s.checkTime("timeout", timeout)
	}
}

// WithConnectTimeout sets how long to wait for a connection; 30 seconds by default.
func WithConnectTimeout(timeout time.Duration) Option {
	return func(s *settings) {
		s.connect = timeout
		s.checkTime("connectTimeout", timeout)
	}
}

// WithMaxRetries sets how often a request is sent again after a failure that is certainly not billed: 429, or no connection. One that
// only reads is sent again after any failure that may pass. 2 by default, 0 for none, at most 100.
func WithMaxRetries(retries int) Option {
	return func(s *settings) {
		s.retries = retries
		s.checkRange("maxRetries", retries, 0, maxRetries)
	}
}

// WithMaxConcurrency sets how many calls of the client run at once, from 1 to 10,000. Further calls wait until the video of
// another one begins to arrive, or until their context ends. Unlimited by default.
func WithMaxConcurrency(calls int) Option {
	return func(s *settings) {
		s.maxConcurrency = calls
		s.checkRange("maxConcurrency", calls, 1, maxConcurrency)
	}
}

// WithoutValidation sends requests that break rules of the document. It is meant for a service that allows more than the document.
func WithoutValidation() Option {
	return func(s *settings) { s.validate = false }
}

// WithHTTPClient takes the proxy, the certificates and the dialer from the transport of an HTTP client, which must be an
// [*http.Transport] or nil. Another [http.RoundTripper] is refused, because it could send a paid request twice; so are a
// Timeout and a Jar. Redirects are never followed, and connections are never shared: the transport is copied.
func WithHTTPClient(client *http.Client) Option {
	return func(s *settings) { s.httpClient = client }
}

func (s *settings) checkTime(name string, value time.Duration) {
	if value < minTimeout || value > maxTimeout {
		s.problems = append(s.problems, mustBe(name, timeRange(), value.String()))
	}
}

func timeRange() string { return fmt.Sprintf("from %v to %v", minTimeout, maxTimeout) }

func (s *settings) checkRange(name string, value, least, greatest int) {
	if value < least || value > greatest {
		s.problems = append(s.problems, mustBe(name, fmt.Sprintf("from %d to %d", least, greatest), fmt.Sprint(value)))
	}
}

func (s *settings) check(apiKey string) (*http.Transport, error) {
	transport, problem := singleUse(s.httpClient, s.baseURL)
	problems := append([]string{keyProblem(apiKey), baseURLProblem(s.baseURL)}, s.problems...)
	problems = append(problems, problem)
	var failures []error
	for _, problem := range problems {
		if problem != "" {
			failures = append(failures, errors.New("pixverse: "+problem))
		}
	}
	return transport, errors.Join(failures...)
}
