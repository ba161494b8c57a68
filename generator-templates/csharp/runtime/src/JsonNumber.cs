using System;
using System.Globalization;

namespace Pixverse.Client
{
    /// <summary>
    /// A number as JSON writes it. Keeps its text, so that what was given is sent, and compares exactly: 8.0 is 8, and 64-bit
    /// integers are not rounded.
    /// </summary>
    internal sealed class JsonNumber : IComparable<JsonNumber>
    {
        private readonly string digits;
        private readonly long exponent;
        private readonly int sign;

        /// <summary>Takes text that is a number of JSON.</summary>
        internal JsonNumber(string text)
        {
            Text = text;
            var mantissa = text.TrimStart('-');
            var e = mantissa.IndexOfAny(new[] { 'e', 'E' });
            if (e >= 0)
            {
                // A longer exponent is beyond any bound.
                var power = mantissa.Substring(e + 1);
                exponent = long.TryParse(power, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed)
                    ? Math.Max(Math.Min(parsed, int.MaxValue), -int.MaxValue)
                    : power.StartsWith("-", StringComparison.Ordinal) ? -int.MaxValue : int.MaxValue;
                mantissa = mantissa.Substring(0, e);
            }
            var point = mantissa.IndexOf('.');
            if (point >= 0)
            {
                exponent -= mantissa.Length - point - 1;
                mantissa = mantissa.Remove(point, 1);
            }
            mantissa = mantissa.TrimStart('0');
            digits = mantissa.TrimEnd('0');
            exponent += mantissa.Length - digits.Length;
            sign = digits.Length == 0 ? 0 : text[0] == '-' ? -1 : 1;
        }

        internal string Text { get; }

        internal bool IsInteger => sign == 0 || exponent >= 0;

        public int CompareTo(JsonNumber other)
        {
            if (sign != other.sign || sign == 0)
            {
                return sign.CompareTo(other.sign);
            }
            var magnitude = (digits.Length + exponent).CompareTo(other.digits.Length + other.exponent);
            return sign * (magnitude != 0 ? magnitude : string.CompareOrdinal(digits, other.digits));
        }
    }
}
