package pixverse

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestCall_video_isReadWithItsMetadata(t *testing.T) {
	server := serve(t, writes(response(200, videoType+"x-cost: 0.45\r\nx-seed-value: 7\r\nx-generation-time: soon\r\n", smallVideo)))
	video, err := newTestClient(t, server.url).TextToVideo(context.Background(), boat)
	if err != nil {
		t.Fatal(err)
	}
	metadata := video.Metadata()
	if metadata.RequestID != "request-1" || metadata.Cost != Float(0.45) || metadata.Seed != Int(7) ||
		metadata.GenerationSeconds != (Opt[float64]{}) || metadata.StatusCode != 200 {
		t.Errorf("%+v", metadata)
	}
	if video.ContentType() != "video/mp4" || video.ContentLength() != int64(len(smallVideo)) {
		t.Error(video)
	}
	all, err := io.ReadAll(video)
	requireVideo(t, all, err)
	if err := video.Close(); err != nil {
		t.Error(err)
	}
	if _, err := video.Bytes(); err == nil {
		t.Error("the bytes came twice")
	}

	request := server.requests()[0]
	if request.Header.Get("X-Api-Key") != testKey || request.Header.Get("Accept-Encoding") != "identity" ||
		request.Header.Get("Content-Type") != "application/json" || request.Method != "POST" || request.ProtoMajor != 1 {
		t.Errorf("%+v", request)
	}
}

func TestCall_headersWithoutADecimalNumber_areNotRead(t *testing.T) {
	for _, text := range []string{"NaN", "Inf", "-Infinity", "0x2Cp0", "1_000", "0,45", "$0.45", "1e999", "."} {
		server := serve(t, writes(response(200, videoType+"x-cost: "+text+"\r\nx-seed-value: "+text+"\r\n", smallVideo)))
		video, err := newTestClient(t, server.url).TextToVideo(context.Background(), boat)
		if err != nil {
			t.Fatal(err)
		}
		if metadata := video.Metadata(); metadata.Cost != (Opt[float64]{}) || metadata.Seed != (Opt[int64]{}) {
			t.Errorf("%s: %+v", text, metadata)
		}
		all, err := video.Bytes()
		requireVideo(t, all, err)
	}
}

func TestCall_anyRefusalOrBreak_sendsOneRequestOnOneConnection(t *testing.T) {
	other := serve(t, writes(videoResponse()))
	for name, script := range map[string]func(net.Conn){
		"redirect":        writes(response(307, "Location: "+other.url+"/\r\n", "")),
		"redirect itself": writes(response(308, "Location: /v1/pixverse-text2video\r\n", "")),
		"see other":       writes(response(303, "Location: "+other.url+"/\r\n", "")),
		"408":             writes(response(408, "Connection: close\r\n", "")),
		"421":             writes(response(421, "", "")),
		"425":             writes(response(425, "", "")),
		"503":             writes(response(503, "Retry-After: 0\r\n", "")),
		"500":             writes(response(500, "", "")),
		"no response":     writes(""),
		"half a head":     writes("HTTP/1.1 200 OK\r\nContent-"),
		"garbage":         writes("\x00\x01\x02\r\n\r\n"),
		"reset": func(conn net.Conn) {
			_ = conn.(*net.TCPConn).SetLinger(0)
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, script)
			shared := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 10}}
			client := newTestClient(t, server.url, WithMaxRetries(5), WithHTTPClient(shared))
			if _, err := callBytes(context.Background(), client); err == nil {
				t.Error("expected a failure")
			}
			server.requireRequests(t, 1)
		})
	}
	other.requireRequests(t, 0)
}

func TestCall_several_eachHasAConnectionOfItsOwn(t *testing.T) {
	server := serve(t, thenSilence(videoResponse()))
	client := newTestClient(t, server.url)
	for range 3 {
		video, err := callBytes(context.Background(), client)
		requireVideo(t, video, err)
	}
	server.requireRequests(t, 3)
	if server.conns != 3 {
		t.Errorf("%d connections, expected: 3", server.conns)
	}
}

