//! Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.

use std::env;
use std::error::Error as StdError;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pixverse_client::{
    Call, Client, Error, ErrorKind, ImageToVideoRequest, JobResult, OPERATIONS, SubmitCall, TextToVideoRequest,
    V5ExtendRequest, V5VideoRequest, V6VideoRequest, VideoJob, VideoMetadata, run_bounded,
};
use serde_json::{Map, Value, json};
use tokio::time::timeout;

type AnyError = Box<dyn StdError>;

fn client(case: &Value) -> Result<Client, AnyError> {
    let server = env::var("PIXVERSE_BASE_URL")?;
    let server = case["baseUrl"].as_str().unwrap_or(&server);
    let max_retries = case["maxRetries"].as_u64().unwrap_or(0).try_into()?;
    let options = Client::builder(env::var("SEGMIND_API_KEY")?)
        .base_url(server)
        .max_retries(max_retries)
        .validate_requests(case["validate"].as_bool().unwrap_or(true));
    Ok(match seconds(case, "timeoutSeconds") {
        Some(timeout) => options.timeout(timeout).build()?,
        None => options.build()?,
    })
}

/// Makes something of each kind of request that the operation has.
macro_rules! with_request {
    ($case:expr, |$request:ident, $method:ident| $result:expr) => {{
        macro_rules! with {
            ($type:ident, $call:ident) => {{
                let $request = $case["additional"].as_object().cloned().unwrap_or_default().into_iter().fold(
                    $type::from_json($case["request"].as_object().cloned().unwrap_or_default()),
                    |request, (name, value)| request.additional_property(name, value),
                );
                let $method = Client::$call;
                $result
            }};
        }
        match $case["operation"].as_str() {
            Some("textToVideo") => with!(TextToVideoRequest, text_to_video),
            Some("imageToVideo") => with!(ImageToVideoRequest, image_to_video),
            Some("generateV5Video") => with!(V5VideoRequest, generate_v5_video),
            Some("extendV5Video") => with!(V5ExtendRequest, extend_v5_video),
            Some("generateV6Video") => with!(V6VideoRequest, generate_v6_video),
            unknown => return Err(format!("no operation {unknown:?}").into()),
        }
    }};
}

/// The call, and how `Debug` shows its request.
fn call(client: &Client, case: &Value) -> Result<(Call, String), AnyError> {
    Ok(with_request!(case, |request, method| (method(client, &request), format!("{request:?} {request:#?}"))))
}

fn submit(client: &Client, case: &Value) -> Result<SubmitCall, AnyError> {
    Ok(with_request!(case, |request, _method| client.submit(&request)))
}

fn seconds(case: &Value, name: &str) -> Option<Duration> {
    case[name].as_f64().map(Duration::from_secs_f64)
}

/// What is not about a call that returns the video itself.
async fn execute_job(client: &Client, case: &Value, action: &str) -> Result<Value, AnyError> {
    Ok(match action {
        "credits" => client.credits().await.map_or_else(
            |error| failure(&error),
            |found| json!({"outcome": "DONE", "credits": known([("credits", json!(found.credits)), ("freeCredits", json!(found.free_credits))])}),
        ),
        "upload" => match client.upload_file(case["file"].as_str().unwrap_or_default()).await {
            Ok(address) => json!({"outcome": "DONE", "address": address}),
            Err(error) => failure(&error),
        },
        "job" | "job-save" => match submit(client, case)?.await {
            Ok(job) => wait(&job, case, action == "job-save").await,
            Err(error) => failure(&error),
        },
        _ => match client.job(case["jobId"].as_str().unwrap_or_default()) {
            Ok(job) if action == "result" => job.result().await.map_or_else(|error| failure(&error), |found| shown_result(&found)),
            Ok(job) => wait(&job, case, false).await,
            Err(error) => {
                let mut outcome = failure(&error);
                outcome["error"] = json!("InvalidArgument");
                outcome
            }
        },
    })
}

async fn wait(job: &VideoJob, case: &Value, saves: bool) -> Value {
    let states = Arc::new(Mutex::new(Vec::new()));
    let seen = states.clone();
    let mut waiting = job.wait().on_status(move |progress| {
        let mut states = seen.lock().unwrap_or_else(PoisonError::into_inner);
        let state = Value::from(progress.state);
        if states.last() != Some(&state) {
            states.push(state);
        }
    });
    if let Some(deadline) = seconds(case, "awaitSeconds") {
        waiting = waiting.deadline(deadline);
    }
    let video = async {
        let mut video = waiting.await?;
        if saves {
            let saved = video.save_to(case["target"].as_str().unwrap_or_default()).await?;
            return Ok(success(&saved.metadata, saved.size));
        }
        let bytes = video.bytes().await?;
        Ok::<_, Error>(success(video.metadata(), bytes.len() as u64))
    };
    let mut outcome = video.await.unwrap_or_else(|error| failure(&error));
    outcome["jobId"] = json!(job.id());
    outcome["states"] = json!(*states.lock().unwrap_or_else(PoisonError::into_inner));
    outcome
}

fn shown_result(found: &JobResult) -> Value {
    let url = found.video.as_ref().and_then(|video| video.url.as_ref()).or(found.output.as_ref());
    let metrics = found.metrics.as_ref();
    let known = known([
        ("address", json!(url)),
        ("cost", json!(metrics.and_then(|metrics| metrics.cost))),
        ("remainingCredits", json!(metrics.and_then(|metrics| metrics.remaining_credits))),
    ]);
    json!({"outcome": "DONE", "result": known})
}

