use std::time::Duration;

use crate::Billing;
use crate::error::ErrorKind;

/// What the document says about an operation.
#[derive(Debug)]
pub struct Operation {
    pub(crate) id: &'static str,
    /// The server that the document has for it.
    pub(crate) server: &'static str,
    /// Below the server. May hold `{request_id}`.
    pub(crate) path: &'static str,
    /// The media types of its responses.
    pub(crate) accept: &'static str,
    /// By default.
    pub(crate) timeout: Duration,
    /// How long its video usually takes, as published.
    pub(crate) typical_time: Option<Duration>,
    /// The operation that takes the same request and returns the video itself.
    pub(crate) submits: Option<&'static Operation>,
    /// Whether a successful response is a video.
    pub(crate) makes_video: bool,
    pub(crate) statuses: &'static [StatusFact],
    /// Headers that give the time from which requests are accepted again.
    pub(crate) reset_headers: &'static [&'static str],
}

/// What the document says about a status of an operation.
#[derive(Debug)]
pub struct StatusFact {
    pub(crate) status: u16,
    pub(crate) error: StatusError,
    pub(crate) billing: &'static str,
}

/// The names that the document gives errors.
#[derive(Clone, Copy, Debug)]
pub enum StatusError {
    BadRequest,
    Unauthorized,
    Forbidden,
    NotFound,
    InsufficientCredits,
    JobFailed,
    RateLimited,
    Server,
    UnexpectedResponse,
}

impl Operation {
    /// Whether its requests cost nothing: they make no video.
    pub(crate) fn is_free(&self) -> bool {
        !self.makes_video && self.submits.is_none()
    }

    /// The last part of the path, which is the name of the model in the history.
    pub(crate) fn model_name(&self) -> &'static str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The error and the bill of a refusal. Nothing is known of the bill of an undocumented status.
    pub(crate) fn refusal(&self, status: u16, retry_after: Option<Duration>) -> (ErrorKind, Billing) {
        let Some(fact) = self.statuses.iter().find(|fact| fact.status == status) else {
            let kind = if status >= 500 { ErrorKind::Server } else { ErrorKind::UnexpectedResponse };
            return (kind, Billing::Unknown);
        };
        let kind = match fact.error {
            StatusError::BadRequest => ErrorKind::BadRequest,
            StatusError::Unauthorized => ErrorKind::Unauthorized,
            StatusError::Forbidden => ErrorKind::Forbidden,
            StatusError::NotFound => ErrorKind::NotFound,
            StatusError::InsufficientCredits => ErrorKind::InsufficientCredits,
            StatusError::JobFailed => ErrorKind::JobFailed,
            StatusError::RateLimited => ErrorKind::RateLimited { retry_after },
            StatusError::Server => ErrorKind::Server,
            StatusError::UnexpectedResponse => ErrorKind::UnexpectedResponse,
        };
        (kind, if fact.billing == "NOT_BILLED" { Billing::NotBilled } else { Billing::Unknown })
    }
}
