import Foundation

/// The bytes of a response whose first bytes can be seen before they are read.
struct ResponseBody: Sendable {
    let exchange: Exchange
    private(set) var start = Data()

    init(_ exchange: Exchange) {
        self.exchange = exchange
    }

    /// The first bytes, which stay to be read; fewer than so many if the body ends before.
    mutating func peek(_ count: Int) async throws -> Data {
        while start.count < count, let bytes = try await exchange.next() {
            start.append(bytes)
        }
        return start.prefix(count)
    }

    /// What comes of at most so many bytes in so many seconds: the status is known, and must not be lost for the sake of a text.
    mutating func excerpt(maxBytes: Int, seconds: TimeInterval) async throws -> Data {
        exchange.limitRest(seconds: seconds)
        do {
            return try await peek(maxBytes)
        } catch is ExchangeFailure {
            return start.prefix(maxBytes)
        }
    }
}
