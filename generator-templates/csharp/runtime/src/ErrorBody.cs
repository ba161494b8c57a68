using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Pixverse.Client
{
    /// <summary>Reads in the body of a non-video response why the call failed, or where the video is.</summary>
    internal static class ErrorBody
    {
        private const int MaxLength = 500;
        private static readonly string[] HiddenElements = { "script", "style", "head" };

        /// <summary>The reason on one line of bounded length, redacted before it is cut.</summary>
        internal static string Reason(string body, KeyRedactor redactor)
        {
            var text = redactor.RedactLine(Text(body));
            if (text.Length == 0)
            {
                return "(the response has no text)";
            }
            return text.Length <= MaxLength ? text : text.Substring(0, MaxLength) + "…";
        }

        /// <summary>The address of the video in a JSON body; null if there is none.</summary>
        internal static string VideoAddress(string body)
        {
            var json = Json.TryParse(body) as JsonObject;
            if (json == null)
            {
                return null;
            }
            return json.TryGet("video", out var video) && video is JsonObject inner ? String(inner, "url") : String(json, "output");
        }

        private static string Text(string body)
        {
            if (!(Json.TryParse(body) is JsonObject json))
            {
                return body.IndexOf('<') >= 0 ? WithoutTags(body) : body;
            }
            var parts = new[] { String(json, "error"), String(json, "error_description") }.Where(part => part != null).ToList();
            return parts.Count == 0 ? body : string.Join(": ", parts);
        }

        private static string String(JsonObject json, string name) =>
            !json.TryGet(name, out var value) || value == null || value is JsonObject || value is List<object>
                ? null
                : value as string ?? Json.Write(value);

        /// <summary>Linear in the length of the text: a regular expression takes seconds for 64 KiB of &lt;.</summary>
        private static string WithoutTags(string html)
        {
            var unclosed = new HashSet<string>();
            var text = new StringBuilder();
            var at = 0;
            while (true)
            {
                var open = html.IndexOf('<', at);
                var close = open < 0 ? -1 : html.IndexOf('>', open);
                if (close < 0)
                {
                    return text.Append(html, at, html.Length - at).ToString();
                }
                text.Append(html, at, open - at).Append(' ');
                at = close + 1;
                foreach (var element in HiddenElements.Where(name => IsTag(html, open, name) && !unclosed.Contains(name)))
                {
                    var end = html.IndexOf("</" + element, at, StringComparison.OrdinalIgnoreCase);
                    var endClose = end < 0 ? -1 : html.IndexOf('>', end);
                    if (endClose < 0)
                    {
                        unclosed.Add(element);
                    }
                    else
                    {
                        at = endClose + 1;
                    }
                    break;
                }
            }
        }

        private static bool IsTag(string html, int open, string element) =>
            string.Compare(html, open + 1, element, 0, element.Length, StringComparison.OrdinalIgnoreCase) == 0
            && open + 1 + element.Length < html.Length
            && !char.IsLetterOrDigit(html[open + 1 + element.Length]);
    }
}
