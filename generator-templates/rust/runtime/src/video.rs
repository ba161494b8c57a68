use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::future::Future;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::download::Resume;
use crate::error::{Error, ErrorKind, Result};
use crate::http::{HttpResponse, ReadError};
use crate::metadata::VideoMetadata;
use crate::mp4::Mp4BoxTracker;
use crate::response::CallContext;
use crate::save::{VideoSaver, blocking};

const REPLAY_CHUNK_BYTES: usize = 256 << 10;

/// A finished video whose bytes are still to be received.
///
/// The call is billed, so make sure to get them: read them once, with [`bytes`](Self::bytes),
/// [`stream`](Self::stream) or [`save_to`](Self::save_to). Dropping the video loses what was not received, and closes
/// the connection.
#[must_use = "the video is billed, and lost if its bytes are not read"]
pub struct Video {
    content_type: String,
    bytes: VideoBytes,
    is_used: bool,
}

/// A video in a file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SavedVideo {
    /// The absolute path of the file.
    pub path: PathBuf,
    /// The number of its bytes.
    pub size: u64,
    /// The media type that the service gave; empty if it gave none.
    pub content_type: String,
    /// What the headers of the response say about the call.
    pub metadata: VideoMetadata,
}

impl Video {
    pub(crate) fn new(content_type: String, bytes: VideoBytes) -> Self {
        Self { content_type, bytes, is_used: false }
    }

    /// What the headers of the response say about the call.
    #[must_use]
    pub fn metadata(&self) -> &VideoMetadata {
        &self.bytes.metadata
    }

    /// The media type that the service gave, such as `video/mp4`; empty if it gave none.
    #[must_use]
    pub fn content_type(&self) -> &str {
        &self.content_type
    }

    /// How many bytes the service announced.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        self.bytes.length
    }

    /// All bytes, in memory.
    ///
    /// # Errors
    ///
    /// A connection or timeout error if not all bytes come; [`ErrorKind::AlreadyRead`] if they were requested before.
    pub async fn bytes(&mut self) -> Result<Bytes> {
        self.open()?;
        let mut chunks = Vec::new();
        while let Some(chunk) = self.bytes.next().await? {
            chunks.push(chunk);
        }
        Ok(match chunks.len() {
            1 => chunks.remove(0),
            _ => chunks.concat().into(),
        })
    }

    /// The bytes as they come. The last item is an error if they are not all.
    pub fn stream(self) -> VideoStream {
        VideoStream(if self.is_used {
            let error = self.already_read();
            StreamState::Failed(Some(error))
        } else {
            StreamState::Idle(Box::new(self.bytes))
        })
    }

    /// Saves the video to a file, whole or not at all, without holding it in memory. Missing folders are made.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::SaveFailed`] if it cannot be saved there; the error names the file that holds the bytes instead, and
    /// the video can be saved again to another place. A connection or timeout error if not all bytes come.
    pub async fn save_to(&mut self, path: impl AsRef<Path>) -> Result<SavedVideo> {
        self.save_to_with_progress(path, |_, _| {}).await
    }

    /// The same as [`save_to`](Self::save_to), with a listener for the progress: the bytes saved so far and, if the
    /// service announced it, their total. If the listener panics, it is not called again, and the panic goes on once the
    /// video is saved.
    ///
    /// # Errors
    ///
    /// As for [`save_to`](Self::save_to).
    pub async fn save_to_with_progress(
        &mut self,
        path: impl AsRef<Path>,
        mut listener: impl FnMut(u64, Option<u64>) + Send,
    ) -> Result<SavedVideo> {
        self.save_with(VideoSaver::new(path.as_ref()), &mut listener).await
    }

    /// Saves with a saver that may have reserved its file before the request was sent.
    pub(crate) async fn save_with(
        &mut self,
        saver: VideoSaver,
        listener: &mut (dyn FnMut(u64, Option<u64>) + Send),
    ) -> Result<SavedVideo> {
        self.open()?;
        let path = saver.path();
        let result = saver.save(&mut self.bytes, listener).await;
        self.is_used = !self.bytes.can_be_read_again;
        Ok(SavedVideo {
            path,
            size: result?,
            content_type: self.content_type.clone(),
            metadata: self.bytes.metadata.clone(),
        })
    }

    fn open(&mut self) -> Result<()> {
        if self.is_used {
            return Err(self.already_read());
        }
        self.is_used = true;
        Ok(())
    }

    fn already_read(&self) -> Error {
        let reason = "the video was read before; its bytes come only once";
        let bytes = &self.bytes;
        bytes.context.truncated(&bytes.metadata, ErrorKind::AlreadyRead, reason.into()).into()
    }
}

