package pixverse

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"
)

const listPath = "/inference-request/request-history"

func TestCredits_areRead(t *testing.T) {
	for body, expected := range map[string]Credits{
		`{"credits":12.5,"free-credits":1}`: {Float(12.5), Float(1)}, `{"credits":"12.5","other":1}`: {},
	} {
		server := serveRoutes(t, routes{"/v1/get-user-credits": {jsonResponse(200, body)}})
		credits, err := newTestClient(t, server.url).Credits(context.Background())
		if err != nil || credits != expected {
			t.Error(credits, err)
		}
		if request := server.requests()[0]; request.Method != "GET" || request.Header.Get("X-Api-Key") != testKey {
			t.Errorf("%+v", request)
		}
	}
}

func TestCredits_failures_areNotBilledAndRetriedIfTheyMayPass(t *testing.T) {
	for name, check := range map[string]struct {
		script   func(net.Conn)
		kind     ErrorKind
		status   int
		requests int
	}{
		"404":         {jsonResponse(404, `{"error":"No credits found for the user"}`), ErrNotFound, 404, 1},
		"401":         {jsonResponse(401, "{}"), ErrUnauthorized, 401, 1},
		"500":         {jsonResponse(500, "{}"), ErrServer, 500, 3},
		"429":         {jsonResponse(429, "{}"), ErrRateLimited, 429, 3},
		"not JSON":    {jsonResponse(200, "<html>"), ErrUnexpectedResponse, 200, 3},
		"lost":        {writes(""), ErrConnection, 0, 3},
		"broken":      {writes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), ErrConnection, 0, 3},
		"redirected":  {writes(response(302, "Location: /a\r\n", "")), ErrUnexpectedResponse, 302, 1},
		"rather long": {jsonResponse(200, `{"a":"`+strings.Repeat("a", maxFreeBody)+`"}`), ErrConnection, 0, 3},
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, check.script)
			client := newTestClient(t, server.url, WithMaxRetries(2))
			recorded(client)
			_, err := client.Credits(context.Background())
			failure := requireError(t, err, check.kind, BillingNotBilled, check.status)
			requireContains(t, failure.Error(), "getCredits: ")
			server.requireRequests(t, check.requests)
		})
	}
	closed := newTestClient(t, "http://127.0.0.1:1")
	_, err := closed.Credits(context.Background())
	requireError(t, err, ErrConnection, BillingNotBilled, 0)
}

func TestCredits_tricklingBody_endsAtTheTimeout(t *testing.T) {
	t.Parallel()
	server := serve(t, func(conn net.Conn) {
		writes("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")(conn)
		drip(conn)
	})
	took := within(t, 20*time.Second, func() {
		_, err := newTestClient(t, server.url, WithTimeout(shortTimeout)).Credits(context.Background())
		requireError(t, err, ErrTimeout, BillingNotBilled, 0)
	})
	if took > 4*shortTimeout {
		t.Error(took)
	}
}

func TestCredits_cancelled_keepsTheErrorOfTheContext(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]func(net.Conn){
		"while waiting": thenSilence(""), "between attempts": writes(response(429, "Retry-After: 60\r\n", "")),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(context.Background())
			time.AfterFunc(shortTimeout, cancel)
			server := serve(t, script)
			within(t, 20*time.Second, func() {
				_, err := newTestClient(t, server.url, WithMaxRetries(2)).Credits(ctx)
				requireError(t, err, ErrCanceled, BillingNotBilled, 0)
				requireCanceled(t, err)
			})
			server.requireRequests(t, 1)
		})
	}
}

func TestClient_zero_readsNothing(t *testing.T) {
	client := new(Client)
	ctx := context.Background()
	_, credits := client.Credits(ctx)
	_, history := client.History(ctx, HistoryQuery{})
	_, entry := client.HistoryEntry(ctx, "job-1")
	_, job := client.Job("job-1")
	_, found := client.LookUp(ctx, errors.New("a"))
	_, upload := client.Upload(ctx, []byte("GIF89a"))
	_, submitted := client.SubmitTextToVideo(ctx, boat)
	for i, err := range []error{credits, history, entry, job, found, upload, submitted} {
		var failure *Error
		if !errors.As(err, &failure) || failure.Billing != BillingNotSent {
			t.Error(i, err)
		}
	}
}

