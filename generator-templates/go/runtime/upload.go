package pixverse

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	// maxUpload is the limit by a release note of the service.
	maxUpload = 2_000_000_000
	// uploadSilence is the longest silence while the service stores a file.
	uploadSilence = 5 * time.Minute
	// uploadBlock is a multiple of three, so that no padding stands inside the text.
	uploadBlock = 3 << 14
	typeBytes   = 16
)

// UploadFile uploads an image or a video to use as the ImageURL or VideoURL of a request, without holding it in memory, and
// returns its address. Costs nothing, as far as known. Everybody who knows the address can read the file, and it cannot be deleted
// (assumption).
//
// The file is a PNG, JPEG, GIF, WebP, MP4, MOV or WebM file of at most 2 GB. One that is not, or cannot be read, is an error of
// kind ErrInvalidRequest. The upload is attempted once. [WithProgress] has the bytes of the file that were sent.
func (c *Client) UploadFile(ctx context.Context, path string, options ...TransferOption) (string, error) {
	// Before it is opened, because opening a pipe waits for a writer.
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is not a regular file")
	}
	if err != nil {
		return "", unreadable(path, err)
	}
	file, err := os.Open(path)
	if err != nil {
		return "", unreadable(path, err)
	}
	defer file.Close()
	return c.upload(ctx, path, file, info.Size(), options)
}

func unreadable(path string, err error) *Error {
	return noResponse(&opUploadAsset, BillingNotSent, ErrInvalidRequest,
		mustBe("file", "a readable file", path+" ("+err.Error()+")"), err)
}

// Upload uploads an image or a video that is in memory, as [Client.UploadFile] does.
func (c *Client) Upload(ctx context.Context, file []byte, options ...TransferOption) (string, error) {
	return c.upload(ctx, "it", bytes.NewReader(file), int64(len(file)), options)
}

func (c *Client) upload(ctx context.Context, name string, file io.ReaderAt, size int64, options []TransferOption) (string, error) {
	if c == nil || c.state == nil {
		return "", invalidArgument(unmadeClient)
	}
	if size > maxUpload {
		return "", noResponse(&opUploadAsset, BillingNotSent, ErrInvalidRequest,
			fmt.Sprintf("file must have at most %d bytes, but %s has %d", maxUpload, name, size), nil)
	}
	start := make([]byte, typeBytes)
	n, err := file.ReadAt(start, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", unreadable(name, err)
	}
	kind := typeOf(start[:n])
	if kind == "" {
		return "", noResponse(&opUploadAsset, BillingNotSent, ErrInvalidRequest,
			"file must be an image (PNG, JPEG, GIF, WebP) or a video (MP4, MOV, WebM), but "+name+" is something else", nil)
	}
	return c.sendFile(ctx, kind, file, size, newTransferOptions(options).progress)
}

func (c *Client) sendFile(ctx context.Context, kind string, file io.ReaderAt, size int64, progress func(int64, int64)) (string, error) {
	x := newExchange(ctx, uploadSilence)
	defer x.close()
	before, after := `{"data_urls":["data:`+kind+`;base64,`, `"]}`
	encoded := &encodedFile{x: x, file: io.NewSectionReader(file, 0, size), size: size, progress: progress}
	defer encoded.end()
	length := int64(len(before)+len(after)) + (size+2)/3*4
	request, err := c.newRequest(&opUploadAsset, opUploadAsset.path,
		io.MultiReader(strings.NewReader(before), encoded, strings.NewReader(after)), length)
	if err != nil {
		return "", noResponse(&opUploadAsset, BillingNotSent, ErrInvalidArgument, err.Error(), err)
	}
	stored, failure := exchangeFree[uploadedFile](c, freeCall{op: &opUploadAsset, billing: BillingNotBilled}, x, request)
	if failure != nil {
		return "", failure
	}
	return stored.address, nil
}

// encodedFile is a file in Base64, encoded while it is sent.
type encodedFile struct {
	x         *exchange
	file      io.Reader
	size      int64
	sent      int64
	remaining []byte
	progress  func(sent, total int64)

	mutex sync.Mutex
	ended bool
}

var errUploadEnded = errors.New("the upload has ended")

// end returns when the file is not read, and no progress is reported, any more: net/http may still send after it has a response.
func (f *encodedFile) end() {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.ended = true
}

func (f *encodedFile) Read(into []byte) (int, error) {
	if len(f.remaining) == 0 {
		if err := f.encodeNext(); err != nil {
			return 0, err
		}
	}
	n := copy(into, f.remaining)
	f.remaining = f.remaining[n:]
	return n, nil
}

func (f *encodedFile) encodeNext() error {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.ended {
		return errUploadEnded
	}
	// What was read before was sent.
	f.x.dog.start(f.x.limit, f.x.silent)
	if f.sent > 0 {
		f.progress(f.sent, f.size)
	}
	if f.sent == f.size {
		return io.EOF
	}
	block := make([]byte, min(uploadBlock, f.size-f.sent))
	if _, err := io.ReadFull(f.file, block); err != nil {
		return fmt.Errorf("the file became shorter while it was uploaded: %w", err)
	}
	f.sent += int64(len(block))
	f.remaining = base64.StdEncoding.AppendEncode(nil, block)
	return nil
}

// uploadedFile is what is read of the response to an upload. The service gives the addresses one of two names.
type uploadedFile struct{ address string }

func (f *uploadedFile) UnmarshalJSON(text []byte) error {
	var addresses, others []string
	if err := readProperties(text, []property{{"file_urls", elements(&addresses)}, {"urls", elements(&others)}}); err != nil {
		return err
	}
	if addresses = append(addresses, others...); len(addresses) == 0 {
		return errors.New("no address in the response")
	}
	f.address = addresses[0]
	return nil
}

// heif has the starts of the brands of HEIC, AVIF and other images that have the structure of MP4.
var heif = []string{"hei", "hev", "mif", "msf", "avi"}

// typeOf tells the media type of a file by its first bytes, because names of files may lie; empty if it is none that is known.
func typeOf(start []byte) string {
	has := func(text string, at int) bool { return len(start) >= at && bytes.HasPrefix(start[at:], []byte(text)) }
	switch {
	case has("\x89PNG\r\n\x1a\n", 0):
		return "image/png"
	case has("\xff\xd8\xff", 0):
		return "image/jpeg"
	case has("GIF87a", 0), has("GIF89a", 0):
		return "image/gif"
	case has("RIFF", 0) && has("WEBP", 8):
		return "image/webp"
	case has("ftypqt  ", 4):
		return "video/quicktime"
	case slices.ContainsFunc(heif, func(brand string) bool { return has("ftyp"+brand, 4) }):
		return ""
	case has("ftyp", 4):
		return "video/mp4"
	case has("\x1aE\xdf\xa3", 0):
		return "video/webm"
	default:
		return ""
	}
}
