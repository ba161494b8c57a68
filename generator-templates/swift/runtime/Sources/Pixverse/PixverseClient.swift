import Foundation

/// Makes videos. Each call sends a paid request at most once, over a connection of its own. A failed call throws a
/// `PixverseError`: check its `billing` before sending the request again. Create one for each program.
///
/// Cancelling the task of a call ends it at any moment with a `CancellationError`; the service cannot stop a job, so it may still
/// be billed.
public struct PixverseClient: Sendable {
    private static let timeouts: ClosedRange<TimeInterval> = 0.001...86_400

    private let apiKey: APIKey
    /// The server's root.
    public let baseURL: String
    private let timeout: TimeInterval?
    private let validateRequests: Bool

    /// - Parameters:
    ///   - apiKey: the account's secret
    ///   - baseURL: the server's root, https or on this machine, without the version
    ///   - timeout: seconds from sending to the first byte of the video, then for each silence between bytes; nil: five times the
    ///     usual seconds of the operation
    ///   - validateRequests: whether requests that break a rule of the document are rejected
    /// - Throws: `PixverseError` that names all options that are wrong.
    public init(
        apiKey: String, baseURL: String = Self.server, timeout: TimeInterval? = nil, validateRequests: Bool = true
    ) throws {
        try self.init(
            APIKey { apiKey }, keyProblem: APIKey.problem(apiKey), baseURL: baseURL, timeout: timeout,
            validateRequests: validateRequests)
    }

    /// - Parameters:
    ///   - baseURL: the server's root, https or on this machine, without the version
    ///   - timeout: seconds from sending to the first byte of the video, then for each silence between bytes; nil: five times the
    ///     usual seconds of the operation
    ///   - validateRequests: whether requests that break a rule of the document are rejected
    ///   - apiKey: returns the account's secret before each request
    /// - Throws: `PixverseError` that names all options that are wrong.
    public init(
        baseURL: String = Self.server, timeout: TimeInterval? = nil, validateRequests: Bool = true,
        apiKey: @escaping @Sendable () async throws -> String
    ) throws {
        try self.init(
            APIKey(apiKey), keyProblem: nil, baseURL: baseURL, timeout: timeout, validateRequests: validateRequests)
    }

    private init(
        _ apiKey: APIKey, keyProblem: String?, baseURL: String, timeout: TimeInterval?, validateRequests: Bool
    ) throws {
        let problems = [
            keyProblem,
            WebAddress.problem(ofServer: baseURL, paths: PixverseOperation.all.map(\.path)),
            timeout.flatMap(Self.problem(ofTimeout:)),
        ].compactMap { $0 }
        guard problems.isEmpty else { throw PixverseError.invalidRequest(problems.joined(separator: "\n")) }
        self.apiKey = apiKey
        self.baseURL = baseURL
        self.timeout = timeout
        self.validateRequests = validateRequests
    }

    private static func problem(ofTimeout seconds: TimeInterval) -> String? {
        timeouts.contains(seconds)
            ? nil : "timeout must be from \(timeouts.lowerBound) to \(timeouts.upperBound) seconds, but was \(seconds)"
    }

    func save(
        _ operation: PixverseOperation, _ request: some PixverseRequest, _ timeout: TimeInterval?, to target: URL
    ) async throws -> VideoMetadata {
        let saver = VideoSaver(target)
        defer { saver.release() }
        let video = try await start(operation, request, timeout, saver: saver)
        try await video.save(saver)
        return video.metadata
    }

    func start(
        _ operation: PixverseOperation, _ request: some PixverseRequest, _ timeout: TimeInterval?, saver: VideoSaver?
    ) async throws -> Video {
        try Task.checkCancellation()
        let json = try json(of: request, operation)
        if let problem = timeout.flatMap(Self.problem(ofTimeout:)) {
            throw PixverseError.invalidRequest(problem, operation: operation.id)
        }
        guard let server = WebAddress(baseURL) else { preconditionFailure("baseURL was checked before") }
        let key = try await apiKey.value(operation: operation.id)
        try saver?.reserve(operation: operation.id)
        try Task.checkCancellation()
        return try await Call(
            context: CallContext(operation: operation, redactor: KeyRedactor(key)), server: server,
            timeout: timeout ?? self.timeout ?? operation.defaultTimeout
        ).execute(key: key, json: json)
    }

    private func json<Request: PixverseRequest>(of request: Request, _ operation: PixverseOperation) throws -> String {
        let violations = validateRequests ? request.violations : []
        guard violations.isEmpty else { throw PixverseError.invalidRequest(violations, operation: operation.id) }
        if let problem = Request.schema.problem(ofAdditional: request.additionalProperties) {
            throw PixverseError.invalidRequest(problem, operation: operation.id)
        }
        guard request.fields.entries(Request.schema).allSatisfy(\.value.isJSON) else {
            throw PixverseError.invalidRequest(
                "the request must hold values that JSON can hold, but NaN is none", operation: operation.id)
        }
        return request.json
    }
}

extension PixverseClient: CustomStringConvertible {
    /// Omits the key.
    public var description: String { "PixverseClient(\(baseURL))" }
}
