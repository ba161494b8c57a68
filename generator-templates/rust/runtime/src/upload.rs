use std::fmt;
use std::fs::File;
use std::future::{Future, IntoFuture};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use crate::Billing;
use crate::client::Client;
use crate::error::{Failure, Result};
use crate::free_call::FreeCall;
use crate::from_json::FromJson;
use crate::http::{HttpResponse, ReadError};
use crate::media_type::{ALLOWED, START_LENGTH, media_type};
use crate::models::UploadedFiles;
use crate::operations::UPLOAD_ASSET;
use crate::save::blocking;

/// By a release note of the service.
const MAX_BYTES: u64 = 2_000_000_000;
/// A multiple of three, so that no padding stands inside the text.
const BLOCK_BYTES: u64 = 3 << 14;
/// Blocks that wait to be sent.
const MAX_BLOCKS: usize = 2;
/// Of silence, while the service stores the file.
const IDLE_LIMIT: Duration = Duration::from_secs(5 * 60);

impl Client {
    /// Uploads an image or a video to use as `image_url` or `video_url`: a PNG, JPEG, GIF, WebP, MP4, MOV or WebM file of
    /// at most 2 GB, which is not held in memory. Gives its address. Costs nothing, as far as known. Everybody who knows
    /// the address can read the file, and it cannot be deleted (assumption).
    pub fn upload_file(&self, path: impl AsRef<Path>) -> UploadCall {
        self.upload(Source::File(path.as_ref().into()))
    }

    /// The same as [`upload_file`](Self::upload_file), for bytes.
    pub fn upload_bytes(&self, bytes: impl Into<Bytes>) -> UploadCall {
        self.upload(Source::Bytes(bytes.into()))
    }

    fn upload(&self, source: Source) -> UploadCall {
        UploadCall { client: self.clone(), source, listener: Box::new(|_, _| {}) }
    }
}

/// An upload, which starts when it is awaited. It is sent once: after a failure, upload again.
#[must_use = "an upload does nothing unless it is awaited"]
pub struct UploadCall {
    client: Client,
    source: Source,
    listener: Box<dyn FnMut(u64, u64) + Send>,
}

enum Source {
    File(PathBuf),
    Bytes(Bytes),
}

impl UploadCall {
    /// Calls back with the bytes of the file that were sent, and their total.
    pub fn on_progress(mut self, listener: impl FnMut(u64, u64) + Send + 'static) -> Self {
        self.listener = Box::new(listener);
        self
    }

    async fn run(self) -> Result<String> {
        let Self { client, source, mut listener } = self;
        let settings = &*client.0;
        let opened = blocking(move || source.open()).await;
        let asset = opened.map_err(|reason| Failure::invalid(UPLOAD_ASSET, settings.redactor().redact(&reason)))?;
        let call = FreeCall { settings, operation: UPLOAD_ASSET, limit: IDLE_LIMIT, billing: Billing::NotBilled };
        let total = asset.size;
        let (body, mut progress) = UploadBody::start(asset);
        let request = settings
            .request(Method::POST, UPLOAD_ASSET, settings.url(UPLOAD_ASSET, ""))?
            .header(CONTENT_TYPE, "application/json")
            .body(reqwest::Body::wrap(body));
        let mut response = Box::pin(request.send());
        let mut limit = settings.connect_timeout;
        let mut ends_at = Instant::now() + limit;
        let result = loop {
            tokio::select! {
                biased;
                Some(sent) = progress.recv() => {
                    limit = IDLE_LIMIT;
                    ends_at = Instant::now() + limit;
                    listener(sent, total);
                }
                result = &mut response => break result.map_err(|cause| ReadError::Broken(cause.without_url().into())),
                () = sleep_until(ends_at) => break Err(ReadError::Timeout(limit)),
            }
        };
        let response = result.map_err(|error| call.broken(error))?;
        let Address(address) = call.read_response(HttpResponse::new(response, Instant::now() + IDLE_LIMIT)).await?;
        Ok(address)
    }
}

impl IntoFuture for UploadCall {
    type Output = Result<String>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for UploadCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadCall").finish_non_exhaustive()
    }
}

/// The address in a response, by either name.
struct Address(String);

impl FromJson for Address {
    fn from_json(value: &Value) -> Option<Self> {
        let files = UploadedFiles::from_json(value)?;
        let address = files.file_urls.into_iter().chain(files.urls).next()?;
        Some(Self(address))
    }
}

