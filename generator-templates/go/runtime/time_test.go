package pixverse

import (
	"context"
	"errors"
	"io"
	"net"
	"testing"
	"time"
)

const shortTimeout = 800 * time.Millisecond

func TestTimeout_noResponse_isUnknown(t *testing.T) {
	t.Parallel()
	server := serve(t, thenSilence(""))
	took := within(t, 20*time.Second, func() {
		_, err := callBytes(context.Background(), newTestClient(t, server.url, WithTimeout(shortTimeout)))
		failure := requireError(t, err, ErrTimeout, BillingUnknown, 0)
		requireContains(t, failure.Error(), "no response within 800ms")
		if !failure.Timeout() || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
			t.Error("the client's timeout must not be taken for the caller's context")
		}
	})
	if took < shortTimeout {
		t.Error(took)
	}
}

// drip writes a head byte by byte, always before the timeout.
func drip(conn net.Conn) {
	_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nx-drip: ")
	for range 50 {
		time.Sleep(shortTimeout / 6)
		if _, err := io.WriteString(conn, "a"); err != nil {
			return
		}
	}
}

func TestTimeout_tricklingHead_isNotExtended(t *testing.T) {
	t.Parallel()
	server := serve(t, drip)
	took := within(t, 20*time.Second, func() {
		_, err := callBytes(context.Background(), newTestClient(t, server.url, WithTimeout(shortTimeout)))
		requireError(t, err, ErrTimeout, BillingUnknown, 0)
	})
	if took > 4*shortTimeout {
		t.Error("extended to", took)
	}
}

func TestTimeout_noBody_countsFromTheRequest(t *testing.T) {
	t.Parallel()
	server := serve(t, thenSilence("HTTP/1.1 200 OK\r\nx-request-id: request-1\r\n"+videoType+"Content-Length: 1000\r\n\r\n"))
	within(t, 20*time.Second, func() {
		_, err := callBytes(context.Background(), newTestClient(t, server.url, WithTimeout(shortTimeout)))
		failure := requireError(t, err, ErrTimeout, BillingBilled, 200)
		if failure.RequestID != "request-1" {
			t.Error(failure.RequestID)
		}
	})
}

func TestTimeout_silenceInTheVideo_isBilled(t *testing.T) {
	t.Parallel()
	server := serve(t, thenSilence("HTTP/1.1 200 OK\r\n"+videoType+"Content-Length: 1000\r\n\r\n"+smallVideo))
	within(t, 20*time.Second, func() {
		_, err := callBytes(context.Background(), newTestClient(t, server.url, WithTimeout(shortTimeout)))
		requireContains(t, requireError(t, err, ErrTimeout, BillingBilled, 200).Error(), "no data for 800ms", "bytes")
	})
}

func TestTimeout_slowButSteadyVideo_isNotCut(t *testing.T) {
	t.Parallel()
	server := serve(t, func(conn net.Conn) {
		_, _ = io.WriteString(conn, videoResponse()[:len(videoResponse())-len(smallVideo)])
		for part := smallVideo; part != ""; part = part[1:] {
			if len(part)%20 == 0 {
				time.Sleep(shortTimeout / 3)
			}
			_, _ = io.WriteString(conn, part[:1])
		}
	})
	video, err := callBytes(context.Background(), newTestClient(t, server.url, WithTimeout(shortTimeout)))
	requireVideo(t, video, err)
}

func TestTimeout_slowReader_isNotBlamedOnTheService(t *testing.T) {
	t.Parallel()
	// More than the client's buffer holds.
	large := mp4(1 << 20)
	server := serve(t, writes(response(200, videoType, large)))
	video, err := newTestClient(t, server.url, WithTimeout(shortTimeout)).TextToVideo(context.Background(), boat)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * shortTimeout)
	all, err := video.Bytes()
	if err != nil || string(all) != large {
		t.Error(len(all), err)
	}
}

func TestTimeout_endlessErrorBody_keepsTheStatus(t *testing.T) {
	t.Parallel()
	server := serve(t, func(conn net.Conn) {
		_, _ = io.WriteString(conn, "HTTP/1.1 400 Bad\r\n\r\n")
		for {
			if _, err := io.WriteString(conn, "all work and no play "); err != nil {
				return
			}
		}
	})
	within(t, 20*time.Second, func() {
		_, err := callBytes(context.Background(), newTestClient(t, server.url))
		if failure := requireError(t, err, ErrBadRequest, BillingNotBilled, 400); len(failure.Body) != maxErrorBody {
			t.Error(len(failure.Body))
		}
	})
}

