package pixverse

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
)

// Video is a finished video whose bytes are still to be received. The call is billed, so make sure to get them: read them
// once, with Read, [Video.SaveTo] or [Video.Bytes], and close the video. Closing it without reading loses what was not received.
//
// The context of the call ends the transfer as well. A Video is for one goroutine at a time, but any may close it.
type Video struct {
	metadata    Metadata
	contentType string
	stream      *stream
}

// source is where the bytes of a video come from. It has functions, because an exchange must not be printed: it holds the request.
type source struct {
	// address is that of a file; empty for the response of a call.
	address     string
	length      int64
	contentType string
	read        func([]byte) (int, error)
	interrupt   func(error) (ErrorKind, error)
	close       func()
}

func exchangeSource(x *exchange) source {
	return source{
		length: x.response.ContentLength, contentType: x.response.Header.Get("Content-Type"), read: x.read, close: x.close,
		interrupt: func(err error) (ErrorKind, error) { return interruption(x.ctx, err) },
	}
}

func resumingSource(b *resumingBody) source {
	return source{
		address: b.download.address.String(), length: b.length, contentType: b.exchange().response.Header.Get("Content-Type"), read: b.read,
		close: b.close, interrupt: func(err error) (ErrorKind, error) { return interruption(b.ctx, err) },
	}
}

// newVideo is a video whose first bytes were read already.
func newVideo(op *operation, metadata Metadata, from source, start []byte, redact *redactor) *Video {
	s := &stream{op: op, metadata: metadata, redact: redact, from: from}
	s.network = io.MultiReader(bytes.NewReader(start), readerFunc(from.read))
	s.source = readerFunc(s.receive)
	return &Video{metadata, redact.line(from.contentType), s}
}

// Metadata is what the headers of the response say about the call.
func (v *Video) Metadata() Metadata { return v.metadata }

// ContentType is the media type that the service gave, such as video/mp4; empty if it gave none.
func (v *Video) ContentType() string { return v.contentType }

// ContentLength is how many bytes the service announced; -1 if it did not say.
func (v *Video) ContentLength() int64 { return v.stream.from.length }

// Read reads the bytes as they come. It returns io.EOF only after all of them: if fewer came than were announced or, where no
// number was announced, than the MP4 file has, the error is an [*Error] with BillingBilled.
func (v *Video) Read(into []byte) (int, error) { return v.stream.Read(into) }

// Close frees the connection; bytes that were not received are lost. It does nothing the second time, and never fails.
func (v *Video) Close() error {
	v.stream.end()
	return nil
}

// Bytes reads the whole video into memory, and closes it.
func (v *Video) Bytes() ([]byte, error) {
	if err := v.stream.use(); err != nil {
		return nil, err
	}
	defer v.Close()
	// What was announced is allocated as it comes.
	const initial = 1 << 20
	all := make([]byte, 0, min(initial, max(v.stream.from.length, 512)))
	for {
		if len(all) == cap(all) {
			all = grow(all, v.stream.from.length)
		}
		n, err := v.stream.source.Read(all[len(all):cap(all)])
		all = all[:len(all)+n]
		switch err {
		case nil:
		case io.EOF:
			return all, nil
		default:
			return nil, err
		}
	}
}

// grow doubles the capacity, up to the announced length and the byte that would be one too many.
func grow(all []byte, length int64) []byte {
	size := int64(2 * cap(all))
	if length >= 0 && size > length {
		size = max(length, int64(cap(all))) + 1
	}
	larger := make([]byte, len(all), size)
	copy(larger, all)
	return larger
}

// SaveTo saves the video without holding it in memory, and closes it. The bytes go to a hidden file beside the path, which takes
// the place of the path, an existing file's included, once all bytes are on the disk. Missing parent folders are made, links
// are followed, and pipes and devices are written to.
//
// If the path or the disk fails, the error is an [*Error] of kind ErrSaveFailed: the video is still received to its end and kept
// in the file that the error names. It is not closed then, and can be saved to another path.
func (v *Video) SaveTo(path string, options ...TransferOption) error {
	return newSaver(path, options).save(v.stream)
}

