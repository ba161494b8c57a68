use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use crate::Billing;
use crate::base_url::{may_link_to, parse_url};
use crate::client::{Client, timeout_problem};
use crate::download::Resume;
use crate::error::{Error, ErrorKind, Failure, Result};
use crate::free_call::{Retries, may_pass, no_response};
use crate::from_json::FromJson;
use crate::http::{HttpResponse, ReadError};
use crate::job_id;
use crate::job_reader::JobReader;
use crate::models::{JobResult, JobState, JobStatus};
use crate::operations::{GET_JOB_RESULT, GET_JOB_STATUS};
use crate::response::{CallContext, framing_problem, is_video, read_head, read_metadata, received};
use crate::retry::{PollSchedule, or_longer, random_fraction};
use crate::video::Video;

const DEFAULT_DEADLINE: Duration = Duration::from_secs(30 * 60);
/// How long an unknown id may still appear: the history is delayed.
pub(crate) const HISTORY_DELAY: Duration = Duration::from_secs(30);
/// A shorter time is over.
const MIN_LEFT: Duration = Duration::from_millis(1);
const FORBIDDEN: u16 = 403;
const NOT_FOUND: u16 = 404;
const GONE: u16 = 410;

impl Client {
    /// A job that was submitted before, by this process or another. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// Fails with [`ErrorKind::InvalidRequest`] if the id cannot be one.
    pub fn job(&self, id: impl Into<String>) -> Result<VideoJob> {
        let id = id.into();
        job_id::check(GET_JOB_STATUS, &id, &self.0.redactor())?;
        Ok(VideoJob::new(self.clone(), id, None))
    }
}

/// A job that makes a video, and goes on whatever becomes of this value.
///
/// Everything here costs nothing: it is read again after failures that may pass.
#[derive(Clone)]
pub struct VideoJob {
    client: Client,
    id: String,
    typical: Option<Duration>,
    started_at: Instant,
}

impl VideoJob {
    pub(crate) fn new(client: Client, id: String, typical: Option<Duration>) -> Self {
        Self { client, id, typical, started_at: Instant::now() }
    }

    /// The id of the job. Store it: any process can go on with [`Client::job`].
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Reads the status, `FAILED` included. Where the record of the job has expired, the history of the account has it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if neither the jobs nor the history have the id; other errors if the status could not be
    /// read.
    pub async fn status(&self) -> Result<JobStatus> {
        let mut retries = Retries::new(&self.client.0);
        loop {
            match self.reader(None).status().await {
                Err(error) if *error.kind() == ErrorKind::JobFailed => {
                    let body = serde_json::from_str(error.body()).unwrap_or_default();
                    return JobStatus::from_json(&body).ok_or(error);
                }
                Err(error) => retries.pause_after(error).await?,
                result => return result,
            }
        }
    }

    /// Reads the result: the address of the video, its cost, the remaining credits and times; what the service knows.
    /// It has no address unless the job is completed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::JobFailed`] if the job failed; otherwise as for [`status`](Self::status).
    pub async fn result(&self) -> Result<JobResult> {
        let mut retries = Retries::new(&self.client.0);
        loop {
            match self.reader(None).result(Billing::Unknown).await {
                Err(error) => retries.pause_after(error).await?,
                result => return result,
            }
        }
    }

    /// Waits for the video. Polls the status after one second at first and after up to ten seconds later.
    pub fn wait(&self) -> JobWait {
        JobWait { job: self.clone(), deadline: DEFAULT_DEADLINE, listener: Box::new(|_| {}) }
    }

    fn reader(&self, ends_at: Option<Instant>) -> JobReader<'_> {
        JobReader { settings: &self.client.0, id: &self.id, timeout: self.timeout(), ends_at }
    }

    /// Of one request.
    fn timeout(&self) -> Duration {
        self.client.0.timeout.unwrap_or(GET_JOB_STATUS.timeout)
    }
}

impl fmt::Debug for VideoJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VideoJob").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What a poll has found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct JobProgress {
    /// Queued or processing.
    pub state: JobState,
    /// What the service says.
    pub status: JobStatus,
    /// The time since the job was submitted, or since this process got it by its id.
    pub elapsed: Duration,
    /// How long such a video usually takes, as published; `None` if that is not known.
    pub typical: Option<Duration>,
}

