use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONNECTION, HeaderValue, USER_AGENT};
use reqwest::{Method, RequestBuilder, Url};

use crate::api_key::ApiKey;
use crate::base_url::parse_base_url;
use crate::error::{Failure, OptionsError, Result, describe};
use crate::http::build_client;
use crate::key_redactor::KeyRedactor;
use crate::operation::Operation;
use crate::operations::{API_KEY_HEADER, HTTP_USER_AGENT, SERVER};
use crate::request_schema::message;

const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
const DEFAULT_MAX_RETRIES: u32 = 2;
const MAX_RETRIES: u32 = 100;
const MAX_TIMEOUT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Makes videos. Clones are cheap and share their settings.
///
/// Each call sends a paid request at most once, over a connection of its own; only what was certainly not billed is
/// retried. Dropping the future of a call cancels it and closes its connection.
#[derive(Clone)]
pub struct Client(pub(crate) Arc<Settings>);

pub(crate) struct Settings {
    api_key: ApiKey,
    pub(crate) http: reqwest::Client,
    base_url: Url,
    pub(crate) timeout: Option<Duration>,
    pub(crate) connect_timeout: Duration,
    pub(crate) max_retries: u32,
    pub(crate) validates_requests: bool,
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
}

impl Settings {
    /// Where an operation is: where the document has it, unless another base URL is set, to which all operations move.
    pub(crate) fn server(&self, operation: &Operation) -> Url {
        let is_moved = Url::parse(SERVER).ok().as_ref() != Some(&self.base_url);
        let documented = Url::parse(operation.server).ok().filter(|_| !is_moved);
        documented.unwrap_or_else(|| self.base_url.clone())
    }

    /// The address of an operation. `id` takes the place of a parameter of the path.
    pub(crate) fn url(&self, operation: &Operation, id: &str) -> Url {
        let mut url = self.server(operation);
        let path = operation.path.replace("{request_id}", id);
        url.set_path(&format!("{}{path}", url.path().trim_end_matches('/')));
        url
    }

    /// A request of an operation, with the key.
    pub(crate) fn request(&self, method: Method, operation: &'static Operation, url: Url) -> Result<RequestBuilder> {
        let Ok(mut key) = HeaderValue::from_str(self.api_key.expose()) else {
            return Err(Failure::invalid(operation, "api_key must be visible ASCII characters only").into());
        };
        key.set_sensitive(true);
        let request = self
            .http
            .request(method, url)
            .header(ACCEPT, operation.accept)
            .header(ACCEPT_ENCODING, "identity")
            .header(CONNECTION, "close")
            .header(USER_AGENT, HTTP_USER_AGENT)
            .header(API_KEY_HEADER, key);
        Ok(request)
    }

    pub(crate) fn redactor(&self) -> KeyRedactor {
        KeyRedactor::new(&self.api_key)
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
            base_url,
            timeout: self.timeout,
            connect_timeout: self.connect_timeout,
            max_retries: self.max_retries,
            validates_requests: self.validates_requests,
        })))
    }
}

pub(crate) fn timeout_problem(name: &str, timeout: Duration) -> Option<String> {
    let is_valid = !timeout.is_zero() && timeout <= MAX_TIMEOUT;
    let rule = "longer than zero and at most 30 days";
    (!is_valid).then(|| message(name, rule, &format!("{timeout:?}")))
}

pub(crate) fn retries_problem(retries: u32) -> Option<String> {
    let rule = format!("at most {MAX_RETRIES}");
    (retries > MAX_RETRIES).then(|| message("max_retries", &rule, &retries.to_string()))
}
