using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pixverse.Client
{
    /// <summary>Reads JSON text strictly (RFC 8259); throws a FormatException for anything else.</summary>
    internal sealed class JsonReader
    {
        private static readonly Regex Number = new Regex(@"\G-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", RegexOptions.CultureInvariant);

        private readonly string json;
        private readonly int maxDepth;
        private int at;

        internal JsonReader(string json, int maxDepth)
        {
            this.json = json;
            this.maxDepth = maxDepth;
        }

        internal object Read()
        {
            var tree = Value(0);
            SkipSpace();
            return at == json.Length ? tree : throw Wrong();
        }

        private object Value(int depth)
        {
            SkipSpace();
            if (at == json.Length || depth > maxDepth)
            {
                throw Wrong();
            }
            switch (json[at])
            {
                case '{': return Object(depth);
                case '[': return List(depth);
                case '"': return Text();
                case 't': return Word("true", true);
                case 'f': return Word("false", false);
                case 'n': return Word("null", null);
                default:
                    var number = Number.Match(json, at);
                    if (!number.Success)
                    {
                        throw Wrong();
                    }
                    at += number.Length;
                    return new JsonNumber(number.Value);
            }
        }

        private object Word(string word, object value)
        {
            if (string.CompareOrdinal(json, at, word, 0, word.Length) != 0)
            {
                throw Wrong();
            }
            at += word.Length;
            return value;
        }

        private JsonObject Object(int depth)
        {
            var fields = new JsonObject();
            at++;
            if (Skip('}'))
            {
                return fields;
            }
            do
            {
                SkipSpace();
                if (at == json.Length || json[at] != '"')
                {
                    throw Wrong();
                }
                var name = Text();
                if (fields.Has(name) || !Skip(':'))
                {
                    throw Wrong();
                }
                fields.Add(name, Value(depth + 1));
            }
            while (Skip(','));
            return Skip('}') ? fields : throw Wrong();
        }

        private List<object> List(int depth)
        {
            var list = new List<object>();
            at++;
            if (Skip(']'))
            {
                return list;
            }
            do
            {
                list.Add(Value(depth + 1));
            }
            while (Skip(','));
            return Skip(']') ? list : throw Wrong();
        }

        private string Text()
        {
            var text = new StringBuilder();
            for (at++; at < json.Length; at++)
            {
                var character = json[at];
                if (character == '"')
                {
                    at++;
                    return text.ToString();
                }
                if (character < ' ')
                {
                    throw Wrong();
                }
                text.Append(character == '\\' ? Escaped() : character);
            }
            throw Wrong();
        }

        private char Escaped()
        {
            at++;
            var escapes = "\"\\/bfnrt";
            var index = at < json.Length ? escapes.IndexOf(json[at]) : -1;
            if (index >= 0)
            {
                return "\"\\/\b\f\n\r\t"[index];
            }
            if (at + 4 < json.Length && json[at] == 'u'
                && ushort.TryParse(json.Substring(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                at += 4;
                return (char)code;
            }
            throw Wrong();
        }

        private bool Skip(char character)
        {
            SkipSpace();
            if (at == json.Length || json[at] != character)
            {
                return false;
            }
            at++;
            return true;
        }

        private void SkipSpace()
        {
            while (at < json.Length && " \t\r\n".IndexOf(json[at]) >= 0)
            {
                at++;
            }
        }

        private FormatException Wrong() => new FormatException("no JSON at position " + at);
    }
}
