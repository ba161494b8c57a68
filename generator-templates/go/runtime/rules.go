package pixverse

import (
	"encoding/json"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// schema has the rules of one kind of request: one for each field, then the combinations that are excluded.
type schema struct {
	name         string
	fields       []rule
	combinations []combination
}

// rule says what a field may hold. It judges JSON as JSON Schema does: 8.0 is the whole number 8.
type rule struct {
	name     string
	required bool
	// kind is string, integer, number or boolean.
	kind string
	// allowed completes the sentence "must be …".
	allowed         string
	values          []any
	byDefault       any
	least, greatest string
	leastLength     int
	pattern         func() *regexp.Regexp
}

// combination has values that are allowed one by one but not together.
type combination struct {
	reason   string
	excluded []exclusion
}

type exclusion struct {
	name  string
	value any
}

// pattern is an expression of ECMA-262, compiled when it is first needed. The document uses only what RE2 shares with it.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

func (s *schema) has(name string) bool { return slices.Contains(s.names(), name) }

func (s *schema) names() []string {
	names := make([]string, len(s.fields))
	for i, rule := range s.fields {
		names[i] = rule.name
	}
	return names
}

func (s *schema) violations(request []member, additional map[string]any) []Violation {
	var violations []Violation
	for _, rule := range s.fields {
		at := indexOf(request, rule.name)
		switch {
		case at == -1 && rule.required:
			violations = append(violations, Violation{[]string{rule.name}, mustBe(rule.name, rule.allowed, "missing")})
		case at != -1 && !rule.accepts(request[at].value):
			violations = append(violations, valueViolation(rule.name, rule.allowed, request[at].value))
		case at != -1 && request[at].problem != "":
			violations = append(violations, valueViolation(rule.name, request[at].problem, request[at].value))
		}
	}
	for _, combination := range s.combinations {
		if violation, broken := combination.check(request); broken {
			violations = append(violations, violation)
		}
	}
	for _, member := range request {
		if _, onPurpose := additional[member.name]; !onPurpose && !s.has(member.name) {
			violations = append(violations, s.unknown(member))
		}
	}
	return violations
}

func (s *schema) unknown(field member) Violation {
	allowed := "a field of " + s.name
	if nearest := nearestName(s.names(), field.name); nearest != "" {
		allowed += ` (did you mean "` + nearest + `"?)`
	}
	return valueViolation(field.name, allowed+" or an additional property", field.value)
}

func (r *rule) accepts(value json.RawMessage) bool {
	switch r.kind {
	case "string":
		text, ok := textIn(value)
		return ok && (len(r.values) == 0 || slices.Contains(r.values, any(text))) &&
			utf8.RuneCountInString(text) >= r.leastLength && (r.pattern == nil || r.pattern().MatchString(text))
	case "boolean":
		return string(value) == "true" || string(value) == "false"
	default:
		number, ok := numberIn(value)
		return ok && (r.kind != "integer" || number.IsInt()) && r.inRange(number) &&
			(len(r.values) == 0 || slices.ContainsFunc(r.values, func(allowed any) bool { return same(value, allowed) }))
	}
}

func (r *rule) inRange(number *big.Rat) bool {
	least, hasLeast := numberIn(json.RawMessage(r.least))
	greatest, hasGreatest := numberIn(json.RawMessage(r.greatest))
	return (!hasLeast || number.Cmp(least) >= 0) && (!hasGreatest || number.Cmp(greatest) <= 0)
}

func (c *combination) check(request []member) (Violation, bool) {
	var names, given []string
	for _, excluded := range c.excluded {
		at := indexOf(request, excluded.name)
		if at == -1 || !same(request[at].value, excluded.value) {
			return Violation{}, false
		}
		names = append(names, excluded.name)
		given = append(given, excluded.name+" "+canonical(request[at].value))
	}
	return Violation{names, strings.Join(given, " and ") + " must not be combined: " + c.reason}, true
}

// same reports whether a value is the same text, or the same number: 8 and 8.0, but not "8".
func same(value json.RawMessage, expected any) bool {
	other, _ := toJSON(expected)
	if number, ok := numberIn(value); ok {
		expectedNumber, ok := numberIn(other)
		return ok && number.Cmp(expectedNumber) == 0
	}
	return canonical(value) == string(other)
}
