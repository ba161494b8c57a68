using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace Pixverse.Client.Tests
{
    internal static class HttpClientTests
    {
        [Test]
        internal static void HttpClientThatCouldSendTwiceIsRefusedByName()
        {
            foreach (var one in new[]
            {
                (Http(new HttpClientHandler()), "httpClient must not follow redirects"),
                (Http(new HttpClientHandler { AllowAutoRedirect = false, Credentials = new NetworkCredential("a", "b") }), "httpClient must not have Credentials"),
                (Http(new HttpClientHandler { AllowAutoRedirect = false, UseDefaultCredentials = true }), "httpClient must not have Credentials"),
                (Http(new Unknown()), "httpClient must end in an HttpClientHandler or a SocketsHttpHandler, because no other can be judged, but ends in Pixverse.Client.Tests."),
                (new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }), "httpClient must have the Timeout"),
                (WithKey(), "httpClient must not have x-api-key among its DefaultRequestHeaders"),
            })
            {
                var http = one.Item1;
                var problem = one.Item2;
                using (http)
                {
                    var e = Expect.Throws<ArgumentException>(() => new PixverseClient(LoopbackServer.Key, http));
                    Expect.That(e.Message.StartsWith(problem, StringComparison.Ordinal), e.Message);
                }
            }
        }

        [Test]
        internal static async Task HandlerCannotSendTwice()
        {
            using (var server = new LoopbackServer(LoopbackServer.Response("503 Unavailable", "text/plain", "no")))
            using (var http = Http(new Repeater { InnerHandler = Safe() }))
            using (var client = new PixverseClient(LoopbackServer.Key, http, new PixverseOptions { BaseUrl = server.Url }))
            {
                await Expect.FailsAsync<ConnectionException>(Billing.Unknown, 0, () => client.TextToVideoAsync(LoopbackServer.Request()));
                Expect.Equal(1, server.Requests.Count);
            }
        }

        [Test]
        internal static async Task HandlerCannotCopyTheBody()
        {
            using (var server = new LoopbackServer(LoopbackServer.VideoResponse()))
            using (var http = Http(new Copier { InnerHandler = Safe() }))
            using (var client = new PixverseClient(LoopbackServer.Key, http, new PixverseOptions { BaseUrl = server.Url }))
            {
                var e = await Expect.FailsAsync<ConnectionException>(Billing.NotSent, 0, () => client.TextToVideoAsync(LoopbackServer.Request()));
                Expect.That(e.Message.Contains("must not be copied"), e.Message);
                Expect.Equal(0, server.Requests.Count);
            }
        }

        [Test]
        internal static async Task HandlerThatChangesAfterTheConstructorIsRefused()
        {
            using (var server = new LoopbackServer(LoopbackServer.VideoResponse()))
            using (var handler = Safe())
            using (var http = Http(handler))
            using (var client = new PixverseClient(LoopbackServer.Key, http, new PixverseOptions { BaseUrl = server.Url }))
            {
                handler.AllowAutoRedirect = true;
                await Expect.FailsAsync<InvalidRequestException>(Billing.NotSent, 0, () => client.TextToVideoAsync(LoopbackServer.Request()));
                Expect.Equal(0, server.Requests.Count);
                handler.AllowAutoRedirect = false;
                (await client.TextToVideoAsync(LoopbackServer.Request())).Dispose();
            }
        }

        [Test]
        internal static async Task ShortBodyOfAHandlerIsBilled()
        {
            using (var http = Http(new Stub { InnerHandler = Safe() }))
            using (var client = new PixverseClient(LoopbackServer.Key, http))
            using (var video = await client.TextToVideoAsync(LoopbackServer.Request()))
            {
                var e = await Expect.FailsAsync<ConnectionException>(Billing.Billed, 200, () => video.ReadBytesAsync());
                Expect.That(e.Message.Contains("broke off after 10 of 99 bytes (the response ended after 10 of 99 bytes"), e.Message);
            }
        }

        internal static HttpClientHandler Safe() => new HttpClientHandler { AllowAutoRedirect = false };

        internal static HttpClient Http(HttpMessageHandler handler) => new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };

        private static HttpClient WithKey()
        {
            var http = Http(Safe());
            http.DefaultRequestHeaders.Add("x-api-key", "x");
            return http;
        }

        private sealed class Unknown : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
                throw new NotSupportedException();
        }

        /// <summary>Responds itself, with fewer bytes than it announces.</summary>
        private sealed class Stub : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var content = new StreamContent(new MemoryStream(new byte[10]));
                content.Headers.ContentType = new MediaTypeHeaderValue("video/mp4");
                content.Headers.ContentLength = 99;
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
            }
        }

        private sealed class Repeater : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                using (await base.SendAsync(request, cancellationToken))
                {
                    return await base.SendAsync(request, cancellationToken);
                }
            }
        }

        private sealed class Copier : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var copy = new ByteArrayContent(await request.Content.ReadAsByteArrayAsync());
                request.Content = copy;
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }
}