impl fmt::Debug for Video {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Video")
            .field("content_type", &self.content_type)
            .field("size", &self.bytes.length)
            .field("metadata", &self.bytes.metadata)
            .finish_non_exhaustive()
    }
}

/// The bytes of a [`Video`]. Dropping it closes the connection.
#[must_use = "streams do nothing unless polled"]
pub struct VideoStream(StreamState);

type NextBytes = Pin<Box<dyn Future<Output = (Box<VideoBytes>, Result<Option<Bytes>>)> + Send>>;

enum StreamState {
    Idle(Box<VideoBytes>),
    Reading(NextBytes),
    Failed(Option<Error>),
}

impl Stream for VideoStream {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut reading = match std::mem::replace(&mut self.0, StreamState::Failed(None)) {
            StreamState::Failed(error) => return Poll::Ready(error.map(Err)),
            StreamState::Reading(reading) => reading,
            StreamState::Idle(mut bytes) => Box::pin(async move {
                let next = bytes.next().await;
                (bytes, next)
            }),
        };
        let Poll::Ready((bytes, next)) = reading.as_mut().poll(cx) else {
            self.0 = StreamState::Reading(reading);
            return Poll::Pending;
        };
        if matches!(next, Ok(Some(_))) {
            self.0 = StreamState::Idle(bytes);
        }
        Poll::Ready(next.transpose())
    }
}

impl fmt::Debug for VideoStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VideoStream").finish_non_exhaustive()
    }
}

/// The bytes of a video, in order, and whether they are all.
pub(crate) struct VideoBytes {
    pub(crate) context: CallContext,
    pub(crate) metadata: VideoMetadata,
    pub(crate) length: Option<u64>,
    /// Whether bytes that were read come again.
    pub(crate) can_be_read_again: bool,
    /// Closed at the end.
    response: Option<HttpResponse>,
    /// Bytes that were read before, and come first.
    replay: Option<File>,
    pending: VecDeque<Bytes>,
    spill_file: Option<PathBuf>,
    boxes: Option<Mp4BoxTracker>,
    received: u64,
    /// Of a video that is downloaded from an address.
    resume: Option<Resume>,
}

impl VideoBytes {
    pub(crate) fn new(
        context: CallContext,
        metadata: VideoMetadata,
        response: HttpResponse,
        head: Vec<Bytes>,
        resume: Option<Resume>,
    ) -> Self {
        let length = response.length;
        let mut bytes = Self {
            context,
            metadata,
            length,
            can_be_read_again: false,
            response: Some(response),
            replay: None,
            pending: VecDeque::new(),
            spill_file: None,
            boxes: length.is_none().then(Mp4BoxTracker::default),
            received: 0,
            resume,
        };
        for chunk in head {
            bytes.count(&chunk);
            bytes.pending.push_back(chunk);
        }
        bytes
    }

