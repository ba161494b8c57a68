//! Saving to files.

mod stub;

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pixverse_client::{Billing, Client, ErrorKind, SavingCall, TextToVideoRequest};
use stub::{KEY, Step, Stub, VIDEO, folder, video};

fn save(stub: &Stub, target: &Path) -> SavingCall {
    let client = Client::builder(KEY).base_url(&stub.url).max_retries(0).build().unwrap();
    client.text_to_video(&TextToVideoRequest::new("A boat")).save_to(target)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn save_into_new_folder_reports_progress_and_leaves_one_file() {
    let folder = folder("new");
    let target = folder.join("a/b/boat.mp4");
    let reports = Arc::new(Mutex::new(Vec::new()));
    let seen = reports.clone();
    let stub = Stub::start(vec![video()]);
    let saving = save(&stub, &target).on_progress(move |saved, total| seen.lock().unwrap().push((saved, total)));
    let saved = saving.await.unwrap();
    let size = VIDEO.len() as u64;
    assert_eq!((saved.size, saved.path.as_path()), (size, target.as_path()));
    assert_eq!(fs::read(&target).unwrap(), VIDEO);
    assert_eq!(names(target.parent().unwrap()), ["boat.mp4"]);
    assert_eq!(reports.lock().unwrap().last(), Some(&(size, Some(size))));
}

#[tokio::test]
async fn save_over_a_folder_sends_nothing() {
    let folder = folder("over");
    let stub = Stub::start(vec![video()]);
    let error = save(&stub, &folder).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::SaveFailed { .. }), "{error}");
    assert_eq!((error.billing(), stub.count()), (Billing::NotSent, 0));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn save_where_nothing_can_be_made_sends_nothing() {
    for target in ["/proc/none/x.mp4", "/proc/x.mp4", "/dev", "/dev/null/x.mp4", "/"] {
        let stub = Stub::start(vec![video()]);
        let error = save(&stub, Path::new(target)).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::SaveFailed { .. }), "{target}: {error}");
        assert_eq!((error.billing(), stub.count()), (Billing::NotSent, 0), "{target}: {error}");
    }
    let stub = Stub::start(vec![video()]);
    assert_eq!(save(&stub, Path::new("/dev/null")).await.unwrap().size, VIDEO.len() as u64);
}

#[tokio::test]
async fn save_of_cut_video_leaves_the_old_file() {
    let folder = folder("cut");
    let target = folder.join("boat.mp4");
    fs::write(&target, "old").unwrap();
    let cut = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 99\r\n\r\nvideo".to_vec();
    let stub = Stub::start(vec![vec![Step::Send(cut)]]);
    let error = save(&stub, &target).await.unwrap_err();
    assert_eq!((error.kind(), error.billing()), (&ErrorKind::Connection, Billing::Billed));
    assert_eq!(fs::read(&target).unwrap(), b"old");
    assert_eq!(names(&folder), ["boat.mp4"]);
}

#[tokio::test]
async fn save_to_unusable_target_keeps_the_bytes_which_can_be_saved_again() {
    let folder = folder("kept");
    let stub = Stub::start(vec![video()]);
    let client = Client::builder(KEY).base_url(&stub.url).build().unwrap();
    let mut video = client.text_to_video(&TextToVideoRequest::new("A boat")).await.unwrap();
    let error = video.save_to(&folder).await.unwrap_err();
    let kept = error.saved_to().unwrap().to_owned();
    assert_eq!((fs::read(&kept).unwrap().as_slice(), error.billing()), (VIDEO, Billing::Billed));
    assert!(error.to_string().contains(kept.to_str().unwrap()), "{error}");
    let saved = video.save_to(folder.join("boat.mp4")).await.unwrap();
    assert_eq!(fs::read(saved.path).unwrap(), VIDEO);
    assert!(!kept.exists());
}

#[cfg(unix)]
#[tokio::test]
async fn save_through_a_link_keeps_the_link_and_the_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("link");
    let (file, link) = (folder.join("file.mp4"), folder.join("link.mp4"));
    fs::write(&file, "old").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("file.mp4", &link).unwrap();
    let stub = Stub::start(vec![video()]);
    save(&stub, &link).await.unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&file).unwrap(), VIDEO);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
}

#[tokio::test]
async fn dropped_save_leaves_nothing() {
    let folder = folder("dropped");
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 99\r\n\r\nvideo".to_vec();
    let stub = Stub::start(vec![vec![Step::Send(head), Step::AwaitClose]]);
    let saving = save(&stub, &folder.join("boat.mp4"));
    assert!(tokio::time::timeout(Duration::from_millis(500), async { saving.await }).await.is_err());
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(names(&folder).is_empty(), "{:?}", names(&folder));
}

#[tokio::test]
async fn panic_of_the_listener_does_not_lose_the_video() {
    let folder = folder("panic");
    let target = folder.join("boat.mp4");
    let stub = Stub::start(vec![video()]);
    let saving = save(&stub, &target).on_progress(|_, _| panic!("listener"));
    assert!(tokio::spawn(async { saving.await }).await.unwrap_err().is_panic());
    assert_eq!(fs::read(&target).unwrap(), VIDEO);
}

/// What Linux knows of this process, in MB: `VmRSS` now, `VmHWM` at most since it began.
#[cfg(target_os = "linux")]
fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() >> 10
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn save_of_200_mb_stays_below_64_mb_of_memory() {
    let folder = folder("large");
    let target = folder.join("boat.mp4");
    let size: usize = 200 << 20;
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: {size}\r\n\r\n");
    let stub = Stub::start(vec![vec![
        Step::Send([head.as_bytes(), VIDEO].concat()),
        Step::Repeat(vec![0; 1 << 20], 199),
        Step::Send(vec![0; (1 << 20) - VIDEO.len()]),
    ]]);
    let before = memory("VmRSS:");
    let saved = save(&stub, &target).await.unwrap();
    assert_eq!((saved.size, fs::metadata(&target).unwrap().len()), (size as u64, size as u64));
    // The peak of other tests makes it larger, not smaller.
    let extra = memory("VmHWM:") - before;
    assert!(extra < 64, "it took {extra} MB");
    fs::remove_dir_all(folder).unwrap();
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn save_to_full_device_keeps_the_bytes() {
    let stub = Stub::start(vec![video()]);
    let error = save(&stub, Path::new("/dev/full")).await.unwrap_err();
    let kept = error.saved_to().unwrap();
    assert_eq!((fs::read(kept).unwrap().as_slice(), error.billing()), (VIDEO, Billing::Billed));
    fs::remove_file(kept).unwrap();
}
