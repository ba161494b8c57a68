package pixverse

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// ForEach calls a function for each item, at most limit of them at once, and returns the joined errors, each with the index of
// its item. Unlike an errgroup it does not cancel the others when one fails, because they are paid. Once the context ends, no
// further item is started; the error says how many were not.
func ForEach[T any](ctx context.Context, limit int, items []T, do func(ctx context.Context, index int, item T) error) error {
	if limit < 1 {
		return errors.New("pixverse: " + mustBe("limit", "at least 1", fmt.Sprint(limit)))
	}
	var group sync.WaitGroup
	failures := make([]error, len(items))
	slots := make(chan struct{}, limit)
	started := 0
	for index, item := range items {
		if !acquire(ctx, slots) {
			break
		}
		started++
		group.Add(1)
		go func() {
			defer group.Done()
			defer func() { <-slots }()
			if err := do(ctx, index, item); err != nil {
				failures[index] = fmt.Errorf("item %d: %w", index, err)
			}
		}()
	}
	group.Wait()
	if started < len(items) {
		failures = append(failures, fmt.Errorf("%d items were not started: %w", len(items)-started, context.Cause(ctx)))
	}
	return errors.Join(failures...)
}

func acquire(ctx context.Context, slots chan struct{}) bool {
	if ctx.Err() != nil {
		return false
	}
	select {
	case slots <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}