/// The properties that have a value.
fn known<const N: usize>(properties: [(&str, Value); N]) -> Map<String, Value> {
    properties.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.into(), value)).collect()
}

async fn execute(case: &Value) -> Result<Value, AnyError> {
    let client = client(case)?;
    let target = case["target"].as_str().unwrap_or_default();
    let mut outcome = match case["do"].as_str() {
        Some("concurrent") => execute_all(&client, case).await,
        Some(action @ ("job" | "job-save" | "resume" | "result" | "credits" | "upload")) => {
            execute_job(&client, case, action).await?
        }
        _ => execute_call(&client, case, target).await?,
    };
    if let Ok(file) = std::fs::metadata(target) {
        outcome["saved"] = json!(file.len());
    }
    Ok(outcome)
}

/// Makes the calls of the case at once.
async fn execute_all(client: &Client, case: &Value) -> Value {
    let requests = case["requests"].as_array().cloned().unwrap_or_default();
    let calls = run_bounded(requests.len(), requests, |request| {
        let call = call(client, &json!({"operation": case["operation"], "request": request}));
        let call = call.map_err(|error| error.to_string());
        async move {
            match call {
                Ok((call, _)) => read(call).await.unwrap_or_else(|error| failure(&error)),
                Err(reason) => json!({"outcome": reason}),
            }
        }
    });
    let outcomes: Vec<Value> = calls.collect().await.into_iter().map(|(_, outcome)| outcome).collect();
    json!({"outcome": "DONE", "calls": outcomes})
}

async fn read(call: Call) -> Result<Value, Error> {
    let mut video = call.await?;
    let bytes = video.bytes().await?;
    Ok(success(video.metadata(), bytes.len() as u64))
}

async fn execute_call(client: &Client, case: &Value, target: &str) -> Result<Value, AnyError> {
    let (call, shown_request) = call(client, case)?;
    let shows = case["do"] == "show";
    let mut shown = vec![format!("{client:?} {client:#?} {call:?} {call:#?}"), shown_request];
    let saves = case["do"] == "save";
    let calling = async {
        if saves {
            let saved = call.save_to(target).await?;
            return Ok((success(&saved.metadata, saved.size), format!("{saved:?}")));
        }
        let mut video = call.await?;
        let bytes = video.bytes().await?;
        Ok::<_, Error>((success(video.metadata(), bytes.len() as u64), format!("{video:?} {video:#?}")))
    };
    let result = match seconds(case, "cancelAfterSeconds") {
        // Drops the call, as the language cancels.
        Some(time) => match timeout(time, calling).await {
            Ok(result) => result,
            Err(_) => return Ok(json!({"outcome": "CANCELLED"})),
        },
        None => calling.await,
    };
    let mut outcome = match result {
        Ok((outcome, text)) => {
            shown.push(text);
            outcome
        }
        Err(error) => {
            shown.push(shown_error(&error));
            failure(&error)
        }
    };
    if shows {
        outcome["shown"] = json!(shown);
    }
    Ok(outcome)
}

fn success(metadata: &VideoMetadata, bytes: u64) -> Value {
    let known = known([
        ("requestId", json!(metadata.request_id)),
        ("cost", json!(metadata.cost)),
        ("remainingCredits", json!(metadata.remaining_credits)),
        ("generationSeconds", json!(metadata.generation_seconds)),
        ("seed", json!(metadata.seed)),
    ]);
    json!({
        "outcome": "VIDEO",
        "status": metadata.status,
        "requestId": metadata.request_id,
        "bytes": bytes,
        "metadata": known,
    })
}

fn failure(error: &Error) -> Value {
    let kind = format!("{:?}", error.kind());
    let name = kind.split([' ', '{']).next().unwrap_or_default();
    let is_sent = error.billing() != pixverse_client::Billing::NotSent;
    let outcome = match error.kind() {
        ErrorKind::InvalidRequest { .. } => "NOT_SENT",
        ErrorKind::SaveFailed { .. } if !is_sent => "NOT_SENT",
        ErrorKind::Connection
        | ErrorKind::Timeout
        | ErrorKind::SaveFailed { .. }
        | ErrorKind::JobFailed
        | ErrorKind::JobTimeout { .. } => "FAILED",
        _ => "REFUSED",
    };
    let violations: Vec<Value> = error
        .violations()
        .iter()
        .map(|violation| json!({"fields": violation.fields, "message": violation.message}))
        .collect();
    let mut outcome = json!({
        "outcome": outcome,
        "error": name,
        "billing": error.billing().to_string(),
        "status": error.status().unwrap_or(0),
        "requestId": error.request_id(),
        "message": error.to_string(),
        "savedTo": error.saved_to(),
    });
    if !violations.is_empty() {
        outcome["violations"] = json!(violations);
    }
    outcome
}

fn shown_error(error: &Error) -> String {
    let mut shown = format!("{error} {error:?} {error:#?} {}", error.body());
    let mut next = error.source();
    while let Some(cause) = next {
        shown += &format!(" {cause} {cause:?}");
        next = cause.source();
    }
    shown
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), AnyError> {
    let seconds: Map<String, Value> =
        OPERATIONS.iter().map(|operation| (operation.path.into(), json!(operation.timeout.as_secs_f64()))).collect();
    println!("{}", json!({"timeLimits": seconds}));
    for line in io::stdin().lines() {
        println!("{}", execute(&serde_json::from_str(&line?)?).await?);
    }
    Ok(())
}
