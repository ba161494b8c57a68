package pixverse

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

const maxLinks = 40

// partFile is a hidden file beside the target, which takes its place once all bytes are on the disk.
type partFile struct {
	file   *os.File
	length int64
	target saveTarget
}

// saveTarget is where a video is to be saved: links followed, parent folders there, writable as far as can be seen.
type saveTarget struct {
	path string
	// special is a pipe, a device or a descriptor of a process: it is written to, and never replaced.
	special bool
	mode    fs.FileMode
	exists  bool
}

func newPartFile(path string) (*partFile, error) {
	target, err := resolveTarget(path)
	if err != nil {
		return nil, err
	}
	folder := filepath.Dir(target.path)
	if target.special {
		folder = os.TempDir()
	}
	part, err := createIn(folder)
	if err != nil {
		return nil, err
	}
	part.target = target
	if target.exists && !target.special {
		// Before a byte of the video is in the file.
		if err := part.file.Chmod(target.mode); err != nil {
			part.discard()
			return nil, err
		}
	}
	return part, nil
}

func newTemporaryFile() (*partFile, error) { return createIn(os.TempDir()) }

func createIn(folder string) (*partFile, error) {
	file, err := os.OpenFile(filepath.Join(folder, ".pixverse-"+rand.Text()+".part"), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	return &partFile{file: file}, nil
}

func resolveTarget(path string) (saveTarget, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return saveTarget{}, err
	}
	if absolute, err = followLinks(absolute); err != nil {
		return saveTarget{}, err
	}
	info, err := os.Stat(absolute)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return saveTarget{path: absolute}, os.MkdirAll(filepath.Dir(absolute), 0o777)
	case err != nil:
		return saveTarget{}, err
	case info.IsDir():
		return saveTarget{}, errors.New("it must be a file, but is a folder")
	}
	special := !info.Mode().IsRegular() || isDescriptor(absolute)
	if !special {
		if err := requireWritable(absolute); err != nil {
			return saveTarget{}, err
		}
	}
	return saveTarget{absolute, special, info.Mode().Perm(), true}, nil
}

// followLinks keeps a link a link, also one whose target is still to be made.
func followLinks(path string) (string, error) {
	for range maxLinks {
		info, err := os.Lstat(path)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 || isDescriptor(path) {
			return path, nil
		}
		next, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(next) {
			next = filepath.Join(filepath.Dir(path), next)
		}
		path = next
	}
	return "", errors.New("it must not be a loop of links")
}

// isDescriptor finds what looks like a link to an odd name.
func isDescriptor(path string) bool {
	return strings.HasPrefix(path, "/proc/") || strings.HasPrefix(path, "/dev/")
}

func requireWritable(path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("it must be writable: %w", err)
	}
	return file.Close()
}

func (p *partFile) write(bytes []byte) error {
	if len(bytes) == 0 {
		return nil
	}
	if _, err := p.file.WriteAt(bytes, p.length); err != nil {
		return err
	}
	p.length += int64(len(bytes))
	return nil
}

// commit puts the file in the target's place.
func (p *partFile) commit() error {
	if err := p.file.Sync(); err != nil {
		return err
	}
	if p.target.special {
		return p.copyToSpecial()
	}
	return p.rename(p.target.path)
}

// rename closes the file only if it has its new name, because an open file can still be read when its folder has vanished.
func (p *partFile) rename(path string) error {
	if runtime.GOOS == "windows" {
		// Windows does not rename an open file.
		_ = p.file.Close()
	}
	if err := os.Rename(p.file.Name(), path); err != nil {
		return err
	}
	// All bytes are on the disk already.
	_ = p.file.Close()
	return nil
}

func (p *partFile) copyToSpecial() error {
	special, err := os.OpenFile(p.target.path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = io.Copy(special, io.NewSectionReader(p.file, 0, p.length))
	if err = errors.Join(err, special.Close()); err != nil {
		return err
	}
	p.discard()
	return nil
}

// moveToTemporaryFolder is a copy in the temporary folder, with these bytes more.
func (p *partFile) moveToTemporaryFolder(more []byte) (*partFile, error) {
	moved, err := newTemporaryFile()
	if err != nil {
		return nil, err
	}
	copied, err := io.Copy(moved.file, io.NewSectionReader(p.file, 0, p.length))
	moved.length = copied
	if err == nil && copied < p.length {
		err = fmt.Errorf("only %d of %d bytes are in %s", copied, p.length, p.file.Name())
	}
	if err == nil {
		err = moved.write(more)
	}
	if err != nil {
		moved.discard()
		return nil, err
	}
	p.discard()
	return moved, nil
}

// keep gives the bytes written so far a name that people see.
func (p *partFile) keep() (string, error) {
	// The last write may have gone through in part.
	_ = p.file.Truncate(p.length)
	hidden := p.file.Name()
	visible := filepath.Join(filepath.Dir(hidden), "pixverse-"+rand.Text()+".mp4")
	if p.rename(visible) == nil {
		return visible, nil
	}
	if _, err := os.Stat(hidden); err == nil {
		_ = p.file.Close()
		return hidden, nil
	}
	// Somebody has deleted the file.
	moved, err := p.moveToTemporaryFolder(nil)
	if err != nil {
		return "", err
	}
	visible = filepath.Join(os.TempDir(), filepath.Base(visible))
	return visible, moved.rename(visible)
}

func (p *partFile) discard() {
	_ = p.file.Close()
	_ = os.Remove(p.file.Name())
}