/// Waits for the video of a job, when it is awaited.
///
/// Dropping the future ends the waiting, not the job. It fails with [`ErrorKind::JobFailed`] if the job failed, which is
/// not billed, and with [`ErrorKind::JobTimeout`] if the deadline passed; then the job continues.
#[must_use = "nothing is waited for unless it is awaited"]
pub struct JobWait {
    job: VideoJob,
    deadline: Duration,
    listener: Box<Listener>,
}

type Listener = dyn FnMut(&JobProgress) + Send;

impl JobWait {
    /// How long to wait until the first byte of the video; 30 minutes by default.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Calls back after each poll that finds the job queued or processing.
    pub fn on_status(mut self, listener: impl FnMut(&JobProgress) + Send + 'static) -> Self {
        self.listener = Box::new(listener);
        self
    }

    async fn run(mut self) -> Result<Video> {
        if let Some(problem) = timeout_problem("deadline", self.deadline) {
            return Err(Failure::invalid(GET_JOB_STATUS, problem).into());
        }
        let ends_at = Instant::now() + self.deadline;
        let poller = Poller {
            job: self.job,
            deadline: self.deadline,
            ends_at,
            billing: Billing::Unknown,
            result: None,
            unknown_since: None,
        };
        poller.run(&mut *self.listener).await
    }
}

impl IntoFuture for JobWait {
    type Output = Result<Video>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for JobWait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobWait").field("job", &self.job).field("deadline", &self.deadline).finish_non_exhaustive()
    }
}

struct Poller {
    job: VideoJob,
    deadline: Duration,
    ends_at: Instant,
    /// Billed once the job is known to be completed.
    billing: Billing,
    result: Option<JobResult>,
    unknown_since: Option<Instant>,
}

impl Poller {
    async fn run(mut self, listener: &mut Listener) -> Result<Video> {
        let mut schedule = PollSchedule::new();
        let mut failed: Option<Error> = None;
        while !self.is_over() {
            let mut delay = schedule.next(random_fraction());
            match self.poll(listener).await {
                Ok(Some(video)) => return Ok(video),
                Ok(None) => {}
                Err(error) if self.may_pass(&error) => {
                    delay = or_longer(delay, &error);
                    // A request that the deadline aborts has no other cause than the failure before.
                    if failed.is_none() || !self.is_over() {
                        failed = Some(error);
                    }
                }
                Err(error) => return Err(error),
            }
            sleep(delay.min(self.left())).await;
        }
        let id = &self.job.id;
        let seconds = self.deadline.as_secs_f64();
        let reason = format!("job {id} had no video within {seconds:?} s, but continues");
        let kind = ErrorKind::JobTimeout { job_id: id.clone() };
        let failure = Failure::new(GET_JOB_STATUS, kind, self.billing, reason);
        Err(failure.cause(failed.map(Into::into)).into())
    }

    async fn poll(&mut self, listener: &mut Listener) -> Result<Option<Video>> {
        if !self.is_completed(listener).await? {
            return Ok(None);
        }
        let result = match self.result.take() {
            Some(result) => result,
            None => self.job.reader(Some(self.ends_at)).result(self.billing).await?,
        };
        let video = self.open(&result).await;
        self.result = Some(result);
        video.map(Some)
    }

    /// Polls the status unless the job is known to be completed; reports any other state.
    async fn is_completed(&mut self, listener: &mut Listener) -> Result<bool> {
        if self.billing == Billing::Billed {
            return Ok(true);
        }
        let status = self.job.reader(Some(self.ends_at)).status().await?;
        self.unknown_since = None;
        match status.status.unwrap_or(JobState::Processing) {
            JobState::Completed => {
                self.billing = Billing::Billed;
                Ok(true)
            }
            JobState::Failed => {
                let reason = status.error.as_deref().unwrap_or("the service gave no reason");
                let reason = format!("job {} failed: {reason}", self.job.id);
                Err(Failure::new(GET_JOB_STATUS, ErrorKind::JobFailed, Billing::NotBilled, reason).into())
            }
            state => {
                let elapsed = self.job.started_at.elapsed();
                listener(&JobProgress { state, status, elapsed, typical: self.job.typical });
                Ok(false)
            }
        }
    }

