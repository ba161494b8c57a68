using System;
using System.Collections.Generic;

namespace Pixverse.Client
{
    /// <summary>What the document says about one operation.</summary>
    internal sealed class Operation
    {
        private readonly IReadOnlyDictionary<int, StatusFailure> statuses;

        internal Operation(
            string id, string path, string accept, TimeSpan timeout, IReadOnlyDictionary<int, StatusFailure> statuses, params string[] resetHeaders)
        {
            Id = id;
            Path = path;
            Accept = accept;
            Timeout = timeout;
            this.statuses = statuses;
            ResetHeaders = resetHeaders;
        }

        internal string Id { get; }

        internal string Path { get; }

        internal string Accept { get; }

        internal TimeSpan Timeout { get; }

        /// <summary>The headers that say when a rate limit ends.</summary>
        internal IReadOnlyList<string> ResetHeaders { get; }

        /// <summary>The exception of a non-video response. Nothing is known of the bill of an undocumented status.</summary>
        internal PixverseException Refusal(int status, string reason, FailureDetails details)
        {
            if (statuses.TryGetValue(status, out var documented))
            {
                details.Billing = documented.Billing;
                return documented.Create(reason, details);
            }
            return status >= 500
                ? (PixverseException)new ServerException(reason, details)
                : new UnexpectedResponseException(reason, details);
        }
    }

    /// <summary>What a documented status means.</summary>
    internal sealed class StatusFailure
    {
        internal StatusFailure(Billing billing, Func<string, FailureDetails, PixverseException> create)
        {
            Billing = billing;
            Create = create;
        }

        internal Billing Billing { get; }

        internal Func<string, FailureDetails, PixverseException> Create { get; }
    }
}
