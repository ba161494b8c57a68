using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Pixverse.Client
{
    /// <summary>
    /// Makes videos. Each call sends a paid request at most once, over a connection of its own. A failed call throws a
    /// <see cref="PixverseException"/>: check its billing status before sending the request again. Safe to share between threads; create
    /// one for each program.
    /// </summary>
    [DebuggerDisplay("{ToString(),nq}")]
    public sealed partial class PixverseClient : IDisposable
    {
        private static readonly TimeSpan MinTimeout = TimeSpan.FromMilliseconds(1);
        private static readonly TimeSpan MaxTimeout = TimeSpan.FromMilliseconds(int.MaxValue);

        [DebuggerBrowsable(DebuggerBrowsableState.Never)]
        private readonly ApiKey apiKey;

        [DebuggerBrowsable(DebuggerBrowsableState.Never)]
        private readonly HttpClient http;

        [DebuggerBrowsable(DebuggerBrowsableState.Never)]
        private readonly CancellationTokenSource disposal = new CancellationTokenSource();

        private readonly Uri server;
        private readonly TimeSpan? timeout;
        private readonly bool validatesRequests;

        /// <summary>A client with connections of its own, over the proxy of the system for https.</summary>
        /// <param name="apiKey">the account's secret</param>
        /// <param name="options">the settings; those of <see cref="PixverseOptions"/> by default</param>
        /// <exception cref="ArgumentException">if key or options are wrong; the message names all that is</exception>
        public PixverseClient(string apiKey, PixverseOptions options = null) : this(Checked(apiKey, options), options, null) { }

        /// <summary>A client that asks for the key before each request.</summary>
        /// <param name="apiKey">returns the account's secret</param>
        /// <param name="options">the settings; those of <see cref="PixverseOptions"/> by default</param>
        /// <exception cref="ArgumentException">if the options are wrong; the message names all that is</exception>
        public PixverseClient(Func<string> apiKey, PixverseOptions options = null) : this(apiKey, options, null) { }

        /// <summary>
        /// A client that sends with an HttpClient, such as one of an IHttpClientFactory, or one of a test. It must not follow redirects, have
        /// credentials or a timeout of its own, and its last handler must be an HttpClientHandler or a SocketsHttpHandler; handlers before it may
        /// send a request once. It is not disposed with this client.
        /// </summary>
        /// <param name="apiKey">the account's secret</param>
        /// <param name="httpClient">sends the requests</param>
        /// <param name="options">the settings; those of <see cref="PixverseOptions"/> by default</param>
        /// <exception cref="ArgumentException">if key, HttpClient or options are wrong; the message names all that is</exception>
        public PixverseClient(string apiKey, HttpClient httpClient, PixverseOptions options = null)
            : this(Checked(apiKey, options), options, httpClient ?? throw new ArgumentNullException(nameof(httpClient))) { }

        private PixverseClient(Func<string> apiKey, PixverseOptions options, HttpClient httpClient)
        {
            var problems = Problems(options).Concat(new[] { httpClient == null ? null : HttpClientRules.Problem(httpClient, ApiKeyHeader) });
            ThrowIfAny(problems);
            options = options ?? new PixverseOptions();
            this.apiKey = new ApiKey(apiKey);
            server = Client.BaseUrl.Parse(options.BaseUrl);
            timeout = options.Timeout;
            validatesRequests = options.ValidateRequests;
            http = httpClient;
        }

        /// <summary>The document's default timeout of each operation, by its path.</summary>
        public static IReadOnlyDictionary<string, TimeSpan> DefaultTimeouts => Operations.All.ToDictionary(one => one.Path, one => one.Timeout);

        /// <summary>The server's root.</summary>
        public string BaseUrl => server.AbsoluteUri;

        /// <summary>Aborts the calls that have no response yet, which may be billed.</summary>
        public void Dispose() => disposal.Cancel();

        /// <summary>The name of the class and the server.</summary>
        public override string ToString() => "PixverseClient " + BaseUrl;

        /// <summary>
        /// The HttpClient of one request. Its own is disposed at the end: .NET may use a connection again although the request has
        /// Connection: close, if the response has not.
        /// </summary>
        private HttpClient OpenHttpClient(Deadline deadline)
        {
            if (http != null)
            {
                return http;
            }
            var own = new HttpClient(new HttpClientHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                // Plain http goes to this machine only, and never through a proxy, which would see the key.
                UseProxy = server.Scheme == "https",
            })
            {
                Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            };
            deadline.OnEnd(own.Dispose);
            return own;
        }

        private static Func<string> Checked(string apiKey, PixverseOptions options)
        {
            ThrowIfAny(new[] { ApiKey.Problem(apiKey) }.Concat(Problems(options)));
            return () => apiKey;
        }

        private static IEnumerable<string> Problems(PixverseOptions options)
        {
            options = options ?? new PixverseOptions();
            yield return Client.BaseUrl.Problem(options.BaseUrl, Server, Operations.All.Select(one => one.Path));
            yield return TimeoutProblem("Timeout", options.Timeout);
        }

        private static string TimeoutProblem(string name, TimeSpan? time) =>
            time == null || (time >= MinTimeout && time <= MaxTimeout)
                ? null
                : name + " must be from " + MinTimeout + " to " + MaxTimeout + ", but was " + time;

        private static void ThrowIfAny(IEnumerable<string> problems)
        {
            var found = problems.Where(problem => problem != null).ToList();
            if (found.Count > 0)
            {
                throw new ArgumentException(string.Join("\n", found));
            }
        }

        private async Task<VideoMetadata> SaveAsync(
            Operation operation, PixverseRequest request, string path, TimeSpan? timeLimit, CancellationToken cancellation)
        {
            using (var saver = new VideoSaver(path))
            using (var video = await StartAsync(operation, request, timeLimit, saver, cancellation).ConfigureAwait(false))
            {
                await video.SaveToAsync(saver, cancellation).ConfigureAwait(false);
                return video.Metadata;
            }
        }

        private async Task<Video> StartAsync(
            Operation operation, PixverseRequest request, TimeSpan? timeLimit, VideoSaver saver, CancellationToken cancellation)
        {
            if (request == null)
            {
                throw new ArgumentNullException(nameof(request));
            }
            ThrowIfAny(new[] { TimeoutProblem("timeout", timeLimit) });
            if (disposal.IsCancellationRequested)
            {
                throw new ObjectDisposedException(nameof(PixverseClient));
            }
            cancellation.ThrowIfCancellationRequested();
            var json = Encoding.UTF8.GetBytes(Text(operation, request));
            var key = Key(operation);
            saver?.Reserve(operation);
            return await new Call(OpenHttpClient, disposal.Token, operation, server, timeLimit ?? timeout ?? operation.Timeout, new KeyRedactor(key))
                .ExecuteAsync(key, json, cancellation).ConfigureAwait(false);
        }

        private string Text(Operation operation, PixverseRequest request)
        {
            var violations = validatesRequests ? request.Violations() : new Violation[0];
            if (violations.Count > 0)
            {
                throw new InvalidRequestException(violations, operation.Id);
            }
            try
            {
                return request.ToJson();
            }
            catch (ArgumentException e)
            {
                throw new InvalidRequestException(e.Message, operation.Id, e);
            }
        }

        private string Key(Operation operation)
        {
            // Its handler can be changed until the first request.
            var problem = http == null ? null : HttpClientRules.Problem(http, ApiKeyHeader);
            try
            {
                return problem == null ? apiKey.Read() : throw new ArgumentException(problem);
            }
            catch (ArgumentException e)
            {
                throw new InvalidRequestException(e.Message, operation.Id);
            }
        }
    }
}
