package pixverse

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"time"
)

// HistoryState is the state of a request in the history. The service may give others.
type HistoryState string

const (
	// HistoryStateCompleted means that the video is made and billed.
	HistoryStateCompleted HistoryState = "COMPLETED"
	// HistoryStateFailed means that there is no video.
	HistoryStateFailed HistoryState = "FAILED"
	// HistoryStatePending means that there is no video yet.
	HistoryStatePending HistoryState = "PENDING"
)

func (s HistoryState) ofJob() JobState {
	switch s {
	case HistoryStateCompleted:
		return JobStateCompleted
	case HistoryStateFailed:
		return JobStateFailed
	case "":
		return ""
	default:
		return JobStateProcessing
	}
}

const maxRows = 100

// HistoryQuery says which requests of the history to list. The service's defaults apply to fields that are not set.
type HistoryQuery struct {
	// Page is the page, from 1.
	Page int
	// PerPage is how many rows a page has, from 1 to 100; the service's default is 20.
	PerPage int
	// From and To are the first and the last day, in UTC as far as known: at most 31 days; the last seven by default.
	From, To time.Time
	// ModelName is a part of the name of the model, such as pixverse-v6.
	ModelName string
	// Status is the state of the requests.
	Status HistoryState
	// SortBy is the field to sort by; model_created by default.
	SortBy HistorySortField
	// SortOrder is descending by default.
	SortOrder SortOrder
}

func (q HistoryQuery) values() (url.Values, *Error) {
	if q.Page < 0 {
		return nil, invalidArgument(mustBe("page", "at least 1", fmt.Sprint(q.Page)))
	}
	if q.PerPage < 0 || q.PerPage > maxRows {
		return nil, invalidArgument(mustBe("per_page", fmt.Sprintf("from 1 to %d", maxRows), fmt.Sprint(q.PerPage)))
	}
	values := url.Values{}
	for name, value := range map[string]string{
		"page": number(q.Page), "per_page": number(q.PerPage), "from_date": day(q.From), "to_date": day(q.To),
		"model_name": q.ModelName, "status": string(q.Status), "sort_by": string(q.SortBy), "sort_order": string(q.SortOrder),
	} {
		if value != "" {
			values.Set(name, value)
		}
	}
	return values, nil
}

func number(value int) string {
	if value == 0 {
		return ""
	}
	return strconv.Itoa(value)
}

func day(date time.Time) string {
	if date.IsZero() {
		return ""
	}
	return date.UTC().Format(time.DateOnly)
}

// History lists earlier requests of the account, of jobs and of calls that waited for their video: one row for each output, each
// with the whole cost. A new request may appear with a delay. Costs nothing.
func (c *Client) History(ctx context.Context, query HistoryQuery) (HistoryPage, error) {
	if c == nil || c.state == nil {
		return HistoryPage{}, invalidArgument(unmadeClient)
	}
	values, failure := query.values()
	if failure != nil {
		return HistoryPage{}, failure
	}
	return retryFree(ctx, c, func() (*HistoryPage, *Error) {
		return readFree[HistoryPage](ctx, c, freeCall{op: &opListRequestHistory, query: values, billing: BillingUnknown, limit: c.freeLimit()})
	})
}

// HistoryEntry reads one earlier request, by the id of a job or by the request id of a video, however old it is. Costs nothing.
func (c *Client) HistoryEntry(ctx context.Context, id string) (HistoryEntry, error) {
	if failure := c.check(id); failure != nil {
		return HistoryEntry{}, failure
	}
	return retryFree(ctx, c, func() (*HistoryEntry, *Error) {
		return readFree[HistoryEntry](ctx, c, freeCall{op: &opGetRequestHistory, id: id, billing: BillingUnknown, limit: c.freeLimit()})
	})
}

// Credits reads the credits of the account. Costs nothing.
func (c *Client) Credits(ctx context.Context) (Credits, error) {
	if c == nil || c.state == nil {
		return Credits{}, invalidArgument(unmadeClient)
	}
	return retryFree(ctx, c, func() (*Credits, *Error) {
		return readFree[Credits](ctx, c, freeCall{op: &opGetCredits, billing: BillingNotBilled, limit: c.freeLimit()})
	})
}
