package pixverse

import (
	"encoding/json"
	"regexp"
	"strings"
)

// Violation is one thing that is wrong with a request.
type Violation struct {
	// Fields are the fields that the rule is about, as the JSON calls them: one, or several that must not be combined.
	Fields []string `json:"fields"`
	// Message says which field, what it holds and what is allowed, such as "duration must be one of 5, 8, but was 7".
	Message string `json:"message"`
}

// String returns the message.
func (v Violation) String() string { return v.Message }

var plainName = regexp.MustCompile(`^[\w.-]{1,100}$`)

// mustBe is the one form of all messages about values.
func mustBe(subject, rule, actual string) string {
	return subject + " must be " + rule + ", but was " + actual
}

func valueViolation(name, allowed string, value json.RawMessage) Violation {
	subject := name
	if !plainName.MatchString(name) {
		// As JSON, because it could be taken for something else.
		shown, _ := toJSON(name)
		subject = excerpt(shown)
	}
	return Violation{[]string{name}, mustBe(subject, allowed, excerpt(value))}
}

// nearestName is the known name that a misspelt one probably means, the first of several; empty if none is much like it.
func nearestName(known []string, name string) string {
	const charactersToAnEdit = 3
	nearest, fewest := "", -1
	for _, candidate := range known {
		edits := editDistance(letters(candidate), letters(name))
		if edits <= len(candidate)/charactersToAnEdit && (fewest == -1 || edits < fewest) {
			nearest, fewest = candidate, edits
		}
	}
	return nearest
}

var separators = regexp.MustCompile(`[_\s-]`)

// letters makes imageUrl, image-url and Image_URL the same name.
func letters(name string) []rune {
	return []rune(strings.ToLower(separators.ReplaceAllString(name, "")))
}

// editDistance is the Levenshtein distance: how many characters to insert, delete or replace.
func editDistance(left, right []rune) int {
	previous := make([]int, len(right)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := range left {
		current := make([]int, len(right)+1)
		current[0] = i + 1
		for j := range right {
			replaced := previous[j]
			if left[i] != right[j] {
				replaced++
			}
			current[j+1] = min(replaced, previous[j+1]+1, current[j]+1)
		}
		previous = current
	}
	return previous[len(right)]
}
