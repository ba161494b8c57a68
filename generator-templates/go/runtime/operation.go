package pixverse

import "time"

// operation is what the document says of an endpoint.
type operation struct {
	id     string
	path   string
	accept string
	// timeout is five times the typical duration of a call: one that is aborted too early is still billed.
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

// DefaultTimeouts returns the timeout of each operation, by its path, that applies without [WithTimeout].
func DefaultTimeouts() map[string]time.Duration {
	timeouts := map[string]time.Duration{}
	for _, op := range operations {
		timeouts[op.path] = op.timeout
	}
	return timeouts
}
