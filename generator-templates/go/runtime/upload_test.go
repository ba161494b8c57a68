package pixverse

import (
	"context"
	"encoding/base64"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const uploadPath = "/upload-asset"

func TestUpload_file_isSentAsADataURL(t *testing.T) {
	for _, size := range []int{6, 7, 8, uploadBlock, 3*uploadBlock + 1} {
		gif := "GIF89a" + strings.Repeat("a", size-6)
		file := filepath.Join(t.TempDir(), "picture.txt")
		if err := os.WriteFile(file, []byte(gif), 0o600); err != nil {
			t.Fatal(err)
		}
		server := serveRoutes(t, routes{uploadPath: {jsonResponse(200, `{"file_urls":["https://example.com/a.gif"]}`)}})
		client := newTestClient(t, server.url)
		var steps []int64
		progress := WithProgress(func(sent, total int64) {
			if total != int64(size) {
				t.Error(total)
			}
			steps = append(steps, sent)
		})
		address, err := client.UploadFile(context.Background(), file, progress)
		if err != nil || address != "https://example.com/a.gif" {
			t.Fatal(address, err)
		}
		if len(steps) != (size+uploadBlock-1)/uploadBlock || steps[len(steps)-1] != int64(size) {
			t.Error(size, steps)
		}
		if _, err := client.Upload(context.Background(), []byte(gif)); err != nil {
			t.Error(err)
		}
		for i, body := range server.bodies {
			if body != `{"data_urls":["data:image/gif;base64,`+base64.StdEncoding.EncodeToString([]byte(gif))+`"]}` {
				t.Errorf("%d: %.100s", size, body)
			}
			sent := server.requests()[i]
			if sent.Method != "POST" || sent.Header.Get("Content-Type") != "application/json" || sent.Header.Get("X-Api-Key") != testKey ||
				sent.ContentLength != int64(len(body)) {
				t.Errorf("%+v", sent)
			}
		}
	}
}

func TestUpload_addressesOfEitherName_areUnderstood(t *testing.T) {
	for body, expected := range map[string]string{
		`{"urls":["https://example.com/b"]}`: "https://example.com/b", `{"urls":["b"],"file_urls":["a"]}`: "a", `{"urls":["b"],"file_urls":[]}`: "b",
		`{"urls":"b","file_urls":[7,"a"]}`: "a",
	} {
		server := serve(t, jsonResponse(200, body))
		address, err := newTestClient(t, server.url).Upload(context.Background(), []byte("GIF89a"))
		if err != nil || address != expected {
			t.Error(address, err)
		}
	}
}

func TestUpload_failure_isNotBilledAndNotRepeated(t *testing.T) {
	for name, check := range map[string]struct {
		script func(net.Conn)
		kind   ErrorKind
		status int
	}{
		"without an address": {jsonResponse(200, `{"message":"stored"}`), ErrUnexpectedResponse, 200},
		"500":                {jsonResponse(500, "{}"), ErrServer, 500},
		"429":                {jsonResponse(429, "{}"), ErrRateLimited, 429},
		"lost":               {writes(""), ErrConnection, 0},
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, check.script)
			_, err := newTestClient(t, server.url, WithMaxRetries(3)).Upload(context.Background(), []byte("GIF89a"))
			failure := requireError(t, err, check.kind, BillingNotBilled, check.status)
			requireContains(t, failure.Error(), "uploadAsset: ")
			server.requireRequests(t, 1)
		})
	}
}

func TestUpload_fileThatCannotBeSent_isNotSent(t *testing.T) {
	server := serve(t, jsonResponse(200, "{}"))
	client := newTestClient(t, server.url)
	folder := t.TempDir()
	text := filepath.Join(folder, "a.png")
	if err := os.WriteFile(text, []byte("plain text that is long enough"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, expected := range map[string]string{
		filepath.Join(folder, "missing.png"): "file must be a readable file, but was " + folder, folder: "it is not a regular file",
		text: "file must be an image (PNG, JPEG, GIF, WebP) or a video (MP4, MOV, WebM), but " + text + " is something else",
	} {
		_, err := client.UploadFile(context.Background(), path)
		requireContains(t, requireError(t, err, ErrInvalidRequest, BillingNotSent, 0).Error(), "uploadAsset: ", expected)
	}
	large := filepath.Join(folder, "large.png")
	if err := os.WriteFile(large, []byte("\x89PNG\r\n\x1a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, maxUpload+1); err != nil {
		t.Skip(err)
	}
	_, err := client.UploadFile(context.Background(), large)
	requireContains(t, requireError(t, err, ErrInvalidRequest, BillingNotSent, 0).Error(), "must have at most 2000000000 bytes")
	if _, err := client.Upload(context.Background(), nil); err == nil {
		t.Error("nothing was uploaded")
	}
	server.requireRequests(t, 0)
}

// shrinking is a file that ends before its size.
type shrinking struct{ *strings.Reader }

func TestUpload_fileThatBecomesShorter_fails(t *testing.T) {
	server := serve(t, jsonResponse(200, "{}"))
	client := newTestClient(t, server.url)
	_, err := client.upload(context.Background(), "a.gif", shrinking{strings.NewReader("GIF89a" + strings.Repeat("a", 50))}, 100, nil)
	failure := requireError(t, err, ErrConnection, BillingNotBilled, 0)
	requireContains(t, failure.Error(), "the file became shorter while it was uploaded")
}

func TestTypeOf_firstBytes(t *testing.T) {
	for start, expected := range map[string]string{
		"\x89PNG\r\n\x1a\n": "image/png", "\xff\xd8\xff\xe0": "image/jpeg", "GIF87a": "image/gif", "GIF89a": "image/gif", "RIFF0000WEBP": "image/webp",
		"0000ftypisom": "video/mp4", "0000ftypqt  ": "video/quicktime", "\x1aE\xdf\xa3": "video/webm", "": "", "RIFF0000WAVE": "", "GIF88a": "", "0000ftyq": "", "0000ftypheic": "", "0000ftypavif": "",
	} {
		if kind := typeOf([]byte(start)); kind != expected {
			t.Errorf("%q: %s", start, kind)
		}
	}
}
