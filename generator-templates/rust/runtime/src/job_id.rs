use crate::error::{Failure, Result};
use crate::key_redactor::KeyRedactor;
use crate::operation::Operation;

const MAX_LENGTH: usize = 100;

pub(crate) fn is_valid(id: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=MAX_LENGTH).contains(&id.len()) && id.bytes().all(is_allowed)
}

/// Rejects what would become another path.
pub(crate) fn check(operation: &'static Operation, id: &str, redactor: &KeyRedactor) -> Result<()> {
    if is_valid(id) {
        return Ok(());
    }
    let shown: String = redactor.redact_line(id).chars().take(MAX_LENGTH).collect();
    let reason = format!("id must be 1 to 100 letters, digits, hyphens and underscores, but was \"{shown}\"");
    Err(Failure::invalid(operation, reason).into())
}

#[cfg(test)]
mod tests {
    use super::is_valid;

    #[test]
    fn ids_hold_nothing_that_changes_the_path() {
        assert!(is_valid("5f0c7a3e-9b1d-4c62-8a57-3d2e6f104b98") && is_valid("a_1"));
        for id in ["", "a/b", "..", "a?b", "a#b", "a b", "é", "a\n", &"a".repeat(101)] {
            assert!(!is_valid(id), "{id}");
        }
    }
}
