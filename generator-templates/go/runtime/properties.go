package pixverse

import (
	"encoding/json"
	"errors"
)

// property connects a property of a response with where it is read to.
type property struct {
	name string
	read func(json.RawMessage)
}

// readProperties reads a response leniently, because the responses of the service are hardly documented: properties that are
// not known are ignored, and one that is not of the documented type is as good as missing.
func readProperties(text []byte, properties []property) error {
	object := objectIn(string(text))
	if object == nil {
		return errors.New("not a JSON object")
	}
	for _, property := range properties {
		if value, ok := object[property.name]; ok {
			property.read(value)
		}
	}
	return nil
}

func value[T any](at *T) func(json.RawMessage) {
	return func(text json.RawMessage) {
		var read T
		if json.Unmarshal(text, &read) == nil {
			*at = read
		}
	}
}

// elements reads the elements of an array that have the documented type.
func elements[T any](at *[]T) func(json.RawMessage) {
	return func(text json.RawMessage) {
		var all []json.RawMessage
		_ = json.Unmarshal(text, &all)
		for _, one := range all {
			var read T
			if string(one) != "null" && json.Unmarshal(one, &read) == nil {
				*at = append(*at, read)
			}
		}
	}
}
