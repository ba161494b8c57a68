use serde_json::{Map, Value};

use crate::key_redactor::KeyRedactor;

const MAX_REASON_CHARS: usize = 500;
const HIDDEN_ELEMENTS: [&str; 3] = ["script", "style", "head"];

/// The reason in a body on one line of bounded length, redacted before it is cut.
pub(crate) fn reason(body: &str, redactor: &KeyRedactor) -> String {
    let text = redactor.redact_line(&text(body));
    if text.is_empty() {
        return "(the response has no text)".into();
    }
    match text.char_indices().nth(MAX_REASON_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn text(body: &str) -> String {
    let Some(json) = object(body) else {
        return if body.contains('<') { without_tags(body) } else { body.into() };
    };
    match (primitive(&json, "error"), primitive(&json, "error_description")) {
        (Some(error), Some(description)) => format!("{error}: {description}"),
        (Some(text), None) | (None, Some(text)) => text,
        (None, None) => body.into(),
    }
}

/// The address of the video in a JSON body.
pub(crate) fn video_address(body: &str) -> Option<String> {
    let json = object(body)?;
    match json.get("video") {
        Some(Value::Object(video)) => primitive(video, "url"),
        _ => primitive(&json, "output"),
    }
}

fn object(body: &str) -> Option<Map<String, Value>> {
    serde_json::from_str(body).ok()
}

fn primitive(json: &Map<String, Value>, name: &str) -> Option<String> {
    match json.get(name)? {
        Value::String(text) => Some(text.clone()),
        value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
        _ => None,
    }
}

/// Linear in the length of the text.
fn without_tags(html: &str) -> String {
    // Only ASCII letters change, so that positions stay.
    let lower = html.to_ascii_lowercase();
    let find = |pattern: &str, from: usize| lower[from..].find(pattern).map(|at| from + at);
    let mut unclosed: Vec<&str> = Vec::new();
    let mut text = String::new();
    let mut at = 0;
    while let Some((open, close)) = find("<", at).and_then(|open| Some((open, find(">", open)?))) {
        text.push_str(&html[at..open]);
        text.push(' ');
        at = close + 1;
        for element in HIDDEN_ELEMENTS {
            if is_tag(&lower[open + 1..], element) && !unclosed.contains(&element) {
                match find(&format!("</{element}"), at).and_then(|end| find(">", end)) {
                    Some(end) => at = end + 1,
                    None => unclosed.push(element),
                }
            }
        }
    }
    text + &html[at..]
}

fn is_tag(text: &str, element: &str) -> bool {
    text.strip_prefix(element).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api_key::ApiKey;

    fn reason_in(body: &str) -> String {
        reason(body, &KeyRedactor::new(&ApiKey::from("SG_secret")))
    }

    #[test]
    fn reason_of_each_form_is_one_line() {
        assert_eq!(reason_in(r#"{"error":"Too few\ncredits"}"#), "Too few credits");
        assert_eq!(reason_in(r#"{"error":"a","error_description":"b"}"#), "a: b");
        assert_eq!(reason_in(r#"{"other":1}"#), r#"{"other":1}"#);
        assert_eq!(
            reason_in("<html><head><title>x</title></head><h1>405</h1><script>y</script>Not allowed"),
            "405 Not allowed"
        );
        assert_eq!(reason_in(" \n"), "(the response has no text)");
        assert_eq!(reason_in(&"é".repeat(600)).chars().count(), 501);
    }

    #[test]
    fn reason_of_many_tags_takes_linear_time() {
        let started = std::time::Instant::now();
        reason_in(&"<".repeat(64 << 10));
        reason_in(&"<head>".repeat(10 << 10));
        assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    }

    #[test]
    fn video_address_reads_both_forms() {
        assert_eq!(video_address(r#"{"video":{"url":"a"}}"#).as_deref(), Some("a"));
        assert_eq!(video_address(r#"{"output":"b"}"#).as_deref(), Some("b"));
        assert_eq!(video_address("[]"), None);
    }
}
