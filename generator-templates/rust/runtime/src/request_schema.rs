use regex_lite::Regex;
use serde_json::{Map, Number, Value};

use crate::error::Violation;
use crate::nearest_name::nearest_name;

const MAX_EXCERPT_LENGTH: usize = 100;
const MAX_NAME_LENGTH: usize = 100;
/// A longer name is not compared with those of the document: that takes time in proportion to both lengths.
const MAX_COMPARED_LENGTH: usize = 200;

/// What a field may hold.
#[derive(Debug)]
pub struct FieldRule {
    pub(crate) name: &'static str,
    pub(crate) is_required: bool,
    pub(crate) kind: FieldType,
    /// Completes "must be …".
    pub(crate) allowed: &'static str,
    /// As JSON texts; empty if the field is no enum.
    pub(crate) values: &'static [&'static str],
    /// Inclusive.
    pub(crate) min: Option<i128>,
    /// Inclusive.
    pub(crate) max: Option<i128>,
    /// In code points.
    pub(crate) min_length: usize,
    pub(crate) pattern: Option<&'static str>,
    /// As a JSON text.
    pub(crate) default: Option<&'static str>,
}

#[derive(Clone, Copy, Debug)]
pub enum FieldType {
    String,
    Integer,
    Number,
    Boolean,
}

/// Values that are allowed one by one but not together.
#[derive(Debug)]
pub struct ExcludedCombination {
    pub(crate) reason: &'static str,
    /// Names, and values as JSON texts.
    pub(crate) fields: &'static [(&'static str, &'static str)],
}

/// The rules of one kind of request, in the document's order.
#[derive(Debug)]
pub struct RequestSchema {
    pub(crate) name: &'static str,
    pub(crate) fields: &'static [FieldRule],
    pub(crate) combinations: &'static [ExcludedCombination],
}

/// The fields of a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RequestFields {
    pub(crate) known: Map<String, Value>,
    /// Fields to send on purpose although the document does not know them.
    pub(crate) additional: Map<String, Value>,
}

impl RequestSchema {
    /// Sets the required fields that have a default and no value yet. Other missing fields are omitted, so that the
    /// service uses its defaults.
    pub(crate) fn set_defaults(&self, fields: &mut Map<String, Value>) {
        for rule in self.fields.iter().filter(|rule| rule.is_required) {
            if let Some(default) = rule.default.filter(|_| !fields.contains_key(rule.name)) {
                fields.insert(rule.name.into(), literal(default));
            }
        }
    }

    /// The JSON to send, in the document's order, or everything that keeps it from being sent.
    pub(crate) fn encode(&self, fields: &RequestFields, validate: bool) -> Result<String, Vec<Violation>> {
        let mut violations = if validate { self.violations(&fields.known) } else { Vec::new() };
        for name in fields.additional.keys() {
            violations.extend(self.additional_name_violation(name));
        }
        if !violations.is_empty() {
            return Err(violations);
        }
        let ordered = self.fields.iter().filter_map(|rule| fields.known.get_key_value(rule.name));
        let unknown = fields.known.iter().filter(|(name, _)| !self.has(name));
        let members: Vec<String> = ordered
            .chain(unknown)
            .chain(&fields.additional)
            .map(|(name, value)| format!("{}:{value}", Value::from(name.as_str())))
            .collect();
        Ok(format!("{{{}}}", members.join(",")))
    }

    fn violations(&self, request: &Map<String, Value>) -> Vec<Violation> {
        let mut violations = Vec::new();
        for rule in self.fields {
            let name = rule.name;
            match request.get(name) {
                None if rule.is_required => {
                    violations.push(violation(name, message(name, rule.allowed, "missing")));
                }
                Some(value) if !rule.accepts(value) => {
                    violations.push(violation(name, message(name, rule.allowed, &excerpt(value))));
                }
                _ => {}
            }
        }
        violations.extend(self.combinations.iter().filter_map(|excluded| excluded.violation(request)));
        for (name, value) in request.iter().filter(|(name, _)| !self.has(name)) {
            let known = self.fields.iter().map(|rule| rule.name);
            let hint = Some(name)
                .filter(|name| name.len() <= MAX_COMPARED_LENGTH)
                .and_then(|name| nearest_name(known, name))
                .map_or(String::new(), |nearest| format!(" (did you mean \"{nearest}\"?)"));
            let allowed = format!("a field of {}{hint} or an additional property", self.name);
            violations.push(violation(name, message(&display_name(name), &allowed, &excerpt(value))));
        }
        violations
    }

    fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|rule| rule.name == name)
    }

    /// Rejects an additional property that would overwrite a field.
    fn additional_name_violation(&self, name: &str) -> Option<Violation> {
        (name.is_empty() || self.has(name)).then(|| {
            let known: Vec<&str> = self.fields.iter().map(|rule| rule.name).collect();
            let allowed = format!("text other than the fields ({})", known.join(", "));
            violation(name, message("name of an additional property", &allowed, &excerpt(&name.into())))
        })
    }
}

impl FieldRule {
    fn accepts(&self, value: &Value) -> bool {
        if !self.values.is_empty() {
            return self.values.iter().any(|allowed| holds(value, allowed));
        }
        match (self.kind, value) {
            (FieldType::Boolean, Value::Bool(_)) => true,
            (FieldType::String, Value::String(text)) => {
                text.chars().take(self.min_length).count() == self.min_length
                    && self.pattern.is_none_or(|pattern| matches(pattern, text))
            }
            (FieldType::Integer, Value::Number(number)) => {
                integer(number).is_some_and(|number| self.is_in_range(number as f64, Some(number)))
            }
            (FieldType::Number, Value::Number(number)) => {
                number.as_f64().is_some_and(|float| self.is_in_range(float, integer(number)))
            }
            _ => false,
        }
    }

    /// Whole numbers are compared exactly.
    fn is_in_range(&self, number: f64, whole: Option<i128>) -> bool {
        match whole {
            Some(number) => self.min.is_none_or(|min| number >= min) && self.max.is_none_or(|max| number <= max),
            None => self.min.is_none_or(|min| number >= min as f64) && self.max.is_none_or(|max| number <= max as f64),
        }
    }
}

impl ExcludedCombination {
    fn violation(&self, request: &Map<String, Value>) -> Option<Violation> {
        let given: Option<Vec<String>> = self
            .fields
            .iter()
            .map(|&(name, excluded)| {
                let value = request.get(name).filter(|value| holds(value, excluded))?;
                Some(format!("{name} {}", excerpt(value)))
            })
            .collect();
        Some(Violation {
            fields: self.fields.iter().map(|&(name, _)| name.into()).collect(),
            message: format!("{} must not be combined: {}", given?.join(" and "), self.reason),
        })
    }
}

fn matches(pattern: &str, text: &str) -> bool {
    Regex::new(pattern).is_ok_and(|regex| regex.is_match(text))
}

/// The whole number, however it is written: 8.0 is the integer 8.
fn integer(number: &Number) -> Option<i128> {
    if let Some(number) = number.as_i64() {
        return Some(number.into());
    }
    if let Some(number) = number.as_u64() {
        return Some(number.into());
    }
    // Beyond the range of i128, the conversion saturates, which is out of every range that the document has.
    number.as_f64().filter(|number| number.fract() == 0.0).map(|number| number as i128)
}

/// Equal as JSON Schema sees it: 8 and 8.0 are the same, 8 and "8" are not.
fn holds(value: &Value, expected: &str) -> bool {
    match (value, literal(expected)) {
        (Value::Number(actual), Value::Number(expected)) => integer(actual) == integer(&expected),
        (value, expected) => *value == expected,
    }
}

/// A JSON text of the document.
fn literal(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or(Value::Null)
}

fn violation(field: &str, message: String) -> Violation {
    Violation { fields: vec![field.into()], message }
}

/// The one form of all messages about fields.
pub(crate) fn message(subject: &str, rule: &str, actual: &str) -> String {
    format!("{subject} must be {rule}, but was {actual}")
}

/// A field's name that the document may not know: as it is, or as JSON if it could be taken for something else.
fn display_name(name: &str) -> String {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-');
    if (1..=MAX_NAME_LENGTH).contains(&name.len()) && name.bytes().all(is_plain) {
        name.into()
    } else {
        excerpt(&name.into())
    }
}

