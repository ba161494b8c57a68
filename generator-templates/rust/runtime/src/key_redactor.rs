use std::error::Error as StdError;
use std::fmt;

use crate::api_key::ApiKey;
use crate::error::{BoxError, describe};

const REPLACEMENT: &str = "<redacted>";
/// A shorter key, or part of one, says nothing and is found in ordinary words.
const MIN_LENGTH: usize = 4;

/// Removes the API key from text of the service, however the service writes it: in any case, JSON-escaped,
/// percent-encoded, as HTML references, or cut off at the end of the text.
#[derive(Clone)]
pub(crate) struct KeyRedactor(ApiKey);

impl KeyRedactor {
    pub(crate) fn new(key: &ApiKey) -> Self {
        Self(key.clone())
    }

    /// The text without the key; line breaks and everything else stay.
    pub(crate) fn redact(&self, text: &str) -> String {
        let key: Vec<char> = self.0.expose().chars().collect();
        if key.len() < MIN_LENGTH {
            return text.into();
        }
        let text: Vec<char> = text.chars().collect();
        let mut redacted = Vec::with_capacity(text.len());
        let mut at = 0;
        while at < text.len() {
            if let Some(end) = match_key(&key, &text, at) {
                redacted.extend(REPLACEMENT.chars());
                at = end;
            } else {
                redacted.push(text[at]);
                at += 1;
            }
        }
        for length in (MIN_LENGTH..=key.len().min(redacted.len())).rev() {
            let start = redacted.len() - length;
            if redacted[start..].iter().zip(&key).all(|(a, b)| a.eq_ignore_ascii_case(b)) {
                redacted.truncate(start);
                redacted.extend(REPLACEMENT.chars());
                break;
            }
        }
        redacted.into_iter().collect()
    }

    /// The text on one line, without the key and without characters that are not seen.
    pub(crate) fn redact_line(&self, text: &str) -> String {
        let visible: String = self.redact(text).chars().map(|c| if is_invisible(c) { ' ' } else { c }).collect();
        let words: Vec<&str> = visible.split(' ').filter(|word| !word.is_empty()).collect();
        words.join(" ")
    }

    /// The error, or only its redacted text if it quotes the key.
    pub(crate) fn redact_error(&self, error: BoxError) -> BoxError {
        let shown = format!("{} {error:?}", describe(&*error));
        if self.redact(&shown) == shown { error } else { Box::new(RedactedError(self.redact_line(&describe(&*error)))) }
    }
}

#[derive(Debug)]
struct RedactedError(String);

impl fmt::Display for RedactedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for RedactedError {}

/// The end of the longest form of the key that starts at a position.
fn match_key(key: &[char], text: &[char], start: usize) -> Option<usize> {
    // Within a run of backslashes only its start is tried: trying each position takes quadratic time.
    if text[start] == '\\' && start > 0 && text[start - 1] == '\\' {
        return None;
    }
    let mut ends = vec![start];
    for (index, &character) in key.iter().enumerate() {
        let mut next = Vec::new();
        for &end in &ends {
            // A terminal or a browser does not show what is between two characters.
            let at = if index == 0 { end } else { skip(text, end, is_invisible) };
            match_character(character, text, at, &mut next);
        }
        next.sort_unstable();
        next.dedup();
        if next.is_empty() {
            return None;
        }
        ends = next;
    }
    ends.last().copied()
}

