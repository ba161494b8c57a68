// Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Formatters.Binary;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Serialization;
using Pixverse.Client;

static class Conformance
{
    private static readonly Dictionary<string, Func<Case, Task<Video>>> Calls = new Dictionary<string, Func<Case, Task<Video>>>
    {
        { "textToVideo", one => one.Client.TextToVideoAsync(one.Request(new TextToVideoRequest(), TextToVideoRequest.FromJson), one.Timeout, one.Token) },
        { "imageToVideo", one => one.Client.ImageToVideoAsync(one.Request(new ImageToVideoRequest(), ImageToVideoRequest.FromJson), one.Timeout, one.Token) },
        { "generateV5Video", one => one.Client.GenerateV5VideoAsync(one.Request(new V5VideoRequest(), V5VideoRequest.FromJson), one.Timeout, one.Token) },
        { "extendV5Video", one => one.Client.ExtendV5VideoAsync(one.Request(new V5ExtendRequest(), V5ExtendRequest.FromJson), one.Timeout, one.Token) },
        { "generateV6Video", one => one.Client.GenerateV6VideoAsync(one.Request(new V6VideoRequest(), V6VideoRequest.FromJson), one.Timeout, one.Token) },
    };

    private static void Main()
    {
        // JSON lines are UTF-8 on every platform.
        var lines = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        output.WriteLine(Json.Text(new Dictionary<string, object>
        {
            { "timeLimits", PixverseClient.DefaultTimeouts.ToDictionary(limit => limit.Key, limit => (object)limit.Value.TotalSeconds) },
        }));
        for (var line = lines.ReadLine(); line != null; line = lines.ReadLine())
        {
            using (var one = new Case(Json.Read(line)))
            {
                output.WriteLine(Json.Text(one.OutcomeAsync().GetAwaiter().GetResult()));
            }
        }
    }

    /// <summary>One call.</summary>
    private sealed class Case : IDisposable
    {
        private readonly XElement input;
        private readonly string action;
        private readonly CancellationTokenSource cancellation = new CancellationTokenSource();
        private PixverseRequest request;

        internal Case(XElement input)
        {
            this.input = input;
            action = input.Element("do")?.Value;
            Options = new PixverseOptions
            {
                BaseUrl = input.Element("baseUrl")?.Value ?? Environment.GetEnvironmentVariable("PIXVERSE_BASE_URL"),
                ValidateRequests = input.Element("validate")?.Value != "false",
            };
            Client = new PixverseClient(Environment.GetEnvironmentVariable("SEGMIND_API_KEY"), Options);
        }

        internal PixverseOptions Options { get; }

        internal PixverseClient Client { get; }

        internal CancellationToken Token => cancellation.Token;

        internal TimeSpan? Timeout
        {
            get
            {
                var seconds = (double?)input.Element("timeoutSeconds");
                return seconds == null ? (TimeSpan?)null : TimeSpan.FromSeconds(seconds.Value);
            }
        }

        public void Dispose()
        {
            Client.Dispose();
            cancellation.Dispose();
        }

        internal async Task<Dictionary<string, object>> OutcomeAsync()
        {
            var outcome = await CallAsync().ConfigureAwait(false);
            var target = input.Element("target")?.Value;
            if (target != null && File.Exists(target))
            {
                outcome["saved"] = new FileInfo(target).Length;
            }
            return outcome;
        }

        /// <summary>Required fields that have a default start with it, as in the constructor.</summary>
        internal T Request<T>(T defaults, Func<string, T> read) where T : PixverseRequest
        {
            var result = Request(input.Element("request"), defaults, read);
            foreach (var field in input.Element("additional")?.Elements() ?? new XElement[0])
            {
                result.AdditionalProperties[Json.Name(field)] = Json.Value(field);
            }
            request = result;
            return result;
        }

        private static T Request<T>(XElement given, T defaults, Func<string, T> read) where T : PixverseRequest
        {
            var fields = Json.Read(defaults.ToJson());
            foreach (var field in given.Elements())
            {
                fields.Elements().Where(other => Json.Name(other) == Json.Name(field)).Remove();
                fields.Add(field);
            }
            return read(Json.Text(fields));
        }

