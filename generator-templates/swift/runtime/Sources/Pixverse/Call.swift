import Foundation

/// One call: sends the request at most once, and tells videos from failures: by status, then by media type, then by the first
/// bytes.
struct Call: Sendable {
    private static let firstBytes = 32
    private static let maxTextBytes = 64 << 10
    private static let maxTextSeconds: TimeInterval = 10
    private static let maxDownloadAttempts = 5

    let context: CallContext
    let server: WebAddress
    let timeout: TimeInterval

    /// The video.
    ///
    /// - Throws: `PixverseError` if there is none, or `CancellationError`.
    func execute(key: String, json: String) async throws -> Video {
        let exchange = Exchange(post(key, json), timeout: timeout)
        do {
            return try await read(exchange)
        } catch {
            exchange.close()
            throw error
        }
    }

    private func post(_ key: String, _ json: String) -> HTTPRequest {
        let headers = [
            "Accept: \(context.operation.accept)", "Content-Type: application/json", "\(PixverseClient.apiKeyHeader): \(key)",
            // libcurl would send the request again if the server does not expect this.
            "Expect:",
        ]
        return HTTPRequest(address: server.appending(context.operation.path), headers: Self.commonHeaders + headers, body: json)
    }

    private func get(_ address: WebAddress) -> HTTPRequest {
        HTTPRequest(address: address, headers: Self.commonHeaders, body: nil)
    }

    private static let commonHeaders = [
        "Accept-Encoding: identity", "Connection: close", "User-Agent: \(PixverseClient.userAgent)",
    ]

    private func read(_ exchange: Exchange) async throws -> Video {
        let head: ResponseHead
        do {
            head = try await exchange.responseHead()
        } catch let failure as ExchangeFailure {
            throw context.withoutResponse(failure)
        }
        let metadata = metadata(head)
        var body = ResponseBody(exchange)
        guard head.isSuccessful else { throw try await refusal(head, metadata, &body) }
        if let problem = head.framingProblem {
            throw unexpected(metadata, problem, head.announcesVideo ? .billed : .unknown)
        }
        do {
            if try await isVideo(head, &body) {
                return video(head, metadata, body, address: nil)
            }
        } catch let failure as ExchangeFailure {
            throw context.truncated(metadata, "the response broke off at its start", failure)
        }
        return try await download(head, metadata, &body)
    }

    private func metadata(_ head: ResponseHead) -> VideoMetadata {
        let redactor = context.redactor
        let pairs = head.headers.map { (redactor.redactLine($0.key), redactor.redactLine($0.value)) }
        return VideoMetadata(status: head.status, headers: Dictionary(pairs) { first, _ in first })
    }

    private func video(_ head: ResponseHead, _ metadata: VideoMetadata, _ body: ResponseBody, address: String?) -> Video {
        Video(
            Transfer(context, metadata, body, length: head.length, address: address),
            contentType: context.redactor.redactLine(head.headers["content-type"] ?? ""))
    }

    /// Judges a body that breaks off by its first bytes, unless it was announced as a video.
    private func isVideo(_ head: ResponseHead, _ body: inout ResponseBody) async throws -> Bool {
        do {
            let start = try await body.peek(8)
            return Mp4Boxes.isMp4(start) || (head.announcesVideo && !start.isEmpty)
        } catch is ExchangeFailure where !head.announcesVideo {
            return false
        }
    }

    private func refusal(
        _ head: ResponseHead, _ metadata: VideoMetadata, _ body: inout ResponseBody
    ) async throws -> PixverseError {
        let (error, billing) = context.operation.failure(status: head.status)
        let text = try await text(&body)
        let retryAfter = RetryAfter.seconds(head.headers, resetHeaders: context.operation.resetHeaders)
        return context.error(
            error.kind(retryAfter: retryAfter), metadata, ErrorBody.reason(text, context.redactor), billing, body: text)
    }

    private func text(_ body: inout ResponseBody) async throws -> String {
        String(decoding: try await body.excerpt(maxBytes: Self.maxTextBytes, seconds: Self.maxTextSeconds), as: UTF8.self)
    }

    private func unexpected(
        _ metadata: VideoMetadata, _ actual: String, _ billing: Billing = .unknown, body: String = ""
    ) -> PixverseError {
        let reason = "the response must be a video, but was \(context.redactor.redactLine(actual))"
        return context.error(.unexpectedResponse, metadata, reason, billing, body: body)
    }

    /// Follows the address of the video in a JSON response.
    private func download(_ head: ResponseHead, _ metadata: VideoMetadata, _ body: inout ResponseBody) async throws -> Video {
        let text = try await text(&body)
        body.exchange.close()
        guard head.mediaType.hasSuffix("json") else { throw unexpected(metadata, description(head, text, body.start)) }
        guard let address = ErrorBody.videoAddress(text).flatMap(WebAddress.init(encoding:)), server.mayLink(to: address) else {
            throw unexpected(metadata, "JSON: \(ErrorBody.reason(text, context.redactor))", body: text)
        }
        return try await download(address, metadata, text)
    }

    /// Requests may be repeated here: the video is made and billed. Only redirects to safe addresses are followed. The key is
    /// not sent.
    private func download(_ address: WebAddress, _ metadata: VideoMetadata, _ body: String) async throws -> Video {
        let shown = context.redactor.redactLine(address.url.absoluteString)
        var next = address
        var failure = ""
        for _ in 0..<Self.maxDownloadAttempts {
            let exchange = Exchange(get(next), timeout: timeout)
            do {
                let head = try await exchange.responseHead()
                var received = ResponseBody(exchange)
                if head.isSuccessful, head.framingProblem == nil, try await isVideo(head, &received) {
                    return video(head, metadata, received, address: shown)
                }
                failure = "status \(head.status) without a whole video"
                next = redirect(head, from: next)
                exchange.close()
            } catch let error as ExchangeFailure {
                failure = context.details(error)
                exchange.close()
            }
        }
        let reason = "the video is finished at \(shown), but could not be downloaded (\(failure))"
        throw context.error(.unexpectedResponse, metadata, reason, .billed, body: body)
    }

    private func redirect(_ head: ResponseHead, from: WebAddress) -> WebAddress {
        guard (300..<400).contains(head.status), let target = head.headers["location"].flatMap(from.resolving),
            server.mayLink(to: target)
        else { return from }
        return target
    }

    private func description(_ head: ResponseHead, _ text: String, _ body: Data) -> String {
        let type = head.headers["content-type"] ?? "bytes without a media type"
        let start = body.prefix(Self.firstBytes)
        if start.isEmpty { return "\(type), empty" }
        guard start.allSatisfy({ (0x20...0x7E).contains($0) || [0x09, 0x0A, 0x0D].contains($0) }) else {
            let hex = start.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            return "\(type), starting with bytes \(hex.joined())"
        }
        // Redacted as a whole and cut afterwards, so that no part of the key is left at the cut.
        let beginning = context.redactor.redact(text).prefix(Self.firstBytes).trimmingCharacters(in: .whitespacesAndNewlines)
        return "\(type), starting with \"\(beginning)\""
    }
}
