package pixverse

import (
	"encoding/json"
	"fmt"
)

// Opt is an optional value. The zero Opt is not set: as a field of a request it is not sent, and the service's default
// applies. [String], [Int], [Float], [Bool] and [Some] set one.
type Opt[T comparable] struct {
	value T
	set   bool
}

// Some returns an Opt that is set to the value.
func Some[T comparable](value T) Opt[T] { return Opt[T]{value, true} }

// String returns an Opt that is set to the text, which may be empty.
func String(value string) Opt[string] { return Some(value) }

// Int returns an Opt that is set to the number, which may be zero.
func Int(value int64) Opt[int64] { return Some(value) }

// Float returns an Opt that is set to the number, which may be zero.
func Float(value float64) Opt[float64] { return Some(value) }

// Bool returns an Opt that is set to true or false.
func Bool(value bool) Opt[bool] { return Some(value) }

// Get returns the value, and whether it is set.
func (o Opt[T]) Get() (T, bool) { return o.value, o.set }

// Or returns the value, or another one if it is not set.
func (o Opt[T]) Or(otherwise T) T {
	if o.set {
		return o.value
	}
	return otherwise
}

// IsZero reports whether the value is not set. JSON omits it then in a field with omitzero.
func (o Opt[T]) IsZero() bool { return !o.set }

// String returns the value as text, and "<not set>" without one.
func (o Opt[T]) String() string {
	if !o.set {
		return "<not set>"
	}
	return fmt.Sprint(o.value)
}

// MarshalJSON returns the value, and null without one.
func (o Opt[T]) MarshalJSON() ([]byte, error) {
	if !o.set {
		return []byte("null"), nil
	}
	return json.Marshal(o.value)
}

// UnmarshalJSON reads the value; null means that it is not set.
func (o *Opt[T]) UnmarshalJSON(text []byte) error {
	*o = Opt[T]{}
	if string(text) == "null" {
		return nil
	}
	if err := json.Unmarshal(text, &o.value); err != nil {
		return err
	}
	o.set = true
	return nil
}
