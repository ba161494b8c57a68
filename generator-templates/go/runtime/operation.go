package pixverse

import (
	"strings"
	"time"
)

// withoutVideo is the timeout of the operations that do not return a video: they make nothing while they are open.
const withoutVideo = time.Minute

// operation is what the document says of an endpoint.
type operation struct {
	id     string
	method string
	// server is empty if it is that of the document.
	server string
	// path may have a place for an id, such as {request_id}.
	path   string
	accept string
	// typical is how long the video usually takes; 0 if that is not published.
	typical time.Duration
	// submits is the operation that takes the same request and returns the video itself; nil if this one submits no job.
	submits *operation
	// video is whether the response is the video itself.
	video bool
	// timeout of a video is five times the typical duration of a call: one that is aborted too early is still billed.
	timeout  time.Duration
	statuses map[int]statusFact
	// metadata has the names of the headers that describe a call, by what they hold.
	metadata map[string]string
	// resets are the headers that say until when a rate limit lasts.
	resets []string
}

// statusFact is what a status means.
type statusFact struct {
	kind    ErrorKind
	billing Billing
}

func (o *operation) name() string {
	if o == nil {
		return ""
	}
	return o.id
}

// isFree reports whether its requests cost nothing: they make no video.
func (o *operation) isFree() bool { return o != nil && !o.video && o.submits == nil }

// model is the name of the model in the history.
func (o *operation) model() string { return o.path[strings.LastIndex(o.path, "/")+1:] }

// header is the name of a header that describes a call: those of a video, where the document does not repeat them.
func (o *operation) header(accessor string) string {
	for _, op := range append([]*operation{o}, operations...) {
		if name, ok := op.metadata[accessor]; ok {
			return name
		}
	}
	return ""
}

// pathOf is the path with an id in its place.
func (o *operation) pathOf(id string) string {
	before, rest, found := strings.Cut(o.path, "{")
	_, after, _ := strings.Cut(rest, "}")
	if !found {
		return o.path
	}
	return before + id + after
}

// DefaultTimeouts returns the timeout of each operation that returns a video, by its path, that applies without [WithTimeout].
// It is one minute for each of the other requests.
func DefaultTimeouts() map[string]time.Duration {
	timeouts := map[string]time.Duration{}
	for _, op := range operations {
		if op.video {
			timeouts[op.path] = op.timeout
		}
	}
	return timeouts
}
