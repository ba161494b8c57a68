package pixverse

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func requireFile(t *testing.T, path, expected string) {
	t.Helper()
	if content, err := os.ReadFile(path); err != nil || string(content) != expected {
		t.Errorf("%s has %d bytes, expected: %d; %v", path, len(content), len(expected), err)
	}
}

// requireOnly fails if something else is in a folder, such as a part file.
func requireOnly(t *testing.T, folder string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, entry := range entries {
		found = append(found, entry.Name())
	}
	if strings.Join(found, " ") != strings.Join(names, " ") {
		t.Errorf("in the folder: %v, expected: %v", found, names)
	}
}

func TestSaveTo_newFolder_isMadeAndProgressReported(t *testing.T) {
	server := serve(t, writes(videoResponse()))
	video, err := newTestClient(t, server.url).TextToVideo(context.Background(), boat)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a", "b", "boat.mp4")
	var saved, total int64
	if err := video.SaveTo(path, WithProgress(func(s, all int64) { saved, total = s, all })); err != nil {
		t.Fatal(err)
	}
	requireFile(t, path, smallVideo)
	requireOnly(t, filepath.Dir(path), "boat.mp4")
	if saved != int64(len(smallVideo)) || total != saved {
		t.Error(saved, total)
	}
	if video.SaveTo(path) == nil {
		t.Error("saved twice")
	}
	if n, err := video.Read(make([]byte, 9)); n != 0 || err == nil || errors.Is(err, io.EOF) {
		t.Error("read after it was saved:", n, err)
	}
}

func TestSaveTo_existingFile_isReplacedWithItsPermissions(t *testing.T) {
	folder := t.TempDir()
	target, link := filepath.Join(folder, "boat.mp4"), filepath.Join(folder, "link.mp4")
	if err := errors.Join(os.WriteFile(target, []byte("old"), 0o600), os.Symlink("boat.mp4", link)); err != nil {
		t.Skip(err)
	}
	server := serve(t, writes(videoResponse()))
	if _, err := newTestClient(t, server.url).TextToVideoFile(context.Background(), boat, link); err != nil {
		t.Fatal(err)
	}
	requireFile(t, target, smallVideo)
	requireOnly(t, folder, "boat.mp4", "link.mp4")
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link was replaced", err)
	}
	if info, err = os.Stat(target); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
}

func TestFile_targetThatCannotBeWritten_sendsNothing(t *testing.T) {
	server := serve(t, writes(videoResponse()))
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	loop := filepath.Join(folder, "loop")
	if err := errors.Join(os.WriteFile(file, nil, 0o644), os.Symlink("loop", loop)); err != nil {
		t.Skip(err)
	}
	for _, path := range []string{folder, "", filepath.Join(file, "boat.mp4"), loop} {
		_, err := newTestClient(t, server.url).TextToVideoFile(context.Background(), boat, path)
		requireContains(t, requireError(t, err, ErrSaveFailed, BillingNotSent, 0).Error(), "the video cannot be saved to "+path)
	}
	server.requireRequests(t, 0)
	requireOnly(t, folder, "file", "loop")
}

