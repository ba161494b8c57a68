package pixverse

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	submitPath  = "/v2/pixverse-text2video"
	statusPath  = "/v2/requests/job-1/status"
	resultPath  = "/v2/requests/job-1"
	historyPath = "/inference-request/request-history/job-1"
	filePath    = "/boat.mp4"
)

type routes = map[string][]func(net.Conn)

func jsonResponse(status int, body string) func(net.Conn) {
	return writes(response(status, "Content-Type: application/json\r\n", body))
}

// jobServer has a job that is completed, but for some routes. Its file is on a server of its own.
func jobServer(t *testing.T, others routes, file ...func(net.Conn)) (server, files *rawServer) {
	t.Helper()
	if len(file) == 0 {
		file = []func(net.Conn){writes(videoResponse())}
	}
	files = serve(t, file...)
	all := routes{
		submitPath: {jsonResponse(200, `{"request_id":"job-1","status":"QUEUED"}`)},
		statusPath: {jsonResponse(200, `{"status":"COMPLETED"}`)},
		resultPath: {jsonResponse(200, `{"status":"COMPLETED","video":{"url":"`+files.url+filePath+`"},"seed":7,
			"metrics":{"cost":0.45,"remaining_credits":9.5,"inference_time":44.1}}`)},
	}
	for path, scripts := range others {
		all[path] = scripts
	}
	return serveRoutes(t, all), files
}

// testClock replaces the waiting of a client: it takes no time, and moves the client's clock.
type testClock struct {
	started time.Time
	skipped time.Duration
	delays  []time.Duration
}

func newTestClock(client *Client) *testClock {
	clock := &testClock{started: time.Now()}
	client.state.now = func() time.Time { return time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC).Add(clock.elapsed()) }
	client.state.sleep = func(ctx context.Context, delay time.Duration) error {
		clock.skipped += delay
		clock.delays = append(clock.delays, delay)
		return ctx.Err()
	}
	return clock
}

func (c *testClock) elapsed() time.Duration { return c.skipped + time.Since(c.started) }

func knownJob(t *testing.T, client *Client) *Job {
	t.Helper()
	job, err := client.Job("job-1")
	if err != nil {
		t.Fatal(err)
	}
	return job
}

// waitBytes waits for the job of the server, and reads its video.
func waitBytes(t *testing.T, server *rawServer, options ...WaitOption) ([]byte, *testClock, error) {
	t.Helper()
	client := newTestClient(t, server.url)
	clock := newTestClock(client)
	video, err := knownJob(t, client).Wait(context.Background(), options...)
	if err != nil {
		return nil, clock, err
	}
	all, err := video.Bytes()
	return all, clock, err
}

