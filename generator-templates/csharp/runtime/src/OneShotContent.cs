using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace Pixverse.Client
{
    /// <summary>
    /// The body of a paid request, which can be sent once: whatever would send the request again (a redirect, a challenge, a dead
    /// connection, a handler that retries) fails instead.
    /// </summary>
    internal sealed class OneShotContent : HttpContent
    {
        private readonly byte[] json;
        private int sent;

        internal OneShotContent(byte[] json)
        {
            this.json = json;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        /// <summary>Whether a byte of the body may have been sent. Without its body, the service cannot execute a request.</summary>
        internal bool MayHaveBeenSent => Volatile.Read(ref sent) != 0;

        /// <inheritdoc/>
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext context)
        {
            if (stream is MemoryStream)
            {
                throw new InvalidOperationException("the body of a paid request must not be copied, because it is sent at most once");
            }
            if (Interlocked.Exchange(ref sent, 1) != 0)
            {
                throw new InvalidOperationException("a paid request must not be sent again");
            }
            return stream.WriteAsync(json, 0, json.Length);
        }

        /// <inheritdoc/>
        protected override bool TryComputeLength(out long length)
        {
            length = json.Length;
            return true;
        }
    }
}