func TestDefaultTimeouts_areThoseOfTheDocument(t *testing.T) {
	t.Parallel()
	timeouts := DefaultTimeouts()
	if len(timeouts) != 5 || timeouts["/v1/pixverse-5-extend"] != 465*time.Second {
		t.Error(timeouts)
	}
}

func TestCancel_beforeTheCall_sendsNothing(t *testing.T) {
	t.Parallel()
	server := serve(t, writes(videoResponse()))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := callBytes(ctx, newTestClient(t, server.url))
	requireError(t, err, ErrCanceled, BillingNotSent, 0)
	requireCanceled(t, err)
	server.requireRequests(t, 0)
}

func requireCanceled(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, context.Canceled) {
		t.Errorf("context.Canceled is not found in %v", err)
	}
}

func TestCancel_withoutAResponse_isUnknownAndDropsTheConnection(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(context.Background())
	dropped := make(chan struct{})
	why := errors.New("shutting down")
	server := serve(t, func(conn net.Conn) {
		cancel(why)
		_, _ = io.Copy(io.Discard, conn)
		close(dropped)
	})
	within(t, 20*time.Second, func() {
		_, err := callBytes(ctx, newTestClient(t, server.url))
		requireError(t, err, ErrCanceled, BillingUnknown, 0)
		requireCanceled(t, err)
		if !errors.Is(err, why) {
			t.Errorf("the cause of the cancellation is not found in %v", err)
		}
		<-dropped
	})
}

func TestDeadline_withoutAResponse_isUnknown(t *testing.T) {
	t.Parallel()
	server := serve(t, thenSilence(""))
	ctx, cancel := context.WithTimeout(context.Background(), shortTimeout)
	defer cancel()
	within(t, 20*time.Second, func() {
		_, err := callBytes(ctx, newTestClient(t, server.url))
		requireError(t, err, ErrTimeout, BillingUnknown, 0)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("context.DeadlineExceeded is not found in %v", err)
		}
	})
}

func TestCancel_inTheVideo_isBilled(t *testing.T) {
	t.Parallel()
	server := serve(t, thenSilence("HTTP/1.1 200 OK\r\n"+videoType+"Content-Length: 1000\r\n\r\n"+smallVideo))
	ctx, cancel := context.WithCancel(context.Background())
	video, err := newTestClient(t, server.url).TextToVideo(ctx, boat)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(shortTimeout, cancel)
	within(t, 20*time.Second, func() {
		_, err = video.Bytes()
		requireError(t, err, ErrCanceled, BillingBilled, 200)
		requireCanceled(t, err)
	})
}

func TestCancel_inARefusal_keepsItsStatus(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	server := serve(t, func(conn net.Conn) {
		_, _ = io.WriteString(conn, "HTTP/1.1 400 Bad\r\nContent-Length: 9\r\n\r\n{")
		time.AfterFunc(shortTimeout, cancel)
		_, _ = io.Copy(io.Discard, conn)
	})
	within(t, 20*time.Second, func() {
		_, err := callBytes(ctx, newTestClient(t, server.url))
		requireError(t, err, ErrBadRequest, BillingNotBilled, 400)
		requireCanceled(t, err)
	})
}

func TestClose_whileReading_endsTheRead(t *testing.T) {
	t.Parallel()
	server := serve(t, thenSilence("HTTP/1.1 200 OK\r\n"+videoType+"Content-Length: 1000\r\n\r\n"+smallVideo))
	video, err := newTestClient(t, server.url).TextToVideo(context.Background(), boat)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(shortTimeout, func() { _ = video.Close() })
	within(t, 20*time.Second, func() {
		_, err = io.ReadAll(video)
		requireContains(t, requireError(t, err, ErrConnection, BillingBilled, 200).Error(), "the video was closed")
	})
	if _, err := video.Read(make([]byte, 1)); err == nil || errors.Is(err, io.EOF) {
		t.Errorf("read after Close: %v", err)
	}
}

func TestMaxConcurrency_queuedCall_isNotSentWhenCancelled(t *testing.T) {
	t.Parallel()
	server := serve(t, thenSilence(""), writes(videoResponse()))
	client := newTestClient(t, server.url, WithMaxConcurrency(1))
	first, cancelFirst := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = callBytes(first, client)
	}()
	for len(server.requests()) == 0 {
		time.Sleep(time.Millisecond)
	}
	second, cancelSecond := context.WithTimeout(context.Background(), shortTimeout)
	defer cancelSecond()
	_, err := callBytes(second, client)
	requireError(t, err, ErrTimeout, BillingNotSent, 0)
	server.requireRequests(t, 1)

	cancelFirst()
	<-done
	video, err := callBytes(context.Background(), client)
	requireVideo(t, video, err)
}
