use std::convert::Infallible;
use std::error::Error as StdError;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, HeaderValue, IF_RANGE, RANGE};
use reqwest::{Url, redirect, retry};
use rustls::crypto::ring;
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use crate::base_url::is_loopback;
use crate::error::BoxError;

/// Routers forget connections that are silent for a few minutes, while a call may wait longer.
const KEEP_ALIVE_PROBE: Duration = Duration::from_secs(60);
const MAX_HEADERS: usize = 1_000;
const MAX_BODY_BYTES: usize = 16 << 20;
const MAX_ERROR_BODY_BYTES: usize = 64 << 10;
const MAX_ERROR_BODY_TIME: Duration = Duration::from_secs(10);
/// How long an aborted request takes at most to say whether it was sent.
const MAX_ABORT_TIME: Duration = Duration::from_secs(1);

/// An HTTP client that sends each request once, over a connection of its own.
pub(crate) fn build_client(server: &Url) -> Result<reqwest::Client, BoxError> {
    // A provider of its own: one for the whole process is the program's choice.
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    let mut settings = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        // reqwest would forward the key to any redirect target.
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        // If a pooled connection fails, it is unknown whether the request arrived.
        .pool_max_idle_per_host(0)
        .http1_only()
        .http1_max_headers(MAX_HEADERS)
        .tcp_keepalive(KEEP_ALIVE_PROBE);
    if is_loopback(server) {
        // A proxy for plain http would see the key.
        settings = settings.no_proxy();
    }
    Ok(settings.build()?)
}

/// Why a request has no response.
#[derive(Debug)]
pub(crate) enum SendError {
    /// No byte of the request was sent.
    NotSent { is_tls: bool, cause: BoxError },
    /// The request may have arrived.
    Lost(BoxError),
    /// The request may have arrived, but its response did not come in time.
    Timeout(Duration),
}

/// A response whose body is still to be read, and the only owner of its connection.
#[derive(Debug)]
pub(crate) struct HttpResponse {
    response: reqwest::Response,
    /// The number of bytes that are announced; reqwest gives those that are still to come.
    pub(crate) length: Option<u64>,
    /// The time at which the first byte of the body must be there.
    pub(crate) first_byte_by: Instant,
}

/// Why the next bytes of a body did not come.
#[derive(Debug)]
pub(crate) enum ReadError {
    Timeout(Duration),
    Broken(BoxError),
    /// The body ended too early for what it holds.
    Ended(BoxError),
}

impl ReadError {
    /// Whether another attempt may succeed: a certificate stays the same.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Broken(cause) | Self::Ended(cause) => !is_tls(&**cause),
        }
    }

    pub(crate) fn into_cause(self) -> BoxError {
        match self {
            Self::Timeout(limit) => format!("no byte within {limit:?}").into(),
            Self::Broken(cause) | Self::Ended(cause) => cause,
        }
    }
}

/// Sends a request.
///
/// `limit` starts when the request is sent and ends with the last header of the response, however slowly they come.
pub(crate) async fn send(
    client: &reqwest::Client,
    request: reqwest::RequestBuilder,
    body: Bytes,
    connect_limit: Duration,
    limit: Duration,
) -> Result<HttpResponse, SendError> {
    let connect_limit = connect_limit.min(limit);
    let (body, mut sent) = MarkedBody::new(body);
    let request = request
        .body(reqwest::Body::wrap(body))
        .build()
        .map_err(|cause| SendError::NotSent { is_tls: false, cause: cause.without_url().into() })?;
    let mut response = Box::pin(client.execute(request));
    tokio::select! {
        biased;
        mark = &mut sent => match mark {
            Ok(sent_at) => match timeout_at(sent_at + limit, response).await {
                Ok(result) => finish(result, true, sent_at + limit),
                Err(_) => Err(SendError::Timeout(limit)),
            },
            // The body was dropped, because there is no connection.
            Err(_) => finish(response.await, false, Instant::now() + limit),
        },
        early = &mut response => {
            let was_sent = early.is_ok() || may_be_sent(sent).await;
            finish(early, was_sent, Instant::now() + limit)
        }
        () = sleep(connect_limit) => {
            // The connection may have been made at this moment.
            drop(response);
            if may_be_sent(sent).await {
                return Err(SendError::Timeout(limit));
            }
            let reason = format!("connect timed out after {connect_limit:?}");
            let cause = io::Error::new(io::ErrorKind::TimedOut, reason);
            Err(SendError::NotSent { is_tls: false, cause: cause.into() })
        }
    }
}

/// Whether a request that has ended was sent. Its body is dropped if it was not.
async fn may_be_sent(sent: oneshot::Receiver<Instant>) -> bool {
    !matches!(timeout(MAX_ABORT_TIME, sent).await, Ok(Err(_)))
}

fn finish(
    result: reqwest::Result<reqwest::Response>,
    was_sent: bool,
    first_byte_by: Instant,
) -> Result<HttpResponse, SendError> {
    result.map(|response| HttpResponse::new(response, first_byte_by)).map_err(|cause| {
        let is_tls = is_tls(&cause);
        let cause = cause.without_url().into();
        if was_sent { SendError::Lost(cause) } else { SendError::NotSent { is_tls, cause } }
    })
}