func TestHistory_query_isSentAndRowsAreRead(t *testing.T) {
	server := serveRoutes(t, routes{listPath: {jsonResponse(200, `{"data":[{"request_id":"a","model_status":"FAILED","request_body":{"seed":7}},
		7,null,{"request_id":"b","credits_deduction":0.45,"latency_ms":"x"}],"page":2,"total":3}`)}})
	client := newTestClient(t, server.url)
	page, err := client.History(context.Background(), HistoryQuery{
		Page: 2, PerPage: 100, From: time.Date(2026, 11, 1, 23, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 30, 23, 0, 0, 0, time.FixedZone("", -3600)),
		ModelName: "pixverse-v6", Status: HistoryStateFailed, SortBy: HistorySortFieldCreditsDeduction, SortOrder: SortOrderAsc,
	})
	if err != nil || len(page.Data) != 2 || page.Page != Int(2) || page.Total != Int(3) || page.PerPage != (Opt[int64]{}) {
		t.Fatalf("%+v %v", page, err)
	}
	first, second := page.Data[0], page.Data[1]
	if first.RequestID != "a" || first.ModelStatus != HistoryStateFailed || string(first.RequestBody) != `{"seed":7}` ||
		second.CreditsDeduction != Float(0.45) || second.LatencyMS != (Opt[float64]{}) {
		t.Errorf("%+v", page)
	}
	expected := url.Values{
		"page": {"2"}, "per_page": {"100"}, "from_date": {"2026-11-01"}, "to_date": {"2026-12-01"}, "model_name": {"pixverse-v6"},
		"status": {"FAILED"}, "sort_by": {"credits_deduction"}, "sort_order": {"asc"},
	}
	if sent := server.requests()[0].URL.RawQuery; sent != expected.Encode() {
		t.Error(sent)
	}
	if _, err := client.History(context.Background(), HistoryQuery{}); err != nil || server.requests()[1].URL.RawQuery != "" {
		t.Error(server.requests()[1].URL, err)
	}
	for _, query := range []HistoryQuery{{Page: -1}, {PerPage: -1}, {PerPage: 101}} {
		if _, err := client.History(context.Background(), query); !errors.Is(err, ErrInvalidArgument) {
			t.Error(query, err)
		}
	}
	server.requireRequests(t, 2)
}

func TestHistoryEntry_isRead(t *testing.T) {
	server := serveRoutes(t, routes{historyPath: {jsonResponse(200, `{"request_id":"job-1","model_status":"COMPLETED"}`)}})
	client := newTestClient(t, server.url)
	entry, err := client.HistoryEntry(context.Background(), "job-1")
	if err != nil || entry.RequestID != "job-1" || entry.ModelStatus != HistoryStateCompleted {
		t.Errorf("%+v %v", entry, err)
	}
	_, err = client.HistoryEntry(context.Background(), "job-2")
	requireError(t, err, ErrNotFound, BillingUnknown, 404)
}

// lost is the failure of a submit whose response is lost, and the client, whose clock is a test clock from then on.
func lost(t *testing.T, rows ...func(net.Conn)) (*Client, *testClock, *rawServer, error) {
	t.Helper()
	server := serveRoutes(t, routes{submitPath: {writes("")}, listPath: rows})
	client := newTestClient(t, server.url)
	clock := newTestClock(client)
	_, err := client.SubmitTextToVideo(context.Background(), TextToVideoRequest{Prompt: "A paper boat", Seed: Int(7)})
	requireError(t, err, ErrConnection, BillingUnknown, 0)
	return client, clock, server, err
}

func page(rows ...string) func(net.Conn) {
	return jsonResponse(200, `{"data":[`+strings.Join(rows, ",")+`]}`)
}

func row(id, more string) string {
	return `{"request_id":"` + id + `","model_name":"pixverse-text2video","model_created":"2026-11-30T12:00:05"` + more + `}`
}

func ids(entries []HistoryEntry) string {
	var all []string
	for _, entry := range entries {
		all = append(all, entry.RequestID)
	}
	return strings.Join(all, " ")
}

