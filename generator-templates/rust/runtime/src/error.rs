use std::error::Error as StdError;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::Billing;
use crate::look_up::LostRequest;
use crate::operation::Operation;

pub(crate) type BoxError = Box<dyn StdError + Send + Sync>;

/// The result of a call.
pub type Result<T> = std::result::Result<T, Error>;

/// A call without a video. Check [`billing`](Self::billing) before sending the request again.
///
/// The message names the operation, the status code, the request id where known, the service's own text, and
/// the billing status. The API key is redacted in all texts.
pub struct Error(Box<Failure>);

/// What kind of failure an [`Error`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client did not send the request, because it breaks rules of the document or an option is invalid.
    #[non_exhaustive]
    InvalidRequest {
        /// Everything that is wrong with the request; empty if an option of the call is invalid.
        violations: Vec<Violation>,
    },
    /// The request is not valid (400).
    BadRequest,
    /// The API key is missing or invalid (401).
    Unauthorized,
    /// The API key is valid, but not authorized for the endpoint (403).
    Forbidden,
    /// The endpoint or model does not exist (404).
    NotFound,
    /// The account has too few credits (406). The service reportedly uses this status for other errors too,
    /// such as a value that is not accepted; the message holds its words.
    InsufficientCredits,
    /// Too many requests in a short time (429). The request was refused, so sending it again later is safe.
    #[non_exhaustive]
    RateLimited {
        /// The time from the response to the next request, if the service says it.
        retry_after: Option<Duration>,
    },
    /// The service failed (5xx). Check the billing status: after 502 and 504, the job may still be running.
    Server,
    /// The service sent a response that the document does not describe.
    UnexpectedResponse,
    /// No connection could be made, or it broke. Only after [`Billing::NotSent`] nothing was sent.
    Connection,
    /// No response came in time, or its bytes stopped coming.
    Timeout,
    /// A video could not be saved where it was meant to go.
    #[non_exhaustive]
    SaveFailed {
        /// The file that holds the bytes of the video instead. `None` if nothing was sent, or if no file
        /// could be created; then the [`Video`](crate::Video) can still be read.
        saved_to: Option<PathBuf>,
    },
    /// The bytes of a video were requested a second time.
    AlreadyRead,
    /// The job failed. It is not billed.
    JobFailed,
    /// A job had no video within the deadline of the waiting, but continues.
    #[non_exhaustive]
    JobTimeout {
        /// The id of the job, with which any process can go on waiting.
        job_id: String,
    },
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The names of the fields: one, or several for a rule that concerns several fields.
    pub fields: Vec<String>,
    /// Which field, what is allowed and what it holds, such as `duration must be one of 5, 8, but was 7`.
    pub message: String,
}

/// The same as its message.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// What is known about a failed call.
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    pub(crate) billing: Billing,
    pub(crate) operation: &'static Operation,
    pub(crate) status: Option<u16>,
    pub(crate) request_id: Option<String>,
    pub(crate) body: String,
    pub(crate) reason: String,
    pub(crate) is_retryable: bool,
    pub(crate) cause: Option<BoxError>,
    /// What to look for in the history, if the request may have made a video.
    pub(crate) lost: Option<LostRequest>,
}

impl Failure {
    pub(crate) fn new(
        operation: &'static Operation,
        kind: ErrorKind,
        billing: Billing,
        reason: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            billing,
            operation,
            status: None,
            request_id: None,
            body: String::new(),
            reason: reason.into(),
            is_retryable: false,
            cause: None,
            lost: None,
        }
    }

    pub(crate) fn invalid(operation: &'static Operation, reason: impl Into<String>) -> Self {
        let kind = ErrorKind::InvalidRequest { violations: Vec::new() };
        Self::new(operation, kind, Billing::NotSent, reason)
    }

    pub(crate) fn response(mut self, status: u16, request_id: Option<String>) -> Self {
        self.status = Some(status);
        self.request_id = request_id;
        self
    }

    pub(crate) fn body(mut self, body: String) -> Self {
        self.body = body;
        self
    }

    pub(crate) fn retryable(mut self, is_retryable: bool) -> Self {
        self.is_retryable = is_retryable;
        self
    }

    pub(crate) fn cause(mut self, cause: impl Into<Option<BoxError>>) -> Self {
        self.cause = cause.into();
        self
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self(Box::new(failure))
    }
}

impl Error {
    /// What kind of failure this is.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// What the failure means for the bill.
    #[must_use]
    pub fn billing(&self) -> Billing {
        self.0.billing
    }

    /// The document's name of the operation, such as `textToVideo`.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.0.operation.id
    }

    /// The HTTP status code of the response, such as 406; `None` if no response came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The service's id of the call, for its support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The body of the response as text, cut after 64 KiB, with the API key redacted; empty if there is none.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.0.body
    }

    /// Everything that is wrong with the request; empty unless it was an invalid request.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        match &self.0.kind {
            ErrorKind::InvalidRequest { violations } => violations,
            _ => &[],
        }
    }

    /// How long the service wants the client to wait after a 429.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self.0.kind {
            ErrorKind::RateLimited { retry_after } => retry_after,
            _ => None,
        }
    }

    /// The file that holds the bytes of a video that could not be saved to its target.
    #[must_use]
    pub fn saved_to(&self) -> Option<&Path> {
        match &self.0.kind {
            ErrorKind::SaveFailed { saved_to } => saved_to.as_deref(),
            _ => None,
        }
    }

    /// The id of the job whose video did not come within the deadline.
    #[must_use]
    pub fn job_id(&self) -> Option<&str> {
        match &self.0.kind {
            ErrorKind::JobTimeout { job_id } => Some(job_id),
            _ => None,
        }
    }

    /// Whether another attempt is safe and may succeed.
    pub(crate) fn is_retryable(&self) -> bool {
        self.0.is_retryable
    }

    pub(crate) fn lost_request(&self) -> Option<&LostRequest> {
        self.0.lost.as_ref()
    }

    /// Remembers the request of a paid call that may have made a video.
    pub(crate) fn or_lost(mut self, request: &LostRequest) -> Self {
        if self.billing() >= Billing::Unknown && self.0.lost.is_none() {
            self.0.lost = Some(request.clone());
        }
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failure = &self.0;
        write!(f, "{}: ", failure.operation.id)?;
        if let Some(status) = failure.status {
            write!(f, "{status}: ")?;
        }
        f.write_str(&failure.reason)?;
        if let Some(id) = &failure.request_id {
            write!(f, " (request id {id})")?;
        }
        write!(f, " [{}: {}]", failure.billing, failure.billing.meaning(failure.operation.is_free()))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.to_string())
            .field("cause", &self.0.cause)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.cause.as_ref().map(|cause| &**cause as &(dyn StdError + 'static))
    }
}

/// The options of a client are invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OptionsError {
    /// Everything that is wrong, such as `max_retries must be at most 100, but was 101`.
    pub problems: Vec<String>,
}

impl fmt::Display for OptionsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problems.join("\n"))
    }
}

impl StdError for OptionsError {}

/// A text with its causes, which most errors leave out.
pub(crate) fn describe(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let more = cause.to_string();
        if !text.ends_with(&more) {
            text = format!("{text}: {more}");
        }
        next = cause.source();
    }
    text
}