type resending struct{ http.RoundTripper }

func TestNewClient_httpClientThatCouldResend_isRefusedByName(t *testing.T) {
	jar, _ := cookiejar.New(nil)
	for expected, client := range map[string]*http.Client{
		"httpClient.Transport must be an *http.Transport or nil, because another RoundTripper can send a paid request twice, " +
			"but was pixverse.resending": {Transport: resending{http.DefaultTransport}},
		"httpClient.Timeout must be 0": {Timeout: time.Second},
		"httpClient.Jar must be nil":   {Jar: jar},
	} {
		_, err := NewClient(testKey, WithHTTPClient(client))
		if err == nil {
			t.Fatal("not refused:", expected)
		}
		requireContains(t, err.Error(), expected)
	}
	if _, err := NewClient(testKey, WithHTTPClient(&http.Client{})); err != nil {
		t.Error(err)
	}
}

func TestNewClient_wrongSettings_areNamedAtOnce(t *testing.T) {
	_, err := NewClient("a\nb", WithBaseURL("http://example.com"), WithTimeout(-1), WithMaxRetries(101), WithMaxConcurrency(0))
	if err == nil {
		t.Fatal("not refused")
	}
	requireContains(t, err.Error(), "apiKey must be visible ASCII", "baseURL must be an https URL", "timeout must be from 1ms",
		"maxRetries must be from 0 to 100, but was 101", "maxConcurrency must be from 1 to 10000, but was 0")
	if strings.Contains(err.Error(), "a\nb") {
		t.Error("the key is shown")
	}
}

func TestBaseURL_rules(t *testing.T) {
	for _, allowed := range []string{
		"https://example.com", "https://example.com/proxy/", "http://localhost:8089", "http://a.localhost", "http://127.8.9.1/",
		"http://[::1]:1", "http://[::ffff:127.0.0.1]",
	} {
		if problem := baseURLProblem(allowed); problem != "" {
			t.Error(problem)
		}
	}
	for _, refused := range []string{
		"", "example.com", "ftp://localhost", "http://example.com", "http://127.1", "http://localhost.example.com", "http://10.0.0.1",
		"https://user:secret@example.com", "https://example.com?a", "https://example.com#a", "https://example.com/v1", "https://example.com/v1/",
		"https:///path", "http://[::2]",
	} {
		problem := baseURLProblem(refused)
		if problem == "" {
			t.Error("not refused: " + refused)
		}
		if strings.Contains(problem, "secret") {
			t.Error(problem)
		}
	}
}

func TestMayLinkTo_onlyHTTPSOrThisMachineFromThisMachine(t *testing.T) {
	for _, check := range []struct {
		server, address string
		allowed         bool
	}{
		{"https://example.com", "https://files.example.org/a", true},
		{"https://example.com", "http://files.example.org/a", false},
		{"https://example.com", "https://127.0.0.1/a", false},
		{"https://example.com", "https://u@files.example.org/a", false},
		{"http://127.0.0.1:1", "http://127.0.0.1:2/a", true},
		{"http://127.0.0.1:1", "http://files.example.org/a", false},
		{"http://127.0.0.1:1", "file:///a", false},
	} {
		server, _ := url.Parse(check.server)
		address, _ := url.Parse(check.address)
		if mayLinkTo(server, address) != check.allowed {
			t.Errorf("%+v", check)
		}
	}
}