        private async Task<Dictionary<string, object>> CallAsync()
        {
            try
            {
                if (action == "cancel")
                {
                    cancellation.CancelAfter(TimeSpan.FromSeconds((double)input.Element("cancelAfterSeconds")));
                }
                if (action == "concurrent")
                {
                    return await ConcurrentAsync().ConfigureAwait(false);
                }
                if (action == "save")
                {
                    return Success(await SaveAsync().ConfigureAwait(false));
                }
                using (var video = await Calls[input.Element("operation").Value](this).ConfigureAwait(false))
                {
                    var outcome = Success(video.Metadata);
                    if (action == "show")
                    {
                        outcome["shown"] = new object[] { Client, Options, request, video, video.Metadata }.SelectMany(Shown.Forms).ToList();
                    }
                    outcome["bytes"] = (await video.ReadBytesAsync(Token).ConfigureAwait(false)).Length;
                    return outcome;
                }
            }
            catch (PixverseException e)
            {
                var outcome = Failure(e);
                outcome["shown"] = Shown.Forms(e).ToList();
                return outcome;
            }
            catch (OperationCanceledException) when (Token.IsCancellationRequested)
            {
                return new Dictionary<string, object> { { "outcome", "CANCELLED" } };
            }
        }

        /// <summary>Makes the calls of the case at once.</summary>
        private async Task<Dictionary<string, object>> ConcurrentAsync()
        {
            var calls = input.Element("requests").Elements().Select(fields => ReadAsync(fields)).ToList();
            return new Dictionary<string, object> { { "outcome", "DONE" }, { "calls", await Task.WhenAll(calls).ConfigureAwait(false) } };
        }

        private async Task<Dictionary<string, object>> ReadAsync(XElement fields)
        {
            try
            {
                var one = Request(fields, new TextToVideoRequest(), TextToVideoRequest.FromJson);
                using (var video = await Client.TextToVideoAsync(one, Timeout, Token).ConfigureAwait(false))
                {
                    var outcome = Success(video.Metadata);
                    outcome["bytes"] = (await video.ReadBytesAsync(Token).ConfigureAwait(false)).Length;
                    return outcome;
                }
            }
            catch (PixverseException e)
            {
                return Failure(e);
            }
        }

        /// <summary>With the target, so that it is checked before anything is sent.</summary>
        private async Task<VideoMetadata> SaveAsync()
        {
            var target = input.Element("target").Value;
            return await Client.TextToVideoAsync(Request(new TextToVideoRequest(), TextToVideoRequest.FromJson), target, Timeout, Token)
                .ConfigureAwait(false);
        }

        private static Dictionary<string, object> Success(VideoMetadata metadata) =>
            new Dictionary<string, object>
            {
                { "outcome", "VIDEO" },
                { "status", metadata.StatusCode },
                { "requestId", metadata.RequestId },
                {
                    "metadata",
                    new Dictionary<string, object>
                    {
                        { "requestId", metadata.RequestId },
                        { "cost", metadata.Cost },
                        { "remainingCredits", metadata.RemainingCredits },
                        { "generationSeconds", metadata.GenerationSeconds },
                        { "seed", metadata.Seed },
                    }
                },
            };

        private static Dictionary<string, object> Failure(PixverseException e) =>
            new Dictionary<string, object>
            {
                { "outcome", e is ConnectionException || e is CallTimeoutException ? "FAILED" : e.Billing == Billing.NotSent ? "NOT_SENT" : "REFUSED" },
                { "error", e is CallTimeoutException ? "Timeout" : e.GetType().Name.Replace("Exception", "") },
                { "billing", new Dictionary<Billing, string>
                    {
                        { Billing.NotSent, "NOT_SENT" }, { Billing.NotBilled, "NOT_BILLED" }, { Billing.Unknown, "UNKNOWN" }, { Billing.Billed, "BILLED" },
                    }[e.Billing] },
                { "status", e.StatusCode },
                { "requestId", e.RequestId },
                { "message", e.Message },
                { "body", e.Body },
                { "savedTo", (e as SaveFailedException)?.SavedTo },
                { "violations", (e as InvalidRequestException)?.Violations
                    .Select(one => new Dictionary<string, object> { { "fields", one.Fields }, { "message", one.Message } }).ToList() },
            };
    }

