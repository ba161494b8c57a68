use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::time::Instant;

use crate::Billing;
use crate::client::Settings;
use crate::error::{Error, ErrorKind, Failure, Result};
use crate::free_call::FreeCall;
use crate::from_json::FromJson;
use crate::models::{HistoryEntry, HistoryState, JobResult, JobStatus};
use crate::operation::Operation;
use crate::operations::{GET_JOB_RESULT, GET_JOB_STATUS, GET_REQUEST_HISTORY};

const NOT_FOUND: u16 = 404;
const MIN_LIMIT: Duration = Duration::from_millis(1);

/// Reads jobs, once each; where the record of a job has expired, from the history of the account.
pub(crate) struct JobReader<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) id: &'a str,
    /// Of each request.
    pub(crate) timeout: Duration,
    /// No request outlasts it.
    pub(crate) ends_at: Option<Instant>,
}

impl JobReader<'_> {
    pub(crate) async fn status(&self) -> Result<JobStatus> {
        self.read(GET_JOB_STATUS, Billing::Unknown).await
    }

    /// `billing` is [`Billing::Billed`] once the job is known to be completed.
    pub(crate) async fn result(&self, billing: Billing) -> Result<JobResult> {
        self.read(GET_JOB_RESULT, billing).await
    }

    async fn read<T: FromJson>(&self, operation: &'static Operation, billing: Billing) -> Result<T> {
        let call = FreeCall { settings: self.settings, operation, limit: self.limit(), billing };
        match call.get(self.id, &[]).await {
            Err(error) if *error.kind() == ErrorKind::NotFound => {
                let call = FreeCall { operation: GET_REQUEST_HISTORY, limit: self.limit(), ..call };
                let entry = call.get(self.id, &[]).await.map_err(|error| self.unknown(error))?;
                T::from_json(&as_result(&entry)).ok_or(error)
            }
            result => result,
        }
    }

    fn limit(&self) -> Duration {
        let left = self.ends_at.map(|ends_at| ends_at.saturating_duration_since(Instant::now()));
        left.map_or(self.timeout, |left| left.min(self.timeout)).max(MIN_LIMIT)
    }

    fn unknown(&self, error: Error) -> Error {
        if *error.kind() != ErrorKind::NotFound {
            return error;
        }
        let reason = format!("neither the jobs nor the history of the account have job {}", self.id);
        Failure::new(GET_REQUEST_HISTORY, ErrorKind::NotFound, error.billing(), reason)
            .response(NOT_FOUND, None)
            .cause(Some(error.into()))
            .into()
    }
}

/// The row of a job as the JSON of its result, which has the properties of a status too.
fn as_result(entry: &HistoryEntry) -> Value {
    let state = entry.model_status.map(|state| match state {
        HistoryState::Completed => "COMPLETED",
        HistoryState::Failed => "FAILED",
        HistoryState::Pending => "PROCESSING",
    });
    let properties = [
        ("request_id", json!(entry.request_id)),
        ("status", json!(state)),
        ("output", json!(entry.generation_url)),
        ("error", json!(entry.error)),
        ("metrics", json!({"cost": entry.credits_deduction})),
    ];
    let known = properties.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(known.map(|(name, value)| (name.into(), value)).collect::<Map<_, _>>())
}
