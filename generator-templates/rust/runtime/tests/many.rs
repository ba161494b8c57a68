//! Many calls at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use pixverse_client::run_bounded;
use tokio::time::sleep;

const MILLISECOND: Duration = Duration::from_millis(1);

#[tokio::test]
async fn at_most_the_limit_runs_at_once_and_the_order_is_kept() {
    let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let calls = run_bounded(3, 0..20_u32, |index| {
        let (running, most) = (running.clone(), most.clone());
        async move {
            most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            sleep(MILLISECOND * (20 - index)).await;
            running.fetch_sub(1, Ordering::SeqCst);
            if index == 4 { Err("four") } else { Ok(index * 2) }
        }
    });
    let results = calls.collect().await;
    assert_eq!(most.load(Ordering::SeqCst), 3);
    assert_eq!(results.len(), 20);
    for (index, (request, result)) in (0..).zip(results) {
        let expected = if index == 4 { Err("four") } else { Ok(index * 2) };
        assert_eq!((request, result), (index, expected));
    }
}

#[tokio::test]
async fn dropping_lets_calls_end_that_have_begun_and_begins_no_others() {
    let (begun, ended) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut calls = run_bounded(2, 0..10, |_| {
        let (begun, ended) = (begun.clone(), ended.clone());
        async move {
            begun.fetch_add(1, Ordering::SeqCst);
            sleep(50 * MILLISECOND).await;
            ended.fetch_add(1, Ordering::SeqCst);
        }
    });
    assert!(calls.next().await.is_some());
    drop(calls);
    sleep(500 * MILLISECOND).await;
    let begun = begun.load(Ordering::SeqCst);
    assert!((2..=4).contains(&begun), "{begun}");
    assert_eq!(ended.load(Ordering::SeqCst), begun);
}

#[tokio::test]
async fn panic_of_a_call_goes_on_where_its_result_is_read() {
    let mut calls = run_bounded(1, 0..3, |index| async move { assert_ne!(index, 1, "one") });
    assert!(calls.next().await.is_some());
    let read = tokio::spawn(async move { calls.next().await });
    assert!(read.await.unwrap_err().is_panic());
}