func TestSubmit_validRequest_givesTheJob(t *testing.T) {
	server, files := jobServer(t, nil)
	client := newTestClient(t, server.url)
	job, err := client.SubmitTextToVideo(context.Background(), boat)
	if err != nil || job.ID() != "job-1" || job.typical != opTextToVideo.typical || job.typical == 0 {
		t.Fatal(job, err)
	}
	newTestClock(client)
	video, err := job.Wait(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	metadata := video.Metadata()
	if metadata.RequestID != "job-1" || metadata.Cost != Float(0.45) || metadata.RemainingCredits != Float(9.5) ||
		metadata.GenerationSeconds != Float(44.1) || metadata.Seed != Int(7) || metadata.StatusCode != 200 {
		t.Errorf("%+v", metadata)
	}
	all, err := video.Bytes()
	requireVideo(t, all, err)

	sent := server.to(submitPath)[0]
	expected, _ := boat.MarshalJSON()
	if sent.Method != "POST" || sent.Header.Get("Content-Type") != "application/json" || server.bodies[0] != string(expected) {
		t.Errorf("%+v %s", sent, server.bodies[0])
	}
	server.requireRequests(t, 3)
	for _, request := range server.requests() {
		if request.Header.Get("X-Api-Key") != testKey {
			t.Errorf("no key: %+v", request)
		}
	}
	file := files.requests()[0]
	if file.Method != "GET" || strings.Contains(fmt.Sprint(file.Header), testKey) {
		t.Errorf("%+v", file)
	}
}

func TestSubmit_eachRequest_hasItsPath(t *testing.T) {
	server := serve(t, jsonResponse(200, `{"request_id":"job-1"}`))
	client := newTestClient(t, server.url)
	ctx := context.Background()
	address := String("https://example.com/a")
	for path, submit := range map[string]func() (*Job, error){
		"/v2/pixverse-image2video": func() (*Job, error) {
			return client.SubmitImageToVideo(ctx, ImageToVideoRequest{Prompt: "a", ImageURL: "https://example.com/a.png"})
		},
		"/v2/pixverse-5-video": func() (*Job, error) { return client.SubmitV5Video(ctx, V5VideoRequest{Prompt: "a"}) },
		"/v2/pixverse-5-extend": func() (*Job, error) {
			return client.SubmitV5Extend(ctx, V5ExtendRequest{Prompt: "a", VideoURL: address})
		},
		"/v2/pixverse-v6": func() (*Job, error) { return client.SubmitV6Video(ctx, V6VideoRequest{Prompt: "a"}) },
	} {
		job, err := submit()
		if err != nil || job.ID() != "job-1" || job.typical == 0 || len(server.to(path)) != 1 {
			t.Error(path, job, err)
		}
	}
}

func TestSubmit_invalidRequest_isNotSent(t *testing.T) {
	server, _ := jobServer(t, nil)
	_, err := newTestClient(t, server.url).SubmitTextToVideo(context.Background(), TextToVideoRequest{Prompt: "a", Duration: 7})
	failure := requireError(t, err, ErrInvalidRequest, BillingNotSent, 0)
	requireContains(t, failure.Error(), "submitTextToVideo: ", "duration must be one of 5, 8, but was 7")
	server.requireRequests(t, 0)
}

func TestSubmit_failure_isSentAgainOnlyAfter429(t *testing.T) {
	submitted := jsonResponse(200, `{"request_id":"job-1"}`)
	for name, check := range map[string]struct {
		first    func(net.Conn)
		kind     ErrorKind
		billing  Billing
		status   int
		requests int
	}{
		"429":              {jsonResponse(429, "{}"), "", "", 0, 2},
		"406":              {jsonResponse(406, "{}"), ErrInsufficientCredits, BillingNotBilled, 406, 1},
		"405":              {jsonResponse(405, "{}"), ErrUnexpectedResponse, BillingNotBilled, 405, 1},
		"503":              {jsonResponse(503, "{}"), ErrServer, BillingUnknown, 503, 1},
		"lost":             {writes(""), ErrConnection, BillingUnknown, 0, 1},
		"without an id":    {jsonResponse(200, "{}"), ErrUnexpectedResponse, BillingUnknown, 200, 1},
		"with another id":  {jsonResponse(200, `{"request_id":"../a"}`), ErrUnexpectedResponse, BillingUnknown, 200, 1},
		"broken":           {writes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"), ErrConnection, BillingUnknown, 200, 1},
		"broken with text": {writes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + `{"request_id":"job-1"}`), "", "", 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			server, _ := jobServer(t, routes{submitPath: {check.first, submitted}})
			client := newTestClient(t, server.url, WithMaxRetries(3))
			recorded(client)
			job, err := client.SubmitTextToVideo(context.Background(), boat)
			if check.kind != "" {
				requireError(t, err, check.kind, check.billing, check.status)
			} else if err != nil || job.ID() != "job-1" {
				t.Error(job, err)
			}
			server.requireRequests(t, check.requests)
		})
	}
}

func TestJob_idThatCannotBeOne_isRejected(t *testing.T) {
	client := newTestClient(t, "http://localhost:1")
	for _, id := range []string{"", "../requests", "a b", "a/b", "a?b", "ä", strings.Repeat("a", 101), testKey} {
		_, err := client.Job(id)
		failure := requireError(t, err, ErrInvalidArgument, BillingNotSent, 0)
		requireContains(t, failure.Error(), "id must be 1 to 100 letters, digits, hyphens and underscores, but was \"")
		if _, err := client.HistoryEntry(context.Background(), id); !errors.Is(err, ErrInvalidArgument) {
			t.Error(err)
		}
	}
	job, err := client.Job("5f0c7a3e-8d41-4c8e-9a59-2f6f3b0c1d77")
	if err != nil || fmt.Sprintf("%v %#v", job, job) != strings.Repeat(" pixverse.Job(5f0c7a3e-8d41-4c8e-9a59-2f6f3b0c1d77)", 2)[1:] {
		t.Errorf("%v %#v", job, err)
	}
}