    /// <summary>Every way in which .NET shows an object.</summary>
    private static class Shown
    {
        internal static IEnumerable<string> Forms(object value)
        {
            yield return value.ToString();
            yield return value.GetType().GetCustomAttribute<DebuggerDisplayAttribute>()?.Value ?? "";
            foreach (var text in Properties(value, 0).Concat(DebuggerView(value, 0)))
            {
                yield return text;
            }
            yield return Written(stream => new DataContractJsonSerializer(value.GetType()).WriteObject(stream, value));
            yield return Written(stream => new DataContractSerializer(value.GetType()).WriteObject(stream, value));
            yield return Written(stream => new XmlSerializer(value.GetType()).Serialize(stream, value));
            yield return Written(stream => new BinaryFormatter().Serialize(stream, value));
        }

        /// <summary>Follows public properties, as JSON serialisers of other libraries do.</summary>
        private static IEnumerable<string> Properties(object value, int depth) =>
            value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(property => property.GetIndexParameters().Length == 0)
                .SelectMany(property => Below(Attempt(() => property.GetValue(value)), depth, Properties));

        /// <summary>Follows fields, as a debugger does.</summary>
        private static IEnumerable<string> DebuggerView(object value, int depth) =>
            value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(field => field.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State != DebuggerBrowsableState.Never)
                .SelectMany(field => Below(field.GetValue(value), depth, DebuggerView));

        private static IEnumerable<string> Below(object value, int depth, Func<object, int, IEnumerable<string>> follow)
        {
            if (value == null)
            {
                return new string[0];
            }
            var items = value is IEnumerable list && !(value is string) ? list.Cast<object>().Where(item => item != null).Select(item => item.ToString()) : new string[0];
            var isOurs = value.GetType().Namespace == "Pixverse.Client" || value is Exception;
            return new[] { value.ToString() }.Concat(items).Concat(isOurs && depth < 5 ? follow(value, depth + 1) : new string[0]);
        }

        /// <summary>Some objects cannot be written; then the reason is shown.</summary>
        private static string Written(Action<Stream> write)
        {
            using (var stream = new MemoryStream())
            {
                var failure = Attempt(() =>
                {
                    write(stream);
                    return "";
                });
                return Encoding.UTF8.GetString(stream.ToArray()) + failure;
            }
        }

        private static object Attempt(Func<object> action)
        {
            try
            {
                return action();
            }
            catch (Exception e)
            {
                return e.ToString();
            }
        }
    }

    /// <summary>Between JSON text, the XML that .NET maps it to, and values.</summary>
    private static class Json
    {
        internal static XElement Read(string json)
        {
            using (var reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(json), XmlDictionaryReaderQuotas.Max))
            {
                return XElement.Load(reader);
            }
        }

        /// <summary>Names that XML does not have are in an attribute.</summary>
        internal static string Name(XElement field) => field.Attribute("item")?.Value ?? field.Name.LocalName;

        internal static object Value(XElement field)
        {
            switch ((string)field.Attribute("type"))
            {
                case "number": return decimal.Parse(field.Value, NumberStyles.Float, CultureInfo.InvariantCulture);
                case "boolean": return field.Value == "true";
                case "null": return null;
                default: return field.Value;
            }
        }

        internal static string Text(XElement fields) =>
            "{" + string.Join(",", fields.Elements().Select(field => Quoted(Name(field)) + ":" + Literal(field))) + "}";

        internal static string Text(object value)
        {
            if (value == null)
            {
                return "null";
            }
            if (value is IDictionary<string, object> fields)
            {
                return "{" + string.Join(",", fields.Where(field => field.Value != null).Select(field => Quoted(field.Key) + ":" + Text(field.Value))) + "}";
            }
            if (value is string text)
            {
                return Quoted(text);
            }
            return value is IEnumerable list
                ? "[" + string.Join(",", list.Cast<object>().Select(Text)) + "]"
                : Convert.ToString(value, CultureInfo.InvariantCulture);
        }

        private static string Literal(XElement field)
        {
            switch ((string)field.Attribute("type"))
            {
                case "number":
                case "boolean": return field.Value;
                case "null": return "null";
                case "array": return "[" + string.Join(",", field.Elements().Select(Literal)) + "]";
                case "object": return Text(field);
                default: return Quoted(field.Value);
            }
        }

        private static string Quoted(string text) =>
            "\"" + string.Concat(text.Select(one =>
                one == '"' || one == '\\' ? "\\" + one
                : one < ' ' || char.IsSurrogate(one) ? "\\u" + ((int)one).ToString("x4", CultureInfo.InvariantCulture)
                : one.ToString())) + "\"";
    }
}
