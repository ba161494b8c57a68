package pixverse

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"time"
)

// recorded replaces the waiting of a client.
func recorded(client *Client) *[]time.Duration {
	var delays []time.Duration
	client.state.sleep = func(_ context.Context, delay time.Duration) error {
		delays = append(delays, delay)
		return nil
	}
	return &delays
}

func TestRetry_rateLimited_isSentAgainAfterTheDelay(t *testing.T) {
	server := serve(t, writes(response(429, "Retry-After: 7\r\n", "")), writes(response(429, "", "")), writes(videoResponse()))
	client := newTestClient(t, server.url, WithMaxRetries(2))
	delays := recorded(client)
	video, err := callBytes(context.Background(), client)
	requireVideo(t, video, err)
	server.requireRequests(t, 3)
	if d := *delays; d[0] < 7*time.Second || d[0] > 7200*time.Millisecond || d[1] < time.Second || d[1] > 2*time.Second {
		t.Error(d)
	}
}

func TestRetry_moreOftenThanAllowed_returnsTheRefusal(t *testing.T) {
	server := serve(t, writes(response(429, "Retry-After: 2\r\n", "")))
	client := newTestClient(t, server.url, WithMaxRetries(2))
	recorded(client)
	_, err := callBytes(context.Background(), client)
	if failure := requireError(t, err, ErrRateLimited, BillingNotBilled, 429); failure.RetryAfter != 2*time.Second {
		t.Error(failure.RetryAfter)
	}
	server.requireRequests(t, 3)
}

func TestRetry_delayBeyondTheTimeout_isNotWaitedFor(t *testing.T) {
	server := serve(t, writes(response(429, "Retry-After: 3600\r\n", "")))
	client := newTestClient(t, server.url, WithMaxRetries(2))
	delays := recorded(client)
	_, err := callBytes(context.Background(), client)
	requireError(t, err, ErrRateLimited, BillingNotBilled, 429)
	if len(*delays) != 0 {
		t.Error(*delays)
	}
	server.requireRequests(t, 1)
}

func TestRetry_lostResponseAfterARefusal_isReportedInstead(t *testing.T) {
	server := serve(t, writes(response(429, "", "")), writes(""))
	client := newTestClient(t, server.url, WithMaxRetries(5))
	recorded(client)
	_, err := callBytes(context.Background(), client)
	requireError(t, err, ErrConnection, BillingUnknown, 0)
	server.requireRequests(t, 2)
}

func TestRetry_noConnection_isTriedAgain(t *testing.T) {
	server := serve(t, writes(videoResponse()))
	var dials atomic.Int32
	transport := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		if dials.Add(1) == 1 {
			return nil, errors.New("no route")
		}
		return new(net.Dialer).DialContext(ctx, network, address)
	}}
	client := newTestClient(t, server.url, WithMaxRetries(1), WithHTTPClient(&http.Client{Transport: transport}))
	recorded(client)
	video, err := callBytes(context.Background(), client)
	requireVideo(t, video, err)
	server.requireRequests(t, 1)
}

func TestRetry_cancelledWhileWaiting_keepsTheBillingStatus(t *testing.T) {
	server := serve(t, writes(response(429, "Retry-After: 60\r\n", "")))
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(shortTimeout, cancel)
	within(t, 20*time.Second, func() {
		_, err := callBytes(ctx, newTestClient(t, server.url, WithMaxRetries(2)))
		requireError(t, err, ErrCanceled, BillingNotBilled, 0)
		requireCanceled(t, err)
	})
	server.requireRequests(t, 1)
}

func TestWorse_ofTwoFailures(t *testing.T) {
	limited := &Error{Kind: ErrRateLimited, Billing: BillingNotBilled}
	noConnection := &Error{Kind: ErrConnection, Billing: BillingNotSent, cause: errors.New("no route")}
	lost := &Error{Kind: ErrConnection, Billing: BillingUnknown}
	for _, check := range []struct{ before, failure, expected *Error }{
		{nil, lost, lost}, {limited, noConnection, limited}, {noConnection, limited, limited}, {limited, lost, lost}, {limited, &Error{Kind: ErrRateLimited, Billing: BillingNotBilled}, limited},
	} {
		if actual := worse(check.before, check.failure); actual != check.expected {
			t.Errorf("%v, expected: %v", actual, check.expected)
		}
	}
	cancelled := &Error{Kind: ErrCanceled, Billing: BillingNotSent}
	if actual := worse(limited, cancelled); actual != cancelled || actual.Billing != BillingNotBilled {
		t.Error(actual)
	}
}

func TestDelayBefore_isBetweenHalfAndAllOfAnExponentialDelay(t *testing.T) {
	for _, check := range []struct {
		retry    int
		random   float64
		expected time.Duration
	}{{1, 0, 500 * time.Millisecond}, {1, 1, time.Second}, {2, 1, 2 * time.Second}, {6, 1, 30 * time.Second}, {100, 0, 15 * time.Second}} {
		if delay := delayBefore(check.retry, &Error{}, check.random); delay != check.expected {
			t.Errorf("%+v: %v", check, delay)
		}
	}
}

func TestRetryAfter_formsOfTheService(t *testing.T) {
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	for value, expected := range map[string]time.Duration{
		"0": 0, "120": 2 * time.Minute, "-1": 0, "soon": 0, "99999999999": 0, "Mon, 30 Nov 2026 12:00:30 GMT": 30 * time.Second,
		"Mon, 30 Nov 2026 11:00:00 GMT": 0,
	} {
		if delay := retryAfterIn(http.Header{"Retry-After": {value}}, nil, now); delay != expected {
			t.Errorf("%s: %v", value, delay)
		}
	}
	for value, expected := range map[string]time.Duration{
		"2026-11-30T12:00:05Z": 5 * time.Second, "2026-11-30 12:00:05": 5 * time.Second, "2026-11-30T12:00:05.5": 5500 * time.Millisecond,
		"2026-11-30T13:00:05+01:00": 5 * time.Second, "": 0, "5": 0,
	} {
		header := http.Header{"Reset-At": {value}, "Retry-After": {"unreadable"}}
		if delay := retryAfterIn(header, []string{"reset-at"}, now); delay != expected {
			t.Errorf("%s: %v", value, delay)
		}
	}
}
