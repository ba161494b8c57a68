/// What a failure means for the bill, as far as the service's documentation and public reports tell.
public enum Billing: String, Codable, CaseIterable, Sendable {
    /// The request was not sent: it costs nothing, and sending it again is safe.
    case notSent = "NOT_SENT"
    /// The service refused the request. Refusals are reported not to be billed; this is an assumption.
    case notBilled = "NOT_BILLED"
    /// The request may have arrived. The job may be running or done, and it may be billed.
    case unknown = "UNKNOWN"
    /// A response with status 200 arrived, which by the published rule is billed, but the video did not arrive completely or
    /// could not be saved.
    case billed = "BILLED"

    /// One clause for messages.
    var meaning: String {
        switch self {
        case .notSent: "the request was not sent, nothing is billed"
        case .notBilled: "refused requests and failed jobs are not billed, as far as known"
        case .unknown: "the call may be billed and its job may still be running; sending it again would start and bill another"
        case .billed: "the call is billed; sending it again would start and bill another"
        }
    }

    /// The billing status of a response whose body did not arrive as a whole.
    static func ofIncompleteResponse(status: Int) -> Billing {
        status == 200 ? .billed : .unknown
    }
}