func TestWait_jobThatRuns_isPolledLessOftenAndReported(t *testing.T) {
	server, _ := jobServer(t, routes{statusPath: {
		jsonResponse(200, `{"status":"QUEUED"}`), jsonResponse(200, `{"status":"PROCESSING"}`), jsonResponse(200, `{"status":"NEW"}`),
		jsonResponse(200, `{"status":"COMPLETED"}`),
	}})
	client := newTestClient(t, server.url)
	clock := newTestClock(client)
	job, err := client.SubmitTextToVideo(context.Background(), boat)
	if err != nil {
		t.Fatal(err)
	}
	var reported []string
	video, err := job.Wait(context.Background(), WithStatus(func(p JobProgress) {
		reported = append(reported, fmt.Sprintf("%s %t %v", p.Status.Status, p.Elapsed >= time.Duration(len(reported))*800*time.Millisecond, p.Typical))
	}))
	if err != nil {
		t.Fatal(err)
	}
	defer video.Close()
	if text := strings.Join(reported, "; "); text != "QUEUED true 44.13s; PROCESSING true 44.13s; NEW true 44.13s" {
		t.Error(text)
	}
	for i, most := range []time.Duration{time.Second, 1500 * time.Millisecond, 2250 * time.Millisecond} {
		if d := clock.delays[i]; d < most*4/5 || d > most {
			t.Errorf("delay %d: %v", i, d)
		}
	}
}

func TestPollSchedule_growsFromOneSecondToTen(t *testing.T) {
	var with, without pollSchedule
	for _, most := range []time.Duration{1000, 1500, 2250, 3375} {
		if all, least := with.after(1), without.after(0); all != most*time.Millisecond || least != most*time.Millisecond*4/5 {
			t.Error(most, all, least)
		}
	}
	for range 10 {
		with.after(1)
	}
	if most := with.after(1); most != 10*time.Second {
		t.Error(most)
	}
}

func TestWait_failuresThatMayPass_areSurvived(t *testing.T) {
	files := serve(t, jsonResponse(500, "{}"), writes(""), writes(videoResponse()))
	server, _ := jobServer(t, routes{
		statusPath: {
			jsonResponse(500, "{}"), jsonResponse(408, "{}"), writes(""), writes("HTTP/1.1 200 OK\r\nContent-"),
			writes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"), jsonResponse(200, "<html>"), jsonResponse(200, "null"),
			jsonResponse(200, `{"status":"COMPLETED"}`),
		},
		resultPath: {jsonResponse(502, "{}"), writes("\x00\x01"), jsonResponse(200, `{"output":"`+files.url+filePath+`"}`)},
	})
	video, _, err := waitBytes(t, server)
	requireVideo(t, video, err)
	if status, result := len(server.to(statusPath)), len(server.to(resultPath)); status != 8 || result != 3 {
		t.Error(status, result)
	}
	files.requireRequests(t, 3)
}

func TestWait_rateLimited_waitsAsLongAsTheServiceAsks(t *testing.T) {
	for header, least := range map[string]time.Duration{
		"Retry-After: 40\r\n": 40 * time.Second, "x-rate-limit-reset-at-utc: 2026-11-30T12:00:20Z\r\n": 20 * time.Second,
	} {
		server, _ := jobServer(t, routes{statusPath: {writes(response(429, header, "{}")), jsonResponse(200, `{"status":"COMPLETED"}`)}})
		video, clock, err := waitBytes(t, server)
		requireVideo(t, video, err)
		if d := clock.delays[0]; d < least || d > least+time.Second {
			t.Error(header, d)
		}
	}
}

func TestWait_jobThatFailed_saysWhyAndIsNotBilled(t *testing.T) {
	quoted, _ := json.Marshal("The prompt " + testKey)
	for _, status := range []int{200, 422} {
		server, _ := jobServer(t, routes{statusPath: {jsonResponse(status, `{"status":"FAILED","error":`+string(quoted)+`}`)}})
		_, _, err := waitBytes(t, server)
		failure := requireError(t, err, ErrJobFailed, BillingNotBilled, map[int]int{200: 0, 422: 422}[status])
		requireContains(t, failure.Error(), "getJobStatus: ", "The prompt <redacted>", "failed jobs are not billed")
		if failure.JobID != "job-1" {
			t.Error(failure.JobID)
		}
		server.requireRequests(t, 1)
	}
}

