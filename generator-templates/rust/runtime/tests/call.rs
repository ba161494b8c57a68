//! Calls against a server that misbehaves.

mod stub;

use std::error::Error as _;
use std::future::poll_fn;
use std::io::Write;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_core::Stream;
use pixverse_client::{Billing, Client, ErrorKind, Result, TextToVideoRequest, Video};
use stub::{KEY, Step, Stub, VIDEO, response, send, video};

const SECOND: Duration = Duration::from_secs(1);

fn client(url: &str) -> Client {
    Client::builder(KEY).base_url(url).max_retries(0).build().unwrap()
}

async fn call(stub: &Stub) -> Result<Video> {
    client(&stub.url).text_to_video(&TextToVideoRequest::new("A boat")).timeout(SECOND).await
}

#[tokio::test]
async fn call_sends_one_request_with_its_length_and_key() {
    let stub = Stub::start(vec![video()]);
    let mut video = call(&stub).await.unwrap();
    assert_eq!(video.size(), Some(VIDEO.len() as u64));
    assert_eq!(video.metadata().request_id.as_deref(), Some("id-1"));
    assert_eq!(video.metadata().cost, Some(0.5));
    assert_eq!(video.bytes().await.unwrap(), VIDEO);
    assert_eq!(video.bytes().await.unwrap_err().kind(), &ErrorKind::AlreadyRead);
    let requests = stub.requests.lock().unwrap();
    let (head, body) = requests[0].split_once("\r\n\r\n").unwrap();
    let head = head.to_lowercase();
    assert!(head.starts_with("post /v1/pixverse-text2video http/1.1\r\n"), "{head}");
    assert!(head.contains(&format!("content-length: {}", body.len())) && !head.contains("transfer-encoding"), "{head}");
    assert!(head.contains(&format!("x-api-key: {}", KEY.to_lowercase())), "{head}");
    assert_eq!(requests.len(), 1);
}

#[tokio::test]
async fn redirects_and_refusals_are_not_followed_by_a_second_request() {
    let other = Stub::start(vec![video()]);
    for status in [301, 307, 308, 408, 421, 503] {
        let head = format!("{status} Moved\r\nLocation: {}/other", other.url);
        let stub = Stub::start(vec![send(&head, b""), video()]);
        let error = call(&stub).await.unwrap_err();
        assert_eq!((error.status(), error.billing()), (Some(status), Billing::Unknown), "{error}");
        assert_eq!((stub.count(), other.count()), (1, 0), "{status}");
    }
}

#[tokio::test]
async fn lost_responses_are_unknown_and_not_retried() {
    for start in ["", "HTTP/1.1 200 OK\r\nContent-Type: vid", "nonsense\r\n\r\n"] {
        let stub = Stub::start(vec![vec![Step::Send(start.into())], video()]);
        let client = Client::builder(KEY).base_url(&stub.url).max_retries(3).build().unwrap();
        let error = client.text_to_video(&TextToVideoRequest::new("A boat")).await.unwrap_err();
        assert_eq!((error.kind(), error.billing()), (&ErrorKind::Connection, Billing::Unknown), "{error}");
        assert!(error.source().is_some());
        assert_eq!(stub.count(), 1);
    }
}

#[tokio::test]
async fn no_connection_is_not_sent() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = client(&format!("http://{closed}")).text_to_video(&TextToVideoRequest::new("A boat")).await;
    let error = error.unwrap_err();
    assert_eq!((error.kind(), error.billing()), (&ErrorKind::Connection, Billing::NotSent), "{error}");
}

