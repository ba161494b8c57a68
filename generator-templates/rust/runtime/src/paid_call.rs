use std::fmt;
use std::future::{Future, IntoFuture};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use tokio::time::Instant;

use crate::Billing;
use crate::client::{Client, Settings, retries_problem, timeout_problem};
use crate::error::{Error, ErrorKind, Failure, Result, describe};
use crate::http::{HttpResponse, SendError, send};
use crate::look_up::LostRequest;
use crate::operation::Operation;
use crate::response::{CallContext, read_video};
use crate::retry::{random_fraction, retry_delay};
use crate::save::VideoSaver;
use crate::submit::VideoRequest;
use crate::video::{SavedVideo, Video};

impl Client {
    pub(crate) fn call(&self, operation: &'static Operation, request: &impl VideoRequest) -> Call {
        Call(PaidCall::new(self, operation, request))
    }
}

/// A call whose request is sent at most once, unless it was certainly not billed.
pub(crate) struct PaidCall {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) body: std::result::Result<Bytes, Failure>,
    timeout: Option<Duration>,
    max_retries: Option<u32>,
}

impl PaidCall {
    pub(crate) fn new(client: &Client, operation: &'static Operation, request: &impl VideoRequest) -> Self {
        let encoded = request.schema().encode(request.request_fields(), client.0.validates_requests);
        let body = encoded.map(Bytes::from).map_err(|violations| {
            let lines: String = violations.iter().map(|violation| format!("\n  {violation}")).collect();
            let reason = format!("the request breaks the rules of the document:{lines}\n ");
            Failure::new(operation, ErrorKind::InvalidRequest { violations }, Billing::NotSent, reason)
        });
        Self { client: client.clone(), operation, body, timeout: None, max_retries: None }
    }

    pub(crate) fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    pub(crate) fn max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = Some(max_retries);
        self
    }

    /// Sends the request, and reads the response of each attempt.
    pub(crate) async fn run<T, F>(self, read: impl Fn(CallContext, HttpResponse) -> F) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        let Self { client, operation, body, timeout, max_retries } = self;
        let settings = &*client.0;
        let body = body?;
        let problems: Vec<String> =
            [timeout.and_then(|timeout| timeout_problem("timeout", timeout)), max_retries.and_then(retries_problem)]
                .into_iter()
                .flatten()
                .collect();
        if !problems.is_empty() {
            return Err(Failure::invalid(operation, problems.join("\n")).into());
        }
        let max_retries = max_retries.unwrap_or(settings.max_retries);
        let mut context = CallContext {
            operation,
            redactor: settings.redactor(),
            http: settings.http.clone(),
            server: Arc::new(settings.server(operation)),
            timeout: timeout.or(settings.timeout).unwrap_or(operation.timeout),
            sent: None,
        };
        let ends_at = Instant::now() + context.timeout;
        let mut failed: Option<Error> = None;
        let mut retry = 0;
        loop {
            retry += 1;
            let sent = LostRequest::new(operation, body.clone(), SystemTime::now());
            context.sent = Some(sent.clone());
            let result = match attempt(settings, &context, body.clone()).await {
                Ok(response) => read(context.clone(), response).await,
                Err(error) => Err(error),
            };
            let error = match result {
                Ok(value) => return Ok(value),
                Err(error) => error.or_lost(&sent),
            };
            let delay = retry_delay(retry, &error, random_fraction());
            // Each attempt has the whole timeout before it, and none starts later than one timeout after the first.
            let is_last = retry > max_retries || !error.is_retryable() || Instant::now() + delay >= ends_at;
            let worst = match failed {
                Some(before) => worst(before, error),
                None => error,
            };
            if is_last {
                return Err(worst);
            }
            failed = Some(worst);
            tokio::time::sleep(delay).await;
        }
    }
}

impl fmt::Debug for PaidCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaidCall")
            .field("operation", &self.operation.id)
            .field("timeout", &self.timeout)
            .field("max_retries", &self.max_retries)
            .finish_non_exhaustive()
    }
}

/// The failure with the worst billing. Of equals it is the first, unless the later one says why there is no further
/// attempt.
fn worst(before: Error, failure: Error) -> Error {
    let is_worse = failure.billing() > before.billing();
    let is_last_of_equals = failure.billing() == before.billing() && !failure.is_retryable();
    if is_worse || is_last_of_equals { failure } else { before }
}

async fn attempt(settings: &Settings, context: &CallContext, body: Bytes) -> Result<HttpResponse> {
    let url = settings.url(context.operation, "");
    let request = settings.request(Method::POST, context.operation, url)?.header(CONTENT_TYPE, "application/json");
    send(&context.http, request, body, settings.connect_timeout, context.timeout)
        .await
        .map_err(|error| no_response(context, error).into())
}

fn no_response(context: &CallContext, error: SendError) -> Failure {
    let operation = context.operation;
    let (kind, billing, reason, is_retryable, cause) = match error {
        SendError::Timeout(limit) => {
            let reason = format!("no response within {limit:?}");
            return Failure::new(operation, ErrorKind::Timeout, Billing::Unknown, reason);
        }
        SendError::Lost(cause) => (ErrorKind::Connection, Billing::Unknown, "no response came", false, cause),
        // A certificate is the same at the next attempt.
        SendError::NotSent { is_tls, cause } => {
            let reason = if is_tls { "no secure connection could be made" } else { "no connection could be made" };
            (ErrorKind::Connection, Billing::NotSent, reason, !is_tls, cause)
        }
    };
    let cause = context.redactor.redact_error(cause);
    let details = context.redactor.redact_line(&describe(&*cause));
    Failure::new(operation, kind, billing, format!("{reason} ({details})")).retryable(is_retryable).cause(cause)
}

/// A call that starts when it is awaited. Dropping its future cancels it and closes the connection; the service cannot
/// stop a job that it has received.
#[must_use = "a call does nothing unless it is awaited"]
pub struct Call(PaidCall);

impl Call {
    /// Instead of the client's timeout.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self(self.0.timeout(timeout))
    }

    /// Instead of the client's number of retries.
    pub fn max_retries(self, max_retries: u32) -> Self {
        Self(self.0.max_retries(max_retries))
    }

    /// Saves the video to a file, which is checked before the request is sent.
    pub fn save_to(self, path: impl AsRef<Path>) -> SavingCall {
        SavingCall { call: self.0, path: path.as_ref().into(), listener: Box::new(|_, _| {}) }
    }
}

impl IntoFuture for Call {
    type Output = Result<Video>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.0.run(read_video))
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.0).finish()
    }
}

/// A call that saves its video, and starts when it is awaited.
#[must_use = "a call does nothing unless it is awaited"]
pub struct SavingCall {
    call: PaidCall,
    path: PathBuf,
    listener: Box<dyn FnMut(u64, Option<u64>) + Send>,
}

impl SavingCall {
    /// Calls back with the bytes saved so far and, if the service announced it, with their total.
    pub fn on_progress(mut self, listener: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        self.listener = Box::new(listener);
        self
    }

    async fn run(mut self) -> Result<SavedVideo> {
        let mut saver = VideoSaver::new(&self.path);
        if self.call.body.is_ok() {
            saver.reserve(self.call.operation).await?;
        }
        self.call.run(read_video).await?.save_with(saver, &mut *self.listener).await
    }
}

impl IntoFuture for SavingCall {
    type Output = Result<SavedVideo>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for SavingCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SavingCall").field("call", &self.call).field("path", &self.path).finish_non_exhaustive()
    }
}
