using System;
using System.Collections.Generic;
using System.Linq;

namespace Pixverse.Client
{
    /// <summary>What is known of a failed call.</summary>
    public sealed class FailureDetails
    {
        /// <summary>The document's name of the operation, such as textToVideo.</summary>
        public string Operation { get; set; }

        /// <summary>The billing status; Unknown by default.</summary>
        public Billing Billing { get; set; } = Billing.Unknown;

        /// <summary>The HTTP status code; 0 without a response.</summary>
        public int StatusCode { get; set; }

        /// <summary>The service's id of the call; null if there is none.</summary>
        public string RequestId { get; set; }

        /// <summary>The body of the response as text, with the API key redacted.</summary>
        public string Body { get; set; } = "";

        /// <summary>How long to wait before the next request, as the service says; null if it gave no valid time.</summary>
        public TimeSpan? RetryAfter { get; set; }
    }

    /// <summary>
    /// A call without a video. The message names the operation, the status code, the request id where known, the service's own
    /// text, and the billing status. The public constructors serve tests.
    /// </summary>
    public abstract class PixverseException : Exception
    {
        internal PixverseException(string reason, FailureDetails details, Exception cause)
            : base(Format(reason, details ?? new FailureDetails()), cause)
        {
            var known = details ?? new FailureDetails();
            Billing = known.Billing;
            StatusCode = known.StatusCode;
            RequestId = known.RequestId;
            Body = known.Body ?? "";
        }

        /// <summary>The billing status of the call. Check it before sending a request again.</summary>
        public Billing Billing { get; }

        /// <summary>The HTTP status code, such as 406; 0 if no response came.</summary>
        public int StatusCode { get; }

        /// <summary>The service's id of the call, for its support; null if the response has none.</summary>
        public string RequestId { get; }

        /// <summary>The body of the response as text, cut after 64 KiB, with the API key redacted; empty if there is none.</summary>
        public string Body { get; }

        private static string Format(string reason, FailureDetails details) =>
            (details.Operation == null ? "" : details.Operation + ": ")
            + (details.StatusCode == 0 ? "" : details.StatusCode + ": ")
            + reason
            + (details.RequestId == null ? "" : " (request id " + details.RequestId + ")")
            + " [" + details.Billing.Name() + ": " + details.Billing.Meaning() + "]";
    }

    /// <summary>The client did not send the request. The message names everything that is wrong with it, one thing a line.</summary>
    public sealed class InvalidRequestException : PixverseException
    {
        /// <summary>A request that cannot be sent for another reason than rules of the document.</summary>
        public InvalidRequestException(string reason, string operation = null, Exception cause = null)
            : base(reason, NotSent(operation), cause)
        {
            Violations = new Violation[0];
        }

        /// <summary>A request that breaks rules of the document.</summary>
        public InvalidRequestException(IReadOnlyList<Violation> violations, string operation = null)
            : base(Reason(violations), NotSent(operation), null)
        {
            Violations = violations;
        }

        /// <summary>The rules that the request breaks, and its unknown fields; empty if something else was wrong, such as the API key.</summary>
        public IReadOnlyList<Violation> Violations { get; }

        private static string Reason(IReadOnlyList<Violation> violations) =>
            "the request breaks the rules of the document:" + string.Concat(violations.Select(one => "\n  " + one.Message)) + "\n ";

        private static FailureDetails NotSent(string operation) =>
            new FailureDetails { Operation = operation, Billing = Billing.NotSent };
    }

    /// <summary>The request is malformed (400).</summary>
    public sealed class BadRequestException : PixverseException
    {
        /// <summary>Creates the exception.</summary>
        public BadRequestException(string reason, FailureDetails details = null, Exception cause = null) : base(reason, details, cause) { }
    }

    /// <summary>The API key is missing or wrong (401).</summary>
    public sealed class UnauthorizedException : PixverseException
    {
        /// <summary>Creates the exception.</summary>
        public UnauthorizedException(string reason, FailureDetails details = null, Exception cause = null) : base(reason, details, cause) { }
    }

    /// <summary>The API key may not do this (403).</summary>
    public sealed class ForbiddenException : PixverseException
    {
        /// <summary>Creates the exception.</summary>
        public ForbiddenException(string reason, FailureDetails details = null, Exception cause = null) : base(reason, details, cause) { }
    }

    /// <summary>The service does not have this endpoint (404).</summary>
    public sealed class NotFoundException : PixverseException
    {
        /// <summary>Creates the exception.</summary>
        public NotFoundException(string reason, FailureDetails details = null, Exception cause = null) : base(reason, details, cause) { }
    }

    /// <summary>Too few credits, or one of the other reasons for a 406: see the message.</summary>
    public sealed class InsufficientCreditsException : PixverseException
    {
        /// <summary>Creates the exception.</summary>
        public InsufficientCreditsException(string reason, FailureDetails details = null, Exception cause = null)
            : base(reason, details, cause) { }
    }

    /// <summary>Too many requests in a short time (429). The request was refused, so sending it again later is safe.</summary>
    public sealed class RateLimitedException : PixverseException
    {
        /// <summary>Creates the exception.</summary>
        public RateLimitedException(string reason, FailureDetails details = null, Exception cause = null) : base(reason, details, cause)
        {
            RetryAfter = details?.RetryAfter;
        }

        /// <summary>How long to wait before the next request, as the service says; null if it gave no valid time.</summary>
        public TimeSpan? RetryAfter { get; }
    }

    /// <summary>The service failed (5xx).</summary>
    public sealed class ServerException : PixverseException
    {
        /// <summary>Creates the exception.</summary>
        public ServerException(string reason, FailureDetails details = null, Exception cause = null) : base(reason, details, cause) { }
    }

    /// <summary>The response is neither a video nor a documented refusal.</summary>
    public sealed class UnexpectedResponseException : PixverseException
    {
        /// <summary>Creates the exception.</summary>
        public UnexpectedResponseException(string reason, FailureDetails details = null, Exception cause = null)
            : base(reason, details, cause) { }
    }

    /// <summary>The response is missing or incomplete, or there was no connection.</summary>
    public sealed class ConnectionException : PixverseException
    {
        /// <summary>Creates the exception.</summary>
        public ConnectionException(string reason, FailureDetails details = null, Exception cause = null) : base(reason, details, cause) { }
    }

    /// <summary>A timeout passed. See <see cref="PixverseException.Billing"/> for whether the service had finished the video.</summary>
    public sealed class CallTimeoutException : PixverseException
    {
        /// <summary>Creates the exception.</summary>
        public CallTimeoutException(string reason, FailureDetails details = null, Exception cause = null) : base(reason, details, cause) { }
    }

    /// <summary>A finished video could not be saved where it was meant to go. Its bytes are kept, see <see cref="SavedTo"/>.</summary>
    public sealed class SaveFailedException : PixverseException
    {
        /// <summary>Creates the exception.</summary>
        public SaveFailedException(string reason, string savedTo = null, FailureDetails details = null, Exception cause = null)
            : base(reason, details, cause)
        {
            SavedTo = savedTo;
        }

        /// <summary>The file that holds the bytes of the video instead; null if nothing was sent, or no file could be created.</summary>
        public string SavedTo { get; }
    }
}
