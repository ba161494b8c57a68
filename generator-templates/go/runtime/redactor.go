package pixverse

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// A shorter key, or part of one, says nothing and is found in ordinary words.
	minRedacted = 4
	maxCauses   = 20
)

// redactor removes the API key from text of the service, however the service writes it: in any case, JSON-escaped,
// percent-encoded, as HTML references, or cut off at the end of the text. It keeps the key in functions, as apiKey does.
type redactor struct {
	text func(string) string
	has  func(string) bool
}

func newRedactor(key apiKey) *redactor {
	secret := key.reveal()
	if len(secret) < minRedacted {
		return &redactor{func(text string) string { return text }, func(string) bool { return false }}
	}
	return &redactor{
		text: func(text string) string { return withoutStart(withoutForms(text, secret), strings.ToLower(secret)) },
		has: func(text string) bool {
			_, _, found := findForm(text, secret, 0)
			return found
		},
	}
}

func withoutForms(text, key string) string {
	var clean strings.Builder
	at := 0
	for {
		start, end, found := findForm(text, key, at)
		if !found {
			clean.WriteString(text[at:])
			return clean.String()
		}
		clean.WriteString(text[at:start] + redacted)
		at = end
	}
}

// findForm finds the key in any of its forms. By hand, because a regular expression takes most of a second for 64 KiB.
func findForm(text, key string, from int) (start, end int, found bool) {
	for start = from; start < len(text); start++ {
		if !strings.ContainsRune(`%&\`, rune(text[start])) && !strings.EqualFold(text[start:start+1], key[:1]) {
			continue
		}
		// Backslashes belong to what follows, so that a match starts at the first of them.
		if text[start] == '\\' && start > from && text[start-1] == '\\' && key[0] != '\\' {
			continue
		}
		if ends := formEnds(nil, text, start, key[0]); len(ends) > 0 {
			if end, found := matchRest(text, ends, key[1:]); found {
				return start, end, true
			}
		}
	}
	return 0, 0, false
}

// matchRest follows all the ways in which the text so far can be read.
func matchRest(text string, ends []int, key string) (end int, found bool) {
	for i := range len(key) {
		var next []int
		for _, at := range ends {
			next = formEnds(next, text, skipInvisible(text, at), key[i])
		}
		slices.Sort(next)
		ends = slices.Compact(next)
	}
	if len(ends) == 0 {
		return 0, false
	}
	return ends[len(ends)-1], true
}

// skipInvisible passes over what a terminal or a browser does not show.
func skipInvisible(text string, at int) int {
	for at < len(text) {
		character, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.In(character, unicode.Cc, unicode.Cf) {
			break
		}
		at += size
	}
	return at
}

// formEnds appends where the forms of a character end that begin here: itself or \u00xx after any number of backslashes, %xx,
// %25xx and so on, &#xx;, &#xxx; or &name;.
func formEnds(ends []int, text string, at int, character byte) []int {
	rest := text[at:]
	if rest == "" {
		return ends
	}
	hexadecimal := hex.EncodeToString([]byte{character})
	switch rest[0] {
	case '%':
		encoded := 1
		for strings.HasPrefix(rest[encoded:], "25") {
			if character == '%' {
				ends = append(ends, at+encoded+2)
			}
			encoded += 2
		}
		ends = appendPrefix(ends, rest, encoded, at, hexadecimal)
	case '&':
		if number, isReference := strings.CutPrefix(rest, "&#"); isReference {
			digits := strconv.Itoa(int(character))
			if number != "" && number[0]|0x20 == 'x' {
				number, digits = number[1:], hexadecimal
			}
			number = strings.TrimLeft(number, "0")
			ends = appendReference(ends, number, digits, at+len(rest)-len(number))
		} else if entity, ok := entities[character]; ok {
			ends = appendPrefix(ends, rest, 1, at, entity+";")
		}
	}
	slashes := len(rest) - len(strings.TrimLeft(rest, `\`))
	if slashes > 0 {
		if character == '\\' {
			for i := range slashes {
				ends = append(ends, at+i+1)
			}
		}
		ends = appendPrefix(ends, rest, slashes, at, "u00"+hexadecimal)
	}
	return appendPrefix(ends, rest, slashes, at, string(rune(character)))
}

func appendPrefix(ends []int, text string, from, at int, prefix string) []int {
	if to := from + len(prefix); to <= len(text) && strings.EqualFold(text[from:to], prefix) {
		return append(ends, at+to)
	}
	return ends
}

func appendReference(ends []int, text, digits string, at int) []int {
	if len(text) < len(digits) || !strings.EqualFold(text[:len(digits)], digits) {
		return ends
	}
	end := at + len(digits)
	if strings.HasPrefix(text[len(digits):], ";") {
		ends = append(ends, end+1)
	}
	return append(ends, end)
}

var entities = map[byte]string{'&': "amp", '<': "lt", '>': "gt", '"': "quot", '\'': "apos"}

// withoutStart removes the start of the key where the text was cut.
func withoutStart(text, key string) string {
	for length := min(len(key), len(text)); length >= minRedacted; length-- {
		at := len(text) - length
		if strings.EqualFold(text[at:], key[:length]) {
			return text[:at] + redacted
		}
	}
	return text
}

// line is the text on one line, without the key and without characters that fake what a reader sees.
func (r *redactor) line(text string) string {
	return strings.Join(strings.FieldsFunc(r.text(text), func(c rune) bool {
		return c == ' ' || unicode.In(c, unicode.Cc, unicode.Cf) || c == '\u2028' || c == '\u2029'
	}), " ")
}

// interruption is why a request was interrupted, and its text in parentheses, without the key.
func (r *redactor) interruption(ctx context.Context, err error) (kind ErrorKind, details string, cause error) {
	kind, cause = interruption(ctx, err)
	cause = r.cause(cause)
	return kind, " (" + r.line(cause.Error()) + ")", cause
}

// cause is the error, or one with the same text if it or a cause of it quotes the key.
func (r *redactor) cause(err error) error {
	if err == nil || !r.quotesKey(err, maxCauses) {
		return err
	}
	return errors.New(r.line(err.Error()))
}

func (r *redactor) quotesKey(err error, depth int) bool {
	if err == nil || depth == 0 {
		return false
	}
	if r.has(fmt.Sprintf("%v %+v %#v", err, err, err)) {
		return true
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range joined.Unwrap() {
			if r.quotesKey(one, depth-1) {
				return true
			}
		}
	}
	return r.quotesKey(errors.Unwrap(err), depth-1)
}
