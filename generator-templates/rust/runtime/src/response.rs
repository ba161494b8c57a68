use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::Url;

use crate::Billing;
use crate::base_url::{may_link_to, parse_url};
use crate::download::{Download, Resume, redirect};
use crate::error::{BoxError, Error, ErrorKind, Failure, describe};
use crate::error_body::{reason, video_address};
use crate::http::{HttpResponse, ReadError, get};
use crate::key_redactor::KeyRedactor;
use crate::look_up::LostRequest;
use crate::metadata::VideoMetadata;
use crate::mp4::{SIGNATURE_LENGTH, is_mp4};
use crate::operation::Operation;
use crate::retry::retry_after;
use crate::video::{Video, VideoBytes};

const BILLED_STATUS: u16 = 200;
const PARTIAL_CONTENT: u16 = 206;
const MAX_SHOWN_BYTES: usize = 32;
const MAX_DOWNLOAD_ATTEMPTS: usize = 5;

/// What one attempt of a call knows.
#[derive(Clone)]
pub(crate) struct CallContext {
    pub(crate) operation: &'static Operation,
    pub(crate) redactor: KeyRedactor,
    pub(crate) http: reqwest::Client,
    /// The server that the key was sent to.
    pub(crate) server: Arc<Url>,
    pub(crate) timeout: Duration,
    /// The request, unless it was sent by another call.
    pub(crate) sent: Option<LostRequest>,
}

impl CallContext {
    /// A file at an address that the server gave.
    pub(crate) fn download(&self, address: Url) -> Download {
        Download { http: self.http.clone(), server: self.server.clone(), address, limit: self.timeout }
    }

    /// What is known of a successful response whose video did not arrive, or could not be saved.
    pub(crate) fn truncated(&self, metadata: &VideoMetadata, kind: ErrorKind, reason: String) -> Failure {
        let billing = if metadata.status == BILLED_STATUS { Billing::Billed } else { Billing::Unknown };
        let mut failure =
            Failure::new(self.operation, kind, billing, reason).response(metadata.status, metadata.request_id.clone());
        failure.lost.clone_from(&self.sent);
        failure
    }

    /// The error of a successful response of which not all came.
    pub(crate) fn broken(&self, metadata: &VideoMetadata, reason: &str, error: ReadError) -> Error {
        let is_timeout = matches!(error, ReadError::Timeout(_));
        let kind = if is_timeout { ErrorKind::Timeout } else { ErrorKind::Connection };
        let cause = self.redactor.redact_error(error.into_cause());
        let reason = format!("{reason} ({})", self.redactor.redact_line(&describe(&*cause)));
        self.truncated(metadata, kind, reason).cause(cause).into()
    }
}

/// Tells videos from failures: by status, then by media type, then by the first bytes.
pub(crate) async fn read_video(context: CallContext, mut response: HttpResponse) -> Result<Video, Error> {
    let metadata = read_metadata(&context, &response);
    if !response.is_successful() {
        return Err(refusal(&context, &metadata, response).await.into());
    }
    let unexpected = |billing, reason| {
        Failure::new(context.operation, ErrorKind::UnexpectedResponse, billing, reason)
            .response(metadata.status, metadata.request_id.clone())
    };
    if let Some(problem) = framing_problem(&response) {
        let is_announced = is_announced_video(&response);
        let billing = if is_announced { Billing::Billed } else { Billing::Unknown };
        let problem = context.redactor.redact_line(&problem);
        let reason = format!("the response must be a video, but was {problem}");
        return Err(unexpected(billing, reason).into());
    }
    let head = read_head(&mut response, context.timeout)
        .await
        .map_err(|error| context.broken(&metadata, "the response broke off at its start", error))?;
    if is_video(&response, &head) {
        return Ok(received(context, metadata, response, head, None));
    }
    let is_json = response.media_type().ends_with("json");
    let content_type = response.header("content-type").unwrap_or_default().to_owned();
    let media_type = response.media_type();
    let body = response.read_error_body(head.concat()).await;
    if !is_json {
        let content_type = if media_type.is_empty() { "bytes without a media type" } else { &content_type };
        let shown = shown(content_type, &body, &context.redactor);
        let reason = format!("the response must be a video, but was {shown}");
        return Err(unexpected(Billing::Unknown, reason).into());
    }
    let json = String::from_utf8_lossy(&body);
    let redacted = context.redactor.redact(&json);
    let address = video_address(&json)
        .and_then(|address| parse_url(&address))
        .filter(|address| may_link_to(&context.server, address));
    let Some(address) = address else {
        let reason = reason(&json, &context.redactor);
        let reason = format!("the response must be a video, but was JSON: {reason}");
        return Err(unexpected(Billing::Unknown, reason).body(redacted).into());
    };
    let shown = context.redactor.redact_line(address.as_str());
    match download(&context, address).await {
        Ok((response, head, resume)) => Ok(received(context, metadata, response, head, Some(resume))),
        Err(cause) => {
            let cause = context.redactor.redact_error(cause);
            let details = context.redactor.redact_line(&describe(&*cause));
            let reason = format!("the video is finished at {shown}, but could not be downloaded ({details})");
            Err(unexpected(Billing::Billed, reason).body(redacted).cause(cause).into())
        }
    }
}

