using System;

namespace Pixverse.Client
{
    /// <summary>The settings of a client. The API key is none of them, so that they can be logged and serialised.</summary>
    public sealed class PixverseOptions
    {
        /// <summary>
        /// The server's root: https, or http to this machine, without the version; the document's server by default.
        /// </summary>
        public string BaseUrl { get; set; } = PixverseClient.Server;

        /// <summary>
        /// The time from sending to the first byte of the video, then for each silence between bytes; null: five times the usual seconds of the
        /// operation.
        /// </summary>
        public TimeSpan? Timeout { get; set; }

        /// <summary>Whether requests that break a rule of the document are rejected; true by default.</summary>
        public bool ValidateRequests { get; set; } = true;
    }
}
