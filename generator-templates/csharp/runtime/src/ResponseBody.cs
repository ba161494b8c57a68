using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace Pixverse.Client
{
    /// <summary>
    /// A response whose body is still to be received. Until the first byte, the deadline of the whole call applies; afterwards the
    /// limit applies to each wait for bytes.
    /// </summary>
    internal sealed class ResponseBody
    {
        private const int PartialContent = 206;
        private const int StartLength = 32;

        private readonly HttpResponseMessage response;
        private readonly Deadline deadline;
        private readonly TimeSpan silence;
        private readonly byte[] start = new byte[StartLength];
        private int startOffset;
        private int startCount;
        private long received;
        private bool isSilenceLimited;
        private Stream stream;

        internal ResponseBody(HttpResponseMessage response, Deadline deadline, TimeSpan silence)
        {
            this.response = response;
            this.deadline = deadline;
            this.silence = silence;
            // Not every read observes a token.
            deadline.OnEnd(response.Dispose);
        }

        internal int Status => (int)response.StatusCode;

        internal bool IsSuccess => response.IsSuccessStatusCode;

        /// <summary>The announced number of bytes; null if none was announced.</summary>
        internal long? Length => Header("transfer-encoding") == null ? response.Content.Headers.ContentLength : null;

        internal string ContentType => Header("content-type") ?? "";

        internal string MediaType => ContentType.Split(';')[0].Trim().ToLowerInvariant();

        internal bool IsAnnouncedVideo => MediaType.StartsWith("video/", StringComparison.Ordinal);

        /// <summary>All headers, by their names in lower case; the last value of each.</summary>
        internal IEnumerable<KeyValuePair<string, string>> Headers =>
            response.Headers.Concat(response.Content.Headers).Where(header => header.Value.Any())
                .Select(header => new KeyValuePair<string, string>(header.Key.ToLowerInvariant(), header.Value.Last()));

        internal string Header(string name) => Values(name).LastOrDefault();

        /// <summary>Why the body is not a whole video as it is; null if nothing says so.</summary>
        internal string FramingProblem()
        {
            if (Status == PartialContent)
            {
                return "a part of a video (206), although no part was requested";
            }
            var transfer = Header("transfer-encoding")?.Trim();
            if (transfer != null && !transfer.Equals("chunked", StringComparison.OrdinalIgnoreCase))
            {
                return "a body whose transfer encoding is " + transfer + ", which cannot be decoded";
            }
            var lengths = Values("content-length").SelectMany(value => value.Split(',')).Select(value => value.Trim()).Distinct().ToList();
            if (lengths.Count > 1)
            {
                return "a body of contradictory lengths " + string.Join(", ", lengths);
            }
            if (lengths.Any(length => !Regex.IsMatch(length, @"\A[0-9]{1,18}\z")))
            {
                return "a body of the length " + lengths[0];
            }
            var content = Header("content-encoding")?.Trim();
            return content == null || content.Equals("identity", StringComparison.OrdinalIgnoreCase)
                ? null
                : "a body whose content encoding is " + content + ", which cannot be decoded";
        }

        /// <summary>Whether the body is a video, by its first bytes, which stay to be read.</summary>
        /// <exception cref="IOException">if a body that was announced as a video breaks off there</exception>
        internal async Task<bool> IsVideoAsync(CancellationToken cancellation)
        {
            try
            {
                while (startCount < 8 && await PeekMoreAsync(cancellation).ConfigureAwait(false))
                {
                }
            }
            catch (Exception e) when (!IsAnnouncedVideo && !(e is OperationCanceledException))
            {
                return false;
            }
            return Mp4BoxTracker.IsMp4(start, startCount) || (IsAnnouncedVideo && startCount > 0);
        }

        /// <summary>What comes of at most so many bytes in so much time: the status is known, and must not be lost for the sake of a text.</summary>
        internal async Task<byte[]> ReadExcerptAsync(int maxBytes, TimeSpan time, CancellationToken cancellation)
        {
            var excerpt = new MemoryStream();
            var buffer = new byte[maxBytes];
            deadline.Start(time);
            isSilenceLimited = false;
            try
            {
                int count;
                while (excerpt.Length < maxBytes
                    && (count = await ReadAsync(buffer, 0, maxBytes - (int)excerpt.Length, cancellation, false).ConfigureAwait(false)) > 0)
                {
                    excerpt.Write(buffer, 0, count);
                }
            }
            catch (Exception e) when (!(e is OperationCanceledException))
            {
                // What came is enough.
            }
            return excerpt.ToArray();
        }

        /// <summary>Reads some bytes, as they come; 0 at the end.</summary>
        /// <exception cref="IOException">if fewer bytes come than announced, or none within the limit</exception>
        internal Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellation) =>
            ReadAsync(buffer, offset, count, cancellation, true);

        /// <summary>Frees the connection. May be called by any thread.</summary>
        internal void Close()
        {
            deadline.Close();
            response.Dispose();
        }

        private async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellation, bool limitsSilence)
        {
            if (startOffset < startCount)
            {
                var peeked = Math.Min(count, startCount - startOffset);
                Buffer.BlockCopy(start, startOffset, buffer, offset, peeked);
                startOffset += peeked;
                return peeked;
            }
            return count == 0 ? 0 : await ReceiveAsync(buffer, offset, count, cancellation, limitsSilence).ConfigureAwait(false);
        }

        private async Task<bool> PeekMoreAsync(CancellationToken cancellation)
        {
            var count = await ReceiveAsync(start, startCount, StartLength - startCount, cancellation, true).ConfigureAwait(false);
            startCount += count;
            return count > 0;
        }

        private async Task<int> ReceiveAsync(byte[] buffer, int offset, int count, CancellationToken cancellation, bool limitsSilence)
        {
            if (isSilenceLimited)
            {
                deadline.Start(silence);
            }
            var got = await deadline.RunAsync(
                async token =>
                {
                    stream = stream ?? await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
                    return await stream.ReadAsync(buffer, offset, count, token).ConfigureAwait(false);
                },
                cancellation).ConfigureAwait(false);
            if (limitsSilence)
            {
                // The time between reads is the caller's.
                deadline.Stop();
                isSilenceLimited = true;
            }
            received += got;
            if (got == 0 && received < Length)
            {
                throw new EndOfStreamException("the response ended after " + received + " of " + Length + " bytes");
            }
            return got;
        }

        private IEnumerable<string> Values(string name) =>
            response.Headers.Concat(response.Content.Headers)
                .Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).SelectMany(header => header.Value);
    }
}
