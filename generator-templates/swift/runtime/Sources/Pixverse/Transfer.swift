import Foundation

/// The bytes of a video on their way, which come once.
actor Transfer {
    nonisolated let metadata: VideoMetadata
    /// The announced number of bytes; nil if none was announced.
    nonisolated let length: Int64?
    private nonisolated let context: CallContext
    private nonisolated let exchange: Exchange
    /// Where the video can be had once more, if it came from elsewhere.
    private let address: String?
    private var start: Data
    private var boxes = Mp4Boxes()
    private var received: Int64 = 0
    private var isOpened = false

    init(_ context: CallContext, _ metadata: VideoMetadata, _ body: ResponseBody, length: Int64?, address: String?) {
        self.context = context
        self.metadata = metadata
        self.length = length
        self.address = address
        exchange = body.exchange
        start = body.start
    }

    /// Marks the bytes as read.
    ///
    /// - Throws: `VideoAlreadyReadError` if they were read before.
    func open() throws {
        if isOpened { throw VideoAlreadyReadError() }
        isOpened = true
    }

    /// Some bytes, as they come; nil at the end.
    func next() async throws -> Data? {
        do {
            guard let bytes = try await receive() else {
                try checkEnd()
                exchange.close()
                return nil
            }
            received += Int64(bytes.count)
            boxes.append(bytes)
            return bytes
        } catch let failure as ExchangeFailure {
            exchange.close()
            throw context.truncated(metadata, brokenOff, failure)
        }
    }

    private func receive() async throws -> Data? {
        if !start.isEmpty {
            defer { start = Data() }
            return start
        }
        return try await exchange.next()
    }

    private func checkEnd() throws {
        if let length, received != length {
            throw ExchangeFailure.broken("the response ended before its announced end", isSent: true)
        }
        if length == nil, !boxes.mayBeWhole {
            throw ExchangeFailure.broken("the video ended within a box of its MP4 file", isSent: true)
        }
    }

    private var brokenOff: String {
        let progress = "\(received)\(length.map { " of \($0)" } ?? "") bytes"
        let place = address.map { "; it is at \($0)" } ?? ""
        return "the service had finished the video, but its transfer broke off after \(progress)\(place)"
    }

    /// A finished video that could not be saved.
    nonisolated func saveFailure(_ reason: String, savedTo: URL?) -> PixverseError {
        context.error(.saveFailed(savedTo: savedTo), metadata, reason, .ofIncompleteResponse(status: metadata.status))
    }

    nonisolated func close() {
        exchange.close()
    }
}