func TestCall_refusals_haveKindBillingIdAndReason(t *testing.T) {
	for status, expected := range map[int]struct {
		kind    ErrorKind
		billing Billing
	}{
		400: {ErrBadRequest, BillingNotBilled},
		401: {ErrUnauthorized, BillingNotBilled},
		403: {ErrForbidden, BillingNotBilled},
		404: {ErrNotFound, BillingNotBilled},
		406: {ErrInsufficientCredits, BillingNotBilled},
		429: {ErrRateLimited, BillingNotBilled},
		500: {ErrServer, BillingNotBilled},
		502: {ErrServer, BillingUnknown},
		504: {ErrServer, BillingUnknown},
		503: {ErrServer, BillingUnknown},
		418: {ErrUnexpectedResponse, BillingUnknown},
		302: {ErrUnexpectedResponse, BillingUnknown},
		206: {ErrUnexpectedResponse, BillingUnknown},
	} {
		server := serve(t, writes(response(status, "Content-Type: application/json\r\n", `{"error":"the reason"}`)))
		_, err := callBytes(context.Background(), newTestClient(t, server.url))
		failure := requireError(t, err, expected.kind, expected.billing, status)
		if failure.RequestID != "request-1" {
			t.Errorf("%d: request id %q", status, failure.RequestID)
		}
		if status != 206 {
			requireContains(t, err.Error(), "textToVideo: ", "the reason (request id request-1) ["+string(expected.billing)+": ")
			requireContains(t, failure.Body, `{"error":"the reason"}`)
		}
	}
}

func TestCall_brokenExchanges_sayWhatTheyMeanForTheBill(t *testing.T) {
	head := "HTTP/1.1 200 OK\r\nx-request-id: request-1\r\n" + videoType
	for name, check := range map[string]struct {
		script  func(net.Conn)
		kind    ErrorKind
		billing Billing
		status  int
	}{
		"no response":         {writes(""), ErrConnection, BillingUnknown, 0},
		"half a head":         {writes("HTTP/1.1 200 OK\r\nContent-"), ErrConnection, BillingUnknown, 0},
		"cut video":           {writes(head + "Content-Length: 1000\r\n\r\n" + smallVideo), ErrConnection, BillingBilled, 200},
		"cut at the start":    {writes(head + "Content-Length: 1000\r\n\r\n"), ErrConnection, BillingBilled, 200},
		"cut without length":  {writes(head + "\r\n" + smallVideo[:len(smallVideo)-1]), ErrConnection, BillingBilled, 200},
		"cut in a box header": {writes(head + "\r\n" + smallVideo + "\x00\x00"), ErrConnection, BillingBilled, 200},
		"cut chunks":          {writes(head + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), ErrConnection, BillingBilled, 200},
		"cut refusal":         {writes("HTTP/1.1 400 Bad\r\nx-request-id: request-1\r\nContent-Length: 9\r\n\r\n{"), ErrBadRequest, BillingNotBilled, 400},
		"empty video":         {writes(head + "Content-Length: 0\r\n\r\n"), ErrUnexpectedResponse, BillingUnknown, 200},
		"compressed video":    {writes(response(200, videoType+"Content-Encoding: gzip\r\n", "x")), ErrUnexpectedResponse, BillingBilled, 200},
		"text":                {writes(response(200, "Content-Type: text/plain\r\n", "no video")), ErrUnexpectedResponse, BillingUnknown, 200},
		"nothing":             {writes(response(204, "", "")), ErrUnexpectedResponse, BillingUnknown, 204},
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, check.script)
			_, err := callBytes(context.Background(), newTestClient(t, server.url))
			failure := requireError(t, err, check.kind, check.billing, check.status)
			if check.status != 0 && failure.RequestID != "request-1" {
				t.Error("request id:", failure.RequestID)
			}
			server.requireRequests(t, 1)
		})
	}
}

func TestCall_videoWithoutMediaType_isRecognised(t *testing.T) {
	for _, head := range []string{"", "Content-Type: application/json\r\n"} {
		server := serve(t, writes("HTTP/1.1 200 OK\r\n"+head+"\r\n"+smallVideo))
		video, err := callBytes(context.Background(), newTestClient(t, server.url))
		requireVideo(t, video, err)
	}
}

func TestCall_noConnection_isNotSent(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	_, err = callBytes(context.Background(), newTestClient(t, "http://"+listener.Addr().String()))
	requireContains(t, requireError(t, err, ErrConnection, BillingNotSent, 0).Error(), "no connection could be made")

	var network net.Error
	if !errors.As(err, &network) {
		t.Error("the cause is lost")
	}
}