// String names the media type and the size.
func (v *Video) String() string {
	return fmt.Sprintf("pixverse.Video(%s, %d bytes, request id %q)", v.contentType, v.stream.from.length, v.metadata.RequestID)
}

// GoString is the same as String.
func (v *Video) GoString() string { return v.String() }

// LogValue is the same as String.
func (v *Video) LogValue() slog.Value { return slog.StringValue(v.String()) }

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(into []byte) (int, error) { return f(into) }

// stream has the bytes of a video, to be read once. What was read but could not be saved can be pushed back, so that a full disk
// does not cost a paid video.
type stream struct {
	op       *operation
	metadata Metadata
	redact   *redactor
	from     source
	// sent is the paid request that made the video, or jobID the job that did.
	sent  *sentRequest
	jobID string

	network io.Reader
	source  io.Reader
	// reading is whether Read was the first to use the bytes.
	reading  bool
	received int64
	boxes    boxTracker
	// finished is what the end was: io.EOF, or a failure.
	finished error

	mutex  sync.Mutex
	used   bool
	closed bool
	// spill is the file with the bytes that were pushed back.
	spill *os.File
}

var errUsed = errors.New("pixverse: the video was read or closed before; its bytes come only once")

// use hands out the bytes, once.
func (s *stream) use() error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.used || s.closed {
		return errUsed
	}
	s.used = true
	return nil
}

func (s *stream) Read(into []byte) (int, error) {
	if !s.reading && s.use() != nil {
		return 0, errUsed
	}
	s.reading = true
	return s.source.Read(into)
}

func (s *stream) isClosed() bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.closed
}

// receive reads from the network, counts, and checks that nothing is missing at the end.
func (s *stream) receive(into []byte) (int, error) {
	if s.finished == nil && s.isClosed() {
		s.finished = errUsed
	}
	if s.finished != nil || len(into) == 0 {
		return 0, s.finished
	}
	n, err := s.network.Read(into)
	s.received += int64(n)
	if s.from.length < 0 {
		s.boxes.add(into[:n])
	}
	switch {
	case err == nil:
	case err != io.EOF:
		s.finished = s.brokenOff(err)
	case s.received < s.from.length, s.from.length < 0 && !s.boxes.mayBeWhole():
		s.finished = s.brokenOff(io.ErrUnexpectedEOF)
	default:
		s.finished = io.EOF
		s.from.close()
	}
	return n, s.finished
}

func (s *stream) brokenOff(err error) *Error {
	kind, cause := s.from.interrupt(err)
	cause = s.redact.cause(cause)
	transfer := "its transfer"
	if s.from.address != "" {
		transfer += " from " + s.redact.line(s.from.address)
	}
	progress := fmt.Sprint(s.received)
	if s.from.length >= 0 {
		progress += fmt.Sprintf(" of %d", s.from.length)
	}
	return s.failure(kind, "the service had finished the video, but "+transfer+" broke off after "+progress+" bytes ("+
		s.redact.line(cause.Error())+")", cause)
}

func (s *stream) failure(kind ErrorKind, reason string, cause error) *Error {
	failure := truncated(s.op, s.metadata, kind, reason, cause)
	failure.sent = s.sent
	failure.JobID = s.jobID
	return failure
}

// pushBack takes back bytes that were read: first those in the file, then these few more; the network has the rest.
func (s *stream) pushBack(file *os.File, more []byte) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.used = false
	if file == nil {
		return
	}
	s.spill = file
	s.source = io.MultiReader(file, bytes.NewReader(more), readerFunc(s.receive))
}

// saved deletes the file with the bytes that were pushed back, because they are somewhere else now.
func (s *stream) saved() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.spill != nil {
		_ = s.spill.Close()
		_ = os.Remove(s.spill.Name())
		s.spill = nil
	}
}

// end frees the connection. The spill file stays: it holds a paid video, and an error has named it.
func (s *stream) end() {
	s.from.close()
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.closed = true
	if s.spill != nil {
		_ = s.spill.Close()
	}
}
