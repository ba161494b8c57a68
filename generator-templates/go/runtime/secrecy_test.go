package pixverse

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestShow_clientAndResults_neverShowTheKey(t *testing.T) {
	server := serve(t, writes(response(200, videoType+"x-cost: "+testKey+"\r\n", smallVideo)), writes(response(400, "", "key "+testKey)))
	client := newTestClient(t, server.url)
	video, err := client.TextToVideo(context.Background(), boat)
	if err != nil {
		t.Fatal(err)
	}
	defer video.Close()
	_, refusal := client.TextToVideo(context.Background(), boat)
	job, err := client.Job("job-1")
	if err != nil {
		t.Fatal(err)
	}
	values := []any{
		client, *client, client.state.key, client.state.redact, *client.state.redact, video, *video, video.stream,
		video.Metadata(), refusal, boat, &boat, WithBaseURL(""), job, *job,
	}
	for _, value := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			requireSecret(t, fmt.Sprintf(verb, value))
			requireSecret(t, fmt.Sprintf(verb, struct{ inner any }{value}))
		}
		var text bytes.Buffer
		slog.New(slog.NewTextHandler(&text, nil)).Info("shown", "value", value)
		slog.New(slog.NewJSONHandler(&text, nil)).Info("shown", "value", value)
		encoded, _ := json.Marshal(value)
		_ = gob.NewEncoder(&text).Encode(value)
		requireSecret(t, text.String()+string(encoded))
	}
	if text := fmt.Sprintf("%+v", struct{ C *Client }{client}); !strings.Contains(text, "pixverse.Client("+server.url+")") {
		t.Error(text)
	}
}

func requireSecret(t *testing.T, text string) {
	t.Helper()
	hexadecimal := fmt.Sprintf("%x", testKey)
	for _, form := range []string{testKey, hexadecimal, fmt.Sprint([]byte(testKey)), fmt.Sprintf("%q", testKey)} {
		if strings.Contains(strings.ToLower(text), strings.ToLower(form)) {
			t.Fatalf("the key is in %.500s", text)
		}
	}
}

func TestTrace_ofTheCaller_doesNotSeeTheKey(t *testing.T) {
	server := serve(t, writes(videoResponse()))
	seen := http.Header{}
	ctx := httptrace.WithClientTrace(context.Background(), &httptrace.ClientTrace{
		WroteHeaderField: func(name string, values []string) { seen[name] = values },
	})
	video, err := callBytes(ctx, newTestClient(t, server.url))
	requireVideo(t, video, err)
	if key := seen.Get("X-Api-Key"); key != redacted {
		t.Error(key)
	}
}

func TestRedactor_formsOfTheKey_areRemoved(t *testing.T) {
	redact := newRedactor(newAPIKey(testKey))
	quoted, _ := json.Marshal(testKey)
	var unicode, percentTwice, references strings.Builder
	for _, c := range testKey {
		fmt.Fprintf(&unicode, `\u%04x`, c)
		fmt.Fprintf(&percentTwice, "%%25%02X", c)
		fmt.Fprintf(&references, "&#x%x;&#%d", c, c)
	}
	for _, form := range []string{
		testKey, strings.ToUpper(testKey), string(quoted), strings.ReplaceAll(testKey, "/", `\/`), unicode.String(),
		url.QueryEscape(testKey), percentTwice.String(), html.EscapeString(testKey),
		strings.Join(strings.Split(testKey, ""), "\u200b"),
	} {
		if text := redact.line("key " + form + " is wrong"); text != "key "+redacted+" is wrong" && text != `key "`+redacted+`" is wrong` {
			t.Errorf("%s: %s", form, text)
		}
	}
	backslashes := newRedactor(newAPIKey(`a\b\\c%d&e`))
	for _, form := range []string{`a\b\\c%d&e`, `A\\B\\\\c%25d&amp;e`, `a\\\u005cb\u005C\u005Cc%25%64&#038e`, "\\a\\b\\\\c%d&e"} {
		if text := backslashes.line("key " + form + ", wrong"); text != "key "+redacted+", wrong" {
			t.Errorf("%s: %s", form, text)
		}
	}
	if text := redact.line("the key " + testKey[:9]); text != "the key "+redacted {
		t.Error(text)
	}
	if text := redact.line("a\r\n\x1b[31mb\u202ec   d"); text != "a [31mb c d" {
		t.Error(text)
	}
	if text := newRedactor(newAPIKey("abc")).line("abcdef"); text != "abcdef" {
		t.Error(text)
	}
}

type telling struct{ secret string }

func (telling) Error() string { return "no" }

func TestRedactor_causesThatQuoteTheKey_areReplaced(t *testing.T) {
	redact := newRedactor(newAPIKey(testKey))
	for _, cause := range []error{
		errors.New("a " + testKey), fmt.Errorf("a: %w", errors.New(testKey)), errors.Join(errors.New("b"), errors.New(testKey)), telling{testKey},
	} {
		requireSecret(t, fmt.Sprintf("%v %+v %#v", redact.cause(cause), redact.cause(cause), redact.cause(cause)))
	}
	if err := redact.cause(context.Canceled); err != context.Canceled {
		t.Error(err)
	}
	if redact.cause(nil) != nil {
		t.Error("nil became an error")
	}
}

func TestCall_keyInAResponse_isRemovedEverywhere(t *testing.T) {
	for _, script := range []string{
		response(400, "", "bad key "+testKey), response(200, "x-request-id: "+testKey+"\r\nContent-Type: text/"+testKey+"\r\n", testKey),
		response(200, "Content-Type: application/json\r\n", `{"output":"https://127.0.0.1:1/`+url.PathEscape(testKey)+`"}`),
		response(200, videoType+"Content-Encoding: "+testKey+"\r\n", "a"),
		"HTTP/1.1 " + testKey + "\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: " + testKey + "\r\n\r\n",
	} {
		server := serve(t, writes(script))
		_, err := callBytes(context.Background(), newTestClient(t, server.url))
		var failure *Error
		if !errors.As(err, &failure) {
			t.Fatal(err)
		}
		for cause := error(failure); cause != nil; cause = errors.Unwrap(cause) {
			requireSecret(t, fmt.Sprintf("%v %+v %#v", cause, cause, cause))
		}
		requireSecret(t, failure.Body+failure.RequestID)
	}
}

func TestReason_ofBodies(t *testing.T) {
	redact := newRedactor(newAPIKey(testKey))
	for body, expected := range map[string]string{
		"": "(the response has no text)", `{"error":"a","error_description":"b"}`: "a: b", `{"error_description":"b"}`: "b",
		`{"error":7}`: "7", `{"error":null}`: `{"error":null}`, `{"error":{"a":1}}`: `{"error":{"a":1}}`, "plain": "plain",
		"<html><head><title>x</title></head><body>It <b>failed</b>.</body></html>": "It failed .",
		"<SCRIPT>a</SCRIPT><p>b<script>c":                                          "b c", "a < b": "a < b", "<header>a</header>": "a",
		strings.Repeat("a", 600): strings.Repeat("a", 500) + "…",
	} {
		if reason := reasonIn(body, redact); reason != expected {
			t.Errorf("%.50s: %s", body, reason)
		}
	}
	for _, part := range []string{"<", `\`, "%25", "&#x0", "&#0", "kQ7", "k\u200b"} {
		within(t, 20*time.Second, func() { reasonIn(strings.Repeat(part, maxErrorBody/len(part)), redact) })
	}
	within(t, 20*time.Second, func() { reasonIn(strings.Repeat("<script>", maxErrorBody/8), redact) })
}