func TestCall_unknownCertificate_isNotSentAndNotRetried(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a request came") }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	client := newTestClient(t, server.URL, WithMaxRetries(5))
	client.state.sleep = func(context.Context, time.Duration) error {
		t.Error("retried")
		return nil
	}
	_, err := callBytes(context.Background(), client)
	requireContains(t, requireError(t, err, ErrConnection, BillingNotSent, 0).Error(), "no secure connection could be made")
}

func TestCall_trustedCertificate_speaksHTTP1(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "video/mp4")
		if r.ProtoMajor != 1 {
			t.Error(r.Proto)
		}
		_, _ = io.WriteString(w, smallVideo)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	given := server.Client()
	given.Transport.(*http.Transport).ForceAttemptHTTP2 = true
	video, err := callBytes(context.Background(), newTestClient(t, server.URL, WithHTTPClient(given)))
	requireVideo(t, video, err)
}

func TestCall_noHandshake_isNotSentWithinTheConnectTimeout(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	client := newTestClient(t, "https://"+listener.Addr().String(), WithConnectTimeout(200*time.Millisecond))
	within(t, 20*time.Second, func() {
		_, err := callBytes(context.Background(), client)
		requireContains(t, requireError(t, err, ErrConnection, BillingNotSent, 0).Error(), "no connection within 200ms")
	})
}

func TestClient_zeroValue_isRefused(t *testing.T) {
	_, err := new(Client).TextToVideo(context.Background(), boat)
	requireContains(t, requireError(t, err, ErrInvalidRequest, BillingNotSent, 0).Error(), "must be made by NewClient")
}

func TestCall_addressInJSON_isFollowedWithoutTheKey(t *testing.T) {
	for _, body := range []string{`{"video":{"url":"URL/boat.mp4"}}`, `{"output":"URL/boat.mp4"}`} {
		files := serve(t, writes(""), writes(response(302, "Location: /moved\r\n", "")), writes(videoResponse()))
		body = strings.Replace(body, "URL", files.url, 1)
		server := serve(t, writes(response(200, "Content-Type: application/json\r\nx-cost: 0.5\r\n", body)))
		video, err := newTestClient(t, server.url).TextToVideo(context.Background(), boat)
		if err != nil {
			t.Fatal(err)
		}
		if video.Metadata().Cost != Float(0.5) {
			t.Error("the metadata is not that of the call")
		}
		all, err := video.Bytes()
		requireVideo(t, all, err)
		server.requireRequests(t, 1)
		files.requireRequests(t, 3)
		if last := files.requests()[2]; last.URL.Path != "/moved" || last.Header.Get("X-Api-Key") != "" || last.Method != "GET" {
			t.Errorf("%+v", last)
		}
	}
}

func TestCall_addressThatMayNotBeFollowed_isAnUnexpectedResponse(t *testing.T) {
	for _, body := range []string{
		`{"output":"http://files.example.org/a"}`, `{"output":"file:///a"}`, `{"error":"declined"}`, `{"video":7}`, `[]`, `{`, `{"output":null}`,
	} {
		server := serve(t, writes(response(200, "Content-Type: application/json\r\n", body)))
		_, err := callBytes(context.Background(), newTestClient(t, server.url))
		failure := requireError(t, err, ErrUnexpectedResponse, BillingUnknown, 200)
		requireContains(t, failure.Body, body)
	}
}

func TestCall_videoThatCannotBeDownloaded_isBilled(t *testing.T) {
	files := serve(t, writes(response(404, "", "")))
	server := serve(t, writes(response(200, "Content-Type: application/json\r\n", `{"output":"`+files.url+`/a"}`)))
	_, err := callBytes(context.Background(), newTestClient(t, server.url))
	failure := requireError(t, err, ErrUnexpectedResponse, BillingBilled, 200)
	requireContains(t, failure.Error(), "the video is finished at "+files.url+"/a, but could not be downloaded (status 404")
	files.requireRequests(t, 5)
}