#[tokio::test]
async fn server_without_tls_is_not_sent_and_not_retried() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let accepted = Arc::new(AtomicUsize::new(0));
    let count = accepted.clone();
    std::thread::spawn(move || {
        for mut connection in listener.incoming().flatten() {
            count.fetch_add(1, Ordering::SeqCst);
            let _ = connection.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let client = Client::builder(KEY).base_url(url).max_retries(5).build().unwrap();
    let error = client.text_to_video(&TextToVideoRequest::new("A boat")).await.unwrap_err();
    assert_eq!((error.kind(), error.billing()), (&ErrorKind::Connection, Billing::NotSent), "{error}");
    assert!(error.to_string().contains("no secure connection"), "{error}");
    assert_eq!(accepted.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn trickling_headers_do_not_extend_the_timeout() {
    let mut script = vec![Step::Send(b"HTTP/1.1 200 OK\r\n".to_vec())];
    for _ in 0..40 {
        script.extend([Step::Pause(SECOND / 10), Step::Send(b"a: b\r\n".to_vec())]);
    }
    let stub = Stub::start(vec![script]);
    let started = Instant::now();
    let error = call(&stub).await.unwrap_err();
    assert_eq!((error.kind(), error.billing()), (&ErrorKind::Timeout, Billing::Unknown), "{error}");
    assert!(started.elapsed() < 3 * SECOND, "{:?}", started.elapsed());
}

#[tokio::test]
async fn silence_in_the_video_is_billed() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 99\r\n\r\nvideo".to_vec();
    let stub = Stub::start(vec![vec![Step::Send(head), Step::AwaitClose]]);
    let error = call(&stub).await.unwrap().bytes().await.unwrap_err();
    assert_eq!((error.kind(), error.billing()), (&ErrorKind::Timeout, Billing::Billed), "{error}");
}

#[tokio::test]
async fn cut_video_without_length_is_billed() {
    let whole = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nx-request-id: id-2\r\n\r\n".to_vec();
    let script = vec![Step::Send(whole), Step::Send(VIDEO[..20].to_vec())];
    let stub = Stub::start(vec![script]);
    let error = call(&stub).await.unwrap().bytes().await.unwrap_err();
    assert_eq!((error.kind(), error.billing()), (&ErrorKind::Connection, Billing::Billed), "{error}");
    assert_eq!(error.request_id(), Some("id-2"));
}

#[tokio::test]
async fn rate_limit_is_retried_and_keeps_the_delay() {
    let limited = || send("429 Too Many\r\nRetry-After: 0", b"{\"error\":\"slow down\"}");
    let stub = Stub::start(vec![limited(), video(), limited()]);
    let request = TextToVideoRequest::new("A boat");
    assert!(client(&stub.url).text_to_video(&request).max_retries(1).await.is_ok());
    let error = client(&stub.url).text_to_video(&request).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::ZERO));
    assert_eq!(stub.count(), 3);
}

#[tokio::test]
async fn dropped_call_closes_its_connection() {
    for script in [
        vec![Step::AwaitClose],
        vec![
            Step::Send(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 99\r\n\r\nvideo".to_vec()),
            Step::AwaitClose,
        ],
    ] {
        let stub = Stub::start(vec![script]);
        let calling = client(&stub.url).text_to_video(&TextToVideoRequest::new("A boat"));
        let dropped = tokio::spawn(async { calling.await?.bytes().await });
        stub.await_until(|stub| stub.count() == 1).await;
        tokio::time::sleep(SECOND / 5).await;
        dropped.abort();
        stub.await_until(|stub| *stub.closed.lock().unwrap() == 1).await;
        assert_eq!(stub.count(), 1);
    }
}

#[tokio::test]
async fn stream_gives_all_bytes_and_then_the_error() {
    let stub = Stub::start(vec![
        video(),
        vec![Step::Send(response("200 OK\r\nContent-Type: video/mp4", VIDEO)[..90].to_vec())],
    ]);
    let (bytes, error) = collect(call(&stub).await.unwrap()).await;
    assert_eq!((bytes.as_slice(), error.is_none()), (VIDEO, true));
    let (bytes, error) = collect(call(&stub).await.unwrap()).await;
    assert!(!bytes.is_empty() && error.unwrap().billing() == Billing::Billed);
}

async fn collect(video: Video) -> (Vec<u8>, Option<pixverse_client::Error>) {
    let mut stream = pin!(video.stream());
    let mut bytes = Vec::new();
    while let Some(chunk) = poll_fn(|cx| Stream::poll_next(Pin::new(&mut stream), cx)).await {
        match chunk {
            Ok(chunk) => bytes.extend_from_slice(&chunk),
            Err(error) => return (bytes, Some(error)),
        }
    }
    (bytes, None)
}

#[tokio::test]
async fn key_is_in_no_text() {
    let body = format!("{{\"error\":\"bad key {KEY}\"}}");
    let head = format!("400 Bad\r\nContent-Type: application/json\r\nx-request-id: {KEY}");
    let stub = Stub::start(vec![send(&head, body.as_bytes())]);
    let client = client(&stub.url);
    let call = client.text_to_video(&TextToVideoRequest::new("A boat"));
    let mut shown = format!("{client:?} {call:?} {:?}", Client::builder(KEY));
    let error = call.await.unwrap_err();
    shown += &format!("{error} {error:?} {:?} {:?}", error.body(), error.request_id());
    assert!(!shown.contains(KEY) && shown.contains("bad key <redacted>"), "{shown}");
}

#[tokio::test]
async fn invalid_options_are_named_without_the_key() {
    let problem = Client::builder("SG_a\nb").base_url("http://example.com").max_retries(101).timeout(Duration::ZERO);
    let error = problem.build().unwrap_err();
    assert_eq!(error.problems.len(), 4, "{error}");
    assert!(!format!("{error:?}").contains("SG_a"));
}

#[test]
fn calls_and_videos_can_move_between_threads() {
    fn is_send<T: Send>() {}
    fn is_sync<T: Sync>() {}
    is_send::<pixverse_client::Call>();
    is_send::<Video>();
    is_sync::<Client>();
    is_sync::<pixverse_client::Error>();
}
