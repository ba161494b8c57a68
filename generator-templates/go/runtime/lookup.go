package pixverse

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

const (
	// clockTolerance is how far the clocks of this machine and of the service may differ, and how long a request may be on its way.
	clockTolerance = 10 * time.Minute
	maxPages       = 50
)

// LookUp searches the history of the account for the request of a failed call that may have made a video: requests of the same
// model and with the same fields, sent at that time. It never guesses: two equal requests are two entries. [Client.Job] waits for
// one by its RequestID.
//
// The error is that of a submit or of a call that waits for its video, with BillingUnknown or BillingBilled. A new request may
// appear with a delay, so an empty result is returned only after 30 seconds of repeated searches. Costs nothing.
func (c *Client) LookUp(ctx context.Context, err error) ([]HistoryEntry, error) {
	if c == nil || c.state == nil {
		return nil, invalidArgument(unmadeClient)
	}
	var failed *Error
	if !errors.As(err, &failed) || failed.sent == nil || failed.Billing != BillingUnknown && failed.Billing != BillingBilled {
		actual := "another one"
		if err == nil {
			actual = "nil"
		} else if failed != nil {
			actual = string(failed.Billing)
		}
		return nil, invalidArgument(mustBe("err", "of a paid call that may have made a video (UNKNOWN or BILLED)", actual))
	}
	search := &historySearch{c, failed.sent, failed.RequestID}
	var delays pollSchedule
	for started := c.state.now(); ; {
		found, err := search.run(ctx)
		if err != nil || len(found) > 0 || c.state.now().Sub(started) >= historyDelay {
			return found, err
		}
		if c.state.sleep(ctx, delays.next()) != nil {
			return nil, cancelledBetween(ctx, noResponse(&opListRequestHistory, BillingUnknown, "", "the history has no such request yet", nil))
		}
	}
}

// historySearch finds a request that was sent.
type historySearch struct {
	client *Client
	sent   *sentRequest
	// requestID is the service's id of the request; empty if it is not known.
	requestID string
}

func (s *historySearch) run(ctx context.Context) ([]HistoryEntry, error) {
	var found []HistoryEntry
	known := map[string]bool{}
	for page := 1; page <= maxPages; page++ {
		rows, err := s.client.History(ctx, HistoryQuery{
			Page: page, PerPage: maxRows, ModelName: s.sent.op.model(),
			// Whether the days of the history are in UTC is not known.
			From: s.first().AddDate(0, 0, -1), To: s.last().AddDate(0, 0, 1),
		})
		if err != nil {
			return nil, err
		}
		for _, row := range rows.Data {
			if s.requestID != "" && row.RequestID == s.requestID {
				return []HistoryEntry{row}, nil
			}
			if jobID.MatchString(row.RequestID) && !known[row.RequestID] && s.mayBe(row) {
				known[row.RequestID] = true
				found = append(found, row)
			}
		}
		if len(rows.Data) < maxRows {
			break
		}
	}
	return found, nil
}

func (s *historySearch) first() time.Time { return s.sent.at.Add(-clockTolerance) }

func (s *historySearch) last() time.Time { return s.sent.at.Add(clockTolerance) }

// mayBe reports whether nothing that the row says tells it from the request.
func (s *historySearch) mayBe(row HistoryEntry) bool {
	created, ok := parseUTC(row.ModelCreated)
	return (!ok || !created.Before(s.first()) && !created.After(s.last())) &&
		(row.ModelName == "" || row.ModelName == s.sent.op.model()) &&
		(objectIn(string(row.RequestBody)) == nil || isKept(s.sent.body, row.RequestBody))
}

// isKept reports whether every property that was sent is kept with the same value. The service may add others, such as defaults.
func isKept(sent, kept []byte) bool {
	inKept := objectIn(string(kept))
	for name, value := range objectIn(string(sent)) {
		if other, ok := inKept[name]; !ok || !sameJSON(value, other) {
			return false
		}
	}
	return true
}

// sameJSON compares by value: 8 is 8.0.
func sameJSON(left, right json.RawMessage) bool {
	if one, ok := numberIn(left); ok {
		other, ok := numberIn(right)
		return ok && one.Cmp(other) == 0
	}
	if one := objectIn(string(left)); one != nil {
		other := objectIn(string(right))
		return other != nil && len(one) == len(other) && isKept(left, right)
	}
	var one, other []json.RawMessage
	if json.Unmarshal(left, &one) == nil && one != nil {
		if json.Unmarshal(right, &other) != nil || other == nil || len(one) != len(other) {
			return false
		}
		for i := range one {
			if !sameJSON(one[i], other[i]) {
				return false
			}
		}
		return true
	}
	return canonical(left) == canonical(right)
}