/// A value as a message shows it: as JSON, so that control characters are visible, and never long. Lengths are in
/// UTF-16, as in the other clients.
fn excerpt(value: &Value) -> String {
    let json = value.to_string().replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    let length: usize = json.chars().map(char::len_utf16).sum();
    if length <= MAX_EXCERPT_LENGTH {
        return json;
    }
    let mut used = 0;
    let start: String = json
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= MAX_EXCERPT_LENGTH
        })
        .collect();
    format!("{start}… ({length} characters)")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SCHEMA: RequestSchema = RequestSchema {
        name: "TestRequest",
        fields: &[
            FieldRule {
                name: "prompt",
                is_required: true,
                kind: FieldType::String,
                allowed: "text of two characters",
                values: &[],
                min: None,
                max: None,
                min_length: 2,
                pattern: Some("^[^x]"),
                default: None,
            },
            FieldRule {
                name: "duration",
                is_required: true,
                kind: FieldType::Integer,
                allowed: "one of 5, 8",
                values: &["5", "8"],
                min: None,
                max: None,
                min_length: 0,
                pattern: None,
                default: Some("5"),
            },
            FieldRule {
                name: "seed",
                is_required: false,
                kind: FieldType::Integer,
                allowed: "a whole number",
                values: &[],
                min: Some(i64::MIN as i128),
                max: Some(i64::MAX as i128),
                min_length: 0,
                pattern: None,
                default: None,
            },
        ],
        combinations: &[ExcludedCombination { reason: "too long", fields: &[("duration", "8"), ("seed", "1")] }],
    };

    fn encode(known: &Value, additional: &Value) -> Result<String, Vec<String>> {
        let fields = RequestFields {
            known: known.as_object().unwrap().clone(),
            additional: additional.as_object().unwrap().clone(),
        };
        let encoded = SCHEMA.encode(&fields, true);
        encoded.map_err(|all| all.into_iter().map(|violation| violation.message).collect())
    }

    #[test]
    fn encode_valid_request_keeps_the_documents_order() {
        let json = encode(&json!({"duration": 8.0, "prompt": "éé", "seed": 2}), &json!({"a\"b": [1]}));
        assert_eq!(json.unwrap(), r#"{"prompt":"éé","duration":8.0,"seed":2,"a\"b":[1]}"#);
    }

    #[test]
    fn encode_invalid_request_names_all_violations() {
        let wrong = json!({"promt": "a", "duration": true, "seed": 1.5, "\n": null});
        assert_eq!(
            encode(&wrong, &json!({"seed": 1})).unwrap_err(),
            [
                "prompt must be text of two characters, but was missing",
                "duration must be one of 5, 8, but was true",
                "seed must be a whole number, but was 1.5",
                "\"\\n\" must be a field of TestRequest or an additional property, but was null",
                "promt must be a field of TestRequest (did you mean \"prompt\"?) or an additional property, but was \"a\"",
                "name of an additional property must be text other than the fields (prompt, duration, seed), but was \"seed\"",
            ]
        );
    }

    #[test]
    fn encode_excluded_combination_names_both_fields() {
        let messages = encode(&json!({"prompt": "aa", "duration": 8.0, "seed": 1}), &json!({})).unwrap_err();
        assert_eq!(messages, ["duration 8.0 and seed 1 must not be combined: too long"]);
    }

    #[test]
    fn encode_wrong_values_are_rejected() {
        let cases = [
            json!({"prompt": "\u{1f600}"}),
            json!({"prompt": "xx"}),
            json!({"duration": "5"}),
            json!({"duration": 5.5}),
            json!({"seed": u64::MAX}),
            json!({"seed": 1e30}),
            json!({"seed": "1"}),
        ];
        for case in cases {
            let mut request = json!({"prompt": "aa", "duration": 5});
            for (name, value) in case.as_object().unwrap() {
                request[name] = value.clone();
            }
            assert_eq!(encode(&request, &json!({})).unwrap_err().len(), 1, "{case}");
        }
        assert!(encode(&json!({"prompt": "aa", "duration": 5, "seed": i64::MIN}), &json!({})).is_ok());
    }

    #[test]
    fn excerpt_of_long_text_is_cut() {
        let shown = excerpt(&"😀".repeat(80).into());
        assert_eq!(shown, format!("\"{}… (162 characters)", "😀".repeat(49)));
        assert_eq!(excerpt(&"\u{2028}".into()), "\"\\u2028\"");
    }
}
