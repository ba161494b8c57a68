use std::fmt;

/// A secret key. It is not shown by [`Debug`], cannot be displayed or serialized, and is sent to one server only.
#[derive(Clone)]
pub struct ApiKey(String);

impl ApiKey {
    pub(crate) fn expose(&self) -> &str {
        self.0.trim()
    }

    /// What is wrong with the key, surrounding white space aside. The text does not show the key.
    pub(crate) fn problem(&self) -> Option<String> {
        let key = self.expose();
        if key.is_empty() {
            return Some("api_key must be the secret key of your account, but was empty".into());
        }
        let is_visible = key.bytes().all(|byte| byte.is_ascii_graphic());
        (!is_visible).then(|| {
            "api_key must be visible ASCII characters only, but holds a line break, space or other character that a \
             header cannot hold (not shown here)"
                .into()
        })
    }
}

impl From<String> for ApiKey {
    fn from(key: String) -> Self {
        Self(key)
    }
}

impl From<&str> for ApiKey {
    fn from(key: &str) -> Self {
        Self(key.into())
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}
