// Package snippets runs the snippets of the README of the Go client.
package snippets

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	pixverse "pixverse-client"
)

const (
	readme = "../../../../../generator-templates/go/README.md"
	mp4    = "\x00\x00\x00\x08ftyp\x00\x00\x00\x08moov\x00\x00\x00\x08mdat"
)

func TestReadme_snippets_standHere(t *testing.T) {
	text, err := os.ReadFile(readme)
	source, err2 := os.ReadFile("snippets_test.go")
	program, err3 := os.ReadFile("../example/example.go")
	if err = errors.Join(err, err2, err3); err != nil {
		t.Fatal(err)
	}
	snippets := strings.Split(string(text), "```go\n")[1:]
	if len(snippets) != 11 {
		t.Errorf("README.md has %d snippets, expected: 11", len(snippets))
	}
	for _, snippet := range snippets {
		snippet, _, _ = strings.Cut(snippet, "```")
		indented := strings.ReplaceAll("\t"+strings.TrimSpace(snippet), "\n", "\n\t")
		if !strings.Contains(string(source), indented) && snippet != string(program) {
			t.Errorf("not run:\n%s", snippet)
		}
	}
}

// serve counts the requests, and answers with a status.
func serve(t *testing.T, status int) (*pixverse.Client, *int) {
	requests := new(int)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		*requests++
		w.Header().Set("Content-Type", "video/mp4")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(mp4))
	}))
	t.Cleanup(server.Close)
	client, err := pixverse.NewClient("snippet-key", pixverse.WithBaseURL(server.URL), pixverse.WithMaxRetries(0))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	return client, requests
}

func fields() pixverse.V5VideoRequest {
	request := pixverse.V5VideoRequest{
		Prompt:            "A potter shapes a tall vase",
		Duration:          pixverse.DurationSeconds8,
		Quality:           pixverse.Quality720p,
		AspectRatio:       pixverse.AspectRatio4_3,
		SoundEffectSwitch: pixverse.Bool(false),
		Seed:              pixverse.Int(7),
		NegativePrompt:    pixverse.String("blurred hands"),
	}
	return request
}

func TestFields_areValid(t *testing.T) {
	if violations := fields().Violations(); len(violations) > 0 {
		t.Error(violations)
	}
}

func TestErrors_areLogged(t *testing.T) {
	for status, expected := range map[int]string{429: "not billed; try again in", 502: "may be billed, request id", 200: ""} {
		var text strings.Builder
		log.SetOutput(&text)
		defer log.SetOutput(os.Stderr)
		client, _ := serve(t, status)
		logErrors(context.Background(), client, fields())
		if !strings.Contains(text.String(), expected) || expected == "" && text.Len() > 0 {
			t.Errorf("%d: %s", status, text.String())
		}
	}
}

func logErrors(ctx context.Context, client *pixverse.Client, request pixverse.V5VideoRequest) {
	video, err := client.GenerateV5Video(ctx, request)
	var failure *pixverse.Error
	switch {
	case errors.Is(err, pixverse.ErrRateLimited) && errors.As(err, &failure):
		log.Printf("not billed; try again in %v", failure.RetryAfter)
	case errors.Is(err, pixverse.ErrInvalidRequest):
		log.Print(err) // names every wrong field
	case errors.As(err, &failure) && failure.Billing == pixverse.BillingUnknown:
		log.Printf("may be billed, request id %s: look before sending it again", failure.RequestID)
	case err != nil:
		log.Print(err)
	}
	if video != nil {
		_ = video.Close()
	}
}

func TestSaving_writesTheFile(t *testing.T) {
	client, _ := serve(t, 200)
	if err := save(context.Background(), client, fields()); err != nil {
		t.Fatal(err)
	}
	requireFile(t, "videos/vase.mp4")
}

func requireFile(t *testing.T, path string) {
	t.Helper()
	if saved, err := os.ReadFile(path); err != nil || string(saved) != mp4 {
		t.Errorf("%q, %v", saved, err)
	}
}

func save(ctx context.Context, client *pixverse.Client, request pixverse.V5VideoRequest) error {
	video, err := client.GenerateV5Video(ctx, request)
	if err != nil {
		return err
	}
	defer video.Close()
	err = video.SaveTo("videos/vase.mp4")
	var failure *pixverse.Error
	if errors.As(err, &failure) && failure.SavedTo != "" {
		fmt.Println("the disk failed; the video is in", failure.SavedTo)
	}
	return err
}

func TestSettings_areAccepted(t *testing.T) {
	proxy, err := url.Parse("http://localhost:3128")
	if err != nil {
		t.Fatal(err)
	}
	client, err := settings("snippet-key", proxy)
	if err != nil || client == nil {
		t.Error(err)
	}
}

func settings(apiKey string, proxy *url.URL) (*pixverse.Client, error) {
	client, err := pixverse.NewClient(apiKey,
		pixverse.WithTimeout(10*time.Minute),
		pixverse.WithMaxRetries(0),
		pixverse.WithHTTPClient(&http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(proxy)}}),
	)
	return client, err
}

func TestCancelling_withinTime_savesTheVideo(t *testing.T) {
	client, _ := serve(t, 200)
	if err := limited(client, fields()); err != nil {
		t.Fatal(err)
	}
	requireFile(t, "vase.mp4")
}

func limited(client *pixverse.Client, request pixverse.V5VideoRequest) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	_, err := client.GenerateV5VideoFile(ctx, request, "vase.mp4")
	if errors.Is(err, context.DeadlineExceeded) {
		fmt.Println("the job may still be billed:", err)
	}
	return err
}

