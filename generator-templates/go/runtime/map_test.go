package pixverse

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"
)

func TestMap_runsAtMostLimitAndKeepsTheOrder(t *testing.T) {
	var running, most atomic.Int32
	failure := errors.New("no")
	items := make([]int, 20)
	for i := range items {
		items[i] = 100 + i
	}
	results, err := Map(context.Background(), 3, items, func(_ context.Context, item int) (int, error) {
		most.Store(max(most.Load(), running.Add(1)))
		defer running.Add(-1)
		time.Sleep(time.Duration(120-item) * time.Millisecond / 4)
		if item%10 == 7 {
			return 0, failure
		}
		return 2 * item, nil
	})
	if most.Load() > 3 || !errors.Is(err, failure) || err.Error() != "item 7: no\nitem 17: no" {
		t.Error(most.Load(), err)
	}
	for i, result := range results {
		if result.Item != 100+i || (result.Err == nil) != (i%10 != 7) || result.Err == nil && result.Value != 2*result.Item {
			t.Error(i, result)
		}
	}
}

func TestMap_cancelled_startsNoFurtherItem(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	results, err := Map(ctx, 1, []string{"a", "b", "c"}, func(_ context.Context, item string) (string, error) {
		cancel()
		return item, nil
	})
	if len(results) != 3 || results[0].Err != nil || results[0].Value != "a" || results[2].Item != "c" {
		t.Error(results)
	}
	requireCanceled(t, err)
	requireError(t, results[2].Err, ErrCanceled, BillingNotSent, 0)
	_, err = Map(ctx, 0, []int{1}, func(context.Context, int) (int, error) { return 0, nil })
	requireError(t, err, ErrInvalidArgument, BillingNotSent, 0)
}
