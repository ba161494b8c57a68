//! Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.

use std::collections::HashMap;
use std::env;
use std::io;
use std::time::Duration;

use pixverse_client::{time_limits, Client, Error};
use serde::Deserialize;
use serde_json::{from_value, json, Value};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    operation: String,
    request: Value,
    timeout_seconds: Option<f64>,
}

async fn call(client: Client, case: Case) -> Result<Vec<u8>, Error> {
    let client = match case.timeout_seconds {
        Some(seconds) => client.with_time_limit(Duration::from_secs_f64(seconds)),
        None => client,
    };
    let request = case.request;
    match case.operation.as_str() {
        "textToVideo" => client.text_to_video(&from_value(request).map_err(not_sent)?).await,
        "imageToVideo" => client.image_to_video(&from_value(request).map_err(not_sent)?).await,
        "generateV5Video" => client.generate_v5_video(&from_value(request).map_err(not_sent)?).await,
        "extendV5Video" => client.extend_v5_video(&from_value(request).map_err(not_sent)?).await,
        "generateV6Video" => client.generate_v6_video(&from_value(request).map_err(not_sent)?).await,
        unknown => panic!("no operation {unknown}"),
    }
}

fn not_sent(cause: serde_json::Error) -> Error {
    Error::NotSent(cause.to_string())
}

fn outcome(result: Result<Vec<u8>, Error>) -> Value {
    match result {
        Ok(video) => json!({"outcome": "VIDEO", "status": 200, "bytes": video.len()}),
        Err(error) => {
            let message = error.to_string();
            match error {
                Error::NotSent(_) => json!({"outcome": "NOT_SENT", "message": message}),
                Error::Response { status, .. } => json!({"outcome": "REFUSED", "status": status, "message": message}),
                Error::Connection(_) => json!({"outcome": "FAILED", "message": message}),
            }
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(&env::var("SEGMIND_API_KEY")?)?.with_server(env::var("PIXVERSE_BASE_URL")?);
    let seconds: HashMap<_, _> = time_limits().into_iter().map(|(path, limit)| (path, limit.as_secs_f64())).collect();
    println!("{}", json!({"timeLimits": seconds}));
    for line in io::stdin().lines() {
        println!("{}", outcome(call(client.clone(), serde_json::from_str(&line?)?).await));
    }
    Ok(())
}
