use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use serde_json::Value;

use crate::Billing;
use crate::client::Client;
use crate::error::{Failure, Result};
use crate::free_call::FreeCall;
use crate::job_id;
use crate::models::{Credits, HistoryEntry, HistoryPage, HistorySortField, HistoryState, SortOrder};
use crate::operation::Operation;
use crate::operations::{GET_CREDITS, GET_REQUEST_HISTORY, LIST_REQUEST_HISTORY};
use crate::request_schema::message;

const MAX_ROWS: u32 = 100;

/// What costs nothing and is about the account. It is read again after failures that may pass, as often as
/// [`max_retries`](crate::ClientBuilder::max_retries) allows.
impl Client {
    /// The credits of the account.
    ///
    /// # Errors
    ///
    /// Fails if they could not be read.
    pub async fn credits(&self) -> Result<Credits> {
        let call = self.free_call(GET_CREDITS, Billing::NotBilled);
        call.get_retrying("", &[]).await
    }

    /// One request of the history of the account, by the id of a job or by the request id of a video.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) if the id cannot be one,
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if the history does not have it; other errors if it could not
    /// be read.
    pub async fn history_entry(&self, id: impl AsRef<str>) -> Result<HistoryEntry> {
        let id = id.as_ref();
        job_id::check(GET_REQUEST_HISTORY, id, &self.0.redactor())?;
        let call = self.free_call(GET_REQUEST_HISTORY, Billing::Unknown);
        call.get_retrying(id, &[]).await
    }

    /// Earlier requests of the account, the newest first: those of the last seven days, unless days are set.
    pub fn history(&self) -> HistoryQuery {
        HistoryQuery { client: self.clone(), parameters: Vec::new(), problems: Vec::new() }
    }

    pub(crate) fn free_call(&self, operation: &'static Operation, billing: Billing) -> FreeCall<'_> {
        let limit: Duration = self.0.timeout.unwrap_or(operation.timeout);
        FreeCall { settings: &self.0, operation, limit, billing }
    }
}

/// Reads a page of the history when it is awaited. What is not set is chosen by the service.
#[must_use = "nothing is read unless it is awaited"]
#[derive(Clone)]
pub struct HistoryQuery {
    client: Client,
    parameters: Vec<(&'static str, String)>,
    problems: Vec<String>,
}

impl HistoryQuery {
    /// The page, from 1.
    pub fn page(self, page: u32) -> Self {
        self.check("page", "at least 1", page, page >= 1).set("page", page.to_string())
    }

    /// The number of rows in a page, from 1 to 100.
    pub fn per_page(self, rows: u32) -> Self {
        self.check("per_page", "from 1 to 100", rows, (1..=MAX_ROWS).contains(&rows)).set("per_page", rows.to_string())
    }

    /// The first day, such as `2026-11-24`, in UTC (assumption): at most 31 days before the last one.
    pub fn from_date(self, day: impl Into<String>) -> Self {
        self.set_day("from_date", day.into())
    }

    /// The last day, such as `2026-11-24`, in UTC (assumption).
    pub fn to_date(self, day: impl Into<String>) -> Self {
        self.set_day("to_date", day.into())
    }

    /// Part of the name of the model, such as `pixverse`.
    pub fn model_name(self, part: impl Into<String>) -> Self {
        self.set("model_name", part.into())
    }

    /// The state of the requests.
    pub fn status(self, state: HistoryState) -> Self {
        self.set_constant("status", &state.into())
    }

    /// The field to sort by.
    pub fn sort_by(self, field: HistorySortField) -> Self {
        self.set_constant("sort_by", &field.into())
    }

    /// The order.
    pub fn sort_order(self, order: SortOrder) -> Self {
        self.set_constant("sort_order", &order.into())
    }

    fn set_constant(self, name: &'static str, value: &Value) -> Self {
        self.set(name, value.as_str().unwrap_or_default().into())
    }

    fn set_day(self, name: &'static str, day: String) -> Self {
        let is_digit =
            |(index, byte): (usize, u8)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
        let is_day = day.len() == 10 && day.bytes().enumerate().all(is_digit);
        self.check(name, "a date such as 2026-11-24", &day, is_day).set(name, day)
    }

    fn check(mut self, name: &str, rule: &str, value: impl fmt::Debug, is_allowed: bool) -> Self {
        if !is_allowed {
            let shown = self.client.0.redactor().redact_line(&format!("{value:?}"));
            self.problems.push(message(name, rule, &shown));
        }
        self
    }

    fn set(mut self, name: &'static str, value: String) -> Self {
        self.parameters.retain(|(set, _)| *set != name);
        self.parameters.push((name, value));
        self
    }

    async fn run(self) -> Result<HistoryPage> {
        if !self.problems.is_empty() {
            return Err(Failure::invalid(LIST_REQUEST_HISTORY, self.problems.join("\n")).into());
        }
        let call = self.client.free_call(LIST_REQUEST_HISTORY, Billing::Unknown);
        call.get_retrying("", &self.parameters).await
    }
}

impl IntoFuture for HistoryQuery {
    type Output = Result<HistoryPage>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for HistoryQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HistoryQuery").field("parameters", &self.parameters).finish_non_exhaustive()
    }
}
