use std::sync::Arc;
use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use crate::Billing;
use crate::client::Settings;
use crate::error::{Error, ErrorKind, Failure, Result, describe};
use crate::error_body::reason;
use crate::from_json::FromJson;
use crate::http::{HttpResponse, ReadError, exchange};
use crate::key_redactor::KeyRedactor;
use crate::operation::Operation;
use crate::response::{CallContext, read_metadata, refusal};
use crate::retry::{PollSchedule, or_longer, random_fraction};

const OK: u16 = 200;
const REQUEST_TIMEOUT: u16 = 408;
const TOO_MANY_REQUESTS: u16 = 429;
const FIRST_SERVER_ERROR: u16 = 500;

/// A request that makes no video: it costs nothing and may be repeated.
#[derive(Clone, Copy)]
pub(crate) struct FreeCall<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) operation: &'static Operation,
    /// Of one attempt as a whole.
    pub(crate) limit: Duration,
    /// What is known of the bill of what the call is about.
    pub(crate) billing: Billing,
}

impl FreeCall<'_> {
    /// Makes one attempt to read something.
    ///
    /// `id` takes the place of a parameter of the path.
    pub(crate) async fn get<T: FromJson>(self, id: &str, query: &[(&str, String)]) -> Result<T> {
        let mut url = self.settings.url(self.operation, id);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let request = self.settings.request(Method::GET, self.operation, url)?;
        self.read(request).await
    }

    /// The same, with further attempts.
    pub(crate) async fn get_retrying<T: FromJson>(self, id: &str, query: &[(&str, String)]) -> Result<T> {
        let mut retries = Retries::new(self.settings);
        loop {
            match self.get(id, query).await {
                Err(error) => retries.pause_after(error).await?,
                result => return result,
            }
        }
    }

    async fn read<T: FromJson>(self, request: RequestBuilder) -> Result<T> {
        match exchange(request, self.limit).await {
            Ok(response) => self.read_response(response).await,
            Err(error) => Err(self.broken(error)),
        }
    }

    /// Reads the JSON of a response. A failed job is known not to be billed; every other refusal says nothing of a job.
    pub(crate) async fn read_response<T: FromJson>(self, response: HttpResponse) -> Result<T> {
        let context = self.context();
        let metadata = read_metadata(&context, &response);
        let status = metadata.status;
        if !response.is_successful() {
            let mut failure = refusal(&context, &metadata, response).await.retryable(may_pass(status));
            if failure.kind != ErrorKind::JobFailed {
                failure.billing = self.billing;
            }
            return Err(failure.into());
        }
        let body = response.read_all(self.limit).await.map_err(|error| self.broken(error))?;
        let body = context.redactor.redact(&String::from_utf8_lossy(&body));
        let json = serde_json::from_str(&body).ok();
        json.as_ref().filter(|json: &&Value| json.is_object()).and_then(T::from_json).ok_or_else(|| {
            let reason =
                format!("the response must be the documented JSON, but was: {}", reason(&body, &context.redactor));
            Failure::new(self.operation, ErrorKind::UnexpectedResponse, self.billing, reason)
                .response(status, metadata.request_id)
                .body(body)
                // A page of a proxy, or half a response, in place of the JSON.
                .retryable(status == OK)
                .into()
        })
    }

    fn context(self) -> CallContext {
        CallContext {
            operation: self.operation,
            redactor: self.settings.redactor(),
            http: self.settings.http.clone(),
            server: Arc::new(self.settings.server(self.operation)),
            timeout: self.limit,
            sent: None,
        }
    }

    pub(crate) fn broken(self, error: ReadError) -> Error {
        no_response(self.operation, self.billing, error, &self.settings.redactor())
    }
}

/// No whole response came to a request that costs nothing.
pub(crate) fn no_response(
    operation: &'static Operation,
    billing: Billing,
    error: ReadError,
    redactor: &KeyRedactor,
) -> Error {
    let kind = if matches!(error, ReadError::Timeout(_)) { ErrorKind::Timeout } else { ErrorKind::Connection };
    let may_pass = error.may_pass();
    let cause = redactor.redact_error(error.into_cause());
    let reason = format!("no response came ({})", redactor.redact_line(&describe(&*cause)));
    Failure::new(operation, kind, billing, reason).retryable(may_pass).cause(cause).into()
}

/// Whether a status of a request that costs nothing may be another one at the next attempt.
pub(crate) fn may_pass(status: u16) -> bool {
    status >= FIRST_SERVER_ERROR || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT
}

/// Pauses between attempts after failures that may pass, as often as the options allow.
pub(crate) struct Retries {
    schedule: PollSchedule,
    left: u32,
}

impl Retries {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self { schedule: PollSchedule::new(), left: settings.max_retries }
    }

    /// Fails with the failure if there is no further attempt.
    pub(crate) async fn pause_after(&mut self, failure: Error) -> Result<()> {
        if self.left == 0 || !failure.is_retryable() {
            return Err(failure);
        }
        self.left -= 1;
        tokio::time::sleep(or_longer(self.schedule.next(random_fraction()), &failure)).await;
        Ok(())
    }
}
