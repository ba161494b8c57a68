package pixverse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

const cutAt = 60

// broken announces the whole video and sends its start.
func broken(headers string) func(net.Conn) {
	whole := response(200, videoType+headers, smallVideo)
	return writes(whole[:len(whole)-len(smallVideo)+cutAt])
}

// rest is the part of the video from a byte.
func rest(from int) func(net.Conn) {
	contents := fmt.Sprintf("Content-Range: bytes %d-%d/%d\r\n", from, len(smallVideo)-1, len(smallVideo))
	return writes(response(206, videoType+contents, smallVideo[from:]))
}

const tag = "ETag: \"one\"\r\n"

// readFile reads the file of a job.
func readFile(t *testing.T, scripts ...func(net.Conn)) ([]byte, *rawServer, *testClock, error) {
	t.Helper()
	server, files := jobServer(t, nil, scripts...)
	video, clock, err := waitBytes(t, server)
	return video, files, clock, err
}

func TestDownload_thatBreaksOff_getsTheRest(t *testing.T) {
	video, files, clock, err := readFile(t, broken(tag), rest(cutAt))
	requireVideo(t, video, err)
	files.requireRequests(t, 2)
	resumed := files.requests()[1].Header
	if resumed.Get("Range") != "bytes="+strconv.Itoa(cutAt)+"-" || resumed.Get("If-Range") != `"one"` || resumed.Get("X-Api-Key") != "" {
		t.Error(resumed)
	}
	if first := files.requests()[0].Header; first.Get("Range") != "" || first.Get("Accept-Encoding") != "identity" {
		t.Error(first)
	}
	if len(clock.delays) != 1 || clock.delays[0] > time.Second {
		t.Error(clock.delays)
	}
}

func TestDownload_thatBreaksOffAgainAndAgain_isResumedAsLongAsBytesCome(t *testing.T) {
	var scripts []func(net.Conn)
	for from := 0; from < len(smallVideo); from += 12 {
		contents := fmt.Sprintf("%sContent-Range: bytes %d-%d/%d\r\n", tag, from, len(smallVideo)-1, len(smallVideo))
		part := response(206, videoType+contents, smallVideo[from:])
		if from == 0 {
			part = response(200, videoType+tag, smallVideo)
		}
		end := len(part) - len(smallVideo) + min(from+12, len(smallVideo))
		scripts = append(scripts, writes(part[:end]))
	}
	video, files, _, err := readFile(t, scripts...)
	requireVideo(t, video, err)
	files.requireRequests(t, len(scripts))
}

func TestDownload_fromAServerThatCannotResume_beginsAgain(t *testing.T) {
	for _, headers := range []string{"", tag, "ETag: W/\"weak\"\r\n"} {
		video, files, _, err := readFile(t, broken(headers), broken(headers), writes(response(200, videoType+headers, smallVideo)))
		requireVideo(t, video, err)
		files.requireRequests(t, 3)
		if _, ranged := files.requests()[1].Header["Range"]; ranged != (headers == tag) {
			t.Error(headers, files.requests()[1].Header)
		}
	}
}

func TestDownload_lastModifiedLongBefore_isAValidator(t *testing.T) {
	for headers, expected := range map[string]string{
		"Last-Modified: Mon, 30 Nov 2026 11:00:00 GMT\r\nDate: Mon, 30 Nov 2026 12:00:00 GMT\r\n": "Mon, 30 Nov 2026 11:00:00 GMT",
		"Last-Modified: Mon, 30 Nov 2026 11:59:59 GMT\r\nDate: Mon, 30 Nov 2026 12:00:00 GMT\r\n": "",
		"Last-Modified: Mon, 30 Nov 2026 11:00:00 GMT\r\n":                                        "",
	} {
		video, files, _, err := readFile(t, broken(headers), writes(videoResponse()))
		requireVideo(t, video, err)
		if actual := files.requests()[1].Header.Get("If-Range"); actual != expected {
			t.Error(headers, actual)
		}
	}
}

func TestDownload_thatCannotBeResumed_isBilledAndNamesTheAddress(t *testing.T) {
	other := strings.ReplaceAll(smallVideo, "m", "n")
	for name, check := range map[string]struct {
		next     func(net.Conn)
		requests int
		reason   string
	}{
		"changed":        {writes(response(200, videoType, other)), 2, "the file has changed since the download began"},
		"another length": {writes(response(200, videoType, mp4(101))), 2, "the file has changed since the download began"},
		"another part":   {rest(cutAt - 1), 6, "the server sent another part of the file"},
		"another total":  {writes(response(206, fmt.Sprintf("Content-Range: bytes %d-199/200\r\n", cutAt), "a")), 6, "another part of the file"},
		"gone":           {jsonResponse(404, "{}"), 6, "the server responded with status 404"},
		"nothing new":    {broken(tag), 6, "unexpected EOF"},
		"no connection":  {writes(""), 6, "unexpected EOF"},
		"elsewhere":      {writes(response(302, "Location: http://example.com/\r\n", "")), 6, "redirected to an address that is not https"},
	} {
		t.Run(name, func(t *testing.T) {
			_, files, _, err := readFile(t, broken(tag), check.next)
			failure := requireError(t, err, ErrConnection, BillingBilled, 200)
			requireContains(t, failure.Error(), "its transfer from "+files.url+filePath+fmt.Sprintf(" broke off after %d of %d bytes", cutAt, len(smallVideo)), check.reason,
				"the job is billed; this request costs nothing and can be repeated")
			if failure.JobID != "job-1" || errors.Is(err, io.EOF) {
				t.Errorf("%#v", failure)
			}
			files.requireRequests(t, check.requests)
		})
	}
}