pub(crate) fn received(
    context: CallContext,
    metadata: VideoMetadata,
    response: HttpResponse,
    head: Vec<Bytes>,
    resume: Option<Resume>,
) -> Video {
    let content_type = context.redactor.redact_line(response.header("content-type").unwrap_or_default());
    Video::new(content_type, VideoBytes::new(context, metadata, response, head, resume))
}

pub(crate) fn read_metadata(context: &CallContext, response: &HttpResponse) -> VideoMetadata {
    let headers = response
        .headers()
        .map(|(name, value)| (context.redactor.redact_line(name), context.redactor.redact_line(&value)))
        .collect();
    VideoMetadata::new(response.status(), headers)
}

pub(crate) async fn refusal(context: &CallContext, metadata: &VideoMetadata, response: HttpResponse) -> Failure {
    let operation = context.operation;
    let delay = retry_after(|name| response.header(name), operation.reset_headers, SystemTime::now());
    let (kind, billing) = operation.refusal(metadata.status, delay);
    let is_retryable = matches!(kind, ErrorKind::RateLimited { .. }) && billing == Billing::NotBilled;
    let body = response.read_error_body(Vec::new()).await;
    let body = String::from_utf8_lossy(&body);
    Failure::new(operation, kind, billing, reason(&body, &context.redactor))
        .response(metadata.status, metadata.request_id.clone())
        .body(context.redactor.redact(&body))
        .retryable(is_retryable)
}

/// Why the body of a successful response is not a whole video as it is.
pub(crate) fn framing_problem(response: &HttpResponse) -> Option<String> {
    if response.status() == PARTIAL_CONTENT {
        return Some("a part of a video (206), although no part was requested".into());
    }
    let is_other = |value: &&str, plain| !value.trim().eq_ignore_ascii_case(plain);
    if let Some(coding) = response.header("transfer-encoding").filter(|value| is_other(value, "chunked")) {
        return Some(format!("a body whose transfer encoding is {coding}, which cannot be decoded"));
    }
    let coding = response.header("content-encoding").filter(|value| is_other(value, "identity"))?;
    Some(format!("a body whose content encoding is {coding}, which cannot be decoded"))
}

fn is_announced_video(response: &HttpResponse) -> bool {
    response.media_type().starts_with("video/")
}

/// Reads enough of a body to judge it. A body that breaks off is judged as it is, unless it was announced as a video.
pub(crate) async fn read_head(response: &mut HttpResponse, timeout: Duration) -> Result<Vec<Bytes>, ReadError> {
    let mut head = Vec::new();
    let mut length = 0;
    let needed = if is_announced_video(response) { 1 } else { SIGNATURE_LENGTH };
    while length < needed {
        let result = if length == 0 {
            match tokio::time::timeout_at(response.first_byte_by, response.read(timeout)).await {
                Ok(result) => result,
                Err(_) => Err(ReadError::Timeout(timeout)),
            }
        } else {
            response.read(timeout).await
        };
        match result {
            Ok(Some(chunk)) => {
                length += chunk.len();
                head.push(chunk);
            }
            Ok(None) => break,
            Err(ReadError::Broken(_)) if !is_announced_video(response) => break,
            Err(error) => return Err(error),
        }
    }
    Ok(head)
}

pub(crate) fn is_video(response: &HttpResponse, head: &[Bytes]) -> bool {
    (is_announced_video(response) && !head.is_empty()) || is_mp4(&head.concat())
}

/// Requests may be repeated here: the video is made and billed. The key is not sent, and redirects to safe addresses
/// only are followed.
async fn download(context: &CallContext, address: Url) -> Result<(HttpResponse, Vec<Bytes>, Resume), BoxError> {
    let mut next = address;
    let mut cause: BoxError = "no attempt was made".into();
    for _ in 0..MAX_DOWNLOAD_ATTEMPTS {
        let mut response = match get(&context.http, next.clone(), None, context.timeout).await {
            Ok(response) => response,
            Err(error) => {
                cause = error.into_cause();
                continue;
            }
        };
        if response.is_successful() && framing_problem(&response).is_none() {
            match read_head(&mut response, context.timeout).await {
                Ok(head) if is_video(&response, &head) => {
                    let resume = Resume::new(context.download(next), &response);
                    return Ok((response, head, resume));
                }
                Ok(_) => {}
                Err(error) => {
                    cause = error.into_cause();
                    continue;
                }
            }
        }
        cause = format!("status {} without a whole video", response.status()).into();
        if let Some(target) = redirect(&context.server, &response, &next) {
            next = target;
        }
    }
    Err(cause)
}

/// Redacted as a whole and cut afterwards, so that no part of the key is left at the cut.
fn shown(content_type: &str, body: &[u8], redactor: &KeyRedactor) -> String {
    let content_type = redactor.redact_line(content_type);
    if body.is_empty() {
        return format!("{content_type}, empty");
    }
    let first = &body[..body.len().min(MAX_SHOWN_BYTES)];
    let is_text = first.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\r' | b'\n' | b'\t'));
    let start = if is_text {
        let text = redactor.redact_line(&String::from_utf8_lossy(body));
        format!("{:?}", text.chars().take(MAX_SHOWN_BYTES).collect::<String>())
    } else {
        let hex: String = first.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("bytes {hex}")
    };
    format!("{content_type}, starting with {start}")
}
