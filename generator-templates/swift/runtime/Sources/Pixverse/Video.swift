import Foundation

/// A finished video whose bytes are still to be received. The call is billed, so make sure to get them: read them once, by
/// iterating over the video, by `data()` or by `save(to:)`. A video that is released without being read closes its connection.
public final class Video: AsyncSequence, Sendable {
    /// Some bytes, as they come.
    public typealias Element = Data

    private let transfer: Transfer
    /// What the headers of the response say about the call.
    public let metadata: VideoMetadata
    /// The media type that the service gave, such as "video/mp4"; empty if it gave none.
    public let contentType: String

    init(_ transfer: Transfer, contentType: String) {
        self.transfer = transfer
        self.metadata = transfer.metadata
        self.contentType = contentType
    }

    deinit {
        transfer.close()
    }

    /// How many bytes the service announced; nil if it did not say.
    public var contentLength: Int64? { transfer.length }

    /// The bytes as they come, without holding them in memory. The iterator throws a `PixverseError` if they are not all.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(video: self, transfer: transfer)
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        /// Keeps it from being released.
        let video: Video
        let transfer: Transfer
        private var isOpened = false

        init(video: Video, transfer: Transfer) {
            self.video = video
            self.transfer = transfer
        }

        public mutating func next() async throws -> Data? {
            if !isOpened {
                try await transfer.open()
                isOpened = true
            }
            return try await transfer.next()
        }
    }

    /// All bytes. For videos of unknown size, `save(to:)` or iterating is safer.
    public func data() async throws -> Data {
        try await reduce(into: Data()) { $0.append($1) }
    }

    /// Saves the video without holding it in memory.
    ///
    /// The bytes go to a hidden file beside the target, which takes its place, that of an existing file included, once all bytes
    /// are on the disk; it keeps that file's permissions. Missing parent folders are made, links are followed, and pipes and
    /// devices are written to.
    ///
    /// If the target fails, the error names the file in which the bytes are kept. If the transfer fails, the target is as it was
    /// before.
    ///
    /// - Parameter target: the URL of a file
    public func save(to target: URL) async throws {
        try await save(VideoSaver(target))
    }

    func save(_ saver: VideoSaver) async throws {
        try await saver.save(transfer)
    }

    /// Frees the connection; bytes that were not received are lost. May be called by any task.
    public func close() {
        transfer.close()
    }
}

extension Video: CustomStringConvertible {
    public var description: String {
        "Video(\(contentType), \(contentLength.map { "\($0) bytes" } ?? "unknown length"), request id \(metadata.requestId ?? "nil"))"
    }
}

/// The bytes of a video come only once.
public struct VideoAlreadyReadError: LocalizedError, Sendable {
    public var errorDescription: String? { "the video was read before; its bytes come only once" }
}
