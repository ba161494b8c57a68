//! Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.

use std::env;
use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use pixverse_client::{
    Call, Client, Error, ErrorKind, ImageToVideoRequest, OPERATIONS, TextToVideoRequest, V5ExtendRequest,
    V5VideoRequest, V6VideoRequest, VideoMetadata,
};
use serde_json::{Map, Value, json};
use tokio::time::timeout;

type AnyError = Box<dyn StdError>;

fn client(case: &Value) -> Result<Client, AnyError> {
    let server = env::var("PIXVERSE_BASE_URL")?;
    let server = case["baseUrl"].as_str().unwrap_or(&server);
    let max_retries = case["maxRetries"].as_u64().unwrap_or(0).try_into()?;
    Ok(Client::builder(env::var("SEGMIND_API_KEY")?)
        .base_url(server)
        .max_retries(max_retries)
        .validate_requests(case["validate"].as_bool().unwrap_or(true))
        .build()?)
}

/// The call, and how `Debug` shows its request.
fn call(client: &Client, case: &Value) -> Result<(Call, String), AnyError> {
    let fields = case["request"].as_object().cloned().unwrap_or_default();
    let additional = case["additional"].as_object().cloned().unwrap_or_default();
    macro_rules! call {
        ($request:ident, $method:ident) => {{
            let request = additional
                .into_iter()
                .fold($request::from_json(fields), |request, (name, value)| request.additional_property(name, value));
            (client.$method(&request), format!("{request:?} {request:#?}"))
        }};
    }
    let (call, shown) = match case["operation"].as_str() {
        Some("textToVideo") => call!(TextToVideoRequest, text_to_video),
        Some("imageToVideo") => call!(ImageToVideoRequest, image_to_video),
        Some("generateV5Video") => call!(V5VideoRequest, generate_v5_video),
        Some("extendV5Video") => call!(V5ExtendRequest, extend_v5_video),
        Some("generateV6Video") => call!(V6VideoRequest, generate_v6_video),
        unknown => return Err(format!("no operation {unknown:?}").into()),
    };
    Ok(match case["timeoutSeconds"].as_f64() {
        Some(seconds) => (call.timeout(Duration::from_secs_f64(seconds)), shown),
        None => (call, shown),
    })
}

async fn execute(case: &Value) -> Result<Value, AnyError> {
    let client = client(case)?;
    let (call, shown_request) = call(&client, case)?;
    let shows = case["do"] == "show";
    let mut shown = vec![format!("{client:?} {client:#?} {call:?} {call:#?}"), shown_request];
    let target = case["target"].as_str().unwrap_or_default().to_owned();
    let saves = case["do"] == "save";
    let calling = async {
        if saves {
            let saved = call.save_to(&target).await?;
            return Ok((success(&saved.metadata, saved.size), format!("{saved:?}")));
        }
        let mut video = call.await?;
        let bytes = video.bytes().await?;
        Ok::<_, Error>((success(video.metadata(), bytes.len() as u64), format!("{video:?} {video:#?}")))
    };
    let result = match case["cancelAfterSeconds"].as_f64() {
        // Drops the call, as the language cancels.
        Some(seconds) => match timeout(Duration::from_secs_f64(seconds), calling).await {
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
    if let Ok(file) = std::fs::metadata(&target) {
        outcome["saved"] = json!(file.len());
    }
    Ok(outcome)
}

fn success(metadata: &VideoMetadata, bytes: u64) -> Value {
    let known = [
        ("requestId", json!(metadata.request_id)),
        ("cost", json!(metadata.cost)),
        ("remainingCredits", json!(metadata.remaining_credits)),
        ("generationSeconds", json!(metadata.generation_seconds)),
        ("seed", json!(metadata.seed)),
    ];
    let known: Map<String, Value> =
        known.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.into(), value)).collect();
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
        ErrorKind::Connection | ErrorKind::Timeout | ErrorKind::SaveFailed { .. } => "FAILED",
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
