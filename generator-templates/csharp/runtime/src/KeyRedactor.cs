using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Pixverse.Client
{
    /// <summary>
    /// Removes the API key from text of the service, however the service writes it: in any case, JSON-escaped, percent-encoded, as
    /// HTML references, or cut off at the end of the text.
    /// </summary>
    internal sealed class KeyRedactor
    {
        private const string Replacement = "<redacted>";

        /// <summary>A shorter key, or part of one, says nothing and is found in ordinary words.</summary>
        private const int MinLength = 4;

        /// <summary>Control characters and invisible formatting (bidirectional overrides, zero width) fake what a reader sees.</summary>
        private static readonly Regex Invisible = new Regex(@"[\p{Cc}\p{Cf}\u2028\u2029]+", RegexOptions.CultureInvariant);

        [DebuggerBrowsable(DebuggerBrowsableState.Never)]
        private readonly string key;

        [DebuggerBrowsable(DebuggerBrowsableState.Never)]
        private readonly Regex forms;

        internal KeyRedactor(string key)
        {
            if (key.Length >= MinLength)
            {
                this.key = key;
                // A terminal or a browser does not show what is between two characters.
                forms = new Regex(
                    string.Join(@"(?>[\p{Cc}\p{Cf}]*)", key.Select(Form)), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
            }
        }

        /// <summary>The text without the key; line breaks and everything else stay.</summary>
        internal string Redact(string text)
        {
            if (key == null)
            {
                return text;
            }
            var redacted = forms.Replace(text, Replacement);
            for (var length = Math.Min(key.Length, redacted.Length); length >= MinLength; length--)
            {
                if (redacted.EndsWith(key.Substring(0, length), StringComparison.OrdinalIgnoreCase))
                {
                    return redacted.Substring(0, redacted.Length - length) + Replacement;
                }
            }
            return redacted;
        }

        /// <summary>The text on one line, without the key and without characters that are not seen.</summary>
        internal string RedactLine(string text) => Regex.Replace(Invisible.Replace(Redact(text ?? ""), " "), " +", " ").Trim(' ');

        /// <summary>The exception, or one that stands for it if it or a cause of it quotes the key.</summary>
        internal Exception Redact(Exception e) =>
            e == null || forms == null || !forms.IsMatch(e.ToString()) ? e : new IOException(RedactLine(e.ToString()));

        /// <summary>The first character is found at the start of a run of backslashes only, or long runs would take quadratic time.</summary>
        private static string Form(char character, int index)
        {
            var start = index == 0 ? @"(?<!\\)" : "";
            var hex = ((int)character).ToString("x2", CultureInfo.InvariantCulture);
            var entity = Entity(character);
            return new StringBuilder("(?:")
                .Append(start).Append(@"\\*").Append(Regex.Escape(character.ToString()))
                .Append('|').Append(start).Append(@"\\+u00").Append(hex)
                .Append("|%(?:25)*").Append(hex)
                .Append("|&\\#x0*").Append(hex).Append(";?")
                .Append("|&\\#0*").Append((int)character).Append(";?")
                .Append(entity == null ? ")" : "|&" + entity + ";)")
                .ToString();
        }

        private static string Entity(char character)
        {
            switch (character)
            {
                case '&': return "amp";
                case '<': return "lt";
                case '>': return "gt";
                case '"': return "quot";
                case '\'': return "apos";
                default: return null;
            }
        }
    }
}