/// A file that may be uploaded.
struct Asset {
    bytes: Box<dyn Read + Send>,
    size: u64,
    media_type: &'static str,
}

impl Source {
    fn open(self) -> std::result::Result<Asset, String> {
        match self {
            Self::File(path) => {
                let shown = path.display();
                let open = || {
                    let mut file = File::open(&path)?;
                    let metadata = file.metadata()?;
                    if !metadata.is_file() {
                        return Err(io::Error::other("it is no regular file"));
                    }
                    let mut start = Vec::new();
                    file.by_ref().take(START_LENGTH as u64).read_to_end(&mut start)?;
                    Ok((metadata.len(), start, file))
                };
                let (size, start, file) =
                    open().map_err(|cause| format!("file must be a readable file, but was {shown} ({cause})"))?;
                asset("file", &format!("{shown} "), size, &start.clone(), Cursor::new(start).chain(file))
            }
            Self::Bytes(bytes) => {
                let start = bytes.slice(..bytes.len().min(START_LENGTH));
                asset("bytes", "", bytes.len() as u64, &start, Cursor::new(bytes))
            }
        }
    }
}

fn asset(
    name: &str,
    shown: &str,
    size: u64,
    start: &[u8],
    bytes: impl Read + Send + 'static,
) -> std::result::Result<Asset, String> {
    if size > MAX_BYTES {
        return Err(format!("{name} must have at most {MAX_BYTES} bytes, but {shown}has {size}"));
    }
    match media_type(start) {
        Some(media_type) => Ok(Asset { bytes: Box::new(bytes), size, media_type }),
        None => Err(format!("{name} must be {ALLOWED}, but {shown}is something else")),
    }
}

impl Asset {
    /// Encodes the bytes in blocks, until the receiver is gone. Blocks, because files do.
    fn encode(mut self, blocks: &mpsc::Sender<io::Result<(Bytes, u64)>>) {
        let mut sent = 0;
        while sent < self.size {
            let mut block = Vec::new();
            let length = BLOCK_BYTES.min(self.size - sent);
            let read = self.bytes.by_ref().take(length).read_to_end(&mut block).and_then(|read| {
                let is_whole = read as u64 == length;
                if is_whole { Ok(()) } else { Err(io::Error::other("the file became shorter while it was uploaded")) }
            });
            sent += length;
            let block = read.map(|()| (STANDARD.encode(block).into(), sent));
            let is_last = block.is_err();
            if blocks.blocking_send(block).is_err() || is_last {
                return;
            }
        }
    }
}

/// The JSON of an upload, encoded as it is sent. It cannot be copied, so that no layer below sends it twice.
struct UploadBody {
    start: Option<Bytes>,
    blocks: mpsc::Receiver<io::Result<(Bytes, u64)>>,
    end: Option<Bytes>,
    left: u64,
    progress: mpsc::UnboundedSender<u64>,
}

impl UploadBody {
    /// The body, and how many bytes of the file were sent; 0 at first, once there is a connection.
    fn start(asset: Asset) -> (Self, mpsc::UnboundedReceiver<u64>) {
        let start = Bytes::from(format!("{{\"data_urls\":[\"data:{};base64,", asset.media_type));
        let end = Bytes::from_static(b"\"]}");
        let left = start.len() as u64 + asset.size.div_ceil(3) * 4 + end.len() as u64;
        let (encoded, blocks) = mpsc::channel(MAX_BLOCKS);
        let (progress, received) = mpsc::unbounded_channel();
        tokio::task::spawn_blocking(move || asset.encode(&encoded));
        (Self { start: Some(start), blocks, end: Some(end), left, progress }, received)
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if let Some(start) = self.start.take() {
            // The receiver is gone if the upload was cancelled.
            let _ = self.progress.send(0);
            return Poll::Ready(Some(Ok(start)));
        }
        self.blocks.poll_recv(cx).map(|block| match block {
            Some(Ok((block, sent))) => {
                let _ = self.progress.send(sent);
                Some(Ok(block))
            }
            Some(Err(cause)) => Some(Err(cause)),
            None => self.end.take().map(Ok),
        })
    }
}

impl Body for UploadBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.next(cx).map(|next| {
            next.map(|chunk| {
                chunk.map(|chunk| {
                    self.left -= chunk.len() as u64;
                    Frame::data(chunk)
                })
            })
        })
    }

    fn is_end_stream(&self) -> bool {
        self.end.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