/// Whether a server was reached, but without a secure connection.
pub(crate) fn is_tls(error: &(dyn StdError + 'static)) -> bool {
    // The source of an io::Error is that of the error within, not that error itself.
    let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    error.is::<rustls::Error>() || inner.is_some_and(|inner| is_tls(inner)) || error.source().is_some_and(is_tls)
}

/// A body that says when it is sent: hyper asks for it once there is a connection, and before it writes the head. As
/// such a body cannot be copied, no layer below can send it twice.
struct MarkedBody {
    bytes: Option<Bytes>,
    mark: Option<oneshot::Sender<Instant>>,
}

impl MarkedBody {
    fn new(bytes: Bytes) -> (Self, oneshot::Receiver<Instant>) {
        let (mark, sent) = oneshot::channel();
        (Self { bytes: Some(bytes), mark: Some(mark) }, sent)
    }
}

impl Body for MarkedBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(mark) = self.mark.take() {
            // The receiver is gone if the call was cancelled.
            let _ = mark.send(Instant::now());
        }
        Poll::Ready(self.bytes.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, Bytes::len) as u64)
    }
}

/// Downloads a file without a key, or the rest of it if it still has a validator (RFC 9110 §13.1.5). It costs nothing,
/// so it may be repeated.
pub(crate) async fn get(
    client: &reqwest::Client,
    url: Url,
    rest: Option<(u64, &str)>,
    limit: Duration,
) -> Result<HttpResponse, ReadError> {
    // A compressed response has no length and no ranges of the file.
    let mut request = client.get(url).header(ACCEPT, "*/*").header(ACCEPT_ENCODING, "identity");
    if let Some((first_byte, validator)) = rest {
        request = request.header(RANGE, format!("bytes={first_byte}-")).header(IF_RANGE, validator);
    }
    exchange(request, limit).await
}

/// Sends a request that costs nothing.
pub(crate) async fn exchange(request: reqwest::RequestBuilder, limit: Duration) -> Result<HttpResponse, ReadError> {
    let first_byte_by = Instant::now() + limit;
    match timeout_at(first_byte_by, request.send()).await {
        Ok(Ok(response)) => Ok(HttpResponse::new(response, first_byte_by)),
        Ok(Err(cause)) => Err(ReadError::Broken(cause.without_url().into())),
        Err(_) => Err(ReadError::Timeout(limit)),
    }
}

impl HttpResponse {
    pub(crate) fn new(response: reqwest::Response, first_byte_by: Instant) -> Self {
        Self { length: response.content_length(), response, first_byte_by }
    }

    pub(crate) fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    pub(crate) fn is_successful(&self) -> bool {
        self.response.status().is_success()
    }

    pub(crate) fn is_redirect(&self) -> bool {
        matches!(self.status(), 300..=303 | 307 | 308)
    }

    pub(crate) fn headers(&self) -> impl Iterator<Item = (&str, String)> {
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        self.response.headers().iter().map(move |(name, value)| (name.as_str(), text(value)))
    }

    /// The last value of a header, as the redundant ones of a proxy come first.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.response.headers().get_all(name).iter().next_back()?.to_str().ok()
    }

    /// The media type without parameters, in lower case; empty if there is none.
    pub(crate) fn media_type(&self) -> String {
        let header = self.header(CONTENT_TYPE.as_str()).unwrap_or_default();
        let media_type = header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match media_type.split_once('/') {
            Some((kind, subtype)) if !kind.is_empty() && !subtype.is_empty() => media_type,
            _ => String::new(),
        }
    }

    /// The next bytes of the body; `None` at its end.
    pub(crate) async fn read(&mut self, limit: Duration) -> Result<Option<Bytes>, ReadError> {
        match timeout(limit, self.response.chunk()).await {
            Ok(Ok(chunk)) => Ok(chunk),
            Ok(Err(cause)) => Err(ReadError::Broken(cause.without_url().into())),
            Err(_) => Err(ReadError::Timeout(limit)),
        }
    }

    /// All of a body of bounded length, within the time of its first byte.
    pub(crate) async fn read_all(mut self, limit: Duration) -> Result<Vec<u8>, ReadError> {
        let mut body = Vec::new();
        loop {
            let Ok(result) = timeout_at(self.first_byte_by, self.response.chunk()).await else {
                return Err(ReadError::Timeout(limit));
            };
            match result {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => return Ok(body),
                Err(cause) => return Err(ReadError::Broken(cause.without_url().into())),
            }
            if body.len() > MAX_BODY_BYTES {
                let reason = format!("the response must have at most {MAX_BODY_BYTES} bytes, but has more");
                return Err(ReadError::Broken(reason.into()));
            }
        }
    }

    /// The body of a non-video response, however long, slow or broken it is: at most 64 KiB, for at most ten
    /// seconds, and what came before a break. Its status is known and must not be lost for the sake of its text.
    ///
    /// `head` was read before.
    pub(crate) async fn read_error_body(mut self, mut head: Vec<u8>) -> Vec<u8> {
        let ends_at = Instant::now() + MAX_ERROR_BODY_TIME;
        while head.len() < MAX_ERROR_BODY_BYTES {
            let Ok(Ok(Some(chunk))) = timeout_at(ends_at, self.response.chunk()).await else { break };
            head.extend_from_slice(&chunk);
        }
        head.truncate(MAX_ERROR_BODY_BYTES);
        head
    }
}
