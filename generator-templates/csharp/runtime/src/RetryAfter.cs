using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Pixverse.Client
{
    /// <summary>The delay that a refusal gives: Retry-After (RFC 9110 §10.2.3), or the header that the document names.</summary>
    internal static class RetryAfter
    {
        // The exact form was never published: ISO 8601 with or without a zone is understood.
        private static readonly string[] UtcForms =
        {
            "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
            "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        };

        /// <summary>The delay, never negative; null if there is no valid one.</summary>
        // The function returns the value of a header by its name; null if there is none.
        internal static TimeSpan? In(Func<string, string> header, IEnumerable<string> resetHeaders, DateTimeOffset now)
        {
            var after = header("retry-after")?.Trim();
            if (after != null && Regex.IsMatch(after, @"\A[0-9]{1,9}\z"))
            {
                return TimeSpan.FromSeconds(int.Parse(after, CultureInfo.InvariantCulture));
            }
            var until = Time(after, "r") ?? resetHeaders.Select(name => Time(header(name)?.Trim(), UtcForms)).FirstOrDefault(time => time != null);
            return until == null ? (TimeSpan?)null : until > now ? until.Value - now : TimeSpan.Zero;
        }

        private static DateTimeOffset? Time(string text, params string[] forms) =>
            DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : (DateTimeOffset?)null;
    }
}
