use std::fmt;
use std::future::{Future, IntoFuture};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::Url;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONNECTION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use tokio::time::Instant;

use crate::Billing;
use crate::api_key::ApiKey;
use crate::base_url::parse_base_url;
use crate::error::{Error, ErrorKind, Failure, OptionsError, Result, describe};
use crate::http::{SendError, build_client, send};
use crate::key_redactor::KeyRedactor;
use crate::operation::Operation;
use crate::operations::{API_KEY_HEADER, HTTP_USER_AGENT, SERVER};
use crate::request_schema::{RequestFields, message};
use crate::response::{CallContext, read_video};
use crate::retry::{random_fraction, retry_delay};
use crate::save::VideoSaver;
use crate::video::{SavedVideo, Video};

const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
const DEFAULT_MAX_RETRIES: u32 = 2;
const MAX_RETRIES: u32 = 100;
const MAX_TIMEOUT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Makes videos. Clones are cheap and share their settings.
///
/// Each call sends a paid request at most once, over a connection of its own; only what was certainly not billed is
/// retried. Dropping the future of a call cancels it and closes its connection.
#[derive(Clone)]
pub struct Client(Arc<Settings>);

struct Settings {
    api_key: ApiKey,
    http: reqwest::Client,
    base_url: Arc<Url>,
    timeout: Option<Duration>,
    connect_timeout: Duration,
    max_retries: u32,
    validates_requests: bool,
}

impl Client {
    /// A client with the default options.
    ///
    /// # Errors
    ///
    /// Fails if the key is not visible ASCII, or if this machine has no root certificates.
    pub fn new(api_key: impl Into<ApiKey>) -> std::result::Result<Self, OptionsError> {
        Self::builder(api_key).build()
    }

    /// A builder, to set options.
    pub fn builder(api_key: impl Into<ApiKey>) -> ClientBuilder {
        ClientBuilder {
            api_key: api_key.into(),
            base_url: SERVER.into(),
            timeout: None,
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            max_retries: DEFAULT_MAX_RETRIES,
            validates_requests: true,
        }
    }

    pub(crate) fn call(&self, operation: &'static Operation, request: &RequestFields) -> Call {
        let encoded = operation.schema.encode(request, self.0.validates_requests);
        let body = encoded.map(Bytes::from).map_err(|violations| {
            let lines: String = violations.iter().map(|violation| format!("\n  {violation}")).collect();
            let reason = format!("the request breaks the rules of the document:{lines}\n ");
            let kind = ErrorKind::InvalidRequest { violations };
            Failure::new(operation.id, kind, Billing::NotSent, reason)
        });
        Call { client: self.clone(), operation, body, timeout: None, max_retries: None }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.0.base_url.as_str())
            .field("timeout", &self.0.timeout)
            .field("connect_timeout", &self.0.connect_timeout)
            .field("max_retries", &self.0.max_retries)
            .field("validate_requests", &self.0.validates_requests)
            .finish_non_exhaustive()
    }
}

/// The options of a [`Client`].
///
/// There is none for another HTTP client: it might send a paid request twice.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ClientBuilder {
    api_key: ApiKey,
    base_url: String,
    timeout: Option<Duration>,
    connect_timeout: Duration,
    max_retries: u32,
    validates_requests: bool,
}

impl ClientBuilder {
    /// The server's root, without `/v1`: https, or http to this machine.
    #[must_use]
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// The time from the moment the request is sent to the first byte of the video, and then between bytes. By default,
    /// five times the usual time of each operation, see [`OPERATIONS`](crate::OPERATIONS).
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The time to wait for a connection, before anything is sent; 30 seconds by default.
    #[must_use]
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.connect_timeout = connect_timeout;
        self
    }

    /// How often a request that was certainly not sent, or was refused with 429, is sent again; 2 by default.
    #[must_use]
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = max_retries;
        self
    }

    /// Whether requests that break a rule of the document are rejected; true by default.
    #[must_use]
    pub fn validate_requests(mut self, validates_requests: bool) -> Self {
        self.validates_requests = validates_requests;
        self
    }

    /// Creates the client.
    ///
    /// # Errors
    ///
    /// Fails with everything that is wrong with the options, or if this machine has no root certificates.
    pub fn build(self) -> std::result::Result<Client, OptionsError> {
        let base_url = parse_base_url(&self.base_url, SERVER);
        let problems: Vec<String> = [
            self.api_key.problem(),
            base_url.as_ref().err().cloned(),
            self.timeout.and_then(|timeout| timeout_problem("timeout", timeout)),
            timeout_problem("connect_timeout", self.connect_timeout),
            retries_problem(self.max_retries),
        ]
        .into_iter()
        .flatten()
        .collect();
        let base_url = match base_url {
            Ok(base_url) if problems.is_empty() => base_url,
            _ => return Err(OptionsError { problems }),
        };
        let http = build_client(&base_url).map_err(|cause| OptionsError {
            problems: vec![format!("no secure connection can be made: {}", describe(&*cause))],
        })?;
        Ok(Client(Arc::new(Settings {
            api_key: self.api_key,
            http,
            base_url: Arc::new(base_url),
            timeout: self.timeout,
            connect_timeout: self.connect_timeout,
            max_retries: self.max_retries,
            validates_requests: self.validates_requests,
        })))
    }
}

