using System;
using System.Collections.Generic;
using System.Linq;

namespace Pixverse.Client.Tests
{
    internal static class RequestTests
    {
        [Test]
        internal static void ViolationsAreNamedAtOnceInTheOrderOfTheDocument()
        {
            var request = TextToVideoRequest.FromJson(
                "{\"zzz\":[1,{\"a\":null}],\"promt\":\"x\",\"seed\":true,\"duration\":8.0,\"motion_mode\":\"fast\",\"aspect_ratio\":\"16:9\",\"quality\":\"\\u0007\"}");
            Expect.Lines(
                string.Join("\n", request.Violations().Select(one => string.Join("+", one.Fields) + "| " + one.Message)),
                "prompt| prompt must be text with at least one character other than space, tab and line break, but was missing",
                "quality| quality must be one of \"360p\", \"540p\", \"720p\", \"1080p\", but was \"\\u0007\"",
                "seed| seed must be a whole number from 1 to 99999, but was true",
                "duration+motion_mode| duration 8.0 and motion_mode \"fast\" must not be combined: fast motion is available at 5 seconds only",
                "zzz| zzz must be a field of TextToVideoRequest or an additional property, but was [1,{\"a\":null}]",
                "promt| promt must be a field of TextToVideoRequest (did you mean \"prompt\"?) or an additional property, but was \"x\"");
        }

        [Test]
        internal static void LongValueIsCut()
        {
            var request = new TextToVideoRequest { Prompt = "x", Quality = new string('q', 200) };
            Expect.Lines(
                request.Violations().Single().Message,
                "quality must be one of \"360p\", \"540p\", \"720p\", \"1080p\", but was \"" + new string('q', 99) + "… (202 characters)");
        }

        [Test]
        internal static void NumbersAreComparedExactly()
        {
            foreach (var one in new[]
            {
                ("9223372036854775807", true), ("9223372036854775808", false), ("-9223372036854775808", true), ("-9223372036854775809", false),
                ("1e2", true), ("1.5", false), ("150e-1", true), ("0.0", true), ("-0", true), ("1e99999999999", false), ("1e-99999999999", false),
                ("9223372036854775807.0000000000000000000000001", false),
            })
            {
                var number = one.Item1;
                var isAllowed = one.Item2;
                var request = ImageToVideoRequest.FromJson(
                    "{\"image_url\":\"https://example.com/a\",\"prompt\":\"x\",\"duration\":5,\"motion_mode\":\"normal\",\"quality\":\"540p\",\"seed\":" + number + "}");
                Expect.That(request.Violations().Count == (isAllowed ? 0 : 1), number + string.Concat(request.Violations()));
                Expect.That(request.ToJson().EndsWith("\"seed\":" + number + "}", StringComparison.Ordinal), request.ToJson());
            }
        }

        [Test]
        internal static void PatternsMatchAtTheEndsOfTheText()
        {
            var address = new FieldConstraint("string", "an address", pattern: "^https?://[a-z]+$");
            Expect.Equal("True False False", address.Accepts("http://a") + " " + address.Accepts("http://a\n") + " " + address.Accepts("x\nhttp://a"));
            var two = new FieldConstraint("string", "two", minLength: 2);
            Expect.Equal("False True True", two.Accepts("😀") + " " + two.Accepts("😀😀") + " " + two.Accepts("\ud83d\ud83d"));
        }

        [Test]
        internal static void AdditionalPropertiesAreSentAndCannotReplaceAField()
        {
            var request = new TextToVideoRequest { Prompt = "\ud83d \u2028" };
            request.AdditionalProperties["watermark"] = new Dictionary<string, object> { { "on", false }, { "size", 1.5 }, { "tags", new[] { 1, 2 } }, { "none", null } };
            Expect.Equal(0, request.Violations().Count);
            Expect.That(
                request.ToJson().EndsWith("\"prompt\":\"\\ud83d \\u2028\",\"watermark\":{\"on\":false,\"size\":1.5,\"tags\":[1,2],\"none\":null}}", StringComparison.Ordinal),
                request.ToJson());
            foreach (var one in new (string, object)[] { ("prompt", "x"), ("", "x"), ("day", DateTime.Now), ("nan", double.NaN), ("kind", DayOfWeek.Friday) })
            {
                var name = one.Item1;
                var value = one.Item2;
                request.AdditionalProperties.Clear();
                request.AdditionalProperties[name] = value;
                Expect.Throws<ArgumentException>(() => request.ToJson());
            }
        }

        [Test]
        internal static void FromJsonRejectsWhatIsNoObjectOrRepeatsAName()
        {
            foreach (var json in new[] { null, "", "[]", "{", "{}x", "{\"a\":1,\"a\":2}", "{\"a\":01}", "{'a':1}", "{\"a\":\"\t\"}", "{\"a\":tru}", "{\"a\":1,}", "{\"a\":\"\\x\"}", new string('[', 9999) })
            {
                var e = Expect.Throws<ArgumentException>(() => TextToVideoRequest.FromJson(json));
                Expect.That(e.Message.StartsWith("json must be the text of one JSON object, each name once, but was ", StringComparison.Ordinal), e.Message);
            }
            Expect.Equal("{\"a\":\"\\\"\\\\/\\b\\f\\n\\r\\tA\",\"b\":[true,false,null,{}],\"c\":[]}", TextToVideoRequest.FromJson(
                " {\"a\" : \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\" , \"b\":[true, false,null,{ }],\"c\":[ ]} ").ToJson());
        }

        [Test]
        internal static void PropertiesReadWhatJsonHeld()
        {
            var request = TextToVideoRequest.FromJson("{\"duration\":8.0,\"quality\":\"4k\",\"seed\":7,\"prompt\":1}");
            Expect.Equal(DurationSeconds.Eight, request.Duration.Value);
            Expect.Lines(request.Quality + " " + request.Seed + " " + (request.Style == null), "4k 7 True");
            Expect.Throws<InvalidOperationException>(() => request.Prompt.ToString());
            request.Seed = null;
            Expect.Equal("TextToVideoRequest duration=8.0 quality=\"4k\" prompt=1", request.ToString());
        }

        [Test]
        internal static void ConstantsAreThoseOfTheDocument()
        {
            Expect.Equal("360p 540p 720p 1080p", string.Join(" ", Quality.All));
            Expect.Equal("5 8", string.Join(" ", DurationSeconds.All));
            Expect.That(Quality.P720 == "720p" && Quality.P720 != Quality.P360 && Quality.P720.GetHashCode() == new Quality("720p").GetHashCode(), Quality.P720);
        }
    }
}
