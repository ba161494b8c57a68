using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;

namespace Pixverse.Client.Tests
{
    internal static class TextTests
    {
        private static readonly KeyRedactor Redactor = new KeyRedactor(LoopbackServer.Key);

        [Test]
        internal static void KeyIsRedactedInEveryForm()
        {
            var key = LoopbackServer.Key;
            foreach (var form in new[]
            {
                key, key.ToUpperInvariant(), key.Replace("/", "\\/"), key.Replace("+", "\\\\u002B"), key.Replace("+", "%2B").Replace("/", "%252f"),
                string.Concat(key.Select(one => "&#" + (int)one + ";")), string.Concat(key.Select(one => "&#x0" + ((int)one).ToString("X") + ";")),
                key.Replace("c", "c\u200b"), key.Replace("c", "c\r\n"),
            })
            {
                Expect.Equal("a <redacted> b", Redactor.Redact("a " + form + " b"));
            }
            Expect.Equal("a <redacted>", Redactor.Redact("a " + key.Substring(0, 9)));
            Expect.Equal("a SG_ b", Redactor.RedactLine(" a\u202e\r\n  SG_ b\0"));
            Expect.Equal("a b", new KeyRedactor("b").Redact("a b"));
        }

        [Test]
        internal static void ExceptionWhoseCauseQuotesTheKeyIsReplaced()
        {
            var quoting = new IOException("outer", new IOException(LoopbackServer.Key));
            var replaced = Redactor.Redact(quoting);
            Expect.That(replaced.InnerException == null && !replaced.ToString().Contains("canary"), replaced);
            var other = new IOException("x");
            Expect.That(ReferenceEquals(other, Redactor.Redact(other)), "replaced");
        }

        [Test]
        internal static void LongTextsAreReadQuickly()
        {
            var watch = Stopwatch.StartNew();
            foreach (var text in new[] { new string('\\', 65536), new string('<', 65536), string.Concat(Enumerable.Repeat("<script>", 8192)), string.Concat(Enumerable.Repeat("%25", 20000)), new string('[', 65536) })
            {
                ErrorBody.Reason(text, Redactor);
            }
            Expect.That(watch.Elapsed < TimeSpan.FromSeconds(10), watch.Elapsed);
        }

        [Test]
        internal static void ReasonOfBodies()
        {
            foreach (var one in new[]
            {
                ("{\"error\":\"a\"}", "a"), ("{\"error\":\"a\",\"error_description\":\"b\"}", "a: b"), ("{\"error_description\":\"b\"}", "b"), ("{\"x\":1}", "{\"x\":1}"),
                ("{\"error\":7}", "7"), ("", "(the response has no text)"), ("a\r\n b", "a b"),
                ("<html><head><title>T</title></head><body><h1>Bad</h1><script>x<y</script>Gateway</body></html>", "Bad Gateway"),
                (new string('x', 600), new string('x', 500) + "…"),
            })
            {
                var body = one.Item1;
                var reason = one.Item2;
                Expect.Equal(reason, ErrorBody.Reason(body, Redactor));
            }
            Expect.Lines(
                ErrorBody.VideoAddress("{\"video\":{\"url\":\"a\"},\"output\":\"b\"}") + ErrorBody.VideoAddress("{\"output\":\"b\"}") + ErrorBody.VideoAddress("{\"output\":{}}") + ErrorBody.VideoAddress("x"),
                "ab");
        }

        [Test]
        internal static void RetryAfterHeaders()
        {
            var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            foreach (var one in new (string, string, double?)[]
            {
                ("retry-after", "7", 7), ("retry-after", " 0 ", 0), ("retry-after", "-1", null), ("retry-after", "9999999999", null),
                ("retry-after", "Thu, 01 Jan 2026 00:00:09 GMT", 9), ("retry-after", "Wed, 31 Dec 2025 00:00:00 GMT", 0), ("retry-after", "soon", null),
                ("reset", "2026-01-01T00:00:05Z", 5), ("reset", "2026-01-01 00:01", 60), ("reset", "2026-01-01T01:00:05.500+01:00", 5.5), ("other", "2026-01-01T00:00:05Z", null),
            })
            {
                var name = one.Item1;
                var value = one.Item2;
                var seconds = one.Item3;
                Expect.Equal(seconds, RetryAfter.In(header => header == name ? value : null, new[] { "reset" }, now)?.TotalSeconds);
            }
        }

        [Test]
        internal static void BaseUrls()
        {
            var paths = new[] { "/v1/a" };
            foreach (var url in new[]
            {
                null, "", "api.segmind.com", "ftp://a", "http://a", "http://127.0.0.1.a", "https://a:b@c", "https://a/?b", "https://a/#", "https://a/v1", "https://a/x/v1//",
                "http://10.0.0.1", "http://[::2]",
            })
            {
                Expect.That(BaseUrl.Problem(url, "https://x", paths)?.Contains(", such as https://x, but was ") == true, url);
            }
            foreach (var url in new[] { "https://a", "https://a/x/", "http://localhost:1", "http://127.1.2.3", "http://[::1]:8", "http://[::ffff:127.0.0.1]", "http://a.localhost" })
            {
                Expect.Equal(null, BaseUrl.Problem(url, "https://x", paths));
            }
            Expect.That(!BaseUrl.Problem("https://user:secret@a", "https://x", paths).Contains("secret"), "secret");
        }

        [Test]
        internal static void FilesOnThisMachineAreForServersOnItOnly()
        {
            var remote = new Uri("https://a");
            var local = new Uri("http://127.0.0.1");
            Expect.Equal(
                "True False False False True",
                string.Join(" ", new[] { (remote, "https://b/c"), (remote, "http://b/c"), (remote, "https://localhost/c"), (remote, "https://u@b/c"), (local, "http://localhost:9/c") }
                    .Select(one => BaseUrl.MayLinkTo(one.Item1, new Uri(one.Item2)))));
        }

        [Test]
        internal static void BoxesTellWholeFilesFromCutOnes()
        {
            var whole = Encoding.GetEncoding(28591).GetBytes(LoopbackServer.Video);
            var wholeAt = new List<int>();
            for (var length = 0; length <= whole.Length; length++)
            {
                var tracker = new Mp4BoxTracker();
                for (var at = 0; at < length; at += 7)
                {
                    tracker.Add(whole, at, Math.Min(7, length - at));
                }
                if (tracker.MayBeWhole())
                {
                    wholeAt.Add(length);
                }
            }
            Expect.Equal("132", string.Join(" ", wholeAt));
            var other = new Mp4BoxTracker();
            other.Add(Encoding.ASCII.GetBytes("no MP4 file"), 0, 11);
            Expect.That(other.MayBeWhole(), "judged");
        }
    }
}
