package pixverse

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// retryAfterIn is the delay that a refusal gives, in Retry-After (RFC 9110 §10.2.3) or in a header that the document names;
// 0 if there is no valid one.
func retryAfterIn(header http.Header, resets []string, now time.Time) time.Duration {
	if value := strings.TrimSpace(header.Get("Retry-After")); value != "" {
		if seconds, err := strconv.ParseUint(value, 10, 30); err == nil {
			return time.Duration(seconds) * time.Second
		}
		if date, err := http.ParseTime(value); err == nil {
			return max(0, date.Sub(now))
		}
	}
	for _, name := range resets {
		if date, ok := parseUTC(header.Get(name)); ok {
			return max(0, date.Sub(now))
		}
	}
	return 0
}

// parseUTC reads a time of the service. Their exact form was never published: ISO 8601 with or without a zone is understood.
func parseUTC(text string) (time.Time, bool) {
	text = strings.Replace(strings.TrimSpace(text), " ", "T", 1)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if read, err := time.Parse(layout, text); err == nil {
			return read, true
		}
	}
	return time.Time{}, false
}
