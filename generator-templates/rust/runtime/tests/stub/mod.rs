//! A server of raw bytes for tests.
#![allow(dead_code, reason = "each test uses a part")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

pub const KEY: &str = "SG_0123456789abcdef";
pub const VIDEO: &[u8] = b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x08moov\0\0\0\x0cmdatabcd";

/// What happens on one connection, in order.
#[derive(Clone, Debug)]
pub enum Step {
    Send(Vec<u8>),
    /// Sends the bytes so many times.
    Repeat(Vec<u8>, usize),
    Pause(Duration),
    /// Waits for the client to close the connection.
    AwaitClose,
}

pub struct Stub {
    pub url: String,
    pub requests: Arc<Mutex<Vec<String>>>,
    /// How many connections the client has closed while the server waited for it.
    pub closed: Arc<Mutex<usize>>,
}

impl Stub {
    /// Handles one connection with each script, and closes further ones.
    pub fn start(scripts: Vec<Vec<Step>>) -> Self {
        Self::serving(move |_, index| scripts.get(index).cloned().unwrap_or_default())
    }

    /// Handles each connection with the script for its request and the number of requests before it.
    pub fn serving(handler: impl Fn(&str, usize) -> Vec<Step> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let closed = Arc::new(Mutex::new(0));
        let stub = Self { url, requests: requests.clone(), closed: closed.clone() };
        let handler = Arc::new(handler);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let (handler, requests, closed) = (handler.clone(), requests.clone(), closed.clone());
                thread::spawn(move || serve(connection, &*handler, &requests, &closed));
            }
        });
        stub
    }

    /// Waits for something to be true of the server.
    pub async fn await_until(&self, is_true: impl Fn(&Self) -> bool) {
        let started = Instant::now();
        while !is_true(self) {
            assert!(started.elapsed() < Duration::from_secs(20), "it is not true after 20 seconds");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The requests whose first line holds a text.
    pub fn requests_of(&self, text: &str) -> Vec<String> {
        let requests = self.requests.lock().unwrap();
        requests.iter().filter(|request| request.lines().next().unwrap().contains(text)).cloned().collect()
    }

    pub fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }
}

fn serve(
    mut connection: TcpStream,
    handler: &dyn Fn(&str, usize) -> Vec<Step>,
    requests: &Mutex<Vec<String>>,
    closed: &Mutex<usize>,
) {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !is_complete(&request) {
        match connection.read(&mut buffer) {
            Ok(length) if length > 0 => request.extend_from_slice(&buffer[..length]),
            _ => return,
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let script = {
        let mut requests = requests.lock().unwrap();
        requests.push(request.clone());
        handler(&request, requests.len() - 1)
    };
    for step in script {
        match step {
            Step::Send(bytes) => {
                if connection.write_all(&bytes).is_err() {
                    return;
                }
            }
            Step::Repeat(bytes, times) => {
                for _ in 0..times {
                    if connection.write_all(&bytes).is_err() {
                        return;
                    }
                }
            }
            Step::Pause(time) => thread::sleep(time),
            Step::AwaitClose => {
                if matches!(connection.read(&mut buffer), Ok(0) | Err(_)) {
                    *closed.lock().unwrap() += 1;
                }
            }
        }
    }
}

fn is_complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

pub fn response(head: &str, body: &[u8]) -> Vec<u8> {
    let mut response = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\n\r\n", body.len()).into_bytes();
    response.extend_from_slice(body);
    response
}

pub fn send(head: &str, body: &[u8]) -> Vec<Step> {
    vec![Step::Send(response(head, body))]
}

pub fn json(body: &str) -> Vec<Step> {
    send("200 OK\r\nContent-Type: application/json", body.as_bytes())
}

pub fn video() -> Vec<Step> {
    send("200 OK\r\nContent-Type: video/mp4\r\nx-request-id: id-1\r\nx-cost: 0.5", VIDEO)
}

/// An empty folder.
pub fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("pixverse-test-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