    async fn open(&self, result: &JobResult) -> Result<Video> {
        let settings = &*self.job.client.0;
        let context = CallContext {
            operation: GET_JOB_RESULT,
            redactor: settings.redactor(),
            http: settings.http.clone(),
            server: Arc::new(settings.server(GET_JOB_RESULT)),
            timeout: self.job.timeout(),
            sent: None,
        };
        let address = result.video.as_ref().and_then(|video| video.url.as_deref()).or(result.output.as_deref());
        let url = address.and_then(parse_url).filter(|url| may_link_to(&context.server, url));
        let Some(url) = url else {
            let shown = address.map_or("missing".into(), |address| context.redactor.redact_line(address));
            let id = &self.job.id;
            let reason = format!("the address of the video of job {id} must be an https URL, but was {shown}");
            return Err(Failure::new(GET_JOB_RESULT, ErrorKind::UnexpectedResponse, Billing::Billed, reason).into());
        };
        let download = context.download(url);
        let redactor = context.redactor.clone();
        let broken = |error| no_response(GET_JOB_RESULT, Billing::Billed, error, &redactor);
        let opening = async {
            let mut response = download.request(None).await.map_err(broken)?;
            let problem = match problem(&response) {
                Some(problem) => Some(problem),
                None => {
                    let head = read_head(&mut response, context.timeout).await.map_err(broken)?;
                    if is_video(&response, &head) {
                        let metadata = read_metadata(&context, &response);
                        let resume = Resume::new(download, &response);
                        return Ok(received(context, metadata, response, head, Some(resume)));
                    }
                    Some("must be a video, but was something else".into())
                }
            };
            let address = redactor.redact_line(download.address.as_str());
            let problem = redactor.redact_line(&problem.unwrap_or_default());
            Err(refusal(&response, format!("the video of job {} at {address} {problem}", self.job.id)))
        };
        timeout_at(self.ends_at, opening).await.unwrap_or_else(|_| Err(broken(ReadError::Timeout(self.deadline))))
    }

    fn may_pass(&mut self, error: &Error) -> bool {
        if *error.kind() != ErrorKind::NotFound || self.billing == Billing::Billed {
            return error.is_retryable();
        }
        self.unknown_since.get_or_insert_with(Instant::now).elapsed() < HISTORY_DELAY
    }

    fn left(&self) -> Duration {
        self.ends_at.saturating_duration_since(Instant::now())
    }

    fn is_over(&self) -> bool {
        self.left() < MIN_LEFT
    }
}

/// Why a response is not the video.
fn problem(response: &HttpResponse) -> Option<String> {
    if matches!(response.status(), FORBIDDEN | NOT_FOUND | GONE) {
        return Some("is no longer available; files are kept for 7 days".into());
    }
    if !response.is_successful() {
        return Some("could not be downloaded".into());
    }
    framing_problem(response).map(|problem| format!("must be a video, but was {problem}"))
}

fn refusal(response: &HttpResponse, reason: String) -> Error {
    let status = response.status();
    let kind = if status >= 500 { ErrorKind::Server } else { ErrorKind::UnexpectedResponse };
    let failure = Failure::new(GET_JOB_RESULT, kind, Billing::Billed, reason);
    // Another attempt would return the same non-video response.
    if response.is_successful() {
        failure.into()
    } else {
        failure.response(status, None).retryable(may_pass(status)).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::GET_REQUEST_HISTORY;

    #[test]
    fn unknown_job_may_appear_within_thirty_seconds() {
        let job = Client::new("SG_0123456789abcdef").unwrap().job("a").unwrap();
        let ends_at = Instant::now() + DEFAULT_DEADLINE;
        let (billing, result) = (Billing::Unknown, None);
        let mut poller = Poller { job, deadline: DEFAULT_DEADLINE, ends_at, billing, result, unknown_since: None };
        let unknown = Failure::new(GET_REQUEST_HISTORY, ErrorKind::NotFound, Billing::Unknown, "").into();
        assert!(poller.may_pass(&unknown));
        poller.unknown_since = Instant::now().checked_sub(HISTORY_DELAY / 2);
        assert!(poller.may_pass(&unknown));
        poller.unknown_since = Instant::now().checked_sub(HISTORY_DELAY);
        assert!(!poller.may_pass(&unknown));
        // The file of a completed job does not come back.
        poller.unknown_since = None;
        poller.billing = Billing::Billed;
        assert!(!poller.may_pass(&unknown));
    }
}
