use std::time::Duration;

use crate::Billing;
use crate::error::ErrorKind;
use crate::request_schema::RequestSchema;

/// What the document says about an operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: &'static str,
    pub(crate) path: &'static str,
    /// The media types of its responses.
    pub(crate) accept: &'static str,
    pub(crate) timeout_seconds: f64,
    pub(crate) schema: &'static RequestSchema,
    pub(crate) statuses: &'static [StatusFact],
    /// Headers that give the time from which requests are accepted again.
    pub(crate) reset_headers: &'static [&'static str],
}

/// What the document says about a status of an operation.
#[derive(Debug)]
pub(crate) struct StatusFact {
    pub(crate) status: u16,
    pub(crate) error: StatusError,
    pub(crate) billing: &'static str,
}

/// The names that the document gives errors.
#[derive(Clone, Copy, Debug)]
pub(crate) enum StatusError {
    BadRequest,
    Unauthorized,
    Forbidden,
    NotFound,
    InsufficientCredits,
    RateLimited,
    Server,
}

impl Operation {
    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_secs_f64(self.timeout_seconds)
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
            StatusError::RateLimited => ErrorKind::RateLimited { retry_after },
            StatusError::Server => ErrorKind::Server,
        };
        (kind, if fact.billing == "NOT_BILLED" { Billing::NotBilled } else { Billing::Unknown })
    }
}