func TestFile_refusedOrCutOff_leavesEverythingAsItWas(t *testing.T) {
	for _, script := range []string{response(400, "", ""), videoResponse()[:len(videoResponse())-1], "HTTP/1.1 200 OK\r\n\r\n" + smallVideo[:60]} {
		server := serve(t, writes(script))
		folder := t.TempDir()
		target := filepath.Join(folder, "boat.mp4")
		if err := os.WriteFile(target, []byte("old"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := newTestClient(t, server.url).TextToVideoFile(context.Background(), boat, target); err == nil {
			t.Error("no failure")
		}
		requireFile(t, target, "old")
		requireOnly(t, folder, "boat.mp4")
	}
}

func TestSaveTo_folderThatVanishes_keepsTheBytes(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	folder := filepath.Join(t.TempDir(), "folder")
	server := serve(t, func(conn net.Conn) {
		// After the target was checked.
		_ = os.RemoveAll(folder)
		_, _ = io.WriteString(conn, videoResponse())
	})
	_, err := newTestClient(t, server.url).TextToVideoFile(context.Background(), boat, filepath.Join(folder, "boat.mp4"))
	failure := requireError(t, err, ErrSaveFailed, BillingBilled, 200)
	if filepath.Dir(failure.SavedTo) != temporary {
		t.Error("kept in", failure.SavedTo)
	}
	requireFile(t, failure.SavedTo, smallVideo)
	requireOnly(t, temporary, filepath.Base(failure.SavedTo))
}

func TestSaveTo_fullDevice_keepsTheBytesAndCanBeSavedElsewhere(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip(err)
	}
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	server := serve(t, writes(videoResponse()))
	video, err := newTestClient(t, server.url).TextToVideo(context.Background(), boat)
	if err != nil {
		t.Fatal(err)
	}
	failure := requireError(t, video.SaveTo("/dev/full"), ErrSaveFailed, BillingBilled, 200)
	requireContains(t, failure.Error(), "no space left on device; all its bytes are kept in "+failure.SavedTo)
	requireFile(t, failure.SavedTo, smallVideo)
	if failure.RequestID != "request-1" {
		t.Error(failure.RequestID)
	}

	target := filepath.Join(t.TempDir(), "boat.mp4")
	if err := video.SaveTo(target); err != nil {
		t.Fatal(err)
	}
	requireFile(t, target, smallVideo)
	requireOnly(t, temporary)
}

func TestSaveTo_badTarget_stillReceivesTheVideo(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	server := serve(t, writes(videoResponse()))
	video, err := newTestClient(t, server.url).TextToVideo(context.Background(), boat)
	if err != nil {
		t.Fatal(err)
	}
	failure := requireError(t, video.SaveTo(temporary), ErrSaveFailed, BillingBilled, 200)
	requireFile(t, failure.SavedTo, smallVideo)
	all, err := video.Bytes()
	requireVideo(t, all, err)
	requireFile(t, failure.SavedTo, smallVideo)
}

func TestSaveTo_noDiskAtAll_keepsTheVideoOnTheConnection(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "missing"))
	server := serve(t, writes(videoResponse()))
	video, err := newTestClient(t, server.url).TextToVideo(context.Background(), boat)
	if err != nil {
		t.Fatal(err)
	}
	failure := requireError(t, video.SaveTo(t.TempDir()), ErrSaveFailed, BillingBilled, 200)
	if failure.SavedTo != "" {
		t.Error(failure.SavedTo)
	}
	all, err := video.Bytes()
	requireVideo(t, all, err)
}

func TestSaveTo_deviceWithoutEnd_isWrittenTo(t *testing.T) {
	if _, err := os.Stat("/dev/null"); err != nil {
		t.Skip(err)
	}
	server := serve(t, writes(videoResponse()))
	if _, err := newTestClient(t, server.url).TextToVideoFile(context.Background(), boat, "/dev/null"); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat("/dev/null"); err != nil || info.Mode().IsRegular() {
		t.Error("the device was replaced", err)
	}
}

func TestSaveTo_largeVideo_isStreamed(t *testing.T) {
	const media = 200 << 20
	server := serve(t, func(conn net.Conn) {
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n"+videoType+"\r\n"+box("ftyp", "isom0000")+box("moov", ""))
		_, _ = conn.Write([]byte{byte((media + 8) >> 24), (media + 8) >> 16 & 0xff, 0, 8, 'm', 'd', 'a', 't'})
		part := make([]byte, 1<<20)
		for range media >> 20 {
			_, _ = conn.Write(part)
		}
	})
	client := newTestClient(t, server.url)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	path := filepath.Join(t.TempDir(), "boat.mp4")
	if _, err := client.TextToVideoFile(context.Background(), boat, path); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	extra := int64(after.Sys-before.Sys) >> 20
	t.Logf("200 MB in %v with %d MB more from the system", time.Since(start), extra)
	if info, err := os.Stat(path); err != nil || info.Size() < media || extra > 64 {
		t.Error(info, err, extra)
	}
}

func TestBoxTracker_everyCut_isFoundAtAnySplit(t *testing.T) {
	large := box("ftyp", "isom") + box("moov", "abc") + "\x00\x00\x00\x01mdat\x00\x00\x00\x00\x00\x00\x00\x13abc"
	for cut := range len(large) + 1 {
		for _, step := range []int{1, 3, 100} {
			var boxes boxTracker
			for part := large[:cut]; part != ""; part = part[min(step, len(part)):] {
				boxes.add([]byte(part[:min(step, len(part))]))
			}
			if boxes.mayBeWhole() != (cut == len(large)) {
				t.Errorf("cut at %d of %d: %v", cut, len(large), boxes.mayBeWhole())
			}
		}
	}
	for content, whole := range map[string]bool{
		"no file of boxes": true,
		box("ftyp", "") + box("moov", "") + "\x00\x00\x00\x00mdatabc": true,
		box("ftyp", "") + box("moov", ""):                             false,
		box("ftyp", "") + box("mdat", ""):                             false,
		box("ftyp", "") + "\x00\x00\x00\x02mdat":                      true,
	} {
		var boxes boxTracker
		boxes.add([]byte(content))
		if boxes.mayBeWhole() != whole {
			t.Errorf("%q: %v", content, boxes.mayBeWhole())
		}
	}
}
