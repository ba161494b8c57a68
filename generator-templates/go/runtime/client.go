package pixverse

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"
)

// Client sends the paid requests. [NewClient] makes one. It may be copied, and used by goroutines at once; it holds nothing
// that has to be closed.
//
// No way of printing, logging or encoding a Client shows the API key.
type Client struct{ state *clientState }

type clientState struct {
	key       apiKey
	redact    *redactor
	baseURL   string
	transport *http.Transport
	timeout   time.Duration
	connect   time.Duration
	retries   int
	validate  bool
	// slots limits how many calls run at once; nil if nothing does.
	slots chan struct{}
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
}

const unmadeClient = "the client must be made by NewClient"

// NewClient returns a client for the account of the key. The error names everything that is wrong with key and options.
func NewClient(apiKey string, options ...Option) (*Client, error) {
	settings := settings{baseURL: defaultBaseURL, connect: 30 * time.Second, retries: 2, validate: true}
	for _, option := range options {
		option(&settings)
	}
	transport, err := settings.check(apiKey)
	if err != nil {
		return nil, err
	}
	key := newAPIKey(apiKey)
	state := &clientState{
		key: key, redact: newRedactor(key), baseURL: settings.baseURL, transport: transport, timeout: settings.timeout,
		connect: settings.connect, retries: settings.retries, validate: settings.validate, now: time.Now, sleep: sleep,
	}
	if settings.maxConcurrency > 0 {
		state.slots = make(chan struct{}, settings.maxConcurrency)
	}
	return &Client{state}, nil
}

// String names the server.
func (c Client) String() string {
	if c.state == nil {
		return "pixverse.Client()"
	}
	return "pixverse.Client(" + c.state.baseURL + ")"
}

// GoString is the same as String.
func (c Client) GoString() string { return c.String() }

// Format writes the same as String, whatever the verb.
func (c Client) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, c.String()) }

// LogValue is the same as String.
func (c Client) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalText is the same as String, also in JSON.
func (c Client) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// generate makes a video.
func (c *Client) generate(ctx context.Context, op *operation, request requestParts) (*Video, error) {
	body, err := c.body(op, request)
	if err != nil {
		return nil, err
	}
	return send(ctx, c, op, body, c.videoIn)
}

// generateFile makes a video and saves it. The target is checked before anything is sent.
func (c *Client) generateFile(
	ctx context.Context, op *operation, request requestParts, path string, options []TransferOption,
) (Metadata, error) {
	body, err := c.body(op, request)
	if err != nil {
		return Metadata{}, err
	}
	saver := newSaver(path, options)
	if err := saver.reserve(op); err != nil {
		return Metadata{}, err
	}
	defer saver.release()
	video, err := send(ctx, c, op, body, c.videoIn)
	if err != nil {
		return Metadata{}, err
	}
	defer video.Close()
	return video.Metadata(), saver.save(video.stream)
}

func (c *Client) body(op *operation, request requestParts) ([]byte, error) {
	if c == nil || c.state == nil {
		return nil, noResponse(op, BillingNotSent, ErrInvalidRequest, unmadeClient, nil)
	}
	violations := request.unsendable()
	if c.state.validate {
		violations = request.violations()
	}
	if len(violations) > 0 {
		return nil, invalidRequest(op, violations)
	}
	return request.encode()
}

func (c *Client) timeout(op *operation) time.Duration {
	if c.state.timeout > 0 {
		return c.state.timeout
	}
	return op.timeout
}

func sleep(ctx context.Context, delay time.Duration) error {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
