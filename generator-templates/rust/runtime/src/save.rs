use std::any::Any;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;

use crate::Billing;
use crate::error::{Error, ErrorKind, Failure, Result};
use crate::operation::Operation;
use crate::retry::random;
use crate::video::VideoBytes;

const MAX_LINKS: usize = 40;
const SUFFIX: &str = ".part";
/// The number of a process may stand for another one in a container; a file that grows is in use.
const MIN_ABANDONED_AGE: Duration = Duration::from_secs(60 * 60);

type Listener<'a> = &'a mut (dyn FnMut(u64, Option<u64>) + Send);

/// Runs file operations where they may block. They end even if the caller is dropped.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
        // The runtime shuts down, and drops this future next.
        Err(_) => std::future::pending().await,
    }
}

/// Saves one video to one target. Whatever fails but the network, the bytes of the video are kept.
pub(crate) struct VideoSaver {
    path: PathBuf,
    reserved: Option<(SaveTarget, PartFile)>,
}

impl VideoSaver {
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: path.into(), reserved: None }
    }

    /// The absolute path of the target.
    pub(crate) fn path(&self) -> PathBuf {
        std::path::absolute(&self.path).unwrap_or_else(|_| self.path.clone())
    }

    /// Creates the file before anything is sent, so that a target that cannot be written costs nothing.
    pub(crate) async fn reserve(&mut self, operation: &'static Operation) -> Result<()> {
        match open(self.path()).await {
            Ok(reserved) => {
                self.reserved = Some(reserved);
                Ok(())
            }
            Err(cause) => {
                let kind = ErrorKind::SaveFailed { saved_to: None };
                let failure = Failure::new(operation, kind, Billing::NotSent, self.reason(&cause));
                Err(failure.cause(Some(cause.into())).into())
            }
        }
    }

    pub(crate) async fn save(mut self, bytes: &mut VideoBytes, listener: Listener<'_>) -> Result<u64> {
        bytes.can_be_read_again = false;
        let opened = match self.reserved.take() {
            Some(reserved) => Ok(reserved),
            None => open(self.path()).await,
        };
        let (target, part, problem) = match opened {
            Ok((target, part)) => (Some(target), part, None),
            Err(cause) => match blocking(PartFile::temporary).await {
                Ok(part) => (None, part, Some(cause)),
                Err(_) => {
                    bytes.can_be_read_again = true;
                    let reason = format!("{}; it can still be read or saved to another place", self.reason(&cause));
                    return Err(failure(bytes, None, reason, cause));
                }
            },
        };
        let mut transfer = Transfer { part, problem, unsaved: None, panic: None };
        transfer.run(bytes, listener).await?;
        let size = transfer.part.length;
        if let (Some(target), None) = (target, &transfer.problem) {
            let mut part = transfer.part;
            let (part, result) = blocking(move || {
                let result = part.commit(&target);
                (part, result)
            })
            .await;
            transfer.part = part;
            transfer.problem = result.err();
        }
        let Some(cause) = transfer.problem else {
            bytes.delete_spill_file();
            if let Some(panic) = transfer.panic {
                resume_unwind(panic);
            }
            return Ok(size);
        };
        let reason = self.reason(&cause);
        let Some(kept) = transfer.part.keep() else {
            let reason = format!("{reason}; the received bytes are lost, because their file has vanished");
            return Err(failure(bytes, None, reason, cause));
        };
        let outcome = if transfer.unsaved.is_none() {
            "all its bytes are kept in".into()
        } else {
            format!("the rest can still be read or saved to another place; its first {size} bytes are kept in")
        };
        bytes.unread(&kept, transfer.unsaved);
        let reason = format!("{reason}; {outcome} {}", kept.display());
        Err(failure(bytes, Some(kept), reason, cause))
    }

    /// Why the target cannot be written.
    fn reason(&self, cause: &io::Error) -> String {
        format!("the video cannot be saved to {}: {cause}", self.path.display())
    }
}

fn failure(bytes: &VideoBytes, saved_to: Option<PathBuf>, reason: String, cause: io::Error) -> Error {
    let kind = ErrorKind::SaveFailed { saved_to };
    bytes.context.truncated(&bytes.metadata, kind, reason).cause(Some(cause.into())).into()
}