func TestLookUp_lostSubmit_findsTheRequestAmongOthers(t *testing.T) {
	client, _, server, err := lost(t, page(
		row("other-prompt", `,"request_body":{"prompt":"Another","seed":7}`),
		row("no-seed", `,"request_body":{"prompt":"A paper boat"}`),
		row("found", `,"request_body":{"prompt":"A paper boat","seed":7.0,"duration":5,"motion_mode":"normal","quality":"540p","aspect_ratio":"16:9"}`),
		row("found", `,"request_body":{"prompt":"A paper boat","seed":7,"duration":5,"motion_mode":"normal","quality":"540p","aspect_ratio":"16:9"}`),
		`{"request_id":"other-model","model_name":"pixverse-text2video-2"}`,
		`{"request_id":"early","model_created":"2026-11-30 11:49:00"}`, `{"request_id":"late","model_created":"2026-11-30T12:11:00Z"}`,
		`{"request_id":"not/one"}`, `{"model_name":"pixverse-text2video"}`, `{"request_id":"unsaid"}`,
	))
	found, err := client.LookUp(context.Background(), fmt.Errorf("wrapped: %w", err))
	if err != nil || ids(found) != "found unsaid" {
		t.Error(ids(found), err)
	}
	query := server.to(listPath)[0].URL.Query()
	if query.Get("model_name") != "pixverse-text2video" || query.Get("from_date") != "2026-11-29" || query.Get("to_date") != "2026-12-01" {
		t.Error(query)
	}
}

func TestLookUp_requestThatAppearsLate_isFound(t *testing.T) {
	client, clock, server, err := lost(t, page(), jsonResponse(500, "{}"), page(), page(row("found", "")))
	client.state.retries = 1
	found, err := client.LookUp(context.Background(), err)
	if err != nil || ids(found) != "found" || len(clock.delays) != 3 {
		t.Error(ids(found), clock.delays, err)
	}
	if len(server.to(listPath)) != 4 {
		t.Error(len(server.to(listPath)))
	}
}

func TestLookUp_requestThatNeverAppears_isNoneAfterThirtySeconds(t *testing.T) {
	client, clock, _, err := lost(t, page())
	started := clock.elapsed()
	found, err := client.LookUp(context.Background(), err)
	if waited := clock.elapsed() - started; err != nil || len(found) != 0 || waited < historyDelay || waited > historyDelay+20*time.Second {
		t.Error(found, waited, err)
	}
}

func TestLookUp_fullPage_isFollowedByTheNextOne(t *testing.T) {
	others := make([]string, maxRows)
	for i := range others {
		others[i] = row(fmt.Sprint("other-", i), `,"request_body":{"prompt":"Another"}`)
	}
	client, _, server, err := lost(t, page(others...), page(row("found", "")))
	found, err := client.LookUp(context.Background(), err)
	if err != nil || ids(found) != "found" || server.to(listPath)[1].URL.Query().Get("page") != "2" {
		t.Error(ids(found), err)
	}
	endless, _, server, err := lost(t, page(others...))
	endless.state.sleep = func(context.Context, time.Duration) error { return context.Canceled }
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = endless.LookUp(ctx, err)
	requireError(t, err, ErrCanceled, BillingUnknown, 0)
	_ = server
}

func TestLookUp_videoWhoseTransferBroke_isFoundByItsID(t *testing.T) {
	server := serveRoutes(t, routes{
		"/v1/pixverse-text2video": {broken("")}, listPath: {page(row("other", ""), row("request-1", ""))},
	})
	client := newTestClient(t, server.url)
	_, err := callBytes(context.Background(), client)
	requireError(t, err, ErrConnection, BillingBilled, 200)
	found, err := client.LookUp(context.Background(), err)
	if err != nil || ids(found) != "request-1" {
		t.Error(ids(found), err)
	}
}

func TestLookUp_otherErrors_areRejected(t *testing.T) {
	server := serve(t, jsonResponse(400, "{}"))
	client := newTestClient(t, server.url)
	_, refused := client.TextToVideo(context.Background(), boat)
	_, credits := client.Credits(context.Background())
	for _, err := range []error{nil, errors.New("a"), refused, credits} {
		_, err := client.LookUp(context.Background(), err)
		requireContains(t, requireError(t, err, ErrInvalidArgument, BillingNotSent, 0).Error(), "err must be of a paid call that may have made a video")
	}
}

func TestSameJSON_comparesByValue(t *testing.T) {
	for _, check := range []struct {
		left, right string
		expected    bool
	}{
		{"8", "8.0", true}, {"8", `"8"`, false}, {`"a"`, `"\u0061"`, true}, {"true", "true", true}, {"true", "false", false}, {"null", "null", true},
		{"null", "0", false}, {"[1,2]", "[1.0,2]", true}, {"[1,2]", "[2,1]", false}, {"[]", "[]", true}, {"[]", "null", false},
		{`{"a":[1]}`, `{"a":[1.0]}`, true}, {`{"a":1}`, `{"a":1,"b":2}`, false}, {`{}`, `[]`, false}, {"{}", "{}", true},
	} {
		if actual := sameJSON([]byte(check.left), []byte(check.right)); actual != check.expected {
			t.Errorf("%+v: %v", check, actual)
		}
	}
}