func TestDownload_saved_isWhole(t *testing.T) {
	server, _ := jobServer(t, nil, broken(tag), rest(cutAt))
	client := newTestClient(t, server.url)
	newTestClock(client)
	video, err := knownJob(t, client).Wait(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	var steps []int64
	err = video.SaveTo(filepath.Join(folder, "new", "boat.mp4"), WithProgress(func(saved, total int64) {
		if total != int64(len(smallVideo)) {
			t.Error(total)
		}
		steps = append(steps, saved)
	}))
	if err != nil || len(steps) < 2 || steps[len(steps)-1] != int64(len(smallVideo)) {
		t.Error(steps, err)
	}
	requireFile(t, filepath.Join(folder, "new", "boat.mp4"), smallVideo)
	requireOnly(t, filepath.Join(folder, "new"), "boat.mp4")
}

func TestDownload_withoutALength_isResumedWhereItBreaks(t *testing.T) {
	chunk := func(text string) string { return fmt.Sprintf("%x\r\n%s\r\n", len(text), text) }
	head := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + videoType + "\r\n"
	video, files, _, err := readFile(t, writes(head+chunk(smallVideo[:cutAt])), writes(head+chunk(smallVideo)+"0\r\n\r\n"))
	requireVideo(t, video, err)
	files.requireRequests(t, 2)
}

func TestDownload_redirects_areFollowedToSafeAddressesOnly(t *testing.T) {
	target := serve(t, writes(videoResponse()))
	video, files, _, err := readFile(t, writes(response(302, "Location: "+target.url+"/b\r\n", "")))
	requireVideo(t, video, err)
	files.requireRequests(t, 1)
	if request := target.requests()[0]; request.URL.Path != "/b" || request.Header.Get("X-Api-Key") != "" {
		t.Error(request)
	}
	endless := serve(t, writes(response(302, "Location: "+filePath+"\r\n", "")))
	address, err := url.Parse(endless.url)
	if err != nil {
		t.Fatal(err)
	}
	d := &download{client: newTestClient(t, endless.url), server: address, address: address, limit: time.Minute}
	if _, _, err := d.open(context.Background()); err == nil || err.Error() != "redirected more than 5 times" {
		t.Error(err)
	}
	endless.requireRequests(t, maxRedirects+1)
}

func TestDownload_ofAVideoThatAResponseOfACallNames_isResumed(t *testing.T) {
	files := serve(t, broken(tag), rest(cutAt))
	server := serve(t, jsonResponse(200, `{"video":{"url":"`+files.url+filePath+`"}}`))
	client := newTestClient(t, server.url)
	recorded(client)
	video, err := callBytes(context.Background(), client)
	requireVideo(t, video, err)
	files.requireRequests(t, 2)
	server.requireRequests(t, 1)
}

func TestDownload_silence_isResumed(t *testing.T) {
	t.Parallel()
	whole := response(200, videoType+tag, smallVideo)
	server, files := jobServer(t, nil, thenSilence(whole[:len(whole)-cutAt]), rest(len(smallVideo)-cutAt))
	client := newTestClient(t, server.url, WithTimeout(shortTimeout))
	video, err := knownJob(t, client).Wait(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	all, err := video.Bytes()
	requireVideo(t, all, err)
	files.requireRequests(t, 2)
}

func TestDownload_silenceWithoutEnd_isATimeout(t *testing.T) {
	t.Parallel()
	server, _ := jobServer(t, nil, thenSilence("HTTP/1.1 200 OK\r\n"+videoType+"Content-Length: 1000\r\n\r\n"+smallVideo))
	client := newTestClient(t, server.url, WithTimeout(shortTimeout))
	newTestClock(client)
	video, err := knownJob(t, client).Wait(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	within(t, 30*time.Second, func() {
		_, err = video.Bytes()
		requireError(t, err, ErrTimeout, BillingBilled, 200)
	})
}

func TestDownload_endedWhileItIsResumed_doesNotHang(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*Video, context.CancelFunc){
		"closed":    func(video *Video, _ context.CancelFunc) { _ = video.Close() },
		"cancelled": func(_ *Video, cancel context.CancelFunc) { cancel() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, _ := jobServer(t, nil, broken(tag), thenSilence(""))
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			video, err := knownJob(t, newTestClient(t, server.url)).Wait(ctx)
			if err != nil {
				t.Fatal(err)
			}
			time.AfterFunc(2*time.Second, func() { end(video, cancel) })
			within(t, 20*time.Second, func() {
				_, err = io.ReadAll(video)
				kind := ErrConnection
				if name == "cancelled" {
					kind = ErrCanceled
					requireCanceled(t, err)
				}
				requireError(t, err, kind, BillingBilled, 200)
			})
		})
	}
}

func TestNewDownloadRequest_hasNoKeyAndNoBody(t *testing.T) {
	parsed, err := url.Parse("https://example.com/a?b=c")
	if err != nil {
		t.Fatal(err)
	}
	request := newDownloadRequest(parsed, 5, "")
	if request.Method != http.MethodGet || request.Body != nil || len(request.Header) != 2 || request.Host != "example.com" {
		t.Errorf("%+v", request)
	}
}
