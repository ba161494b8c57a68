namespace Pixverse.Client
{
    /// <summary>What a failure means for the bill, as far as the service's documentation and public reports tell.</summary>
    public enum Billing
    {
        /// <summary>The request was not sent: it costs nothing, and sending it again is safe.</summary>
        NotSent,

        /// <summary>The service refused the request. Refusals are reported not to be billed; this is an assumption.</summary>
        NotBilled,

        /// <summary>
        /// The request may have arrived. Its job may be running or done, and may be billed. Sending it again makes and bills a
        /// second video.
        /// </summary>
        Unknown,

        /// <summary>
        /// A response with status 200 arrived, which by the published rule is billed, but the video did not arrive completely or
        /// could not be saved. Sending the request again bills a second video.
        /// </summary>
        Billed,
    }

    internal static class BillingTexts
    {
        /// <summary>The published rule: calls that end with this status are billed, others are not.</summary>
        private const int BilledStatus = 200;

        /// <summary>The name in messages, the same as in the clients of other languages.</summary>
        internal static string Name(this Billing billing)
        {
            switch (billing)
            {
                case Billing.NotSent: return "NOT_SENT";
                case Billing.NotBilled: return "NOT_BILLED";
                case Billing.Billed: return "BILLED";
                default: return "UNKNOWN";
            }
        }

        /// <summary>One clause for messages.</summary>
        internal static string Meaning(this Billing billing)
        {
            switch (billing)
            {
                case Billing.NotSent: return "the request was not sent, nothing is billed";
                case Billing.NotBilled: return "refused requests and failed jobs are not billed, as far as known";
                case Billing.Billed: return "the call is billed; sending it again would start and bill another";
                default:
                    return "the call may be billed and its job may still be running; sending it again would start and bill another";
            }
        }

        /// <summary>The billing status of a response whose body did not arrive as a whole.</summary>
        internal static Billing OfIncomplete(int status) => status == BilledStatus ? Billing.Billed : Billing.Unknown;
    }
}