func TestWait_deadlineThatPasses_namesTheJob(t *testing.T) {
	server, _ := jobServer(t, routes{statusPath: {jsonResponse(200, `{"status":"PROCESSING"}`), jsonResponse(500, `{"error":"overloaded"}`)}})
	_, clock, err := waitBytes(t, server, WithDeadline(time.Minute))
	failure := requireError(t, err, ErrJobTimeout, BillingUnknown, 0)
	requireContains(t, failure.Error(), "job job-1 had no video within 1m0s, but continues, after: overloaded [", "this request costs nothing")
	if failure.JobID != "job-1" || !failure.Timeout() || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrServer) {
		t.Errorf("%+v", failure)
	}
	if waited := clock.elapsed(); waited < time.Minute || waited > 80*time.Second {
		t.Error(waited)
	}
}

func TestWait_deadlineOfACompletedJob_isBilled(t *testing.T) {
	server, _ := jobServer(t, nil, jsonResponse(500, "{}"))
	_, _, err := waitBytes(t, server, WithDeadline(time.Minute))
	requireError(t, err, ErrJobTimeout, BillingBilled, 0)
}

func TestWait_silence_endsAtTheDeadline(t *testing.T) {
	t.Parallel()
	for name, silent := range map[string]routes{
		"status": {statusPath: {thenSilence("")}}, "body of the status": {statusPath: {thenSilence("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")}},
		"result": {resultPath: {thenSilence("")}}, "file": nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, _ := jobServer(t, silent, thenSilence("HTTP/1.1 200 OK\r\n"+videoType+"\r\n"))
			within(t, 20*time.Second, func() {
				_, err := knownJob(t, newTestClient(t, server.url)).Wait(context.Background(), WithDeadline(shortTimeout))
				billing := BillingBilled
				if strings.Contains(name, "status") {
					billing = BillingUnknown
				}
				requireError(t, err, ErrJobTimeout, billing, 0)
			})
		})
	}
}

func TestWait_readAfterTheDeadline_stillGivesTheVideo(t *testing.T) {
	t.Parallel()
	half := len(videoResponse()) - 50
	server, _ := jobServer(t, nil, func(conn net.Conn) {
		writes(videoResponse()[:half])(conn)
		time.Sleep(2 * shortTimeout)
		writes(videoResponse()[half:])(conn)
	})
	video, err := knownJob(t, newTestClient(t, server.url)).Wait(context.Background(), WithDeadline(shortTimeout))
	if err != nil {
		t.Fatal(err)
	}
	all, err := video.Bytes()
	requireVideo(t, all, err)
}

func TestWait_deadlineThatCannotBeOne_isRejected(t *testing.T) {
	server, _ := jobServer(t, nil)
	for _, deadline := range []time.Duration{0, -time.Second, 1000 * time.Hour} {
		_, _, err := waitBytes(t, server, WithDeadline(deadline))
		requireContains(t, requireError(t, err, ErrInvalidArgument, BillingNotSent, 0).Error(), "deadline must be from 1ms to")
	}
	server.requireRequests(t, 0)
}

func TestWait_refusedKey_failsAtOnce(t *testing.T) {
	server, _ := jobServer(t, routes{statusPath: {jsonResponse(401, `{"error":"bad key `+testKey+`"}`)}})
	_, _, err := waitBytes(t, server)
	failure := requireError(t, err, ErrUnauthorized, BillingUnknown, 401)
	requireContains(t, failure.Error(), "it says nothing about the bill")
	server.requireRequests(t, 1)
}

func TestWait_recordThatExpired_isFoundInTheHistory(t *testing.T) {
	unknown := jsonResponse(404, `{"error":"not found"}`)
	files := serve(t, writes(videoResponse()))
	server := serveRoutes(t, routes{"": {unknown}, historyPath: {
		unknown, jsonResponse(200, `{"model_status":"PENDING"}`),
		jsonResponse(200, `{"model_status":"COMPLETED","credits_deduction":0.45,"generation_url":"`+files.url+filePath+`"}`),
	}})
	video, _, err := waitBytes(t, server)
	requireVideo(t, video, err)

	failed := serveRoutes(t, routes{"": {unknown}, historyPath: {jsonResponse(200, `{"model_status":"FAILED","error":"too violent"}`)}})
	_, _, err = waitBytes(t, failed)
	requireContains(t, requireError(t, err, ErrJobFailed, BillingNotBilled, 0).Error(), "job job-1 failed: too violent")
}

func TestWait_idThatNobodyKnows_failsAfterTheDelayOfTheHistory(t *testing.T) {
	server := serve(t, jsonResponse(404, `{"error":"not found"}`))
	_, clock, err := waitBytes(t, server)
	failure := requireError(t, err, ErrNotFound, BillingUnknown, 404)
	requireContains(t, failure.Error(), "neither the jobs nor the history of the account have job job-1")
	if waited := clock.elapsed(); waited < historyDelay || waited > historyDelay+20*time.Second {
		t.Error(waited)
	}
	_, _, err = waitBytes(t, server, WithDeadline(10*time.Second))
	requireError(t, err, ErrJobTimeout, BillingUnknown, 0)
}

