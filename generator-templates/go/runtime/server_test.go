package pixverse

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

const testKey = `kQ7/Zw+Rb3=xJ4"Lm<Td2`

var boat = TextToVideoRequest{Prompt: "A paper boat"}

// rawServer reads whole requests and answers them with what a script writes to the connection, also what HTTP forbids.
type rawServer struct {
	url   string
	mutex sync.Mutex
	seen  []*http.Request
	// bodies are those of the requests that were seen.
	bodies []string
	conns  int
}

// serve runs a script for each request, and then closes the connection. The last script is for all further requests.
func serve(t *testing.T, scripts ...func(net.Conn)) *rawServer {
	t.Helper()
	return serveRoutes(t, map[string][]func(net.Conn){"": scripts})
}

// serveRoutes has scripts for each path; those of the empty path are for all others.
func serveRoutes(t *testing.T, routes map[string][]func(net.Conn)) *rawServer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &rawServer{url: "http://" + listener.Addr().String()}
	var group sync.WaitGroup
	t.Cleanup(func() {
		_ = listener.Close()
		group.Wait()
	})
	group.Add(1)
	go func() {
		defer group.Done()
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			group.Add(1)
			go func() {
				defer group.Done()
				defer conn.Close()
				server.serveConn(conn, routes)
			}()
		}
	}()
	return server
}

func (s *rawServer) serveConn(conn net.Conn, routes map[string][]func(net.Conn)) {
	s.mutex.Lock()
	s.conns++
	s.mutex.Unlock()
	request, err := http.ReadRequest(bufio.NewReader(conn))
	if err != nil {
		return
	}
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return
	}
	s.script(request, string(body), routes)(conn)
}

func (s *rawServer) script(request *http.Request, body string, routes map[string][]func(net.Conn)) func(net.Conn) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	path := request.URL.Path
	if _, ok := routes[path]; !ok {
		path = ""
	}
	before := 0
	for _, earlier := range s.seen {
		if _, ok := routes[earlier.URL.Path]; earlier.URL.Path == path || path == "" && !ok {
			before++
		}
	}
	s.seen = append(s.seen, request)
	s.bodies = append(s.bodies, body)
	scripts := routes[path]
	if len(scripts) == 0 {
		return writes(response(404, "", `{"error":"no such path"}`))
	}
	return scripts[min(before, len(scripts)-1)]
}

// to are the requests that were sent to a path.
func (s *rawServer) to(path string) []*http.Request {
	var found []*http.Request
	for _, request := range s.requests() {
		if request.URL.Path == path {
			found = append(found, request)
		}
	}
	return found
}

func (s *rawServer) requests() []*http.Request {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return append([]*http.Request(nil), s.seen...)
}

func (s *rawServer) requireRequests(t *testing.T, expected int) {
	t.Helper()
	if actual := len(s.requests()); actual != expected {
		t.Errorf("the server received %d requests, expected: %d", actual, expected)
	}
}

func writes(text string) func(net.Conn) {
	return func(conn net.Conn) { _, _ = io.WriteString(conn, text) }
}

// thenSilence keeps the connection open until the client closes it.
func thenSilence(text string) func(net.Conn) {
	return func(conn net.Conn) {
		_, _ = io.WriteString(conn, text)
		_, _ = io.Copy(io.Discard, conn)
	}
}

func response(status int, headers, body string) string {
	return fmt.Sprintf("HTTP/1.1 %d Status\r\nx-request-id: request-1\r\nContent-Length: %d\r\n%s\r\n%s", status, len(body), headers, body)
}

const videoType = "Content-Type: video/mp4\r\n"

var smallVideo = mp4(100)

func videoResponse() string { return response(200, videoType, smallVideo) }

// mp4 is a file with media of so many bytes.
func mp4(media int) string {
	return box("ftyp", "isom0000") + box("moov", "") + box("mdat", strings.Repeat("m", media))
}

func box(kind, content string) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(8+len(content)))) + kind + content
}

func newTestClient(t *testing.T, url string, options ...Option) *Client {
	t.Helper()
	client, err := NewClient(testKey, append([]Option{WithBaseURL(url), WithMaxRetries(0)}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// callBytes makes a video and reads it.
func callBytes(ctx context.Context, client *Client) ([]byte, error) {
	video, err := client.TextToVideo(ctx, boat)
	if err != nil {
		return nil, err
	}
	return video.Bytes()
}

func requireVideo(t *testing.T, video []byte, err error) {
	t.Helper()
	if err != nil || string(video) != smallVideo {
		t.Fatalf("%d bytes, %v, expected the video", len(video), err)
	}
}

// requireError checks what every failure says, and that it does not say the key.
func requireError(t *testing.T, err error, kind ErrorKind, billing Billing, status int) *Error {
	t.Helper()
	var failure *Error
	if !errors.As(err, &failure) {
		t.Fatalf("error: %v, expected an *Error", err)
	}
	if !errors.Is(err, kind) || failure.Billing != billing || failure.StatusCode != status {
		t.Errorf("%s, %s, %d: %v\nexpected: %s, %s, %d", failure.Kind, failure.Billing, failure.StatusCode, err, kind, billing, status)
	}
	if shown := fmt.Sprintf("%v %+v %#v", err, err, *failure); strings.Contains(shown, testKey) {
		t.Errorf("the key is in %s", shown)
	}
	return failure
}

func requireContains(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q, expected in it: %q", text, part)
		}
	}
}

// within fails a test that hangs.
func within(t *testing.T, limit time.Duration, do func()) time.Duration {
	t.Helper()
	start := time.Now()
	done := make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	select {
	case <-done:
	case <-time.After(limit):
		t.Fatalf("not over after %v", limit)
	}
	return time.Since(start)
}