async fn open(path: PathBuf) -> io::Result<(SaveTarget, PartFile)> {
    blocking(move || {
        let target = SaveTarget::resolve(path)?;
        let part = PartFile::create(&target)?;
        Ok((target, part))
    })
    .await
}

/// One transfer into a file.
struct Transfer {
    part: PartFile,
    /// Why the bytes are not saved where they should be.
    problem: Option<io::Error>,
    /// Received, but in no file.
    unsaved: Option<Bytes>,
    /// Of the listener.
    panic: Option<Box<dyn Any + Send>>,
}

impl Transfer {
    async fn run(&mut self, bytes: &mut VideoBytes, listener: Listener<'_>) -> Result<()> {
        while let Some(chunk) = bytes.next().await? {
            if !self.write(chunk.clone()).await {
                self.unsaved = Some(chunk);
                return Ok(());
            }
            if self.panic.is_none() {
                let report = AssertUnwindSafe(|| listener(self.part.length, bytes.length));
                self.panic = catch_unwind(report).err();
            }
        }
        Ok(())
    }

    /// Goes on in the temporary folder when the disk of the target fails. Returns false if that fails too.
    async fn write(&mut self, chunk: Bytes) -> bool {
        let mut part = std::mem::take(&mut self.part);
        let (part, problem, is_written) = blocking(move || {
            let Err(problem) = part.write(&chunk) else { return (part, None, true) };
            match part.copy_to_temporary_folder().and_then(|mut copy| {
                copy.write(&chunk)?;
                Ok(copy)
            }) {
                Ok(copy) => (copy, Some(problem), true),
                Err(_) => (part, Some(problem), false),
            }
        })
        .await;
        self.part = part;
        if self.problem.is_none() {
            self.problem = problem;
        }
        is_written
    }
}

/// Where a video is to be saved: links followed, parent folders there, writable.
#[derive(Debug)]
pub(crate) struct SaveTarget {
    /// The file that is written, or replaced.
    path: PathBuf,
    /// A pipe, a device or a descriptor of a process: it is written to, and never replaced.
    is_special: bool,
    /// Of the file that is replaced.
    permissions: Option<fs::Permissions>,
}

impl SaveTarget {
    fn resolve(path: PathBuf) -> io::Result<Self> {
        let path = follow_links(path)?;
        let Some(metadata) = existing(fs::metadata(&path))? else {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            return Ok(Self { path, is_special: false, permissions: None });
        };
        if metadata.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it must be a file, but is a folder"));
        }
        let is_special = !metadata.is_file() || is_descriptor(&path);
        let is_read_only =
            metadata.permissions().readonly() || (!is_special && OpenOptions::new().write(true).open(&path).is_err());
        if is_read_only {
            let reason = "it must be writable, but is read-only";
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, reason));
        }
        Ok(Self { path, is_special, permissions: Some(metadata.permissions()) })
    }
}