fn timeout_problem(name: &str, timeout: Duration) -> Option<String> {
    let is_valid = !timeout.is_zero() && timeout <= MAX_TIMEOUT;
    let rule = "longer than zero and at most 30 days";
    (!is_valid).then(|| message(name, rule, &format!("{timeout:?}")))
}

fn retries_problem(retries: u32) -> Option<String> {
    let rule = format!("at most {MAX_RETRIES}");
    (retries > MAX_RETRIES).then(|| message("max_retries", &rule, &retries.to_string()))
}

/// A call that starts when it is awaited. Dropping its future cancels it and closes the connection; the service cannot
/// stop a job that it has received.
#[must_use = "a call does nothing unless it is awaited"]
pub struct Call {
    client: Client,
    operation: &'static Operation,
    body: std::result::Result<Bytes, Failure>,
    timeout: Option<Duration>,
    max_retries: Option<u32>,
}

impl Call {
    /// Instead of the client's timeout.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Instead of the client's number of retries.
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = Some(max_retries);
        self
    }

    /// Saves the video to a file, which is checked before the request is sent.
    pub fn save_to(self, path: impl AsRef<Path>) -> SavingCall {
        SavingCall { call: self, path: path.as_ref().into(), listener: Box::new(|_, _| {}) }
    }

    async fn run(self) -> Result<Video> {
        let Self { client, operation, body, timeout, max_retries } = self;
        let settings = &*client.0;
        let body = body?;
        let problems: Vec<String> =
            [timeout.and_then(|timeout| timeout_problem("timeout", timeout)), max_retries.and_then(retries_problem)]
                .into_iter()
                .flatten()
                .collect();
        if !problems.is_empty() {
            return Err(Failure::invalid(operation.id, problems.join("\n")).into());
        }
        let max_retries = max_retries.unwrap_or(settings.max_retries);
        let context = CallContext {
            operation,
            redactor: KeyRedactor::new(&settings.api_key),
            http: settings.http.clone(),
            server: settings.base_url.clone(),
            timeout: timeout.or(settings.timeout).unwrap_or_else(|| operation.timeout()),
        };
        let ends_at = Instant::now() + context.timeout;
        let mut failed: Option<Error> = None;
        let mut retry = 0;
        loop {
            retry += 1;
            let error = match attempt(settings, &context, body.clone()).await {
                Ok(video) => return Ok(video),
                Err(error) => error,
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

/// The failure with the worst billing. Of equals it is the first, unless the later one says why there is no further
/// attempt.
fn worst(before: Error, failure: Error) -> Error {
    let is_worse = failure.billing() > before.billing();
    let is_last_of_equals = failure.billing() == before.billing() && !failure.is_retryable();
    if is_worse || is_last_of_equals { failure } else { before }
}

async fn attempt(settings: &Settings, context: &CallContext, body: Bytes) -> Result<Video> {
    let operation = context.operation;
    let mut url = (*context.server).clone();
    url.set_path(&format!("{}{}", url.path().trim_end_matches('/'), operation.path));
    let Ok(mut key) = HeaderValue::from_str(settings.api_key.expose()) else {
        return Err(Failure::invalid(operation.id, "api_key must be visible ASCII characters only").into());
    };
    key.set_sensitive(true);
    let request = context
        .http
        .post(url)
        .header(ACCEPT, operation.accept)
        .header(ACCEPT_ENCODING, "identity")
        .header(CONNECTION, "close")
        .header(CONTENT_TYPE, "application/json")
        .header(USER_AGENT, HTTP_USER_AGENT)
        .header(API_KEY_HEADER, key);
    match send(&context.http, request, body, settings.connect_timeout, context.timeout).await {
        Ok(response) => read_video(context.clone(), response).await,
        Err(error) => Err(no_response(context, error).into()),
    }
}

fn no_response(context: &CallContext, error: SendError) -> Failure {
    let id = context.operation.id;
    let (kind, billing, reason, is_retryable, cause) = match error {
        SendError::Timeout(limit) => {
            let reason = format!("no response within {limit:?}");
            return Failure::new(id, ErrorKind::Timeout, Billing::Unknown, reason);
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
    Failure::new(id, kind, billing, format!("{reason} ({details})")).retryable(is_retryable).cause(cause)
}

impl IntoFuture for Call {
    type Output = Result<Video>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("timeout", &self.timeout)
            .field("max_retries", &self.max_retries)
            .finish_non_exhaustive()
    }
}

/// A call that saves its video, and starts when it is awaited.
#[must_use = "a call does nothing unless it is awaited"]
pub struct SavingCall {
    call: Call,
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
            saver.reserve(self.call.operation.id).await?;
        }
        self.call.run().await?.save_with(saver, &mut *self.listener).await
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
