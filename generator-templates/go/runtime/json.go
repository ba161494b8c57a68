package pixverse

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	maxExcerpt = 100
	// maxExponent keeps a number such as 1e999999999 from taking all memory.
	maxExponent = 9_999
)

// member is one field of a JSON object.
type member struct {
	name  string
	value json.RawMessage
	// problem says what the value must be to be JSON; empty if it is.
	problem string
}

var errNotAnObject = errors.New("not one JSON object, each name once")

// readObject reads the members of an object in their order.
func readObject(text []byte) ([]member, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return nil, errors.Join(errNotAnObject, err)
	}
	var members []member
	names := map[string]bool{}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, errors.Join(errNotAnObject, err)
		}
		field := member{name: name.(string)}
		if err := decoder.Decode(&field.value); err != nil {
			return nil, errors.Join(errNotAnObject, err)
		}
		if names[field.name] || !eachNameOnce(field.value) {
			return nil, errNotAnObject
		}
		names[field.name] = true
		members = append(members, field)
	}
	if _, err := decoder.Token(); err != nil || decoder.More() {
		return nil, errors.Join(errNotAnObject, err)
	}
	return members, nil
}

func eachNameOnce(value json.RawMessage) bool {
	switch value[0] {
	case '{':
		_, err := readObject(value)
		return err == nil
	case '[':
		var elements []json.RawMessage
		if json.Unmarshal(value, &elements) != nil {
			return false
		}
		for _, element := range elements {
			if !eachNameOnce(element) {
				return false
			}
		}
	}
	return true
}

// toJSON writes a value as JSON, without the escapes of encoding/json for HTML. The problem says what it must be instead; then
// the JSON only shows it.
func toJSON(value any) (text json.RawMessage, problem string) {
	switch reflected := reflect.ValueOf(value); reflected.Kind() {
	case reflect.String:
		if !utf8.ValidString(reflected.String()) {
			problem = "text in UTF-8"
		}
	case reflect.Float32, reflect.Float64:
		if number := reflected.Float(); math.IsNaN(number) || math.IsInf(number, 0) {
			return json.RawMessage(strconv.FormatFloat(number, 'g', -1, 64)), "a finite number"
		}
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return json.RawMessage(fmt.Sprintf("%T", value)), "a value that JSON can hold"
	}
	return bytes.TrimSpace(buffer.Bytes()), problem
}

// excerpt is a value as messages show it: as JSON, so that control characters are visible, and never long.
func excerpt(value json.RawMessage) string {
	text := canonical(value)
	units := utf16.Encode([]rune(text))
	if len(units) <= maxExcerpt {
		return text
	}
	return string(utf16.Decode(units[:maxExcerpt])) + fmt.Sprintf("… (%d characters)", len(units))
}

// canonical writes texts without needless escapes.
func canonical(value json.RawMessage) string {
	if text, ok := textIn(value); ok {
		value, _ = toJSON(text)
		return string(value)
	}
	var compact bytes.Buffer
	if json.Compact(&compact, value) != nil {
		return string(value)
	}
	return compact.String()
}

func textIn(value json.RawMessage) (string, bool) {
	if len(value) == 0 || value[0] != '"' {
		return "", false
	}
	var text string
	err := json.Unmarshal(value, &text)
	return text, err == nil
}

// numberIn reads a number exactly.
func numberIn(value json.RawMessage) (*big.Rat, bool) {
	text := string(value)
	if text == "" || text[0] != '-' && (text[0] < '0' || text[0] > '9') {
		return nil, false
	}
	if at := strings.IndexAny(text, "eE"); at != -1 {
		exponent, err := strconv.Atoi(text[at+1:])
		if err != nil || exponent < -maxExponent || exponent > maxExponent {
			return nil, false
		}
	}
	return new(big.Rat).SetString(text)
}
