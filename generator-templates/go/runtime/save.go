package pixverse

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

const saveBuffer = 64 << 10

// TransferOption is a setting of saving a video, or of uploading a file.
type TransferOption func(*transferOptions)

type transferOptions struct{ progress func(done, total int64) }

// WithProgress calls a function while a video is saved or a file is uploaded, with the bytes that are saved or sent by now and the
// bytes that there will be, which is -1 if the service did not say. Uploads call it on another goroutine, but not after they
// return. It must return soon, and not panic.
func WithProgress(progress func(done, total int64)) TransferOption {
	return func(o *transferOptions) { o.progress = progress }
}

func newTransferOptions(options []TransferOption) transferOptions {
	all := transferOptions{progress: func(int64, int64) {}}
	for _, option := range options {
		option(&all)
	}
	return all
}

// saver saves one video to one path. Whatever fails but the network, the bytes of the video are kept.
type saver struct {
	path string
	transferOptions
	reserved *partFile
}

func newSaver(path string, options []TransferOption) *saver {
	return &saver{path: path, transferOptions: newTransferOptions(options)}
}

// reserve creates the file before anything is sent, so that a path that cannot be written costs nothing.
func (s *saver) reserve(op *operation) error {
	part, err := newPartFile(s.path)
	if err != nil {
		return noResponse(op, BillingNotSent, ErrSaveFailed, s.reason(err), err)
	}
	s.reserved = part
	return nil
}

// release deletes a reserved file that was not used.
func (s *saver) release() {
	if s.reserved != nil {
		s.reserved.discard()
	}
}

func (s *saver) reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return "the video cannot be saved to " + s.path + ": " + err.Error()
}

func (s *saver) save(video *stream) error {
	if err := video.use(); err != nil {
		return err
	}
	part, problem := s.reserved, error(nil)
	s.reserved = nil
	if part == nil {
		part, problem = newPartFile(s.path)
	}
	if problem != nil {
		var err error
		if part, err = newTemporaryFile(); err != nil {
			video.pushBack(nil, nil)
			return s.failure(video, errors.Join(problem, err), "", "it can still be read or saved to another place until it is closed")
		}
	}
	return s.transfer(video, part, problem)
}

// transfer goes on in the temporary folder when the disk of the path fails.
func (s *saver) transfer(video *stream, part *partFile, problem error) error {
	buffer := make([]byte, saveBuffer)
	for {
		n, err := video.source.Read(buffer)
		if writeErr := part.write(buffer[:n]); writeErr != nil {
			problem = errors.Join(problem, writeErr)
			moved, moveErr := part.moveToTemporaryFolder(buffer[:n])
			if moveErr != nil {
				problem = errors.Join(problem, moveErr)
				return s.keep(video, part, buffer[:n], problem, "its first bytes are kept in ")
			}
			part = moved
		}
		if n > 0 {
			s.progress(part.length, video.from.length)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			part.discard()
			return err
		}
	}
	if problem == nil {
		problem = part.commit()
	}
	if problem != nil {
		return s.keep(video, part, nil, problem, "all its bytes are kept in ")
	}
	video.saved()
	video.end()
	return nil
}

// keep leaves the bytes where people see them, and lets the video be saved again.
func (s *saver) keep(video *stream, part *partFile, unsaved []byte, problem error, outcome string) error {
	path, err := part.keep()
	var file *os.File
	if err == nil {
		file, err = os.Open(path)
	}
	if err != nil {
		return s.failure(video, errors.Join(problem, err), "", "the received bytes are lost, because their file has vanished")
	}
	video.pushBack(file, unsaved)
	return s.failure(video, problem, path, outcome+path)
}

func (s *saver) failure(video *stream, problem error, savedTo, outcome string) *Error {
	failure := video.failure(ErrSaveFailed, s.reason(problem)+"; "+outcome, problem)
	failure.SavedTo = savedTo
	return failure
}
