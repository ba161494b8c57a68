using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Pixverse.Client
{
    /// <summary>The root of the service: https, or plain http to this machine only, because the key goes there.</summary>
    internal static class BaseUrl
    {
        private const string Octet = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

        private static readonly Regex Loopback = new Regex(
            @"\A(?:(?:.+\.)?localhost|127(?:\." + Octet + @"){3}|::1|::ffff:127(?:\." + Octet + @"){3}|::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4})\z",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

        /// <summary>What is wrong with a URL; null if nothing is.</summary>
        // The paths are those of the operations.
        internal static string Problem(string text, string example, IEnumerable<string> paths)
        {
            var rule = BrokenRule(text, paths);
            return rule == null
                ? null
                : "BaseUrl must be " + rule + ", such as " + example + ", but was " + Regex.Replace(text ?? "null", "//[^/?#]*@", "//<redacted>@");
        }

        /// <summary>An http or https URL; null if the text is anything else.</summary>
        internal static Uri Parse(string text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == "http" || url.Scheme == "https") && url.Host.Length > 0
                ? url
                : null;

        /// <summary>
        /// Whether a finished video may be fetched from an address that a response of this server gives: over https, and from this
        /// machine only if the server itself is on it, so that a response cannot reach local services.
        /// </summary>
        internal static bool MayLinkTo(Uri server, Uri address) =>
            address.UserInfo.Length == 0 && (IsLoopback(address) ? IsLoopback(server) : address.Scheme == "https");

        internal static bool IsLoopback(Uri url) => Loopback.IsMatch(url.DnsSafeHost.TrimEnd('.'));

        private static string BrokenRule(string text, IEnumerable<string> paths)
        {
            var url = Parse(text);
            if (url == null)
            {
                return "an https URL, or an http URL of this machine";
            }
            if (url.Scheme != "https" && !IsLoopback(url))
            {
                return "an https URL, or an http URL of this machine, because plain http shows the API key to the network";
            }
            if (url.UserInfo.Length > 0)
            {
                return "a URL without a user name or password";
            }
            if (text.IndexOfAny(new[] { '?', '#' }) >= 0)
            {
                return "a URL without a query or fragment";
            }
            var versions = paths.Select(path => Regex.Match(path, "^/v[0-9]+/").Value).Where(version => version.Length > 0);
            return versions.Any(version => (url.AbsolutePath.TrimEnd('/') + "/").EndsWith(version, StringComparison.Ordinal))
                ? "the server's root without the version, which the paths hold"
                : null;
        }
    }
}
