using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Pixverse.Client.Tests
{
    internal static class CallTests
    {
        private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nx-request-id: request-1\r\n";
        private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(700);

        [Test]
        internal static async Task RequestIsSentOnceAsDocumented()
        {
            using (var server = new LoopbackServer(LoopbackServer.VideoResponse("x-cost: 0.45", "x-seed-value: 7", "x-request-id: request-1")))
            using (var client = server.Client())
            using (var video = await client.TextToVideoAsync(LoopbackServer.Request()))
            {
                Expect.Equal(LoopbackServer.Video, Encoding.GetEncoding(28591).GetString(await video.ReadBytesAsync()));
                Expect.Lines(
                    video.Metadata.Cost + " " + video.Metadata.Seed + " " + video.Metadata.RequestId + " " + video.Metadata.RemainingCredits,
                    "0.45 7 request-1 ");
                var request = server.Requests.Single();
                Expect.That(request.StartsWith("POST /v1/pixverse-text2video HTTP/1.1\r\n", StringComparison.Ordinal), request);
                Expect.That(request.EndsWith(
                    "{\"aspect_ratio\":\"16:9\",\"duration\":5,\"motion_mode\":\"normal\",\"quality\":\"540p\",\"prompt\":\"A paper boat\"}", StringComparison.Ordinal), request);
                Expect.That(request.Contains("Connection: close\r\n") && request.Contains("x-api-key: " + LoopbackServer.Key + "\r\n"), request);
                Expect.Throws<InvalidOperationException>(() => video.OpenStream());
            }
        }

        [Test]
        internal static async Task RefusalsAreNotRepeated()
        {
            using (var other = new LoopbackServer(LoopbackServer.VideoResponse()))
            {
                foreach (var status in new[] { "301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent", "408 Timeout", "421 Misdirected" })
                {
                    using (var server = new LoopbackServer(LoopbackServer.Response(status, "text/plain", "no", "Location: " + other.Url + "/", "Retry-After: 0")))
                    {
                        await Expect.FailsAsync<UnexpectedResponseException>(Billing.Unknown, int.Parse(status.Substring(0, 3)), () => server.CallAsync());
                        Expect.Equal(1, server.Requests.Count);
                    }
                }
                Expect.Equal(0, other.Requests.Count);
            }
            using (var server = new LoopbackServer(LoopbackServer.Response("503 Unavailable", "text/plain", "no", "Retry-After: 0")))
            {
                await Expect.FailsAsync<ServerException>(Billing.Unknown, 503, () => server.CallAsync());
                Expect.Equal(1, server.Requests.Count);
            }
            using (var server = new LoopbackServer(LoopbackServer.Response("401 No", "text/plain", "no", "WWW-Authenticate: Basic realm=\"x\"")))
            {
                await Expect.FailsAsync<UnauthorizedException>(Billing.NotBilled, 401, () => server.CallAsync());
                Expect.Equal(1, server.Requests.Count);
            }
        }

        [Test]
        internal static async Task RefusalHasRetryAfterIdAndBody()
        {
            var body = "{\"error\":\"Too many\",\"error_description\":\"Wait, " + LoopbackServer.Key + "\"}";
            using (var server = new LoopbackServer(LoopbackServer.Response("429 Slow", "application/json", body, "Retry-After: 7", "x-request-id: r1")))
            {
                var e = await Expect.FailsAsync<RateLimitedException>(Billing.NotBilled, 429, () => server.CallAsync());
                Expect.Equal(TimeSpan.FromSeconds(7), e.RetryAfter.Value);
                Expect.Lines(e.Message, "textToVideo: 429: Too many: Wait, <redacted> (request id r1) "
                    + "[NOT_BILLED: refused requests and failed jobs are not billed, as far as known]");
                Expect.Equal("{\"error\":\"Too many\",\"error_description\":\"Wait, <redacted>\"}", e.Body);
            }
        }

        [Test]
        internal static async Task ResponseWithoutAWholeHeadIsUnknown()
        {
            foreach (var response in new[] { "", "HTTP/1.1 200 OK\r\nContent-Ty", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n", "garbage\r\n\r\n" })
            {
                using (var server = new LoopbackServer(response))
                {
                    await Expect.FailsAsync<ConnectionException>(Billing.Unknown, 0, () => server.CallAsync());
                    Expect.Equal(1, server.Requests.Count);
                }
            }
        }

        [Test]
        internal static async Task NoServerIsNotSent()
        {
            var server = new LoopbackServer("");
            server.Dispose();
            var e = await Expect.FailsAsync<ConnectionException>(Billing.NotSent, 0, () => server.CallAsync());
            Expect.That(e.Message.StartsWith("textToVideo: no connection could be made (", StringComparison.Ordinal), e.Message);
        }

        [Test]
        internal static async Task RefusalIsReadAsFarAsItComes()
        {
            using (var server = new LoopbackServer("HTTP/1.1 400 Bad\r\nContent-Length: 99\r\nx-request-id: r1\r\n\r\nhalf a te"))
            {
                var e = await Expect.FailsAsync<BadRequestException>(Billing.NotBilled, 400, () => server.CallAsync());
                Expect.Lines(e.RequestId + " " + e.Body, "r1 half a te");
            }
            using (var server = new LoopbackServer((stream, request) =>
            {
                LoopbackServer.Send(stream, "HTTP/1.1 500 Bad\r\n\r\n");
                while (true)
                {
                    LoopbackServer.Send(stream, new string('x', 10000));
                }
            }))
            {
                var e = await Expect.FailsAsync<ServerException>(Billing.NotBilled, 500, () => server.CallAsync());
                Expect.Equal(64 * 1024, e.Body.Length);
            }
        }

        [Test]
        internal static async Task VideoOfEachFramingIsRead()
        {
            var chunked = "Transfer-Encoding: chunked\r\n\r\n5\r\n" + LoopbackServer.Video.Substring(0, 5) + "\r\n7f\r\n" + LoopbackServer.Video.Substring(5) + "\r\n0\r\n\r\n";
            foreach (var response in new[] { chunked, "\r\n" + LoopbackServer.Video })
            {
                using (var server = new LoopbackServer(Head + response))
                {
                    Expect.Equal(LoopbackServer.Video.Length, (await server.CallAsync()).Length);
                }
            }
            using (var server = new LoopbackServer(LoopbackServer.VideoResponse().Replace("video/mp4", "application/octet-stream")))
            {
                Expect.Equal(LoopbackServer.Video.Length, (await server.CallAsync()).Length);
            }
        }

        [Test]
        internal static async Task VideoThatIsCutOffIsBilled()
        {
            var half = LoopbackServer.Video.Substring(0, 60);
            foreach (var response in new[]
            {
                Head + "Content-Length: 132\r\n\r\n" + half, Head + "Transfer-Encoding: chunked\r\n\r\n80\r\n" + half, Head + "\r\n" + half,
                Head + "Content-Length: 132\r\n\r\n",
            })
            {
                using (var server = new LoopbackServer(response))
                {
                    var e = await Expect.FailsAsync<ConnectionException>(Billing.Billed, 200, () => server.CallAsync());
                    Expect.Equal("request-1", e.RequestId);
                    Expect.Equal(1, server.Requests.Count);
                }
            }
        }

        [Test]
        internal static async Task BodyThatIsNoWholeVideoIsRefused()
        {
            foreach (var one in new[]
            {
                (LoopbackServer.VideoResponse().Replace("200 OK", "206 Partial"), Billing.Unknown, "a part of a video (206), although no part was requested"),
                (LoopbackServer.VideoResponse("Content-Encoding: br"), Billing.Billed, "a body whose content encoding is br, which cannot be decoded"),
                (LoopbackServer.Response("200 OK", "text/html", "<p>Hello"), Billing.Unknown, "text/html, starting with \"<p>Hello\""),
                (LoopbackServer.Response("200 OK", "video/mp4", ""), Billing.Unknown, "video/mp4, empty"),
                (LoopbackServer.Response("200 OK", "application/json", "{\"error\":\"no\"}"), Billing.Unknown, "JSON: no"),
            })
            {
                var response = one.Item1;
                var billing = one.Item2;
                var reason = one.Item3;
                using (var server = new LoopbackServer(response))
                {
                    var e = await Expect.ThrowsAsync<UnexpectedResponseException>(() => server.CallAsync());
                    Expect.That(e.Billing == billing && e.Message.Contains("the response must be a video, but was " + reason), e.Message);
                }
            }
        }

        [Test]
        internal static async Task HeadThatTricklesEndsAtTheTimeout()
        {
            using (var server = new LoopbackServer((stream, request) =>
            {
                LoopbackServer.Send(stream, "HTTP/1.1 200 OK\r\n");
                for (var i = 0; i < 100; i++)
                {
                    Thread.Sleep(100);
                    LoopbackServer.Send(stream, "x-" + i + ": y\r\n");
                }
            }))
            {
                var watch = Stopwatch.StartNew();
                await Expect.FailsAsync<CallTimeoutException>(Billing.Unknown, 0, () => server.CallAsync(Short));
                Expect.That(watch.Elapsed < TimeSpan.FromSeconds(4), watch.Elapsed);
            }
        }

        [Test]
        internal static async Task SilenceInTheVideoIsBilled()
        {
            foreach (var start in new[] { "", LoopbackServer.Video.Substring(0, 60) })
            {
                using (var server = new LoopbackServer((stream, request) =>
                {
                    LoopbackServer.Send(stream, Head + "Content-Length: 132\r\n\r\n" + start);
                    Thread.Sleep(5000);
                }))
                {
                    await Expect.FailsAsync<CallTimeoutException>(Billing.Billed, 200, () => server.CallAsync(Short));
                }
            }
        }

        [Test]
        internal static async Task VideoMayTakeLongerThanTheTimeoutAndWaitForItsReader()
        {
            using (var server = new LoopbackServer((stream, request) =>
            {
                LoopbackServer.Send(stream, Head + "Content-Length: 132\r\n\r\n");
                foreach (var part in LoopbackServer.Video.Select((one, index) => new { one, index }).GroupBy(one => one.index / 33, one => one.one))
                {
                    LoopbackServer.Send(stream, string.Concat(part));
                    Thread.Sleep(400);
                }
            }))
            using (var client = server.Client())
            using (var video = await client.TextToVideoAsync(LoopbackServer.Request(), Short))
            {
                await Task.Delay(1000);
                Expect.Equal(LoopbackServer.Video.Length, (await video.ReadBytesAsync()).Length);
            }
        }

        [Test]
        internal static async Task CancellingEndsACallAtAnyMoment()
        {
            foreach (var start in new[] { "", "HTTP/1.1 200 OK\r\n", Head + "Content-Length: 132\r\n\r\n", Head + "Content-Length: 132\r\n\r\n" + LoopbackServer.Video.Substring(0, 60) })
            {
                using (var cancellation = new CancellationTokenSource())
                using (var server = new LoopbackServer((stream, request) =>
                {
                    LoopbackServer.Send(stream, start);
                    Thread.Sleep(300);
                    cancellation.Cancel();
                    Thread.Sleep(5000);
                }))
                {
                    var watch = Stopwatch.StartNew();
                    var e = await Expect.ThrowsAsync<OperationCanceledException>(() => server.CallAsync(null, cancellation.Token));
                    Expect.Equal(cancellation.Token, e.CancellationToken);
                    Expect.That(watch.Elapsed < TimeSpan.FromSeconds(4), watch.Elapsed);
                }
            }
            using (var server = new LoopbackServer(LoopbackServer.VideoResponse()))
            {
                await Expect.ThrowsAsync<OperationCanceledException>(() => server.CallAsync(null, new CancellationToken(true)));
                Expect.Equal(0, server.Requests.Count);
            }
        }

        [Test]
        internal static async Task DisposingTheVideoEndsARead()
        {
            using (var server = new LoopbackServer((stream, request) =>
            {
                LoopbackServer.Send(stream, Head + "Content-Length: 132\r\n\r\n" + LoopbackServer.Video.Substring(0, 60));
                Thread.Sleep(5000);
            }))
            using (var client = server.Client())
            using (var video = await client.TextToVideoAsync(LoopbackServer.Request()))
            {
                var read = video.ReadBytesAsync();
                await Task.Delay(300);
                video.Dispose();
                await Expect.FailsAsync<ConnectionException>(Billing.Billed, 200, () => read);
            }
        }

        [Test]
        internal static async Task ManyCallsRunAtTheSameTime()
        {
            using (var all = new CountdownEvent(12))
            using (var server = new LoopbackServer((stream, request) =>
            {
                all.Signal();
                Expect.That(all.Wait(20000), "calls wait for each other");
                LoopbackServer.Send(stream, LoopbackServer.VideoResponse());
            }))
            using (var client = server.Client())
            {
                await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
                {
                    using (var video = await client.TextToVideoAsync(LoopbackServer.Request(), TimeSpan.FromSeconds(25)))
                    {
                        await video.ReadBytesAsync();
                    }
                }));
                Expect.Equal(12, server.Requests.Count);
            }
        }

        [Test]
        internal static async Task EachRequestHasAConnectionOfItsOwn()
        {
            var more = 0;
            using (var server = new LoopbackServer((stream, request) =>
            {
                // Ignores Connection: close.
                LoopbackServer.Send(stream, LoopbackServer.VideoResponse());
                more += stream.ReadByte() < 0 ? 0 : 1;
            }))
            using (var client = server.Client())
            {
                for (var i = 0; i < 3; i++)
                {
                    using (var video = await client.TextToVideoAsync(LoopbackServer.Request(), TimeSpan.FromSeconds(10)))
                    {
                        await video.ReadBytesAsync();
                    }
                }
                Expect.Equal("3 0", server.Requests.Count + " " + more);
            }
        }

        [Test]
        internal static async Task AddressOfAVideoIsFollowedWithoutTheKey()
        {
            using (var files = new LoopbackServer((stream, request) => LoopbackServer.Send(
                stream, request.Contains("/moved") ? LoopbackServer.VideoResponse() : LoopbackServer.Response("302 Found", "text/plain", "", "Location: /moved"))))
            using (var server = new LoopbackServer(LoopbackServer.Response("200 OK", "application/json", "{\"video\":{\"url\":\"" + files.Url + "/a.mp4\"}}")))
            {
                Expect.Equal(LoopbackServer.Video.Length, (await server.CallAsync()).Length);
                Expect.Equal(1, server.Requests.Count);
                Expect.Equal(2, files.Requests.Count);
                Expect.That(!files.Requests.Any(request => request.Contains("canary") || request.Contains("x-api-key")), "the key");
            }
        }

        [Test]
        internal static async Task AddressWithoutAVideoIsBilledAndNamed()
        {
            using (var files = new LoopbackServer(LoopbackServer.Response("404 No", "text/plain", "")))
            using (var server = new LoopbackServer(LoopbackServer.Response("200 OK", "application/json", "{\"output\":\"" + files.Url + "/a.mp4\"}")))
            {
                var e = await Expect.FailsAsync<UnexpectedResponseException>(Billing.Billed, 200, () => server.CallAsync());
                Expect.That(e.Message.Contains("the video is finished at " + files.Url + "/a.mp4, but could not be downloaded (status 404 without a whole video"), e.Message);
                Expect.Equal(5, files.Requests.Count);
            }
        }
    }
}
