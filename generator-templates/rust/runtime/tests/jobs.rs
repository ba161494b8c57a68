//! Jobs against a server that misbehaves.

mod stub;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use pixverse_client::{Billing, Client, ErrorKind, JobState, TextToVideoRequest, VideoJob};
use stub::{KEY, Step, Stub, VIDEO, folder, json, response, send};

const SECOND: Duration = Duration::from_secs(1);
const ID: &str = "5f0c7a3e-9b1d-4c62-8a57-3d2e6f104b98";
const NOT_FOUND: &str = "404 Not Found\r\nContent-Type: application/json";
const TAGGED: &str = "200 OK\r\nContent-Type: video/mp4\r\nETag: \"a\"";

fn client(stub: &Stub) -> Client {
    Client::builder(KEY).base_url(&stub.url).timeout(5 * SECOND).max_retries(0).build().unwrap()
}

fn job(stub: &Stub) -> VideoJob {
    client(stub).job(ID).unwrap()
}

fn request() -> TextToVideoRequest {
    TextToVideoRequest::new("A boat")
}

/// A server of a job, whose responses to each path are given in order; the last one again and again.
fn serve(routes: Vec<(&'static str, Vec<Vec<Step>>)>) -> Stub {
    let counts: Vec<AtomicUsize> = routes.iter().map(|_| AtomicUsize::new(0)).collect();
    Stub::serving(move |request, _| {
        let line = request.lines().next().unwrap();
        let Some(at) = routes.iter().position(|(path, _)| line.contains(path)) else { return send(NOT_FOUND, b"{}") };
        let index = counts[at].fetch_add(1, Ordering::SeqCst);
        let scripts = &routes[at].1;
        let host = request.lines().find_map(|line| line.to_lowercase().strip_prefix("host: ").map(str::to_owned));
        let address = format!("http://{}", host.unwrap());
        scripts[index.min(scripts.len() - 1)].iter().map(|step| with_address(step, &address)).collect()
    })
}

/// `http://stub` stands for the server's own address, which is as long.
fn with_address(step: &Step, address: &str) -> Step {
    match step {
        Step::Send(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) if text.contains("http://stub") => {
                let body = text.split_once("\r\n\r\n").unwrap().1.replace("http://stub", address);
                let head = text.split_once("\r\nContent-Length").unwrap().0.strip_prefix("HTTP/1.1 ").unwrap();
                Step::Send(response(&head.replace("http://stub", address), body.as_bytes()))
            }
            _ => step.clone(),
        },
        other => other.clone(),
    }
}

fn submitted() -> Vec<Step> {
    json(&format!("{{\"request_id\":\"{ID}\",\"status\":\"QUEUED\"}}"))
}

fn status(state: &str) -> Vec<Step> {
    json(&format!("{{\"status\":\"{state}\"}}"))
}

