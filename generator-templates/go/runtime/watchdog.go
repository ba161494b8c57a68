package pixverse

import (
	"context"
	"sync"
	"time"
)

// watchdog cancels a request when a time passes. At most one time runs.
type watchdog struct {
	cancel context.CancelCauseFunc
	mutex  sync.Mutex
	timer  *time.Timer
	round  int
}

// start replaces the time that runs. The cause says what passed.
func (w *watchdog) start(limit time.Duration, cause error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	round := w.next()
	w.timer = time.AfterFunc(limit, func() {
		w.mutex.Lock()
		defer w.mutex.Unlock()
		// A timer that fires while it is stopped cancels nothing.
		if w.round == round {
			w.cancel(cause)
		}
	})
}

func (w *watchdog) stop() {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.next()
}

func (w *watchdog) next() int {
	if w.timer != nil {
		w.timer.Stop()
	}
	w.round++
	return w.round
}
