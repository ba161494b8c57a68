package pixverse

import "encoding/binary"

const (
	shortHeader = 8
	longHeader  = 16
)

// boxTracker follows the top-level boxes of an MP4 file (ISO/IEC 14496-12 §4.2) as its bytes pass by, to tell a whole file
// from one that was cut where no length was announced.
type boxTracker struct {
	header [longHeader]byte
	filled int
	// remaining are the bytes of the current box that are still to come; -1 if it goes on to the end of the file.
	remaining int64
	boxes     int
	hasMovie  bool
	hasMedia  bool
	notMP4    bool
}

// isMP4 reports whether a body starts as every MP4 file does.
func isMP4(start []byte) bool { return len(start) >= 8 && string(start[4:8]) == "ftyp" }

func (t *boxTracker) add(bytes []byte) {
	for len(bytes) > 0 && !t.notMP4 && t.remaining >= 0 {
		if t.remaining > 0 {
			skipped := min(t.remaining, int64(len(bytes)))
			t.remaining -= skipped
			bytes = bytes[skipped:]
			continue
		}
		t.header[t.filled] = bytes[0]
		t.filled++
		bytes = bytes[1:]
		t.readHeader()
	}
}

func (t *boxTracker) readHeader() {
	if t.filled < shortHeader {
		return
	}
	size := int64(binary.BigEndian.Uint32(t.header[:4]))
	if size == 1 {
		if t.filled < longHeader {
			return
		}
		size = int64(binary.BigEndian.Uint64(t.header[shortHeader:]))
	}
	kind := string(t.header[4:8])
	if t.boxes == 0 && kind != "ftyp" {
		t.notMP4 = true
	}
	t.boxes++
	t.hasMovie = t.hasMovie || kind == "moov"
	t.hasMedia = t.hasMedia || kind == "mdat"
	if size == 0 {
		t.remaining = -1
	} else {
		t.remaining = size - int64(t.filled)
		t.notMP4 = t.notMP4 || t.remaining < 0
	}
	t.filled = 0
}

// mayBeWhole reports whether the bytes so far may be a whole file; always true for what is no MP4 file and cannot be judged.
func (t *boxTracker) mayBeWhole() bool {
	// No MP4 file plays without both.
	return t.notMP4 || t.filled == 0 && t.remaining <= 0 && t.hasMovie && t.hasMedia
}