fn result() -> Vec<Step> {
    json(r#"{"status":"COMPLETED","video":{"url":"http://stub/boat.mp4"},"metrics":{"cost":0.45,"total_time":43.7}}"#)
}

/// The first bytes of a file, and a closed connection.
fn cut(head: &str, bytes: usize) -> Vec<Step> {
    let whole = response(head, VIDEO);
    vec![Step::Send(whole[..whole.len() - VIDEO.len() + bytes].to_vec())]
}

fn rest(from: usize) -> Vec<Step> {
    let last = VIDEO.len() - 1;
    let head = format!("206 Partial\r\nContent-Range: bytes {from}-{last}/{}", VIDEO.len());
    send(&head, &VIDEO[from..])
}

fn completed(files: Vec<Vec<Step>>) -> Stub {
    serve(vec![("/status", vec![status("COMPLETED")]), ("/v2/requests/", vec![result()]), ("/boat.mp4", files)])
}

#[tokio::test]
async fn job_is_submitted_once_and_its_video_read_without_the_key() {
    let stub = serve(vec![
        ("POST /v2/pixverse-text2video", vec![submitted()]),
        ("/status", vec![status("QUEUED"), status("SLEEPING"), status("COMPLETED")]),
        ("/v2/requests/", vec![result()]),
        ("/boat.mp4", vec![send("302 Found\r\nLocation: http://stub/file", b""), send(TAGGED, VIDEO)]),
        ("/file", vec![send(TAGGED, VIDEO)]),
    ]);
    let job = client(&stub).submit(&request()).await.unwrap();
    assert_eq!(job.id(), ID);
    let reports = Arc::new(Mutex::new(Vec::new()));
    let seen = reports.clone();
    let waiting = job.wait().on_status(move |progress| {
        assert!(progress.elapsed < 60 * SECOND);
        seen.lock().unwrap().push((progress.state, progress.typical));
    });
    let mut video = waiting.await.unwrap();
    assert_eq!(video.bytes().await.unwrap(), VIDEO);
    let typical = Some(Duration::from_millis(44_130));
    assert_eq!(*reports.lock().unwrap(), [(JobState::Queued, typical), (JobState::Processing, typical)]);
    assert_eq!(stub.requests_of("POST").len(), 1);
    assert!(stub.requests_of("POST")[0].contains("\"prompt\":\"A boat\""));
    let statuses = stub.requests_of("/status");
    assert!(statuses.len() == 3 && statuses.iter().all(|request| request.contains(KEY)));
    for file in ["/boat.mp4", "/file"] {
        assert!(stub.requests_of(file).iter().all(|request| !request.contains(KEY)), "{file}");
        assert_eq!(stub.requests_of(file).len(), 1, "{file}");
    }
}

#[tokio::test]
async fn lost_response_of_a_submit_may_be_billed_and_is_not_repeated() {
    for (script, kind) in [
        (vec![], ErrorKind::Connection),
        (vec![Step::Send(b"HTTP/1.1 200 OK\r\nContent-".to_vec())], ErrorKind::Connection),
        (vec![Step::AwaitClose], ErrorKind::Timeout),
        (cut("200 OK\r\nContent-Type: application/json", 0), ErrorKind::UnexpectedResponse),
        (json("{\"request_id\":\"../x\"}"), ErrorKind::UnexpectedResponse),
        (json("[]"), ErrorKind::UnexpectedResponse),
        (send("503 Busy\r\nRetry-After: 0", b"{}"), ErrorKind::Server),
    ] {
        let stub = Stub::start(vec![script, submitted()]);
        let error = client(&stub).submit(&request()).timeout(SECOND).max_retries(2).await.unwrap_err();
        assert_eq!((error.kind(), error.billing(), stub.count()), (&kind, Billing::Unknown, 1), "{error}");
    }
}

#[tokio::test]
async fn refused_submit_is_retried_only_after_429() {
    let limited = || send("429 Too Many\r\nRetry-After: 0", b"{\"error\":\"slow down\"}");
    let stub = Stub::start(vec![limited(), submitted()]);
    assert!(client(&stub).submit(&request()).max_retries(1).await.is_ok());
    let stub = Stub::start(vec![send("410 Gone", b"{\"error\":\"retired\"}"), submitted()]);
    let error = client(&stub).submit(&request()).max_retries(1).await.unwrap_err();
    assert_eq!((error.kind(), error.billing(), stub.count()), (&ErrorKind::NotFound, Billing::NotBilled, 1));
}

#[tokio::test]
async fn invalid_request_or_id_sends_nothing() {
    let stub = Stub::start(vec![submitted()]);
    let error = client(&stub).submit(&request().set("duration", 7)).await.unwrap_err();
    assert_eq!(error.violations()[0].message, "duration must be one of 5, 8, but was 7");
    assert!(
        error.to_string().starts_with("submitTextToVideo: the request breaks the rules of the document:"),
        "{error}"
    );
    for id in ["", "../requests", "a/b", "a?b", KEY.repeat(9).as_str()] {
        let error = client(&stub).job(id).unwrap_err();
        assert_eq!(error.billing(), Billing::NotSent, "{error}");
        assert!(
            matches!(error.kind(), ErrorKind::InvalidRequest { .. }) && !error.to_string().contains(KEY),
            "{error}"
        );
    }
    let error = job(&stub).wait().deadline(Duration::ZERO).await.unwrap_err();
    assert_eq!((error.billing(), stub.count()), (Billing::NotSent, 0), "{error}");
}

#[tokio::test]
async fn waiting_survives_failures_to_read() {
    let stub = serve(vec![
        (
            "/status",
            vec![
                send("429 Too Many\r\nRetry-After: 0", b"{}"),
                vec![],
                json("<html>"),
                send("500 Oops", b"{}"),
                status("COMPLETED"),
            ],
        ),
        ("/v2/requests/", vec![cut("200 OK\r\nContent-Type: application/json", 3), result()]),
        ("/boat.mp4", vec![send("503 Busy", b""), send(TAGGED, VIDEO)]),
    ]);
    let mut video = job(&stub).wait().await.unwrap();
    assert_eq!(video.bytes().await.unwrap(), VIDEO);
    assert_eq!(stub.requests_of("/status").len(), 5);
}

#[tokio::test]
async fn waiting_honours_the_delay_of_the_service() {
    let limited = send("429 Too Many\r\nRetry-After: 2", b"{}");
    let stub = serve(vec![
        ("/status", vec![limited, status("COMPLETED")]),
        ("/v2/requests/", vec![result()]),
        ("/boat.mp4", vec![send(TAGGED, VIDEO)]),
    ]);
    let started = Instant::now();
    job(&stub).wait().await.unwrap().bytes().await.unwrap();
    assert!(started.elapsed() >= 2 * SECOND, "{:?}", started.elapsed());
}

#[tokio::test]
async fn failed_job_is_not_billed_and_names_the_reason() {
    let body = format!("{{\"status\":\"FAILED\",\"error\":\"too dark {KEY}\"}}");
    let refused = send("422 Failed\r\nContent-Type: application/json", body.as_bytes());
    for script in [refused, json(&body)] {
        let stub = serve(vec![("/status", vec![script])]);
        let error = job(&stub).wait().await.unwrap_err();
        assert_eq!((error.kind(), error.billing()), (&ErrorKind::JobFailed, Billing::NotBilled), "{error}");
        assert!(error.to_string().contains("too dark <redacted>"), "{error}");
        let status = job(&stub).status().await.unwrap();
        assert_eq!(status.status, Some(JobState::Failed));
        assert!(!format!("{error:?} {status:?} {}", error.body()).contains(KEY));
    }
}

#[tokio::test]
async fn passed_deadline_keeps_the_id_and_the_bill() {
    let stub = serve(vec![("/status", vec![status("QUEUED")])]);
    let started = Instant::now();
    let error = job(&stub).wait().deadline(SECOND).await.unwrap_err();
    assert_eq!((error.job_id(), error.billing()), (Some(ID), Billing::Unknown), "{error}");
    assert!(error.to_string().contains("had no video within 1.0 s, but continues"), "{error}");
    assert!(started.elapsed() < 3 * SECOND, "{:?}", started.elapsed());
    let silent = vec![Step::Send(response(TAGGED, VIDEO)[..60].to_vec()), Step::AwaitClose];
    for file in [silent, vec![Step::AwaitClose], vec![]] {
        let stub = completed(vec![file]);
        let started = Instant::now();
        let error = job(&stub).wait().deadline(SECOND).await.unwrap_err();
        assert_eq!((error.job_id(), error.billing()), (Some(ID), Billing::Billed), "{error}");
        assert!(std::error::Error::source(&error).is_some() && started.elapsed() < 3 * SECOND, "{error:?}");
    }
}

#[tokio::test]
async fn expired_record_is_read_from_the_history() {
    let row = r#"{"request_id":"a","model_status":"COMPLETED","credits_deduction":0.5,"generation_url":"http://stub/boat.mp4"}"#;
    let stub = serve(vec![("/request-history/", vec![json(row)]), ("/boat.mp4", vec![send(TAGGED, VIDEO)])]);
    let mut video = job(&stub).wait().await.unwrap();
    assert_eq!(video.bytes().await.unwrap(), VIDEO);
    let result = job(&stub).result().await.unwrap();
    assert!(result.output.unwrap().ends_with("/boat.mp4"));
    assert_eq!(result.metrics.unwrap().cost, Some(0.5));
    assert_eq!(job(&stub).status().await.unwrap().status, Some(JobState::Completed));
}

#[tokio::test]
async fn unknown_job_is_looked_for_again() {
    let stub = serve(vec![]);
    let error = job(&stub).status().await.unwrap_err();
    assert_eq!((error.kind(), error.billing()), (&ErrorKind::NotFound, Billing::Unknown));
    assert!(error.to_string().contains("neither the jobs nor the history of the account have job"), "{error}");
    let error = job(&stub).wait().deadline(2 * SECOND).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::JobTimeout { .. }), "{error}");
    assert!(stub.requests_of("/status").len() >= 3, "{:?}", stub.requests_of("/status").len());
}

