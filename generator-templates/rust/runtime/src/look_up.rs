use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use serde_json::{Map, Value};
use tokio::time::{Instant, sleep};

use crate::Billing;
use crate::client::Client;
use crate::error::{Error, Failure, Result};
use crate::job::{HISTORY_DELAY, VideoJob};
use crate::job_id;
use crate::models::{HistoryEntry, HistoryPage};
use crate::operation::Operation;
use crate::operations::LIST_REQUEST_HISTORY;
use crate::retry::{PollSchedule, iso_date, iso_time, random_fraction};
use crate::submit::VideoRequest;

/// How far the clocks of this machine and of the service may differ, and how long a request may be on its way.
const TOLERANCE_SECONDS: i64 = 10 * 60;
const DAY_SECONDS: i64 = 24 * 60 * 60;
const MAX_PAGES: u32 = 50;
const ROWS_IN_A_PAGE: usize = 100;

/// A paid request whose response is lost: what is needed to find it in the history.
#[derive(Clone)]
pub(crate) struct LostRequest {
    operation: &'static Operation,
    json: Bytes,
    /// Since 1970.
    sent_at_seconds: i64,
}

impl LostRequest {
    pub(crate) fn new(operation: &'static Operation, json: Bytes, sent_at: SystemTime) -> Self {
        let sent_at = sent_at.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        Self { operation, json, sent_at_seconds: sent_at.as_secs().try_into().unwrap_or(i64::MAX / 2) }
    }

    /// Whether nothing that the row says tells it from the request.
    fn may_be(&self, row: &HistoryEntry) -> bool {
        let created = row.model_created.as_deref().and_then(iso_time);
        let is_of_that_time =
            created.is_none_or(|at| at.abs_diff(self.sent_at_seconds) <= TOLERANCE_SECONDS.unsigned_abs());
        let is_of_model = row.model_name.as_deref().is_none_or(|name| name == self.operation.model_name());
        let sent: Map<String, Value> = serde_json::from_slice(&self.json).unwrap_or_default();
        let is_same =
            row.request_body.as_ref().is_none_or(|kept| sent.iter().all(|(name, value)| is_kept(value, &kept[name])));
        is_of_that_time && is_of_model && is_same
    }
}

/// Numbers are compared by their value: 8 is 8.0.
fn is_kept(sent: &Value, kept: &Value) -> bool {
    match (sent, kept) {
        (Value::Number(sent), Value::Number(kept)) => sent == kept || sent.as_f64() == kept.as_f64(),
        _ => sent == kept,
    }
}

/// A request of the history that may be the one that was lost.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct JobCandidate {
    /// The id of the request.
    pub id: String,
    /// All that the history says: its state, its cost, and where its video is.
    pub entry: HistoryEntry,
}

impl Client {
    /// Searches the history of the account for the request of a failed call that may have made a video: requests of the
    /// same model and with the same fields, sent at that time. Never guesses: two equal requests are two candidates. A
    /// new request may appear with a delay, so an empty result comes only after 30 seconds of repeated searches. Costs
    /// nothing.
    ///
    /// `error` is that of a submitted job or of a call that returns its video, whose billing is unknown or billed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) if the error is of another call; other errors if
    /// the history could not be read.
    pub async fn look_up(&self, error: &Error) -> Result<Vec<JobCandidate>> {
        let Some(sent) = error.lost_request() else {
            let rule = "of a paid call that may have made a video (UNKNOWN or BILLED)";
            let reason = format!("error must be {rule}, but was {}", error.billing());
            return Err(Failure::invalid(LIST_REQUEST_HISTORY, reason).into());
        };
        self.candidates(sent, error.request_id()).await
    }

    /// Searches the history of the account for a request whose sender is gone, such as a killed process that had stored
    /// only the request and when it was about to send it, give or take ten minutes. The same as
    /// [`look_up`](Self::look_up) otherwise.
    ///
    /// # Errors
    ///
    /// Fails if the request is not valid, or if the history could not be read.
    pub async fn look_up_request(&self, request: &impl VideoRequest, sent_at: SystemTime) -> Result<Vec<JobCandidate>> {
        let call = self.submit(request);
        let sent = LostRequest::new(call.operation(), call.into_body()?, sent_at);
        self.candidates(&sent, None).await
    }

    /// The job of a candidate. Nothing is sent yet.
    #[must_use]
    pub fn job_of(&self, candidate: &JobCandidate) -> VideoJob {
        VideoJob::new(self.clone(), candidate.id.clone(), None)
    }

    async fn candidates(&self, sent: &LostRequest, request_id: Option<&str>) -> Result<Vec<JobCandidate>> {
        let started_at = Instant::now();
        let mut schedule = PollSchedule::new();
        loop {
            let found = self.search(sent, request_id).await?;
            if !found.is_empty() || started_at.elapsed() >= HISTORY_DELAY {
                return Ok(found);
            }
            sleep(schedule.next(random_fraction())).await;
        }
    }

    async fn search(&self, sent: &LostRequest, request_id: Option<&str>) -> Result<Vec<JobCandidate>> {
        let day = |offset| iso_date(sent.sent_at_seconds + offset);
        // Whether the days of the history are in UTC is not known.
        let margin = TOLERANCE_SECONDS + DAY_SECONDS;
        let mut query = vec![
            ("from_date", day(-margin)),
            ("to_date", day(margin)),
            ("model_name", sent.operation.model_name().to_owned()),
            ("per_page", ROWS_IN_A_PAGE.to_string()),
            ("page", String::new()),
        ];
        let call = self.free_call(LIST_REQUEST_HISTORY, Billing::Unknown);
        let mut found: Vec<JobCandidate> = Vec::new();
        for page in 1..=MAX_PAGES {
            query[4].1 = page.to_string();
            let rows: HistoryPage = call.get_retrying("", &query).await?;
            let is_last = rows.data.len() < ROWS_IN_A_PAGE;
            for entry in rows.data {
                let Some(id) = entry.request_id.clone().filter(|id| job_id::is_valid(id)) else { continue };
                let is_known = request_id == Some(id.as_str());
                let candidate = JobCandidate { id, entry };
                if is_known {
                    return Ok(vec![candidate]);
                }
                let is_new = found.iter().all(|other| other.id != candidate.id);
                if is_new && sent.may_be(&candidate.entry) {
                    found.push(candidate);
                }
            }
            if is_last {
                break;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::from_json::FromJson;
    use crate::operations::TEXT_TO_VIDEO;

    #[test]
    fn may_be_tells_rows_by_model_time_and_fields() {
        let sent_at = UNIX_EPOCH + Duration::from_secs(784_111_777);
        let sent = LostRequest::new(TEXT_TO_VIDEO, r#"{"prompt":"A boat","duration":8}"#.into(), sent_at);
        let may_be = |row: Value| sent.may_be(&HistoryEntry::from_json(&row).unwrap());
        assert!(may_be(json!({})));
        assert!(may_be(json!({"model_name": "pixverse-text2video", "model_created": "1994-11-06T08:57:37Z"})));
        assert!(may_be(json!({"request_body": {"prompt": "A boat", "duration": 8.0, "quality": "540p"}})));
        assert!(!may_be(json!({"model_name": "pixverse-v6"})));
        assert!(!may_be(json!({"model_created": "1994-11-06T09:01:37Z"})));
        assert!(!may_be(json!({"request_body": {"prompt": "A boat"}})));
        assert!(!may_be(json!({"request_body": {"prompt": "A boat", "duration": 5}})));
    }
}