/// A link stays a link, also one whose target is still to be made. Descriptors look like links to odd names.
fn follow_links(mut path: PathBuf) -> io::Result<PathBuf> {
    for _ in 0..MAX_LINKS {
        let is_link = !is_descriptor(&path)
            && existing(fs::symlink_metadata(&path))?.is_some_and(|metadata| metadata.is_symlink());
        if !is_link {
            return Ok(path);
        }
        let target = fs::read_link(&path)?;
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    Err(io::Error::other("it must not be a loop of links"))
}

fn is_descriptor(path: &Path) -> bool {
    path.starts_with("/proc") || path.starts_with("/dev")
}

fn existing<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A hidden file beside the target, which takes its place once all bytes are on the disk. Dropping it deletes it. Its
/// name holds the host and the process, so that the next save to the same target can delete what a killed process left.
#[derive(Debug, Default)]
pub(crate) struct PartFile {
    /// `None` once the file is moved.
    path: Option<PathBuf>,
    file: Option<File>,
    length: u64,
}

impl PartFile {
    /// For a target that is special, the file is in the temporary folder.
    fn create(target: &SaveTarget) -> io::Result<Self> {
        let Some(folder) = target.path.parent().filter(|_| !target.is_special) else {
            return Self::temporary();
        };
        // Its length does not depend on the target's name, which may be as long as the file system allows.
        let name = target.path.file_name().unwrap_or_default().as_encoded_bytes();
        let prefix = format!(".pixverse-{:016x}-{:016x}-", hash(name), hash(&host_name()));
        delete_abandoned(folder, &prefix);
        let part = Self::open(folder, &format!("{prefix}{}-", std::process::id()), OpenOptions::new())?;
        if let (Some(permissions), Some(file)) = (&target.permissions, &part.file) {
            file.set_permissions(permissions.clone())?;
        }
        Ok(part)
    }

    fn temporary() -> io::Result<Self> {
        #[allow(unused_mut, reason = "only Unix has modes")]
        let mut options = OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Self::open(&std::env::temp_dir(), ".pixverse-", options)
    }

    fn open(folder: &Path, prefix: &str, mut options: OpenOptions) -> io::Result<Self> {
        let path = folder.join(format!("{prefix}{:016x}{SUFFIX}", random()));
        let file = options.read(true).write(true).create_new(true).open(&path)?;
        Ok(Self { path: Some(path), file: Some(file), length: 0 })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.opened()?.write_all(bytes)?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    fn opened(&mut self) -> io::Result<&mut File> {
        self.file.as_mut().ok_or_else(|| io::Error::other("the file is closed"))
    }

    /// Puts the file in the target's place.
    fn commit(&mut self, target: &SaveTarget) -> io::Result<()> {
        self.opened()?.sync_all()?;
        let Some(path) = &self.path else { return Ok(()) };
        if target.is_special {
            let mut special = OpenOptions::new().write(true).open(&target.path)?;
            io::copy(&mut File::open(path)?, &mut special)?;
            return Ok(());
        }
        // Windows does not move an open file.
        self.file = None;
        fs::rename(path, &target.path)?;
        self.path = None;
        Ok(())
    }

    /// A copy in the temporary folder, to be continued there.
    fn copy_to_temporary_folder(&self) -> io::Result<Self> {
        let mut copy = Self::temporary()?;
        if let Some(path) = &self.path {
            copy.length = io::copy(&mut File::open(path)?.take(self.length), copy.opened()?)?;
        }
        if copy.length < self.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(copy)
    }

    /// Keeps the bytes written so far, in a file that people see and that no later save deletes. `None` if somebody has
    /// deleted it.
    fn keep(mut self) -> Option<PathBuf> {
        let path = self.path.take()?;
        if let Some(file) = self.file.take() {
            // The last write may have gone through in part.
            let _ = file.set_len(self.length);
        }
        let visible = path.with_file_name(format!("pixverse-{:016x}.mp4", random()));
        if fs::rename(&path, &visible).is_ok() {
            return Some(visible);
        }
        path.exists().then_some(path)
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        self.file = None;
        if let Some(path) = self.path.take() {
            // The next save to the same target deletes it.
            let _ = fs::remove_file(path);
        }
    }
}

pub(crate) const FIRST_HASH: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, which stays the same in all versions of the client, of bytes after those of an earlier hash.
pub(crate) fn hash_more(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

fn hash(bytes: &[u8]) -> u64 {
    hash_more(FIRST_HASH, bytes)
}

fn host_name() -> Vec<u8> {
    fs::read("/proc/sys/kernel/hostname").unwrap_or_default()
}

/// Deletes what killed processes left, on systems that list their processes in `/proc`.
fn delete_abandoned(folder: &Path, prefix: &str) {
    if !Path::new("/proc/self").exists() {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let owner = name
            .to_str()
            .and_then(|name| name.strip_prefix(prefix)?.strip_suffix(SUFFIX)?.split('-').next())
            .and_then(|owner| owner.parse::<u32>().ok());
        let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        let is_abandoned = owner.is_some_and(|owner| !Path::new(&format!("/proc/{owner}")).exists())
            && age().is_some_and(|age| age > MIN_ABANDONED_AGE);
        if is_abandoned {
            // Another process may have deleted it.
            let _ = fs::remove_file(entry.path());
        }
    }
}