#[tokio::test]
async fn address_that_is_not_safe_is_not_followed() {
    for url in ["http://example.com/boat.mp4", "file:///boat.mp4", "https://me@example.com/", "boat.mp4"] {
        let found = json(&format!("{{\"status\":\"COMPLETED\",\"output\":\"{url}\"}}"));
        let stub = serve(vec![("/status", vec![status("COMPLETED")]), ("/v2/requests/", vec![found])]);
        let error = job(&stub).wait().await.unwrap_err();
        assert_eq!((error.kind(), error.billing()), (&ErrorKind::UnexpectedResponse, Billing::Billed), "{error}");
        assert!(error.to_string().contains("must be an https URL, but was"), "{error}");
    }
    let stub = completed(vec![send("302 Found\r\nLocation: http://example.com/", b"")]);
    let error = job(&stub).wait().deadline(SECOND).await.unwrap_err();
    assert!(format!("{error:?}").contains("redirected to an address that is not https"), "{error:?}");
}

#[tokio::test]
async fn file_that_is_gone_or_no_video_is_billed() {
    for (script, text) in [
        (send("410 Gone", b""), "is no longer available; files are kept for 7 days"),
        (send("400 Bad", b""), "could not be downloaded"),
        (rest(4), "must be a video, but was a part of a video"),
        (json("{}"), "must be a video, but was something else"),
    ] {
        let stub = completed(vec![script]);
        let error = job(&stub).wait().await.unwrap_err();
        assert_eq!((error.kind(), error.billing()), (&ErrorKind::UnexpectedResponse, Billing::Billed), "{error}");
        assert!(error.to_string().contains(text) && error.to_string().contains("/boat.mp4"), "{error}");
    }
}

