using System.Linq;
using System.Text.RegularExpressions;

namespace Pixverse.Client
{
    /// <summary>What a field may hold. Judges values as JSON Schema does: 8.0 is the whole number 8, true is no number.</summary>
    internal sealed class FieldConstraint
    {
        private readonly string type;
        private readonly object[] values;
        private readonly JsonNumber min;
        private readonly JsonNumber max;
        private readonly int minLength;
        private readonly Regex pattern;

        /// <summary>Bounds are inclusive, the length counts code points, and the pattern has the syntax of ECMA 262.</summary>
        internal FieldConstraint(
            string type, string allowed, bool required = false, object[] values = null, string min = null, string max = null,
            int minLength = 0, string pattern = null)
        {
            this.type = type;
            Allowed = allowed;
            IsRequired = required;
            this.values = values?.Select(value => Json.Tree("value", value)).ToArray();
            this.min = min == null ? null : new JsonNumber(min);
            this.max = max == null ? null : new JsonNumber(max);
            this.minLength = minLength;
            // In .NET, $ also matches before a final line break. RegexOptions.ECMAScript has no Unicode categories.
            this.pattern = pattern == null
                ? null
                : new Regex(Regex.Replace(pattern, @"(?<!\\)((?:\\\\)*)\$$", @"$1\z"), RegexOptions.CultureInvariant);
        }

        /// <summary>Completes the sentence "must be …".</summary>
        internal string Allowed { get; }

        internal bool IsRequired { get; }

        internal bool Accepts(object value)
        {
            if (values != null)
            {
                return values.Any(one => AreEqual(one, value));
            }
            switch (type)
            {
                case "string": return value is string text && IsAllowed(text);
                case "boolean": return value is bool;
                case "integer": return value is JsonNumber integer && integer.IsInteger && IsInRange(integer);
                default: return value is JsonNumber number && IsInRange(number);
            }
        }

        internal static bool AreEqual(object left, object right) =>
            left is JsonNumber number ? right is JsonNumber other && number.CompareTo(other) == 0 : Equals(left, right);

        private bool IsInRange(JsonNumber number) =>
            (min == null || number.CompareTo(min) >= 0) && (max == null || number.CompareTo(max) <= 0);

        private bool IsAllowed(string text) => CodePoints(text) >= minLength && (pattern == null || pattern.IsMatch(text));

        private static int CodePoints(string text)
        {
            var count = 0;
            for (var i = 0; i < text.Length; i++)
            {
                i += i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 1 : 0;
                count++;
            }
            return count;
        }
    }
}
