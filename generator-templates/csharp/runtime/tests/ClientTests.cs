using System;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Formatters.Binary;
using System.Threading.Tasks;

namespace Pixverse.Client.Tests
{
    internal static class ClientTests
    {
        [Test]
        internal static void WrongOptionsAreNamedAllAtOnce()
        {
            var e = Expect.Throws<ArgumentException>(
                () => new PixverseClient("SG_\n" + LoopbackServer.Key, new PixverseOptions { BaseUrl = "http://a", Timeout = TimeSpan.Zero }));
            Expect.Lines(
                e.Message,
                "apiKey must be visible ASCII characters only, but holds a line break, space or other character that a header cannot hold (not shown here)",
                "BaseUrl must be an https URL, or an http URL of this machine, because plain http shows the API key to the network, such as https://api.segmind.com, but was http://a",
                "Timeout must be from 00:00:00.0010000 to 24.20:31:23.6470000, but was 00:00:00");
            Expect.Equal("apiKey must be the secret key of your account, but was missing", Expect.Throws<ArgumentException>(() => new PixverseClient((string)null)).Message);
            Expect.Equal("apiKey must be the secret key of your account, but was empty", Expect.Throws<ArgumentException>(() => new PixverseClient(" ")).Message);
        }

        [Test]
        internal static async Task InvalidRequestSendsNothing()
        {
            using (var server = new LoopbackServer(LoopbackServer.VideoResponse()))
            {
                using (var client = server.Client())
                {
                    var e = await Expect.FailsAsync<InvalidRequestException>(Billing.NotSent, 0, () => client.TextToVideoAsync(new TextToVideoRequest { Duration = 7 }));
                    Expect.Lines(
                        e.Message,
                        "textToVideo: the request breaks the rules of the document:",
                        "  duration must be one of 5, 8, but was 7",
                        "  prompt must be text with at least one character other than space, tab and line break, but was missing",
                        "  [NOT_SENT: the request was not sent, nothing is billed]");
                    Expect.Equal("duration prompt", string.Join(" ", e.Violations.SelectMany(one => one.Fields)));
                    var request = LoopbackServer.Request();
                    request.AdditionalProperties["prompt"] = "x";
                    await Expect.FailsAsync<InvalidRequestException>(Billing.NotSent, 0, () => client.TextToVideoAsync(request));
                    await Expect.ThrowsAsync<ArgumentNullException>(() => client.TextToVideoAsync(null));
                    await Expect.ThrowsAsync<ArgumentException>(() => client.TextToVideoAsync(LoopbackServer.Request(), TimeSpan.Zero));
                }
                Expect.Equal(0, server.Requests.Count);
                using (var client = server.Client(new PixverseOptions { ValidateRequests = false }))
                {
                    (await client.TextToVideoAsync(new TextToVideoRequest { Duration = 7 })).Dispose();
                }
                Expect.That(server.Requests.Single().Contains("\"duration\":7"), server.Requests.Single());
            }
        }

        [Test]
        internal static async Task KeyIsReadBeforeEachRequest()
        {
            var reads = 0;
            using (var server = new LoopbackServer(LoopbackServer.VideoResponse()))
            using (var client = new PixverseClient(() => ++reads < 3 ? "key-" + reads : throw new InvalidOperationException("key-3"), new PixverseOptions { BaseUrl = server.Url }))
            {
                (await client.TextToVideoAsync(LoopbackServer.Request())).Dispose();
                (await client.TextToVideoAsync(LoopbackServer.Request())).Dispose();
                Expect.That(server.Requests.Last().Contains("x-api-key: key-2\r\n"), server.Requests.Last());
                var e = await Expect.FailsAsync<InvalidRequestException>(Billing.NotSent, 0, () => client.TextToVideoAsync(LoopbackServer.Request()));
                Expect.That(!e.ToString().Contains("key-3"), e);
            }
        }

        [Test]
        internal static async Task DisposingTheClientEndsItsCalls()
        {
            using (var server = new LoopbackServer((stream, request) => System.Threading.Thread.Sleep(5000)))
            {
                var client = server.Client();
                var call = client.TextToVideoAsync(LoopbackServer.Request());
                await Task.Delay(500);
                client.Dispose();
                await Expect.FailsAsync<ConnectionException>(Billing.Unknown, 0, () => call);
                await Expect.ThrowsAsync<ObjectDisposedException>(() => client.TextToVideoAsync(LoopbackServer.Request()));
            }
        }

        [Test]
        internal static void ClientCannotBeSerialised()
        {
            using (var client = new PixverseClient(LoopbackServer.Key))
            {
                Expect.Equal("PixverseClient https://api.segmind.com/", client.ToString());
                Expect.Throws<System.Runtime.Serialization.SerializationException>(() => new BinaryFormatter().Serialize(new MemoryStream(), client));
            }
        }

        [Test]
        internal static void EveryOperationHasItsOwnTimeout() =>
            Expect.Equal(
                "/v1/pixverse-5-extend /v1/pixverse-5-video /v1/pixverse-image2video /v1/pixverse-text2video=220.65 /v1/pixverse-v6",
                string.Join(" ", PixverseClient.DefaultTimeouts.OrderBy(one => one.Key, StringComparer.Ordinal)
                    .Select(one => one.Key + (one.Key.EndsWith("text2video", StringComparison.Ordinal) ? "=" + one.Value.TotalSeconds : ""))));

        [Test]
        internal static void ExceptionsCanBeMadeByTests()
        {
            var e = new RateLimitedException("stubbed", new FailureDetails { Billing = Billing.NotBilled, StatusCode = 429, RetryAfter = TimeSpan.FromSeconds(7) });
            Expect.Lines(
                e.Message + e.RetryAfter,
                "429: stubbed [NOT_BILLED: refused requests and failed jobs are not billed, as far as known]00:00:07");
        }
    }
}
