package pixverse

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// requestParts is a request, whatever its type.
type requestParts struct {
	schema     *schema
	fields     []field
	additional map[string]any
	// unread are the members of a JSON text that the fields cannot hold: of a wrong type, or not in the document.
	unread *[]member
}

// field connects a field of a request with its name in the JSON.
type field struct {
	name string
	get  func() (any, bool)
	// set reads a value; false if the field cannot hold exactly this one.
	set func(json.RawMessage) bool
}

// plain is a field whose zero value is never valid, and means that it is not set.
func plain[T comparable](name string, at *T) field {
	var zero T
	return field{
		name: name,
		get:  func() (any, bool) { return *at, *at != zero },
		set: func(value json.RawMessage) bool {
			*at = zero
			read, ok := exactly[T](value)
			if ok {
				*at = read
			}
			return ok && read != zero
		},
	}
}

func optional[T comparable](name string, at *Opt[T]) field {
	return field{
		name: name,
		get:  func() (any, bool) { return at.value, at.set },
		set: func(value json.RawMessage) bool {
			*at = Opt[T]{}
			read, ok := exactly[T](value)
			if ok {
				*at = Some(read)
			}
			return ok
		},
	}
}

// exactly reads a value that is written again as it was: no rounded number, no replaced character.
func exactly[T comparable](value json.RawMessage) (T, bool) {
	var read T
	if string(value) == "null" || json.Unmarshal(value, &read) != nil {
		return read, false
	}
	again, problem := toJSON(read)
	if problem != "" || strings.ContainsRune(string(again), utf8.RuneError) {
		return read, false
	}
	if number, ok := numberIn(value); ok {
		written, ok := numberIn(again)
		return read, ok && number.Cmp(written) == 0
	}
	return read, true
}

// members are what is sent: the fields in the document's order, then the others.
func (p requestParts) members() []member {
	var members []member
	for i, field := range p.fields {
		rule := p.schema.fields[i]
		if value, ok := field.get(); ok {
			members = append(members, newMember(field.name, value))
		} else if at := indexOf(*p.unread, field.name); at != -1 {
			members = append(members, (*p.unread)[at])
		} else if rule.required && rule.byDefault != nil {
			members = append(members, newMember(field.name, rule.byDefault))
		}
	}
	for _, other := range *p.unread {
		if _, replaced := p.additional[other.name]; !replaced && !p.schema.has(other.name) {
			members = append(members, other)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.additional)) {
		if !p.schema.has(name) {
			members = append(members, newMember(name, p.additional[name]))
		}
	}
	return members
}

func newMember(name string, value any) member {
	text, problem := toJSON(value)
	return member{name, text, problem}
}

func indexOf(members []member, name string) int {
	return slices.IndexFunc(members, func(m member) bool { return m.name == name })
}

// encode returns the JSON, however many rules the request breaks; it fails if a value cannot be written as JSON.
func (p requestParts) encode() ([]byte, error) {
	if violations := p.unsendable(); len(violations) > 0 {
		return nil, invalidRequest(nil, violations)
	}
	var text bytes.Buffer
	text.WriteByte('{')
	for i, member := range p.members() {
		if i > 0 {
			text.WriteByte(',')
		}
		name, _ := toJSON(member.name)
		text.Write(name)
		text.WriteByte(':')
		text.Write(member.value)
	}
	text.WriteByte('}')
	return text.Bytes(), nil
}

// unsendable are the violations that no option permits.
func (p requestParts) unsendable() []Violation {
	var violations []Violation
	for _, member := range p.members() {
		if member.problem != "" {
			violations = append(violations, valueViolation(member.name, member.problem, member.value))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.additional)) {
		if name == "" || p.schema.has(name) {
			shown, _ := toJSON(name)
			violations = append(violations, Violation{[]string{name}, mustBe("name of an additional property",
				"text other than the document's fields ("+strings.Join(p.schema.names(), ", ")+")", excerpt(shown))})
		}
	}
	return violations
}

func (p requestParts) decode(text []byte) error {
	members, err := readObject(text)
	if err != nil {
		shown, _ := toJSON(string(text))
		return &Error{
			Kind: ErrInvalidRequest, Billing: BillingNotSent, cause: err,
			reason: mustBe("json", "the text of one JSON object, each name once", excerpt(shown)),
		}
	}
	*p.unread = nil
	for _, member := range members {
		at := slices.IndexFunc(p.fields, func(f field) bool { return f.name == member.name })
		if at == -1 || !p.fields[at].set(member.value) {
			member.value = slices.Clone(member.value)
			*p.unread = append(*p.unread, member)
		}
	}
	return nil
}

// violations are the broken rules in the document's order, then the excluded combinations, then the unknown fields.
func (p requestParts) violations() []Violation {
	return append(p.schema.violations(p.members(), p.additional), p.additionalViolations()...)
}

// additionalViolations are those of additional properties, which the schema does not judge.
func (p requestParts) additionalViolations() []Violation {
	return slices.DeleteFunc(p.unsendable(), func(v Violation) bool {
		_, isAdditional := p.additional[v.Fields[0]]
		return !isAdditional
	})
}

func (p requestParts) text() string {
	var text strings.Builder
	text.WriteString(p.schema.name)
	for i, member := range p.members() {
		if i == 0 {
			text.WriteByte('{')
		} else {
			text.WriteByte(' ')
		}
		text.WriteString(member.name + ":" + excerpt(member.value))
	}
	return text.String() + "}"
}
