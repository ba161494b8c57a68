package pixverse

import "strings"

const redacted = "<redacted>"

// apiKey keeps the key in a function, which no way of printing, comparing or encoding values looks into.
type apiKey struct{ reveal func() string }

// newAPIKey ignores white space around the key.
func newAPIKey(key string) apiKey {
	trimmed := strings.TrimSpace(key)
	return apiKey{func() string { return trimmed }}
}

// keyProblem says what is wrong with a key, surrounding white space aside; empty if nothing is. No message shows a key.
func keyProblem(key string) string {
	trimmed := strings.TrimSpace(key)
	switch {
	case key == "":
		return "apiKey must be the secret key of your account, but was missing"
	case trimmed == "":
		return "apiKey must be the secret key of your account, but was empty"
	case strings.ContainsFunc(trimmed, func(r rune) bool { return r <= ' ' || r > '~' }):
		return "apiKey must be visible ASCII characters only, but holds a line break, space or other character that a header " +
			"cannot hold (not shown here)"
	default:
		return ""
	}
}