func TestWait_idThatIsUnknownAgain_isGivenTimeAgain(t *testing.T) {
	unknown := jsonResponse(404, "{}")
	scripts := []func(net.Conn){unknown, unknown, unknown, unknown, unknown, jsonResponse(200, `{"status":"QUEUED"}`), unknown, unknown, unknown, unknown}
	server, _ := jobServer(t, routes{statusPath: append(scripts, jsonResponse(200, `{"status":"COMPLETED"}`))})
	video, _, err := waitBytes(t, server)
	requireVideo(t, video, err)
}

func TestWait_fileThatCannotBeHad_saysWhy(t *testing.T) {
	for _, check := range []struct {
		file   func(net.Conn)
		status int
		reason string
	}{
		{jsonResponse(404, "{}"), 404, "is no longer available; files are kept for 7 days"},
		{jsonResponse(403, "{}"), 403, "is no longer available"},
		{jsonResponse(410, "{}"), 410, "is no longer available"},
		{jsonResponse(400, "{}"), 400, "could not be downloaded"},
		{jsonResponse(200, "{}"), 0, "must be a video, but was something else"},
		{writes(response(206, videoType, smallVideo)), 0, "must be a video, but was a part of a video"},
	} {
		server, files := jobServer(t, nil, check.file)
		_, _, err := waitBytes(t, server)
		failure := requireError(t, err, ErrUnexpectedResponse, BillingBilled, check.status)
		requireContains(t, failure.Error(), "getJobResult: ", "the video of job job-1 at "+files.url+filePath+" "+check.reason)
		files.requireRequests(t, 1)
	}
}

func TestWait_addressThatIsNotSafe_isNotRequested(t *testing.T) {
	for _, address := range []string{"http://example.com/a", "file:///etc/passwd", "https://user@example.com/", "//example.com", ""} {
		server, files := jobServer(t, routes{resultPath: {jsonResponse(200, `{"status":"COMPLETED","output":"`+address+`"}`)}})
		_, _, err := waitBytes(t, server)
		failure := requireError(t, err, ErrUnexpectedResponse, BillingBilled, 0)
		requireContains(t, failure.Error(), "the address of the video of job job-1 must be an https URL, but was ")
		files.requireRequests(t, 0)
	}
}

func TestWait_cancelled_leavesTheJobAlone(t *testing.T) {
	t.Parallel()
	for name, check := range map[string]struct {
		routes  routes
		billing Billing
	}{
		"between polls": {routes{statusPath: {jsonResponse(200, `{"status":"QUEUED"}`)}}, BillingUnknown},
		"in a poll":     {routes{statusPath: {thenSilence("")}}, BillingUnknown},
		"in the file":   {nil, BillingBilled},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, _ := jobServer(t, check.routes, thenSilence("HTTP/1.1 200 OK\r\n"+videoType+"\r\n"))
			ctx, cancel := context.WithCancel(context.Background())
			time.AfterFunc(shortTimeout, cancel)
			within(t, 20*time.Second, func() {
				_, err := knownJob(t, newTestClient(t, server.url)).Wait(ctx)
				failure := requireError(t, err, ErrCanceled, check.billing, 0)
				requireCanceled(t, err)
				requireContains(t, failure.Error(), "job job-1 continues")
			})
		})
	}
}

