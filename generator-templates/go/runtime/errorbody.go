package pixverse

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"
)

const maxReason = 500

// reasonIn is why a call failed, from the body of its response: on one line of bounded length, redacted before it is cut.
func reasonIn(body string, redact *redactor) string {
	text := redact.line(errorText(body))
	if text == "" {
		return "(the response has no text)"
	}
	if runes := []rune(text); len(runes) > maxReason {
		return string(runes[:maxReason]) + "…"
	}
	return text
}

func errorText(body string) string {
	fields := objectIn(body)
	if fields == nil {
		if strings.Contains(body, "<") {
			return withoutTags(body)
		}
		return body
	}
	message, hasMessage := primitive(fields["error"])
	description, hasDescription := primitive(fields["error_description"])
	switch {
	case hasMessage && hasDescription:
		return message + ": " + description
	case hasMessage:
		return message
	case hasDescription:
		return description
	default:
		return body
	}
}

// videoAddress is the address of the video in a JSON body; empty if there is none.
func videoAddress(body string) string {
	fields := objectIn(body)
	if video := objectIn(string(fields["video"])); video != nil {
		address, _ := primitive(video["url"])
		return address
	}
	address, _ := primitive(fields["output"])
	return address
}

func objectIn(text string) map[string]json.RawMessage {
	var fields map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &fields) != nil {
		return nil
	}
	return fields
}

func primitive(value json.RawMessage) (string, bool) {
	if text, ok := textIn(value); ok {
		return text, true
	}
	if len(value) == 0 || strings.ContainsRune("{[n", rune(value[0])) {
		return "", false
	}
	return string(value), true
}

var hiddenElements = []string{"script", "style", "head"}

// withoutTags is linear in the length of the text, also for 64 KiB of "<".
func withoutTags(html string) string {
	lower := strings.ToLower(html)
	hidden := hiddenElements
	if len(lower) != len(html) {
		// A few characters change their length, and then positions would not fit.
		hidden = nil
	}
	unclosed := map[string]bool{}
	var text strings.Builder
	for at := 0; ; {
		open := indexFrom(html, "<", at)
		end := indexFrom(html, ">", open)
		if end == -1 {
			text.WriteString(html[at:])
			return text.String()
		}
		text.WriteString(html[at:open] + " ")
		at = end + 1
		for _, element := range hidden {
			if unclosed[element] || !isTag(lower[open:], element) {
				continue
			}
			closing := indexFrom(lower, ">", indexFrom(lower, "</"+element, at))
			if closing == -1 {
				unclosed[element] = true
			} else {
				at = closing + 1
			}
		}
	}
}

func indexFrom(text, part string, from int) int {
	if from == -1 {
		return -1
	}
	if at := strings.Index(text[from:], part); at != -1 {
		return from + at
	}
	return -1
}

func isTag(lower, element string) bool {
	rest, found := strings.CutPrefix(lower, "<"+element)
	next, _ := utf8.DecodeRuneInString(rest)
	return found && !unicode.IsLetter(next) && !unicode.IsDigit(next)
}