    /// The next bytes; `None` at the end of a whole video.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>> {
        if let Some(chunk) = self.read_replay().await? {
            return Ok(Some(chunk));
        }
        if let Some(chunk) = self.pending.pop_front() {
            return Ok(Some(chunk));
        }
        loop {
            let Some(response) = &mut self.response else { return Ok(None) };
            let error = match response.read(self.context.timeout).await {
                Ok(Some(chunk)) => {
                    self.count(&chunk);
                    return Ok(Some(chunk));
                }
                Ok(None) if self.may_be_whole() => {
                    self.response = None;
                    return Ok(None);
                }
                Ok(None) => ReadError::Ended(format!("the video ended after {}", self.progress()).into()),
                Err(error) => error,
            };
            // The connection is closed first.
            self.response = None;
            match self.reopen(&error).await {
                Some((response, chunk)) => {
                    self.response = Some(response);
                    if !chunk.is_empty() {
                        self.count(&chunk);
                        return Ok(Some(chunk));
                    }
                }
                None => return Err(self.broken(error)),
            }
        }
    }

    fn may_be_whole(&self) -> bool {
        match &self.boxes {
            Some(boxes) => boxes.may_be_whole(),
            None => self.length == Some(self.received),
        }
    }

    async fn reopen(&mut self, error: &ReadError) -> Option<(HttpResponse, Bytes)> {
        // A file that ends where no length was announced is as long as the server has it.
        let is_cut = self.length.is_some() || !matches!(error, ReadError::Ended(_));
        self.resume.as_mut().filter(|_| is_cut)?.reopen().await
    }

    fn broken(&self, error: ReadError) -> Error {
        let progress = self.progress();
        let mut reason = format!("the service had finished the video, but its transfer broke off after {progress}");
        if let Some(resume) = &self.resume {
            let address = self.context.redactor.redact_line(resume.address().as_str());
            reason = format!("{reason}; it is at {address}");
        }
        self.context.broken(&self.metadata, &reason, error)
    }

    fn count(&mut self, chunk: &Bytes) {
        self.received += chunk.len() as u64;
        if let Some(boxes) = &mut self.boxes {
            boxes.add(chunk);
        }
        if let Some(resume) = &mut self.resume {
            resume.add(chunk);
        }
    }

    fn progress(&self) -> String {
        match self.length {
            Some(length) => format!("{} of {length} bytes", self.received),
            None => format!("{} bytes", self.received),
        }
    }

    async fn read_replay(&mut self) -> Result<Option<Bytes>> {
        let Some(mut file) = self.replay.take() else { return Ok(None) };
        let (file, result) = blocking(move || {
            let mut chunk = vec![0; REPLAY_CHUNK_BYTES];
            let result = file.read(&mut chunk).map(|length| {
                chunk.truncate(length);
                chunk
            });
            (file, result)
        })
        .await;
        match result {
            Ok(chunk) if chunk.is_empty() => Ok(None),
            Ok(chunk) => {
                self.replay = Some(file);
                Ok(Some(chunk.into()))
            }
            Err(cause) => {
                let kept = self.spill_file.clone().unwrap_or_default();
                let reason = format!("the bytes in {} cannot be read: {cause}", kept.display());
                let kind = ErrorKind::SaveFailed { saved_to: self.spill_file.clone() };
                Err(self.context.truncated(&self.metadata, kind, reason).cause(Some(cause.into())).into())
            }
        }
    }

    /// Takes back bytes that were read: first those in the file, then these few more. The network has the rest.
    pub(crate) fn unread(&mut self, file: &Path, more: Option<Bytes>) {
        if let Ok(replay) = File::open(file) {
            self.replay = Some(replay);
            self.spill_file = Some(file.into());
            if let Some(more) = more {
                self.pending.push_front(more);
            }
            self.can_be_read_again = true;
        }
    }

    /// Deletes the file with the bytes that were taken back, because they are somewhere else now.
    pub(crate) fn delete_spill_file(&mut self) {
        if let Some(file) = self.spill_file.take() {
            // It is only a second copy.
            let _ = std::fs::remove_file(file);
        }
    }
}