/// Adds the ends of all forms of one character of the key.
fn match_character(character: char, text: &[char], at: usize, ends: &mut Vec<usize>) {
    let hex: Vec<char> = format!("{:02x}", u32::from(character)).chars().collect();
    let is_at = |form: &[char], at: usize| {
        text.len() >= at + form.len()
            && text[at..at + form.len()].iter().zip(form).all(|(a, b)| a.eq_ignore_ascii_case(b))
    };
    if is_at(&[character], at) {
        ends.push(at + 1);
    }
    match text.get(at) {
        Some('\\') => {
            let after = skip(text, at, |c| c == '\\');
            if is_at(&[character], after) {
                ends.push(after + 1);
            } else if character == '\\' {
                ends.push(after);
            }
            if is_at(&['u', '0', '0', hex[0], hex[1]], after) {
                ends.push(after + 5);
            }
        }
        Some('%') => {
            let mut after = at + 1;
            loop {
                if is_at(&hex, after) {
                    ends.push(after + 2);
                }
                if !is_at(&['2', '5'], after) {
                    break;
                }
                after += 2;
            }
        }
        Some('&') => {
            let mut add = |form: &[char], at: usize| {
                if is_at(form, at) {
                    let end = at + form.len();
                    ends.push(if text.get(end) == Some(&';') { end + 1 } else { end });
                }
            };
            if is_at(&['#'], at + 1) {
                let decimal: Vec<char> = u32::from(character).to_string().chars().collect();
                add(&decimal, skip(text, at + 2, |c| c == '0'));
                if is_at(&['x'], at + 2) {
                    add(&hex, skip(text, at + 3, |c| c == '0'));
                }
            }
            if let Some(entity) = entity(character) {
                add(&entity.chars().collect::<Vec<_>>(), at + 1);
            }
        }
        _ => {}
    }
}

fn entity(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("amp;"),
        '<' => Some("lt;"),
        '>' => Some("gt;"),
        '"' => Some("quot;"),
        '\'' => Some("apos;"),
        _ => None,
    }
}

fn skip(text: &[char], from: usize, is_skipped: impl Fn(char) -> bool) -> usize {
    (from..text.len()).find(|&at| !is_skipped(text[at])).unwrap_or(text.len())
}

/// Control characters, line separators and the invisible formatting characters of Unicode (general category Cf)
/// fake what a reader sees.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(u32::from(character),
            0xAD | 0x600..=0x605 | 0x61C | 0x6DD | 0x70F | 0x890..=0x891 | 0x8E2 | 0x180E | 0x200B..=0x200F
            | 0x2028..=0x202E | 0x2060..=0x2064 | 0x2066..=0x206F | 0xFEFF | 0xFFF9..=0xFFFB | 0x110BD | 0x110CD
            | 0x13430..=0x1343F | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0001 | 0xE0020..=0xE007F)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redact(text: &str) -> String {
        KeyRedactor::new(&ApiKey::from("SG_1/a\"b&c")).redact_line(text)
    }

    #[test]
    fn redact_forms_of_the_key_removes_all() {
        let forms = [
            "SG_1/a\"b&c",
            "sg_1/A\"B&C",
            r#"SG_1\/a\"b&c"#,
            r"SG_1\u002Fa\u0022b\u0026c",
            r#"\\\u0053G_1/a"b&c"#,
            "SG_1%2fa%22b%26c",
            "SG_1%252Fa%252522b%26c",
            "SG_1/a&quot;b&amp;c",
            "&#83;G_1/a&#34;b&#x00026;c",
            "SG_1&#0047a\"b&c",
            "S\u{200b}G_1/\u{7}a\"b&c",
        ];
        for form in forms {
            assert_eq!(redact(&format!("key {form}!")), "key <redacted>!", "{form}");
        }
    }

    #[test]
    fn redact_cut_key_removes_its_start() {
        assert_eq!(redact("the key SG_1/a"), "the key <redacted>");
        assert_eq!(redact("the key SG_"), "the key SG_");
    }

    #[test]
    fn redact_other_text_keeps_it() {
        assert_eq!(redact("SG_1 and a \u{e9} %2"), "SG_1 and a \u{e9} %2");
    }

    #[test]
    fn redact_runs_of_escapes_takes_linear_time() {
        let started = std::time::Instant::now();
        for run in ["\\", "%25", "&#0", "S\u{200b}"] {
            redact(&run.repeat(60_000));
        }
        assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    }

    #[test]
    fn redact_error_that_quotes_the_key_keeps_only_redacted_text() {
        let redactor = KeyRedactor::new(&ApiKey::from("SG_secret"));
        let error = redactor.redact_error("bad header SG_secret".into());
        assert_eq!(format!("{error} {error:?}"), "bad header <redacted> RedactedError(\"bad header <redacted>\")");
    }
}
