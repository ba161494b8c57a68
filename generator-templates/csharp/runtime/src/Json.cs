using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Pixverse.Client
{
    /// <summary>
    /// Between values, JSON trees and JSON text (RFC 8259). A tree consists of strings, <see cref="JsonNumber"/>, bool, null,
    /// lists of objects, and <see cref="JsonObject"/>.
    /// </summary>
    internal static class Json
    {
        private const int LongestExcerpt = 100;
        private const int MaxDepth = 255;

        /// <summary>The fields of one JSON object.</summary>
        /// <exception cref="ArgumentException">if the text is anything else, or a name comes twice</exception>
        internal static JsonObject ParseObject(string json)
        {
            if (TryParse(json) is JsonObject fields)
            {
                return fields;
            }
            throw new ArgumentException("json must be the text of one JSON object, each name once, but was " + Excerpt(json), nameof(json));
        }

        /// <summary>The tree of a text; null if it is not JSON, exceeds a limit, or is null.</summary>
        internal static object TryParse(string json)
        {
            try
            {
                return json == null ? null : new JsonReader(json, MaxDepth).Read();
            }
            catch (FormatException)
            {
                return null;
            }
        }

        /// <summary>The tree of a value of a caller, which may change later.</summary>
        /// <exception cref="ArgumentException">if JSON does not have such a value</exception>
        internal static object Tree(string name, object value, int depth = 0)
        {
            if (value == null || value is string || value is bool || value is JsonNumber)
            {
                return value;
            }
            if (IsFinite(value))
            {
                return new JsonNumber(((IFormattable)value).ToString(value is double || value is float ? "R" : null, CultureInfo.InvariantCulture));
            }
            if (depth < MaxDepth && value is IEnumerable<KeyValuePair<string, object>> fields)
            {
                var copy = new JsonObject();
                foreach (var field in fields)
                {
                    copy.Add(field.Key, Tree(name, field.Value, depth + 1));
                }
                return copy;
            }
            if (depth < MaxDepth && value is IEnumerable list)
            {
                return list.Cast<object>().Select(one => Tree(name, one, depth + 1)).ToList();
            }
            // Its own text may be long, or secret.
            throw new ArgumentException(name + " must be a value of JSON, but was a " + value.GetType().Name, name);
        }

        private static bool IsFinite(object value)
        {
            if (value is double || value is float)
            {
                var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                return !double.IsNaN(number) && !double.IsInfinity(number);
            }
            var code = Convert.GetTypeCode(value);
            return !(value is Enum) && code >= TypeCode.SByte && code <= TypeCode.Decimal;
        }

        /// <summary>A value as an error message shows it: as JSON, so that control characters are visible, and never long.</summary>
        internal static string Excerpt(object value)
        {
            var json = Write(value);
            return json.Length <= LongestExcerpt
                ? json
                : json.Substring(0, LongestExcerpt) + "… (" + json.Length + " characters)";
        }

        internal static string Write(object tree)
        {
            var json = new StringBuilder();
            Write(json, tree);
            return json.ToString();
        }

        private static void Write(StringBuilder json, object tree)
        {
            if (tree == null)
            {
                json.Append("null");
            }
            else if (tree is string text)
            {
                WriteText(json, text);
            }
            else if (tree is bool truth)
            {
                json.Append(truth ? "true" : "false");
            }
            else if (tree is JsonNumber number)
            {
                json.Append(number.Text);
            }
            else if (tree is JsonObject fields)
            {
                var separator = "{";
                foreach (var field in fields)
                {
                    WriteText(json.Append(separator), field.Key);
                    Write(json.Append(':'), field.Value);
                    separator = ",";
                }
                json.Append(fields.Count == 0 ? "{}" : "}");
            }
            else
            {
                var list = (List<object>)tree;
                json.Append('[');
                for (var i = 0; i < list.Count; i++)
                {
                    Write(i == 0 ? json : json.Append(','), list[i]);
                }
                json.Append(']');
            }
        }

        private static void WriteText(StringBuilder json, string text)
        {
            json.Append('"');
            for (var i = 0; i < text.Length; i++)
            {
                var character = text[i];
                if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                {
                    json.Append(character).Append(text[++i]);
                    continue;
                }
                switch (character)
                {
                    case '"': json.Append("\\\""); break;
                    case '\\': json.Append("\\\\"); break;
                    case '\n': json.Append("\\n"); break;
                    case '\r': json.Append("\\r"); break;
                    case '\t': json.Append("\\t"); break;
                    case '\b': json.Append("\\b"); break;
                    case '\f': json.Append("\\f"); break;
                    default:
                        // UTF-8 cannot hold a surrogate without its other half.
                        if (character < ' ' || character == '\u2028' || character == '\u2029' || char.IsSurrogate(character))
                        {
                            json.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
                        }
                        else
                        {
                            json.Append(character);
                        }
                        break;
                }
            }
            json.Append('"');
        }
    }

    /// <summary>The fields of a JSON object, in their order.</summary>
    internal sealed class JsonObject : IEnumerable<KeyValuePair<string, object>>
    {
        private readonly List<string> names = new List<string>();
        private readonly Dictionary<string, object> values = new Dictionary<string, object>(StringComparer.Ordinal);

        internal int Count => names.Count;

        internal IEnumerable<string> Names => names;

        /// <summary>Adds a field.</summary>
        /// <exception cref="ArgumentException">if its name comes twice</exception>
        internal void Add(string name, object value)
        {
            values.Add(name, value);
            names.Add(name);
        }

        internal bool TryGet(string name, out object value) => values.TryGetValue(name, out value);

        internal bool Has(string name) => values.ContainsKey(name);

        /// <summary>Sets a field, in its place if it is there already.</summary>
        internal void Set(string name, object value)
        {
            if (!values.ContainsKey(name))
            {
                names.Add(name);
            }
            values[name] = value;
        }

        internal void Remove(string name)
        {
            values.Remove(name);
            names.Remove(name);
        }

        public IEnumerator<KeyValuePair<string, object>> GetEnumerator() =>
            names.Select(name => new KeyValuePair<string, object>(name, values[name])).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