func TestWait_deadlineOfTheContext_isFound(t *testing.T) {
	t.Parallel()
	server, _ := jobServer(t, routes{statusPath: {jsonResponse(200, `{"status":"QUEUED"}`)}})
	ctx, cancel := context.WithTimeout(context.Background(), shortTimeout)
	defer cancel()
	_, err := knownJob(t, newTestClient(t, server.url)).Wait(ctx)
	requireError(t, err, ErrTimeout, BillingUnknown, 0)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

func TestStatus_ofAJob_isRead(t *testing.T) {
	for body, expected := range map[string]JobStatus{
		`{"status":"QUEUED","request_id":"job-1"}`:                  {Status: JobStateQueued, RequestID: "job-1"},
		`{"status":"PROCESSING","metrics":{"queue_time":3}}`:        {Status: JobStateProcessing, Metrics: JobMetrics{QueueTime: Float(3)}},
		`{"status":7,"error":{},"metrics":[],"request_id":"job-1"}`: {RequestID: "job-1"},
	} {
		server, _ := jobServer(t, routes{statusPath: {jsonResponse(200, body)}})
		status, err := knownJob(t, newTestClient(t, server.url)).Status(context.Background())
		if err != nil || status != expected {
			t.Errorf("%+v %v", status, err)
		}
	}
	for body, reason := range map[string]string{`{"status":"FAILED","error":"no"}`: "no", "<html>": ""} {
		server, _ := jobServer(t, routes{statusPath: {jsonResponse(422, body)}})
		status, err := knownJob(t, newTestClient(t, server.url)).Status(context.Background())
		if err != nil || status.Status != JobStateFailed || status.Error != reason {
			t.Errorf("%+v %v", status, err)
		}
	}
}

func TestResult_ofAJob_isRead(t *testing.T) {
	server, files := jobServer(t, nil)
	result, err := knownJob(t, newTestClient(t, server.url)).Result(context.Background())
	if err != nil || result.Address() != files.url+filePath || result.Metrics.Cost != Float(0.45) {
		t.Errorf("%+v %v", result, err)
	}
	expired := serveRoutes(t, routes{historyPath: {jsonResponse(200, `{"generation_url":"https://example.com/a","credits_deduction":1}`)}})
	result, err = knownJob(t, newTestClient(t, expired.url)).Result(context.Background())
	if err != nil || result.Address() != "https://example.com/a" || result.Metrics.Cost != Float(1) {
		t.Errorf("%+v %v", result, err)
	}
	failed, _ := jobServer(t, routes{resultPath: {jsonResponse(422, `{"error":"no"}`)}})
	_, err = knownJob(t, newTestClient(t, failed.url)).Result(context.Background())
	requireError(t, err, ErrJobFailed, BillingNotBilled, 422)
	nobody := serveRoutes(t, nil)
	_, err = knownJob(t, newTestClient(t, nobody.url)).Result(context.Background())
	requireError(t, err, ErrNotFound, BillingUnknown, 404)
}

func TestResult_failures_areRetriedAsOftenAsTheOptionsAllow(t *testing.T) {
	for retries := range 3 {
		server, _ := jobServer(t, routes{resultPath: {jsonResponse(500, "{}")}})
		client := newTestClient(t, server.url, WithMaxRetries(retries))
		recorded(client)
		_, err := knownJob(t, client).Result(context.Background())
		requireError(t, err, ErrServer, BillingUnknown, 500)
		server.requireRequests(t, retries+1)
	}
}

func TestWait_videoThatCannotBeSaved_namesTheJob(t *testing.T) {
	server, _ := jobServer(t, nil)
	client := newTestClient(t, server.url)
	newTestClock(client)
	video, err := knownJob(t, client).Wait(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer video.Close()
	failure := requireError(t, video.SaveTo(t.TempDir()), ErrSaveFailed, BillingBilled, 200)
	if failure.JobID != "job-1" {
		t.Errorf("%+v", failure)
	}
	requireFile(t, failure.SavedTo, smallVideo)
	target := filepath.Join(t.TempDir(), "new", "boat.mp4")
	if err := video.SaveTo(target); err != nil {
		t.Error(err)
	}
	requireFile(t, target, smallVideo)
}

func TestServer_ofAnOperation_isTheDocumentsUnlessABaseURLIsSet(t *testing.T) {
	for base, expected := range map[string][3]string{
		"":                          {"https://api.segmind.com", "https://api.spotprod.segmind.com", "https://workflows-api.segmind.com"},
		"https://api.segmind.com/":  {"https://api.segmind.com", "https://api.spotprod.segmind.com", "https://workflows-api.segmind.com"},
		"https://example.com/proxy": {"https://example.com/proxy", "https://example.com/proxy", "https://example.com/proxy"},
	} {
		client, err := NewClient(testKey, WithBaseURL(base))
		if err != nil {
			t.Fatal(err)
		}
		if actual := [3]string{client.server(&opGetJobStatus), client.server(&opGetRequestHistory), client.server(&opUploadAsset)}; actual != expected {
			t.Error(base, actual)
		}
	}
	if problem := baseURLProblem("https://example.com/v2"); !strings.Contains(problem, "without the version") {
		t.Error(problem)
	}
	if http.MethodPost != opSubmitTextToVideo.method || http.MethodGet != opGetCredits.method {
		t.Error(opGetCredits.method)
	}
}
