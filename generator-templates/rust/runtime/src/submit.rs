use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;

use crate::client::Client;
use crate::error::{ErrorKind, Failure, Result};
use crate::error_body::reason;
use crate::from_json::FromJson;
use crate::http::HttpResponse;
use crate::job::VideoJob;
use crate::models::SubmittedJob;
use crate::operation::Operation;
use crate::paid_call::PaidCall;
use crate::response::{CallContext, read_metadata, refusal};
use crate::{Billing, job_id};

pub(crate) mod sealed {
    use crate::operation::Operation;
    use crate::request_schema::{RequestFields, RequestSchema};

    /// A request of an operation that makes a video.
    pub trait PaidRequest {
        fn submit_operation(&self) -> &'static Operation;
        fn schema(&self) -> &'static RequestSchema;
        fn request_fields(&self) -> &RequestFields;
    }
}

/// A request for a video, as [`Client::submit`] takes it.
pub trait VideoRequest: sealed::PaidRequest {}

impl Client {
    /// Submits a job that makes a video. It is sent at most once, like a call that returns the video itself, but ends as
    /// soon as the service has queued the job.
    pub fn submit(&self, request: &impl VideoRequest) -> SubmitCall {
        SubmitCall(PaidCall::new(self, request.submit_operation(), request))
    }
}

/// A call that submits a job, and starts when it is awaited. Store the id of the job: any process can wait for it.
///
/// If it fails with [`Billing::Unknown`], the job may exist: look for it with [`Client::look_up`].
#[must_use = "a call does nothing unless it is awaited"]
pub struct SubmitCall(PaidCall);

impl SubmitCall {
    /// Instead of the client's timeout.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self(self.0.timeout(timeout))
    }

    /// Instead of the client's number of retries.
    pub fn max_retries(self, max_retries: u32) -> Self {
        Self(self.0.max_retries(max_retries))
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.0.operation
    }

    /// The JSON to send.
    pub(crate) fn into_body(self) -> Result<Bytes> {
        Ok(self.0.body?)
    }

    async fn run(self) -> Result<VideoJob> {
        let client = self.0.client.clone();
        let typical = self.0.operation.submits.and_then(|made| made.typical_time);
        let id = self.0.run(read_id).await?;
        Ok(VideoJob::new(client, id, typical))
    }
}

async fn read_id(context: CallContext, response: HttpResponse) -> Result<String> {
    let metadata = read_metadata(&context, &response);
    if !response.is_successful() {
        return Err(refusal(&context, &metadata, response).await.into());
    }
    let body = response.read_error_body(Vec::new()).await;
    let text = String::from_utf8_lossy(&body);
    let json: Value = serde_json::from_str(&text).unwrap_or_default();
    if let Some(id) = SubmittedJob::from_json(&json).and_then(|job| job.request_id).filter(|id| job_id::is_valid(id)) {
        return Ok(id);
    }
    let shown = reason(&text, &context.redactor);
    let reason = format!("the response must be JSON with the id of a job, but was: {shown}");
    let failure = Failure::new(context.operation, ErrorKind::UnexpectedResponse, Billing::Unknown, reason)
        .response(metadata.status, metadata.request_id)
        .body(context.redactor.redact(&text));
    Err(failure.into())
}

impl IntoFuture for SubmitCall {
    type Output = Result<VideoJob>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for SubmitCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SubmitCall").field(&self.0).finish()
    }
}
