use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::Url;

use crate::base_url::{is_http, may_link_to};
use crate::http::{HttpResponse, ReadError, get};
use crate::retry::{PollSchedule, http_date, random_fraction};
use crate::save::{FIRST_HASH, hash_more};

const MAX_REDIRECTS: usize = 5;
/// Attempts in a row that bring nothing new.
const MAX_ATTEMPTS: usize = 5;
const PARTIAL_CONTENT: u16 = 206;

/// A file at an address that the service gave. The key is not sent there.
pub(crate) struct Download {
    pub(crate) http: reqwest::Client,
    /// The server whose response gave the address.
    pub(crate) server: Arc<Url>,
    pub(crate) address: Url,
    /// Until the response, and for silence between its bytes.
    pub(crate) limit: Duration,
}

impl Download {
    /// Requests the file, or the rest of it, and follows redirects to safe addresses only.
    pub(crate) async fn request(&self, rest: Option<(u64, &str)>) -> Result<HttpResponse, ReadError> {
        let mut next = self.address.clone();
        for _ in 0..=MAX_REDIRECTS {
            let response = get(&self.http, next.clone(), rest, self.limit).await?;
            if !response.is_redirect() {
                return Ok(response);
            }
            next = redirect(&self.server, &response, &next)
                .ok_or_else(|| ReadError::Broken("redirected to an address that is not https".into()))?;
        }
        Err(ReadError::Broken(format!("redirected more than {MAX_REDIRECTS} times").into()))
    }
}

/// The safe address that a response redirects to.
pub(crate) fn redirect(server: &Url, response: &HttpResponse, from: &Url) -> Option<Url> {
    let target = from.join(response.header("location").filter(|_| response.is_redirect())?).ok()?;
    (is_http(&target) && may_link_to(server, &target)).then_some(target)
}

/// What is needed to continue a download that broke off.
pub(crate) struct Resume {
    download: Download,
    length: Option<u64>,
    validator: Option<String>,
    received: u64,
    /// Of what was received, to compare where a server sends the file from its start.
    hash: u64,
    attempts: usize,
}

impl Resume {
    /// `first` is a response with the whole file.
    pub(crate) fn new(download: Download, first: &HttpResponse) -> Self {
        Self {
            download,
            length: first.length,
            validator: validator(|name| first.header(name)),
            received: 0,
            hash: FIRST_HASH,
            attempts: 0,
        }
    }

    pub(crate) fn address(&self) -> &Url {
        &self.download.address
    }

    pub(crate) fn add(&mut self, chunk: &[u8]) {
        self.received += chunk.len() as u64;
        self.hash = hash_more(self.hash, chunk);
        self.attempts = 0;
    }

    /// A response with the rest of the file, and the first bytes of it that were read already; `None` if there is none
    /// after several attempts.
    pub(crate) async fn reopen(&mut self) -> Option<(HttpResponse, Bytes)> {
        let mut schedule = PollSchedule::new();
        while self.attempts < MAX_ATTEMPTS {
            self.attempts += 1;
            tokio::time::sleep(schedule.next(random_fraction())).await;
            match self.rest().await {
                Ok(rest) => return Some(rest),
                Err(Problem::Changed) => return None,
                Err(Problem::MayPass) => {}
            }
        }
        None
    }

    async fn rest(&self) -> Result<(HttpResponse, Bytes), Problem> {
        let rest = self.validator.as_deref().filter(|_| self.received > 0).map(|validator| (self.received, validator));
        let response = self.download.request(rest).await.map_err(|_| Problem::MayPass)?;
        if response.status() == PARTIAL_CONTENT {
            let range = response.header("content-range").unwrap_or_default();
            let is_rest = range.starts_with(&format!("bytes {}-", self.received))
                && self.length.is_none_or(|length| range.ends_with(&format!("/{length}")));
            return if is_rest { Ok((response, Bytes::new())) } else { Err(Problem::MayPass) };
        }
        if response.is_successful() { self.skip_received(response).await } else { Err(Problem::MayPass) }
    }

    /// Reads what was read before, which must be the same.
    async fn skip_received(&self, mut response: HttpResponse) -> Result<(HttpResponse, Bytes), Problem> {
        if response.length != self.length {
            return Err(Problem::Changed);
        }
        let mut hash = FIRST_HASH;
        let mut left = self.received;
        while left > 0 {
            let Ok(Some(mut chunk)) = response.read(self.download.limit).await else { return Err(Problem::MayPass) };
            let known = chunk.split_to(usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len()));
            hash = hash_more(hash, &known);
            left -= known.len() as u64;
            if left == 0 && hash == self.hash {
                return Ok((response, chunk));
            }
        }
        if self.received == 0 { Ok((response, Bytes::new())) } else { Err(Problem::Changed) }
    }
}

enum Problem {
    MayPass,
    /// The server has other bytes now than those that were read.
    Changed,
}

/// What proves that a file is the same byte for byte.
fn validator<'a>(header: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    if let Some(tag) = header("etag").filter(|tag| tag.starts_with('"')) {
        return Some(tag.into());
    }
    let modified = header("last-modified")?;
    // RFC 9110 §8.8.2.2: a file that was just modified may change again within the same second.
    let is_old = http_date(modified.trim())? + 1 < http_date(header("date")?.trim())?;
    is_old.then(|| modified.into())
}

#[cfg(test)]
mod tests {
    use super::validator;

    #[test]
    fn validator_is_a_strong_tag_or_an_old_time() {
        let (old, new) = ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:38 GMT");
        let read = |tag: Option<&'static str>, modified: Option<&'static str>, date: &'static str| {
            validator(|name| match name {
                "etag" => tag,
                "last-modified" => modified,
                _ => Some(date),
            })
        };
        assert_eq!(read(Some("\"a\""), None, new).as_deref(), Some("\"a\""));
        assert_eq!(read(Some("W/\"a\""), None, new), None);
        assert_eq!(read(None, Some(old), new), None);
        assert_eq!(read(None, Some(old), "Sun, 06 Nov 1994 08:49:39 GMT").as_deref(), Some(old));
        assert_eq!(read(None, None, new), None);
    }
}