func TestMany_eachIsSaved(t *testing.T) {
	client, requests := serve(t, 200)
	if err := many(context.Background(), client, []string{"a boat", "a kite"}); err != nil || *requests != 2 {
		t.Fatal(*requests, err)
	}
	requireFile(t, "a-boat.mp4")
	requireFile(t, "a-kite.mp4")
}

func many(ctx context.Context, client *pixverse.Client, prompts []string) error {
	results, err := pixverse.Map(ctx, 4, prompts, func(ctx context.Context, prompt string) (string, error) {
		target := strings.ReplaceAll(prompt, " ", "-") + ".mp4"
		_, err := client.TextToVideoFile(ctx, pixverse.TextToVideoRequest{Prompt: prompt}, target)
		return target, err
	})
	for _, result := range results {
		fmt.Println(result.Item, result.Value, result.Err)
	}
	return err
}

func TestProgress_savesTheVideo(t *testing.T) {
	client, _ := serve(t, 200)
	if err := reported(context.Background(), client, fields()); err != nil {
		t.Fatal(err)
	}
	requireFile(t, "vase.mp4")
}

func reported(ctx context.Context, client *pixverse.Client, request pixverse.V5VideoRequest) error {
	progress := pixverse.WithProgress(func(done, total int64) {
		fmt.Println(done, "of", total, "bytes") // total is -1 if the service did not say
	})
	_, err := client.GenerateV5VideoFile(ctx, request, "vase.mp4", progress)
	return err
}

// serveJobs has a job that is queued at first, and what costs nothing. It drops the connection of the first lost submits.
func serveJobs(t *testing.T, lost int) *pixverse.Client {
	polls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := ""
		switch path := r.URL.Path; {
		case r.Method == http.MethodPost && strings.HasPrefix(path, "/v2/"):
			if lost--; lost >= 0 {
				panic(http.ErrAbortHandler)
			}
			body = `{"request_id":"job-1"}`
		case path == "/v2/requests/job-1/status":
			body = []string{`{"status":"QUEUED"}`, `{"status":"COMPLETED"}`}[min(polls, 1)]
			polls++
		case path == "/v2/requests/job-1":
			body = `{"output":"http://` + r.Host + `/boat.mp4"}`
		case path == "/v1/get-user-credits":
			body = `{"credits":12.5}`
		case path == "/inference-request/request-history":
			body = `{"data":[{"request_id":"job-1","credits_deduction":0.45}]}`
		case path == "/upload-asset":
			body = `{"file_urls":["https://example.com/lighthouse.png"]}`
		default:
			w.Header().Set("Content-Type", "video/mp4")
			body = mp4
		}
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	client, err := pixverse.NewClient("snippet-key", pixverse.WithBaseURL(server.URL), pixverse.WithMaxRetries(0))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	return client
}

func TestJobs_savesTheVideo(t *testing.T) {
	if err := job(context.Background(), serveJobs(t, 0)); err != nil {
		t.Fatal(err)
	}
	requireFile(t, "boat.mp4")
}

func job(ctx context.Context, client *pixverse.Client) error {
	job, err := client.SubmitTextToVideo(ctx, pixverse.TextToVideoRequest{Prompt: "A paper boat on a rainy street"})
	if err != nil {
		return err
	}
	fmt.Println(job.ID()) // store it: client.Job(id) continues in another process
	video, err := job.Wait(ctx, pixverse.WithDeadline(10*time.Minute), pixverse.WithStatus(func(p pixverse.JobProgress) {
		fmt.Println(p.Status.Status, p.Elapsed.Round(time.Second), "of usually", p.Typical)
	}))
	if errors.Is(err, pixverse.ErrJobTimeout) {
		fmt.Println("the job continues:", err)
	}
	if err != nil {
		return err
	}
	defer video.Close()
	err = video.SaveTo("boat.mp4")
	return err
}

func TestLookUp_findsTheLostJob(t *testing.T) {
	for lost := range 2 {
		found, err := submitted(context.Background(), serveJobs(t, lost), pixverse.TextToVideoRequest{Prompt: "A paper boat"})
		if err != nil || found.ID() != "job-1" {
			t.Error(lost, found, err)
		}
	}
}

func submitted(ctx context.Context, client *pixverse.Client, request pixverse.TextToVideoRequest) (*pixverse.Job, error) {
	job, err := client.SubmitTextToVideo(ctx, request)
	var failure *pixverse.Error
	if errors.As(err, &failure) && failure.Billing == pixverse.BillingUnknown {
		found, err := client.LookUp(ctx, failure)
		if err != nil || len(found) != 1 {
			return nil, fmt.Errorf("%d requests may be this one: %w", len(found), errors.Join(failure, err))
		}
		return client.Job(found[0].RequestID)
	}
	return job, err
}

func TestAccount_isRead(t *testing.T) {
	client := serveJobs(t, 0)
	if err := os.WriteFile("lighthouse.png", []byte("\x89PNG\r\n\x1a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := account(context.Background(), client); err != nil {
		t.Fatal(err)
	}
}

func account(ctx context.Context, client *pixverse.Client) error {
	credits, err := client.Credits(ctx)
	if err != nil {
		return err
	}
	fmt.Println(credits.Credits, "and", credits.FreeCredits, "free")
	page, err := client.History(ctx, pixverse.HistoryQuery{ModelName: "pixverse", Status: pixverse.HistoryStateCompleted})
	if err != nil {
		return err
	}
	for _, entry := range page.Data {
		fmt.Println(entry.RequestID, entry.CreditsDeduction, entry.GenerationURL)
	}
	address, err := client.UploadFile(ctx, "lighthouse.png")
	if err != nil {
		return err
	}
	_, err = client.SubmitImageToVideo(ctx, pixverse.ImageToVideoRequest{ImageURL: address, Prompt: "Waves at dusk"})
	return err
}
