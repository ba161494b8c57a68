//! Credits, history and uploads against a server that misbehaves.

mod stub;

use std::fs;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pixverse_client::{Billing, Client, ErrorKind, HistoryState, SortOrder};
use stub::{KEY, Step, Stub, folder, json, send};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nand more";

fn client(stub: &Stub) -> Client {
    Client::builder(KEY).base_url(&stub.url).timeout(Duration::from_secs(5)).max_retries(1).build().unwrap()
}

#[tokio::test]
async fn credits_are_read_again_after_a_failure() {
    let stub = Stub::start(vec![send("502 Bad", b"<html>"), json(r#"{"credits":12.5,"free-credits":1}"#)]);
    let credits = client(&stub).credits().await.unwrap();
    assert_eq!((credits.credits, credits.free_credits), (Some(12.5), Some(1.0)));
    let requests = stub.requests.lock().unwrap();
    assert!(requests[1].starts_with("GET /v1/get-user-credits HTTP/1.1\r\n") && requests[1].contains(KEY));
}

#[tokio::test]
async fn failure_to_read_says_that_it_costs_nothing() {
    let stub = Stub::start(vec![send("404 Not Found", b"{\"error\":\"No credits found\"}"), vec![], vec![]]);
    let error = client(&stub).credits().await.unwrap_err();
    assert_eq!((error.kind(), error.billing(), stub.count()), (&ErrorKind::NotFound, Billing::NotBilled, 1));
    let error = client(&stub).history_entry("a").await.unwrap_err();
    assert_eq!((error.kind(), error.billing(), stub.count()), (&ErrorKind::Connection, Billing::Unknown, 3));
    assert!(error.to_string().contains("this request costs nothing and can be repeated"), "{error}");
}

#[tokio::test]
async fn response_without_end_is_cut_off() {
    let endless = vec![Step::Send(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()), Step::Send(vec![b' '; 17 << 20])];
    let stub = Stub::start(vec![endless]);
    let client = Client::builder(KEY).base_url(&stub.url).max_retries(0).build().unwrap();
    let error = client.credits().await.unwrap_err();
    assert!(error.to_string().contains("at most 16777216 bytes"), "{error}");
}

#[tokio::test]
async fn history_is_filtered_and_checked() {
    let page = r#"{"data":[{"request_id":"a","model_status":"PENDING","error":"bad SG_0123456789abcdef"}],"page":2}"#;
    let stub = Stub::start(vec![json(page), json(r#"{"request_id":"a","credits_deduction":0.45}"#)]);
    let client = client(&stub);
    let query = client.history().page(2).per_page(100).from_date("2026-11-01").to_date("2026-11-24");
    let query = query.model_name("a b&c").status(HistoryState::Pending).sort_order(SortOrder::Asc);
    let page = query.await.unwrap();
    assert_eq!((page.page, page.data[0].model_status), (Some(2), Some(HistoryState::Pending)));
    assert_eq!(page.data[0].error.as_deref(), Some("bad <redacted>"));
    let line = stub.requests.lock().unwrap()[0].lines().next().unwrap().to_owned();
    let query =
        "page=2&per_page=100&from_date=2026-11-01&to_date=2026-11-24&model_name=a+b%26c&status=PENDING&sort_order=asc";
    assert_eq!(line, format!("GET /inference-request/request-history?{query} HTTP/1.1"));
    assert_eq!(client.history_entry("a").await.unwrap().credits_deduction, Some(0.45));

    let error = client.history().page(0).per_page(101).from_date("yesterday").await.unwrap_err();
    for text in
        ["page must be at least 1, but was 0", "per_page must be from 1 to 100, but was 101", "from_date must be"]
    {
        assert!(error.to_string().contains(text), "{error}");
    }
    let error = client.history_entry("../x").await.unwrap_err();
    assert_eq!((error.billing(), stub.count()), (Billing::NotSent, 2));
}

#[tokio::test]
async fn file_is_uploaded_in_base64_with_progress() {
    let file = folder("upload").join("boat.png");
    let mut bytes = PNG.to_vec();
    bytes.resize(200_001, 7);
    fs::write(&file, &bytes).unwrap();
    let stub = Stub::start(vec![json(r#"{"file_urls":["https://a/b.png"]}"#), json(r#"{"urls":["https://c"]}"#)]);
    let reports = Arc::new(Mutex::new(Vec::new()));
    let seen = reports.clone();
    let upload =
        client(&stub).upload_file(&file).on_progress(move |sent, total| seen.lock().unwrap().push((sent, total)));
    assert_eq!(upload.await.unwrap(), "https://a/b.png");
    assert_eq!(client(&stub).upload_bytes(PNG).await.unwrap(), "https://c");
    let reports = reports.lock().unwrap();
    assert_eq!((reports[0], *reports.last().unwrap()), ((0, 200_001), (200_001, 200_001)));
    let requests = stub.requests.lock().unwrap();
    let (head, body) = requests[0].split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /upload-asset HTTP/1.1\r\n") && head.contains(KEY), "{head}");
    assert!(head.to_lowercase().contains(&format!("content-length: {}", body.len())), "{head}");
    assert_eq!(body.len(), "{\"data_urls\":[\"data:image/png;base64,\"]}".len() + 200_001 / 3 * 4);
    assert_eq!(
        requests[1].split_once("\r\n\r\n").unwrap().1,
        "{\"data_urls\":[\"data:image/png;base64,iVBORw0KGgphbmQgbW9yZQ==\"]}"
    );
}

#[tokio::test]
async fn upload_is_checked_before_it_is_sent() {
    let folder = folder("upload-check");
    let text = folder.join("a.txt");
    fs::write(&text, "text").unwrap();
    let stub = Stub::start(vec![]);
    let client = client(&stub);
    for upload in [
        client.upload_file(&text),
        client.upload_file(&folder),
        client.upload_file("missing.png"),
        client.upload_bytes(""),
    ] {
        let error = upload.await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::InvalidRequest { .. }), "{error}");
        assert_eq!((error.billing(), stub.count()), (Billing::NotSent, 0));
    }
    let large = folder.join("large.png");
    fs::File::create(&large).unwrap().set_len(2_000_000_001).unwrap();
    let error = client.upload_file(&large).await.unwrap_err();
    assert!(error.to_string().contains("must have at most 2000000000 bytes"), "{error}");
}

#[tokio::test]
async fn failed_upload_is_sent_once() {
    for (script, kind) in [
        (send("401 No\r\nContent-Type: application/json", b"{\"error\":\"key\"}"), ErrorKind::Unauthorized),
        (vec![], ErrorKind::Connection),
        (json("{\"file_urls\":[]}"), ErrorKind::UnexpectedResponse),
    ] {
        let stub = Stub::start(vec![script]);
        let error = client(&stub).upload_bytes(PNG).await.unwrap_err();
        assert_eq!((error.kind(), error.billing(), stub.count()), (&kind, Billing::NotBilled, 1), "{error}");
    }
}
