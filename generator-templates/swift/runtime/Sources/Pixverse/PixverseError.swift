import Foundation

/// A call without a video. The message names the operation, the status code, the request id where known, the service's own
/// text, and the billing status. It holds no API key.
///
/// A cancelled call throws `CancellationError` instead.
public struct PixverseError: Error, Sendable {
    /// What went wrong.
    public enum Kind: Hashable, Sendable {
        /// The client did not send the request. There are no violations if something else was wrong, such as the API key.
        case invalidRequest([Violation])
        /// The request is malformed (400).
        case badRequest
        /// The API key is missing or wrong (401).
        case unauthorized
        /// The API key may not do this (403).
        case forbidden
        /// The service does not have this endpoint (404).
        case notFound
        /// Too few credits, or one of the other reasons for a 406: see the message.
        case insufficientCredits
        /// Too many requests in a short time (429). `retryAfter` is how many seconds to wait before the next one, as the
        /// service says; nil if it gave no valid time.
        case rateLimited(retryAfter: TimeInterval?)
        /// The service failed (5xx).
        case server
        /// The response is neither a video nor a documented refusal.
        case unexpectedResponse
        /// The response is missing or incomplete, or there was no connection.
        case connection
        /// A timeout passed. See `billing` for whether the service had finished the video.
        case timeout
        /// A finished video could not be saved where it was meant to go. Its bytes are in the file `savedTo` instead, which is
        /// nil if nothing was sent, or if no file could be created.
        case saveFailed(savedTo: URL?)
    }

    public let kind: Kind
    /// The billing status. Check it before sending the request again.
    public let billing: Billing
    /// The HTTP status code; nil without a response.
    public let status: Int?
    /// The service's id of the call, for its support; nil if the response has none.
    public let requestId: String?
    /// The body of the response as text, cut after 64 KiB, with the API key redacted.
    public let body: String
    /// The whole message.
    public let message: String

    /// Makes an error, also for tests of code that handles errors.
    ///
    /// - Parameters:
    ///   - reason: the text between the status code and the request id
    ///   - operation: the id of the operation, such as "textToVideo"
    public init(
        _ kind: Kind, _ reason: String, operation: String? = nil, billing: Billing, status: Int? = nil,
        requestId: String? = nil, body: String = ""
    ) {
        self.kind = kind
        self.billing = billing
        self.status = status
        self.requestId = requestId
        self.body = body
        let start = (operation.map { "\($0): " } ?? "") + (status.map { "\($0): " } ?? "")
        let id = requestId.map { " (request id \($0))" } ?? ""
        self.message = "\(start)\(reason)\(id) [\(billing.rawValue): \(billing.meaning)]"
    }

    /// The rules that the request breaks, and its unknown fields; empty for other errors.
    public var violations: [Violation] {
        if case .invalidRequest(let violations) = kind { violations } else { [] }
    }

    static func invalidRequest(_ violations: [Violation], operation: String) -> PixverseError {
        let lines = violations.map { "\n  \($0.message)" }.joined()
        let reason = "the request breaks the rules of the document:\(lines)\n "
        return PixverseError(.invalidRequest(violations), reason, operation: operation, billing: .notSent)
    }

    /// Something other than a rule is wrong.
    static func invalidRequest(_ reason: String, operation: String? = nil) -> PixverseError {
        PixverseError(.invalidRequest([]), reason, operation: operation, billing: .notSent)
    }
}

extension PixverseError: CustomStringConvertible, LocalizedError {
    public var description: String { message }
    public var errorDescription: String? { message }
}
