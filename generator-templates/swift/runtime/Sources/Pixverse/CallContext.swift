import Foundation

/// What all failures of one call need.
struct CallContext: Sendable {
    let operation: PixverseOperation
    let redactor: KeyRedactor

    /// No response came, or not all of its head.
    func withoutResponse(_ failure: ExchangeFailure) -> PixverseError {
        let kind: PixverseError.Kind
        let billing: Billing
        switch failure {
        case .timeout:
            (kind, billing) = (.timeout, .unknown)
        case .broken(_, let isSent):
            (kind, billing) = (.connection, isSent ? .unknown : .notSent)
        case .closed:
            (kind, billing) = (.connection, .unknown)
        }
        let reason = billing == .notSent ? "no connection could be made" : "no response came"
        return PixverseError(kind, "\(reason) (\(details(failure)))", operation: operation.id, billing: billing)
    }

    /// A successful response came, but not all of its body.
    func truncated(_ metadata: VideoMetadata, _ reason: String, _ failure: ExchangeFailure) -> PixverseError {
        var kind = PixverseError.Kind.connection
        if case .timeout = failure {
            kind = .timeout
        }
        let billing = Billing.ofIncompleteResponse(status: metadata.status)
        return error(kind, metadata, "\(reason) (\(details(failure)))", billing)
    }

    /// A response came.
    func error(
        _ kind: PixverseError.Kind, _ metadata: VideoMetadata, _ reason: String, _ billing: Billing, body: String = ""
    ) -> PixverseError {
        PixverseError(
            kind, reason, operation: operation.id, billing: billing, status: metadata.status, requestId: metadata.requestId,
            body: redactor.redact(body))
    }

    func details(_ failure: ExchangeFailure) -> String {
        switch failure {
        case .timeout(let seconds): "timeout after \(seconds) s"
        case .broken(let problem, _): redactor.redactLine(problem)
        case .closed: "the video was closed"
        }
    }
}
