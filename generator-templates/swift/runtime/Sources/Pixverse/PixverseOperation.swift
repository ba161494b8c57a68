import Foundation

/// What the document says about one operation.
public struct PixverseOperation: Sendable {
    /// Such as "textToVideo".
    public let id: String
    public let path: String
    /// Seconds: five times the usual time of a call.
    public let defaultTimeout: TimeInterval
    let accept: String
    /// The error and the billing status of each documented status code but 200.
    let statuses: [Int: (error: DocumentedError, billing: Billing)]
    /// The headers that say when a rate limit ends.
    let resetHeaders: [String]

    /// The error and the billing status of a non-video response.
    func failure(status: Int) -> (error: DocumentedError, billing: Billing) {
        // Nothing is known of the bill of an undocumented status.
        statuses[status] ?? (status >= 500 ? .server : .unexpectedResponse, .unknown)
    }
}

/// The errors that the document has for status codes.
enum DocumentedError: Sendable {
    case badRequest, unauthorized, forbidden, notFound, insufficientCredits, rateLimited, server, unexpectedResponse

    func kind(retryAfter: TimeInterval?) -> PixverseError.Kind {
        switch self {
        case .badRequest: .badRequest
        case .unauthorized: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .insufficientCredits: .insufficientCredits
        case .rateLimited: .rateLimited(retryAfter: retryAfter)
        case .server: .server
        case .unexpectedResponse: .unexpectedResponse
        }
    }
}
