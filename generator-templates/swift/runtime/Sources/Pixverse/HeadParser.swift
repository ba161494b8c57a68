import Foundation

/// Collects the head of a response from its lines. Interim responses (1xx) come before the one that counts, and trailer fields
/// after it.
struct HeadParser: Sendable {
    private static let maxBytes = 256 << 10

    private(set) var head: ResponseHead?
    private var status = 0
    private var headers: [String: String] = [:]
    private var last: String?
    private var received = 0

    mutating func append(_ bytes: Data) {
        received += bytes.count
        guard head == nil, received <= Self.maxBytes else { return }
        let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: CharacterSet(charactersIn: "\r\n"))
        if line.isEmpty {
            head = status >= 200 ? ResponseHead(status: status, headers: headers) : nil
        } else if line.hasPrefix("HTTP/") {
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            headers = [:]
            last = nil
        } else if let first = line.first, first == " " || first == "\t", let last {
            headers[last]? += " " + line.trimmingCharacters(in: .whitespaces)
        } else if let colon = line.firstIndex(of: ":") {
            let name = line[..<colon].lowercased()
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            headers[name] = headers[name].map { "\($0), \(value)" } ?? value
            last = name
        }
    }
}
