use std::net::{Ipv4Addr, Ipv6Addr};

use reqwest::Url;

/// The server's root, or what is wrong with it: the key goes there.
pub(crate) fn parse_base_url(text: &str, example: &str) -> Result<Url, String> {
    let rule = match parse_url(text) {
        None => "an https URL, or an http URL of this machine",
        Some(url) => match broken_rule(&url) {
            None => return Ok(url),
            Some(rule) => rule,
        },
    };
    Err(format!("base_url must be {rule}, such as {example}, but was {}", without_user_info(text)))
}

fn broken_rule(url: &Url) -> Option<&'static str> {
    if url.scheme() == "http" && !is_loopback(url) {
        Some("an https URL, or an http URL of this machine, because plain http shows the API key to the network")
    } else if has_user_info(url) {
        Some("a URL without a user name or password")
    } else if url.query().is_some() || url.fragment().is_some() {
        Some("a URL without a query or fragment")
    } else if repeats_version(url.path()) {
        Some("the server's root without the version, which the paths hold")
    } else {
        None
    }
}

fn repeats_version(path: &str) -> bool {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    last.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

fn without_user_info(text: &str) -> String {
    let Some(start) = text.find("//").map(|at| at + 2) else { return text.into() };
    let end = text[start..].find(['/', '?', '#']).map_or(text.len(), |at| start + at);
    match text[start..end].rfind('@') {
        Some(at) => format!("{}<redacted>@{}", &text[..start], &text[start + at + 1..]),
        None => text.into(),
    }
}

/// An absolute http or https URL.
pub(crate) fn parse_url(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(is_http)
}

pub(crate) fn is_http(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

fn has_user_info(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Whether the URL names this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().is_ok_and(|address| {
            address.is_loopback() || address.to_ipv4_mapped().is_some_and(|mapped| mapped.is_loopback())
        });
    }
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

/// Whether a finished video may be fetched from an address that a response of this server gives: over https, and
/// from this machine only if the server itself is on it, so that a response cannot reach local services.
pub(crate) fn may_link_to(server: &Url, address: &Url) -> bool {
    let is_allowed = if is_loopback(address) { is_loopback(server) } else { address.scheme() == "https" };
    is_http(address) && !has_user_info(address) && is_allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parse_base_url_accepts_https_and_loopback() {
        for url in ["https://api.segmind.com", "http://127.0.0.1:80/x", "http://[::1]/", "http://a.localhost"] {
            assert!(parse_base_url(url, "e").is_ok(), "{url}");
        }
        for url in [
            "http://api.segmind.com",
            "http://127.0.0.1.evil.com",
            "ftp://localhost",
            "https://h/v1/",
            "https://h?x",
            "https://h#x",
            "x",
        ] {
            let problem = parse_base_url(url, "e").unwrap_err();
            assert!(problem.starts_with("base_url must be ") && problem.ends_with(&format!("but was {url}")));
        }
    }

    #[test]
    fn parse_base_url_with_password_does_not_show_it() {
        let problem = parse_base_url("https://me:SG_secret@h", "e").unwrap_err();
        assert!(problem.ends_with("but was https://<redacted>@h"), "{problem}");
    }

    #[test]
    fn may_link_to_local_service_only_from_a_local_server() {
        let url = |text| Url::parse(text).unwrap();
        assert!(may_link_to(&url("https://h"), &url("https://files")));
        assert!(!may_link_to(&url("https://h"), &url("http://files")));
        assert!(!may_link_to(&url("https://h"), &url("https://127.0.0.1")));
        assert!(!may_link_to(&url("https://h"), &url("https://a@files")));
        assert!(!may_link_to(&url("http://localhost"), &url("file:///x")));
        assert!(may_link_to(&url("http://localhost"), &url("http://[::1]:8")));
    }
}
