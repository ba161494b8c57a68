package pixverse

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// Result is what became of one item of [Map].
type Result[T, R any] struct {
	Item  T
	Value R
	Err   error
}

// Map calls a function for each item, at most limit of them at once, and returns the results in the order of the items. The error
// joins those of the results, each with the index of its item.
//
// Unlike an errgroup it does not cancel the others when one fails, because they are paid. Once the context ends, no further item is
// started; its Err is an [*Error] with BillingNotSent.
func Map[T, R any](
	ctx context.Context, limit int, items []T, do func(ctx context.Context, item T) (R, error),
) ([]Result[T, R], error) {
	if limit < 1 {
		return nil, invalidArgument(mustBe("limit", "at least 1", fmt.Sprint(limit)))
	}
	var group sync.WaitGroup
	results := make([]Result[T, R], len(items))
	slots := make(chan struct{}, limit)
	for index, item := range items {
		result := &results[index]
		result.Item = item
		if !acquire(ctx, slots) {
			kind, cause := ended(ctx)
			result.Err = noResponse(nil, BillingNotSent, kind, "not started ("+cause.Error()+")", cause)
			continue
		}
		group.Add(1)
		go func() {
			defer group.Done()
			defer func() { <-slots }()
			result.Value, result.Err = do(ctx, item)
		}()
	}
	group.Wait()
	var failures []error
	for index, result := range results {
		if result.Err != nil {
			failures = append(failures, fmt.Errorf("item %d: %w", index, result.Err))
		}
	}
	return results, errors.Join(failures...)
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