#[tokio::test]
async fn broken_download_is_resumed_where_it_broke_off() {
    let stub = completed(vec![cut(TAGGED, 20), cut(TAGGED, 0), rest(20)]);
    let mut video = job(&stub).wait().await.unwrap();
    assert_eq!(video.size(), Some(VIDEO.len() as u64));
    assert_eq!(video.bytes().await.unwrap(), VIDEO);
    let resumed = stub.requests_of("/boat.mp4")[2].to_lowercase();
    assert!(resumed.contains("range: bytes=20-\r\n") && resumed.contains("if-range: \"a\"\r\n"), "{resumed}");
}

#[tokio::test]
async fn broken_download_of_a_file_without_validator_is_compared() {
    let plain = "200 OK\r\nContent-Type: video/mp4";
    let stub = completed(vec![cut(plain, 20), send(plain, VIDEO)]);
    assert_eq!(job(&stub).wait().await.unwrap().bytes().await.unwrap(), VIDEO);
    assert!(!stub.requests_of("/boat.mp4")[1].to_lowercase().contains("range:"));

    let mut other = VIDEO.to_vec();
    other[18] ^= 1;
    let stub = completed(vec![cut(plain, 20), send(plain, &other), send(plain, VIDEO)]);
    let error = job(&stub).wait().await.unwrap().bytes().await.unwrap_err();
    assert_eq!((error.kind(), error.billing()), (&ErrorKind::Connection, Billing::Billed), "{error}");
    let text = format!("broke off after 20 of {} bytes; it is at {}/boat.mp4", VIDEO.len(), stub.url);
    assert!(error.to_string().contains(&text), "{error}");
    assert_eq!(stub.requests_of("/boat.mp4").len(), 2);
}

