use std::fmt;

/// What a failure means for the bill, as far as the service's documentation and public reports tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Billing {
    /// The request was not sent. It costs nothing, and sending it again is safe.
    NotSent,
    /// The service refused the request, or its job failed. Both are reported not to be billed; this is an assumption.
    NotBilled,
    /// The request may have arrived. The job may be running or done, and it may be billed. Sending it
    /// again makes and bills a second video.
    Unknown,
    /// A response with status 200 arrived, which by the published rule is billed, but the video did not
    /// arrive completely or could not be saved. Sending the request again bills a second video.
    Billed,
}

impl Billing {
    /// One clause for messages. A request that only reads can be repeated, whatever is known of the job it is about.
    pub(crate) fn meaning(self, is_free: bool) -> &'static str {
        match self {
            Self::NotSent => "the request was not sent, nothing is billed",
            Self::NotBilled => "refused requests and failed jobs are not billed, as far as known",
            Self::Unknown if is_free => {
                "this request costs nothing and can be repeated; it says nothing about the bill"
            }
            Self::Unknown => {
                "the call may be billed and its job may still be running; sending it again would start and bill another"
            }
            Self::Billed if is_free => "the job is billed; this request costs nothing and can be repeated",
            Self::Billed => "the call is billed; sending it again would start and bill another",
        }
    }
}

/// The name in messages, such as `NOT_SENT`.
impl fmt::Display for Billing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSent => "NOT_SENT",
            Self::NotBilled => "NOT_BILLED",
            Self::Unknown => "UNKNOWN",
            Self::Billed => "BILLED",
        })
    }
}
