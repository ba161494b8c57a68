using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Pixverse.Client
{
    /// <summary>
    /// A finished video whose bytes are still to be received. The call is billed, so make sure to get them: read them once, in one of
    /// the three ways, and dispose the video. Disposing it without reading loses what was not received.
    /// For one thread at a time, but <see cref="Dispose"/> may be called from any.
    /// </summary>
    [DebuggerDisplay("{ToString(),nq}")]
    public sealed class Video : IDisposable
    {
        private const int BufferBytes = 64 * 1024;

        [DebuggerBrowsable(DebuggerBrowsableState.Never)]
        private readonly Operation operation;

        [DebuggerBrowsable(DebuggerBrowsableState.Never)]
        private readonly KeyRedactor redactor;

        [DebuggerBrowsable(DebuggerBrowsableState.Never)]
        private readonly ResponseBody body;

        private readonly string address;
        private readonly Mp4BoxTracker boxes;
        private long received;
        private int opened;

        // The address is where the video can be had once more, if it came from elsewhere; null otherwise.
        internal Video(Operation operation, VideoMetadata metadata, KeyRedactor redactor, ResponseBody body, string address)
        {
            this.operation = operation;
            this.redactor = redactor;
            this.body = body;
            this.address = address;
            Metadata = metadata;
            ContentType = redactor.RedactLine(body.ContentType);
            ContentLength = body.Length;
            boxes = ContentLength == null ? new Mp4BoxTracker() : null;
        }

        /// <summary>What the headers of the response say about the call.</summary>
        public VideoMetadata Metadata { get; }

        /// <summary>The media type that the service gave, such as video/mp4; empty if it gave none.</summary>
        public string ContentType { get; }

        /// <summary>How many bytes the service announced; null if it did not say.</summary>
        public long? ContentLength { get; }

        /// <summary>
        /// The bytes as they come, without holding them in memory. Reading throws a PixverseException if they are not all. Disposing the
        /// stream disposes the video.
        /// </summary>
        /// <exception cref="InvalidOperationException">if the video was read or disposed before</exception>
        public Stream OpenStream()
        {
            Open();
            return new VideoStream(this);
        }

        /// <summary>
        /// All bytes, in memory. For videos of unknown size, <see cref="SaveToAsync(string, CancellationToken)"/> or
        /// <see cref="OpenStream"/> is safer.
        /// </summary>
        /// <exception cref="CallTimeoutException">if no byte came for longer than the timeout</exception>
        /// <exception cref="ConnectionException">if the connection broke or fewer bytes came than announced</exception>
        /// <exception cref="OperationCanceledException">if the token was cancelled</exception>
        /// <exception cref="InvalidOperationException">if the video was read or disposed before</exception>
        public async Task<byte[]> ReadBytesAsync(CancellationToken cancellationToken = default(CancellationToken))
        {
            using (var stream = OpenStream())
            using (var bytes = new MemoryStream())
            {
                await stream.CopyToAsync(bytes, BufferBytes, cancellationToken).ConfigureAwait(false);
                return bytes.ToArray();
            }
        }

        /// <summary>
        /// Saves the video without holding it in memory. The bytes go to a hidden file beside the path, which takes its place, that of an
        /// existing file included, once all of them are on the disk. Missing parent folders are made. Links, and what is below /dev and
        /// /proc, are written to.
        /// If the target or the disk fails, the video is still received and kept in the file that the exception names. If the transfer fails
        /// or is cancelled, the target is as it was before.
        /// </summary>
        /// <exception cref="SaveFailedException">if the target or the disk fails</exception>
        /// <exception cref="CallTimeoutException">if no byte came for longer than the timeout</exception>
        /// <exception cref="ConnectionException">if the connection broke or fewer bytes came than announced</exception>
        /// <exception cref="OperationCanceledException">if the token was cancelled</exception>
        /// <exception cref="InvalidOperationException">if the video was read or disposed before</exception>
        public Task SaveToAsync(string path, CancellationToken cancellationToken = default(CancellationToken)) =>
            SaveToAsync(new VideoSaver(path), cancellationToken);

        /// <summary>Frees the connection; bytes that were not received are lost. Another thread that reads the video fails.</summary>
        public void Dispose()
        {
            Interlocked.Exchange(ref opened, 1);
            body.Close();
        }

        /// <summary>Media type, length and request id.</summary>
        public override string ToString() =>
            "Video " + ContentType + " " + (ContentLength?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?") + " bytes, request id "
            + Metadata.RequestId;

        internal bool IsFrom(ResponseBody other) => body == other;

        internal async Task SaveToAsync(VideoSaver saver, CancellationToken cancellation)
        {
            using (saver)
            {
                saver.Prepare(SaveFailure);
                using (var stream = OpenStream())
                {
                    var buffer = new byte[BufferBytes];
                    int count;
                    while ((count = await stream.ReadAsync(buffer, 0, buffer.Length, cancellation).ConfigureAwait(false)) > 0)
                    {
                        saver.Write(buffer, count, SaveFailure);
                    }
                    saver.Commit(SaveFailure);
                }
            }
        }

        internal async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellation)
        {
            try
            {
                var got = await body.ReadAsync(buffer, offset, count, cancellation).ConfigureAwait(false);
                received += got;
                boxes?.Add(buffer, offset, got);
                if (got == 0 && count > 0 && boxes != null && !boxes.MayBeWhole())
                {
                    throw new EndOfStreamException("the video ended within a box of its MP4 file");
                }
                return got;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                throw Call.Incomplete(operation, Metadata, redactor, BrokenOff(), e);
            }
        }

        private void Open()
        {
            if (Interlocked.Exchange(ref opened, 1) != 0)
            {
                throw new InvalidOperationException("the video must be read once, but was read or disposed before; its bytes come only once");
            }
        }

        private string BrokenOff() =>
            "the service had finished the video, but its transfer broke off after " + received + (ContentLength == null ? "" : " of " + ContentLength)
            + " bytes" + (address == null ? "" : "; it is at " + address);

        private SaveFailedException SaveFailure(string reason, string savedTo, Exception cause) =>
            new SaveFailedException(
                reason, savedTo,
                new FailureDetails
                {
                    Operation = operation.Id,
                    Billing = BillingTexts.OfIncomplete(Metadata.StatusCode),
                    StatusCode = Metadata.StatusCode,
                    RequestId = Metadata.RequestId,
                },
                cause);
    }
}
