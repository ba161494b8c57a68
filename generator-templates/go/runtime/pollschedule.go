package pixverse

import (
	"math/rand/v2"
	"time"
)

const (
	firstPoll  = time.Second
	maxPoll    = 10 * time.Second
	pollGrowth = 1.5
)

// pollSchedule has the delays between polls: from one second to ten, each between 80% and all of its step, so that many jobs do
// not ask at the same moment.
type pollSchedule struct{ step time.Duration }

func (s *pollSchedule) next() time.Duration { return s.after(rand.Float64()) }

// after is the next delay for a random number between 0 and 1.
func (s *pollSchedule) after(random float64) time.Duration {
	s.step = min(max(firstPoll, time.Duration(float64(s.step)*pollGrowth)), maxPoll)
	return time.Duration(float64(s.step) * (0.8 + random/5))
}
