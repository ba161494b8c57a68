using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Pixverse.Client
{
    /// <summary>
    /// One call: sends the request at most once, and tells videos from failures: by status, then by media type, then by the first bytes.
    /// </summary>
    internal sealed class Call
    {
        private const int FirstBytes = 32;
        private const int MaxTextBytes = 64 * 1024;
        private const int MaxDownloadAttempts = 5;
        private static readonly TimeSpan MaxTextTime = TimeSpan.FromSeconds(10);

        private readonly Func<Deadline, HttpClient> open;
        private readonly CancellationToken disposal;
        private readonly Operation operation;
        private readonly Uri server;
        private readonly TimeSpan timeout;
        private readonly KeyRedactor redactor;

        /// <summary>Prepares a call; the token is cancelled when the client is disposed.</summary>
        internal Call(
            Func<Deadline, HttpClient> open, CancellationToken disposal, Operation operation, Uri server, TimeSpan timeout, KeyRedactor redactor)
        {
            this.open = open;
            this.disposal = disposal;
            this.operation = operation;
            this.server = server;
            this.timeout = timeout;
            this.redactor = redactor;
        }

        /// <summary>The video; throws a PixverseException if there is none.</summary>
        internal async Task<Video> ExecuteAsync(string key, byte[] json, CancellationToken cancellation)
        {
            var deadline = new Deadline();
            ResponseBody body = null;
            Video video = null;
            try
            {
                deadline.Start(timeout);
                body = await SendOnceAsync(deadline, key, json, cancellation).ConfigureAwait(false);
                var metadata = Metadata(body);
                return video = await ReadAsync(body, metadata, cancellation).ConfigureAwait(false);
            }
            finally
            {
                if (video == null || !video.IsFrom(body))
                {
                    deadline.Close();
                }
            }
        }

        private async Task<ResponseBody> SendOnceAsync(Deadline deadline, string key, byte[] json, CancellationToken cancellation)
        {
            var content = new OneShotContent(json);
            var message = Message(HttpMethod.Post, new Uri(server.AbsoluteUri.TrimEnd('/') + operation.Path));
            message.Content = content;
            message.Headers.TryAddWithoutValidation("Accept", operation.Accept);
            message.Headers.TryAddWithoutValidation(PixverseClient.ApiKeyHeader, key);
            try
            {
                return await SendAsync(deadline, message, cancellation).ConfigureAwait(false);
            }
            catch (DeadlineExceededException e)
            {
                throw new CallTimeoutException("no response came (" + e.Message + ")", Unanswered(content), redactor.Redact(e));
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                var reason = content.MayHaveBeenSent ? "no response came" : "no connection could be made";
                throw new ConnectionException(reason + " (" + Details(e) + ")", Unanswered(content), redactor.Redact(e));
            }
        }

        private async Task<ResponseBody> SendAsync(Deadline deadline, HttpRequestMessage message, CancellationToken cancellation)
        {
            using (disposal.Register(deadline.Close))
            {
                var http = open(deadline);
                var response = await deadline.RunAsync(
                    token => http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token), cancellation).ConfigureAwait(false);
                return new ResponseBody(response, deadline, timeout);
            }
        }

        private static HttpRequestMessage Message(HttpMethod method, Uri address)
        {
            var message = new HttpRequestMessage(method, address) { Version = new Version(1, 1) };
            message.Headers.TryAddWithoutValidation("User-Agent", PixverseClient.UserAgent);
            // If a pooled connection fails, it is unknown whether the request arrived.
            message.Headers.ConnectionClose = true;
            message.Headers.ExpectContinue = false;
            return message;
        }

        private VideoMetadata Metadata(ResponseBody body)
        {
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var header in body.Headers)
            {
                headers[redactor.RedactLine(header.Key)] = redactor.RedactLine(header.Value);
            }
            return new VideoMetadata(body.Status, headers);
        }

        private async Task<Video> ReadAsync(ResponseBody body, VideoMetadata metadata, CancellationToken cancellation)
        {
            if (!body.IsSuccess)
            {
                throw await RefusalAsync(body, metadata, cancellation).ConfigureAwait(false);
            }
            var problem = body.FramingProblem();
            if (problem != null)
            {
                throw Unexpected(problem, Known(metadata, body.IsAnnouncedVideo ? BillingTexts.OfIncomplete(body.Status) : Billing.Unknown));
            }
            try
            {
                if (await body.IsVideoAsync(cancellation).ConfigureAwait(false))
                {
                    return new Video(operation, metadata, redactor, body, null);
                }
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                throw Incomplete(operation, metadata, redactor, "the response broke off at its start", e);
            }
            return await FollowAsync(body, metadata, cancellation).ConfigureAwait(false);
        }

        /// <summary>The exception of a transfer that broke off after a successful response came.</summary>
        internal static PixverseException Incomplete(
            Operation operation, VideoMetadata metadata, KeyRedactor redactor, string reason, Exception e)
        {
            var details = new FailureDetails
            {
                Operation = operation.Id,
                Billing = BillingTexts.OfIncomplete(metadata.StatusCode),
                StatusCode = metadata.StatusCode,
                RequestId = metadata.RequestId,
            };
            reason += " (" + Details(e, redactor) + ")";
            return e is DeadlineExceededException
                ? (PixverseException)new CallTimeoutException(reason, details, redactor.Redact(e))
                : new ConnectionException(reason, details, redactor.Redact(e));
        }

        private async Task<PixverseException> RefusalAsync(ResponseBody body, VideoMetadata metadata, CancellationToken cancellation)
        {
            var text = await TextAsync(body, cancellation).ConfigureAwait(false);
            var details = Known(metadata, Billing.Unknown);
            details.Body = redactor.Redact(text);
            details.RetryAfter = RetryAfter.In(body.Header, operation.ResetHeaders, DateTimeOffset.UtcNow);
            return operation.Refusal(body.Status, ErrorBody.Reason(text, redactor), details);
        }

        private static async Task<string> TextAsync(ResponseBody body, CancellationToken cancellation) =>
            Encoding.UTF8.GetString(await body.ReadExcerptAsync(MaxTextBytes, MaxTextTime, cancellation).ConfigureAwait(false));

        private UnexpectedResponseException Unexpected(string actual, FailureDetails details) =>
            new UnexpectedResponseException("the response must be a video, but was " + redactor.RedactLine(actual), details);

        private FailureDetails Known(VideoMetadata metadata, Billing billing) =>
            new FailureDetails { Operation = operation.Id, Billing = billing, StatusCode = metadata.StatusCode, RequestId = metadata.RequestId };

        private FailureDetails Unanswered(OneShotContent content) =>
            new FailureDetails { Operation = operation.Id, Billing = content.MayHaveBeenSent ? Billing.Unknown : Billing.NotSent };

        private string Details(Exception e) => Details(e, redactor);

        private static string Details(Exception e, KeyRedactor redactor)
        {
            var root = e is DeadlineExceededException ? e : e.GetBaseException();
            var kind = root is SocketException socket ? socket.SocketErrorCode.ToString() : root.GetType().Name;
            return redactor.RedactLine(root.Message + " (" + kind + ")");
        }

        /// <summary>Follows the address of the video in a JSON response.</summary>
        private async Task<Video> FollowAsync(ResponseBody body, VideoMetadata metadata, CancellationToken cancellation)
        {
            var bytes = await body.ReadExcerptAsync(MaxTextBytes, MaxTextTime, cancellation).ConfigureAwait(false);
            var text = Encoding.UTF8.GetString(bytes);
            body.Close();
            var details = Known(metadata, Billing.Unknown);
            if (!body.MediaType.EndsWith("json", StringComparison.Ordinal))
            {
                throw Unexpected(Describe(body.ContentType, bytes, text), details);
            }
            details.Body = redactor.Redact(text);
            var address = ErrorBody.VideoAddress(text);
            var url = address == null ? null : BaseUrl.Parse(address);
            if (url == null || !BaseUrl.MayLinkTo(server, url))
            {
                throw Unexpected("JSON: " + ErrorBody.Reason(text, redactor), details);
            }
            details.Billing = BillingTexts.OfIncomplete(metadata.StatusCode);
            return await DownloadAsync(url, metadata, details, cancellation).ConfigureAwait(false);
        }

        /// <summary>
        /// Requests may be repeated here: the video is made and billed. Only redirects to safe addresses are followed. The key is not sent.
        /// </summary>
        private async Task<Video> DownloadAsync(Uri url, VideoMetadata metadata, FailureDetails details, CancellationToken cancellation)
        {
            var shown = redactor.RedactLine(url.AbsoluteUri);
            Exception failure = null;
            for (var i = 0; i < MaxDownloadAttempts; i++)
            {
                var deadline = new Deadline();
                var isVideo = false;
                try
                {
                    deadline.Start(timeout);
                    var body = await SendAsync(deadline, Message(HttpMethod.Get, url), cancellation).ConfigureAwait(false);
                    isVideo = body.IsSuccess && body.FramingProblem() == null && await body.IsVideoAsync(cancellation).ConfigureAwait(false);
                    if (isVideo)
                    {
                        return new Video(operation, metadata, redactor, body, shown);
                    }
                    failure = new IOException("status " + body.Status + " without a whole video");
                    url = Redirect(body, url);
                }
                catch (Exception e) when (!cancellation.IsCancellationRequested)
                {
                    failure = e;
                }
                finally
                {
                    if (!isVideo)
                    {
                        deadline.Close();
                    }
                }
            }
            throw new UnexpectedResponseException(
                "the video is finished at " + shown + ", but could not be downloaded (" + Details(failure) + ")", details, redactor.Redact(failure));
        }

        private Uri Redirect(ResponseBody body, Uri from)
        {
            var location = body.Status / 100 == 3 ? body.Header("location")?.Trim() : null;
            return location != null && Uri.TryCreate(from, location, out var to)
                && BaseUrl.Parse(to.AbsoluteUri) != null && BaseUrl.MayLinkTo(server, to) ? to : from;
        }

        private string Describe(string type, byte[] bytes, string text)
        {
            type = type.Length == 0 ? "bytes without a media type" : type;
            if (bytes.Length == 0)
            {
                return type + ", empty";
            }
            var start = bytes.Take(FirstBytes).ToArray();
            if (!start.All(one => (one >= ' ' && one <= '~') || one == '\r' || one == '\n' || one == '\t'))
            {
                return type + ", starting with bytes " + BitConverter.ToString(start).Replace("-", "").ToLowerInvariant();
            }
            // Redacted as a whole and cut afterwards, so that no part of the key is left at the cut.
            var redacted = redactor.Redact(text);
            return type + ", starting with \"" + redacted.Substring(0, Math.Min(FirstBytes, redacted.Length)).Trim() + "\"";
        }
    }
}