#[tokio::test]
async fn broken_download_is_saved_whole() {
    let folder = folder("job");
    let stub = completed(vec![cut(TAGGED, 20), send(NOT_FOUND, b""), rest(20)]);
    let saved = job(&stub).wait().await.unwrap().save_to(folder.join("new/boat.mp4")).await.unwrap();
    assert_eq!(std::fs::read(saved.path).unwrap(), VIDEO);
}

#[tokio::test]
async fn video_of_a_blocking_call_at_an_address_is_resumed() {
    let found = json(r#"{"video":{"url":"http://stub/boat.mp4"}}"#);
    let stub = serve(vec![("POST /v1/", vec![found]), ("/boat.mp4", vec![cut(TAGGED, 20), rest(20)])]);
    let mut video = client(&stub).text_to_video(&request()).await.unwrap();
    assert_eq!(video.bytes().await.unwrap(), VIDEO);
    assert_eq!(stub.requests_of("POST").len(), 1);
}

#[tokio::test]
async fn dropped_wait_closes_its_connection() {
    let stub = serve(vec![("/status", vec![vec![Step::AwaitClose]])]);
    let job = job(&stub);
    let dropped = tokio::spawn(async move { job.wait().await });
    stub.await_until(|stub| stub.count() == 1).await;
    dropped.abort();
    stub.await_until(|stub| *stub.closed.lock().unwrap() == 1).await;
    assert_eq!(stub.count(), 1);
}

#[tokio::test]
async fn lost_request_is_found_in_the_history() {
    let row = |id: &str, prompt: &str| {
        let kept = serde_json::Value::Object(request().set("quality", "540p").set("prompt", prompt).fields().clone());
        format!(r#"{{"request_id":"{id}","request_body":{kept}}}"#)
    };
    let page = format!("{{\"data\":[{},{},{}]}}", row("a", "A boat"), row("b", "A kite"), row("c", "A boat"));
    let stub = serve(vec![("POST", vec![vec![]]), ("/request-history?", vec![json("{\"data\":[]}"), json(&page)])]);
    let client = client(&stub);
    let blocking = client.text_to_video(&request()).await.unwrap_err();
    let submitting = client.submit(&request()).await.unwrap_err();
    for error in [blocking, submitting] {
        let found = client.look_up(&error).await.unwrap();
        assert_eq!(found.iter().map(|candidate| candidate.id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(client.job_of(&found[0]).id(), "a");
    }
    assert!(stub.requests_of("/request-history?")[0].contains("&model_name=pixverse-text2video&"));
    assert_eq!(client.look_up_request(&request(), SystemTime::now()).await.unwrap().len(), 2);
    let other = client.look_up_request(&request().set("duration", 7), SystemTime::now()).await.unwrap_err();
    let error = client.look_up(&other).await.unwrap_err();
    assert!(error.to_string().contains("(UNKNOWN or BILLED), but was NOT_SENT"), "{error}");
}

#[test]
fn jobs_can_move_between_threads() {
    fn is_send<T: Send>(_: &T) {}
    let client = Client::new(KEY).unwrap();
    let job = client.job(ID).unwrap();
    is_send(&job);
    is_send(&job.wait());
    is_send(&client.submit(&request()));
    is_send(&client.look_up_request(&request(), SystemTime::now()));
}
