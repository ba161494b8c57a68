// Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using Pixverse.Client;

static class Conformance
{
    private delegate Task<byte[]> Call(PixverseApi pixverse, IEnumerable<XElement> fields, TimeSpan? timeLimit);

    private static readonly Dictionary<string, Call> Calls = new Dictionary<string, Call>
    {
        { "textToVideo", (pixverse, fields, limit) => pixverse.TextToVideoAsync(With(new TextToVideoRequest(), fields), limit) },
        { "imageToVideo", (pixverse, fields, limit) => pixverse.ImageToVideoAsync(With(new ImageToVideoRequest(), fields), limit) },
        { "generateV5Video", (pixverse, fields, limit) => pixverse.GenerateV5VideoAsync(With(new V5VideoRequest(), fields), limit) },
        { "extendV5Video", (pixverse, fields, limit) => pixverse.ExtendV5VideoAsync(With(new V5ExtendRequest(), fields), limit) },
        { "generateV6Video", (pixverse, fields, limit) => pixverse.GenerateV6VideoAsync(With(new V6VideoRequest(), fields), limit) },
    };

    private static void Main()
    {
        // JSON lines are UTF-8 on every platform.
        var lines = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        var limits = PixverseApi.TimeLimits.Select(limit => Json("number", limit.Key, limit.Value.TotalSeconds));
        output.WriteLine("{\"timeLimits\":{" + string.Join(",", limits) + "}}");
        var key = Environment.GetEnvironmentVariable("SEGMIND_API_KEY");
        using (var pixverse = new PixverseApi(key, Environment.GetEnvironmentVariable("PIXVERSE_BASE_URL")))
        {
            for (var line = lines.ReadLine(); line != null; line = lines.ReadLine())
            {
                output.WriteLine("{" + string.Join(",", Outcome(pixverse, Read(line))) + "}");
            }
        }
    }

    private static IEnumerable<string> Outcome(PixverseApi pixverse, XElement input)
    {
        var seconds = (double?)input.Element("timeoutSeconds");
        var limit = seconds == null ? (TimeSpan?)null : TimeSpan.FromSeconds(seconds.Value);
        try
        {
            var video = Calls[input.Element("operation").Value](pixverse, input.Element("request").Elements(), limit).GetAwaiter().GetResult();
            return new[] { Json("string", "outcome", "VIDEO"), Json("number", "status", 200), Json("number", "bytes", video.Length) };
        }
        catch (ResponseException e)
        {
            return new[] { Json("string", "outcome", "REFUSED"), Json("number", "status", (int)e.Status), Json("string", "message", e.Message) };
        }
        catch (ConnectionException e)
        {
            return new[] { Json("string", "outcome", "FAILED"), Json("string", "message", e.Message) };
        }
        catch (ArgumentException e)
        {
            return new[] { Json("string", "outcome", "NOT_SENT"), Json("string", "message", e.Message) };
        }
    }

    private static T With<T>(T request, IEnumerable<XElement> fields)
    {
        foreach (var field in fields)
        {
            var name = string.Concat(field.Name.LocalName.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
            var property = typeof(T).GetProperty(name) ?? throw new ArgumentException(field.Name + ": not known");
            try
            {
                property.SetValue(request, Value(field, property.PropertyType));
            }
            catch (TargetInvocationException e) when (e.InnerException is ArgumentException)
            {
                throw new ArgumentException(e.InnerException.Message, e);
            }
        }
        return request;
    }

    private static object Value(XElement field, Type type)
    {
        var simple = Nullable.GetUnderlyingType(type) ?? type;
        if (typeof(IConvertible).IsAssignableFrom(simple))
        {
            return Convert.ChangeType(field.Value, simple, CultureInfo.InvariantCulture);
        }
        var all = (IEnumerable<object>)simple.GetField("All").GetValue(null);
        return all.FirstOrDefault(value => value.ToString() == field.Value) ?? throw new ArgumentException(field.Name + ": " + field.Value);
    }

    private static XElement Read(string json)
    {
        using (var reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(json), XmlDictionaryReaderQuotas.Max))
        {
            return XElement.Load(reader);
        }
    }

    /// <summary>Formats one member of a JSON object.</summary>
    private static string Json(string type, string name, object value)
    {
        var json = new MemoryStream();
        using (var writer = JsonReaderWriterFactory.CreateJsonWriter(json))
        {
            writer.WriteStartElement("root");
            writer.WriteAttributeString("type", type);
            writer.WriteString(Convert.ToString(value, CultureInfo.InvariantCulture));
            writer.WriteEndElement();
        }
        return "\"" + name + "\":" + Encoding.UTF8.GetString(json.ToArray());
    }
}
