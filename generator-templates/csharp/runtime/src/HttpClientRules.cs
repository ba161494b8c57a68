using System.Net.Http;
using System.Reflection;
using System.Threading;

namespace Pixverse.Client
{
    /// <summary>What an HttpClient of the caller must not do.</summary>
    internal static class HttpClientRules
    {
        private const string Sockets = "System.Net.Http.SocketsHttpHandler";

        /// <summary>What is wrong with a client; null if nothing is.</summary>
        internal static string Problem(HttpClient http, string keyHeader)
        {
            if (http.Timeout != Timeout.InfiniteTimeSpan)
            {
                return "httpClient must have the Timeout Timeout.InfiniteTimeSpan, because it would abort calls that are billed, but was "
                    + http.Timeout;
            }
            if (http.DefaultRequestHeaders.Contains(keyHeader))
            {
                return "httpClient must not have " + keyHeader + " among its DefaultRequestHeaders, because it would send the key everywhere";
            }
            var handler = Field(http, "_handler") ?? Field(http, "handler");
            while (handler is DelegatingHandler outer)
            {
                handler = outer.InnerHandler;
            }
            if (handler is HttpClientHandler known)
            {
                return Problem(known, known.AllowAutoRedirect, known.Credentials != null || known.UseDefaultCredentials);
            }
            return handler != null && handler.GetType().FullName == Sockets
                ? Problem(handler, !Equals(Property(handler, "AllowAutoRedirect"), false), Property(handler, "Credentials") != null)
                : "httpClient must end in an HttpClientHandler or a SocketsHttpHandler, because no other can be judged, but ends in "
                    + (handler == null ? "an unknown handler" : handler.GetType().FullName);
        }

        private static string Problem(object handler, bool followsRedirects, bool hasCredentials)
        {
            if (followsRedirects)
            {
                return "httpClient must not follow redirects, because they would repeat a paid request and carry the key away: set AllowAutoRedirect"
                    + " of its " + handler.GetType().Name + " to false";
            }
            return hasCredentials
                ? "httpClient must not have Credentials, because its " + handler.GetType().Name + " would repeat a paid request with them"
                : null;
        }

        private static object Field(HttpClient http, string name) =>
            typeof(HttpMessageInvoker).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(http);

        private static object Property(object handler, string name) => handler.GetType().GetProperty(name)?.GetValue(handler);
    }
}
