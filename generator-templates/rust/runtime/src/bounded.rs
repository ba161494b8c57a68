use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, poll_fn};
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

/// Runs a call for each request, at most `limit` at once, on tasks of their own. Gives each request with its result, in
/// the order of the requests, as a [`Stream`] or with [`Bounded::next`].
///
/// A failure stops no other call, and a call that has begun runs to its end whatever becomes of this value, because it
/// is or will be paid; dropping this value only keeps further calls from beginning.
///
/// Save each video within its call: a [`Video`](crate::Video) whose bytes are not read keeps its connection open.
///
/// # Panics
///
/// Panics if the limit is zero, or outside of a tokio runtime. A panic of a call goes on where its result is read.
pub fn run_bounded<R, F, C>(limit: usize, requests: impl IntoIterator<Item = R>, mut call: F) -> Bounded<R, C::Output>
where
    R: Clone,
    F: FnMut(R) -> C,
    C: Future<Output: Send + 'static> + Send + 'static,
{
    assert!(limit > 0, "limit must be at least 1, but was 0");
    let permits = Arc::new(Semaphore::new(limit.min(Semaphore::MAX_PERMITS)));
    let start = |request: R| {
        let (call, permits) = (call(request.clone()), permits.clone());
        let task = tokio::spawn(async move {
            // Permits are given in the order of the requests.
            let _permit = permits.acquire_owned().await.ok()?;
            Some(call.await)
        });
        (request, task)
    };
    let tasks = requests.into_iter().map(start).collect();
    Bounded { permits, tasks }
}

/// The calls of [`run_bounded`].
#[must_use = "the results are lost if they are not read"]
pub struct Bounded<R, T> {
    permits: Arc<Semaphore>,
    tasks: VecDeque<(R, JoinHandle<Option<T>>)>,
}

impl<R, T> Bounded<R, T> {
    /// The next request and its result; `None` after the last one. Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<(R, T)> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// All requests that are left and their results, in order.
    pub async fn collect(mut self) -> Vec<(R, T)> {
        let mut results = Vec::with_capacity(self.tasks.len());
        while let Some(result) = self.next().await {
            results.push(result);
        }
        results
    }
}

impl<R, T> Stream for Bounded<R, T> {
    type Item = (R, T);

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some((_, task)) = self.tasks.front_mut() else { return Poll::Ready(None) };
        let result = match ready!(Pin::new(task).poll(cx)) {
            Ok(result) => result,
            Err(error) if error.is_panic() => {
                self.tasks.pop_front();
                resume_unwind(error.into_panic())
            }
            // The runtime shuts down, and drops this task next.
            Err(_) => return Poll::Pending,
        };
        let request = self.tasks.pop_front().map(|(request, _)| request);
        Poll::Ready(request.zip(result))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.tasks.len(), Some(self.tasks.len()))
    }
}

/// Nothing within is pinned.
impl<R, T> Unpin for Bounded<R, T> {}

impl<R, T> Drop for Bounded<R, T> {
    fn drop(&mut self) {
        self.permits.close();
    }
}

impl<R, T> fmt::Debug for Bounded<R, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bounded").field("left", &self.tasks.len()).finish_non_exhaustive()
    }
}
