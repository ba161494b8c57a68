using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Pixverse.Client
{
    /// <summary>The time limit passed.</summary>
    internal sealed class DeadlineExceededException : IOException
    {
        internal DeadlineExceededException(TimeSpan limit, Exception cause) : base("timeout after " + limit.TotalSeconds + " s", cause) { }
    }

    /// <summary>
    /// Ends waiting at a deadline, by the token of a caller, or when the call is closed, also where what is waited for observes no token.
    /// </summary>
    internal sealed class Deadline
    {
        private readonly CancellationTokenSource source = new CancellationTokenSource();
        private readonly TaskCompletionSource<bool> ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        private TimeSpan limit;
        private volatile bool isClosed;

        internal Deadline()
        {
            source.Token.Register(() => ended.TrySetResult(true));
        }

        /// <summary>The deadline is in so much time from now.</summary>
        internal void Start(TimeSpan time)
        {
            limit = time;
            source.CancelAfter(time);
        }

        internal void Stop() => source.CancelAfter(Timeout.InfiniteTimeSpan);

        /// <summary>Ends all waiting. May be called by any thread.</summary>
        internal void Close()
        {
            isClosed = true;
            source.Cancel();
        }

        /// <summary>Frees something when waiting ends: at once, or when the call is closed.</summary>
        internal void OnEnd(Action dispose) => source.Token.Register(() =>
        {
            try
            {
                dispose();
            }
            catch (Exception)
            {
                // It may run on a timer, where an exception would end the process.
            }
        });

        /// <summary>Awaits work; after the end, a result that comes too late is disposed.</summary>
        /// <exception cref="OperationCanceledException">if the token was cancelled</exception>
        /// <exception cref="IOException">if the deadline passed, or the call was closed</exception>
        internal async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            using (cancellation.Register(source.Cancel))
            {
                try
                {
                    var task = work(source.Token);
                    if (await Task.WhenAny(task, ended.Task).ConfigureAwait(false) != task)
                    {
                        DisposeLate(task);
                        throw new OperationCanceledException();
                    }
                    return await task.ConfigureAwait(false);
                }
                catch (Exception e) when (source.IsCancellationRequested)
                {
                    if (cancellation.IsCancellationRequested)
                    {
                        throw new OperationCanceledException("the call was cancelled; it may be billed", e, cancellation);
                    }
                    throw isClosed ? new IOException("the video or its client was disposed", e) : new DeadlineExceededException(limit, e);
                }
            }
        }

        private static void DisposeLate<T>(Task<T> task) =>
            task.ContinueWith(
                late =>
                {
                    if (late.Status == TaskStatus.RanToCompletion)
                    {
                        (late.Result as IDisposable)?.Dispose();
                    }
                    // Reading the exception marks it as observed.
                    return late.Exception;
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
