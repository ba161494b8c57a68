import Foundation

/// The status and the headers of a response.
struct ResponseHead: Sendable {
    let status: Int
    /// By their names in lower case. Values of several headers with one name are joined.
    let headers: [String: String]

    var isSuccessful: Bool { (200..<300).contains(status) }

    var mediaType: String {
        let type = headers["content-type"]?.prefix { $0 != ";" }.lowercased() ?? ""
        return type.trimmingCharacters(in: .whitespaces)
    }

    var announcesVideo: Bool { mediaType.hasPrefix("video/") }

    /// The announced number of bytes; nil if none was announced.
    var length: Int64? { isChunked ? nil : lengths.first.flatMap { Int64($0) } }

    private var isChunked: Bool { trimmed("transfer-encoding") == "chunked" }

    private var lengths: [String] {
        headers["content-length"]?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } ?? []
    }

    /// Why the body is not a whole video as it is; nil if nothing says so.
    var framingProblem: String? {
        if status == 206 {
            return "a part of a video (206), although no part was requested"
        }
        if let transfer = trimmed("transfer-encoding"), !isChunked {
            return "a body whose transfer encoding is \(transfer), which cannot be decoded"
        }
        if Set(lengths).count > 1 {
            return "a body of contradictory lengths \(lengths.joined(separator: ", "))"
        }
        if let length = lengths.first, length.range(of: "^[0-9]{1,18}$", options: .regularExpression) == nil {
            return "a body of the length \(length)"
        }
        if let content = trimmed("content-encoding"), content != "identity" {
            return "a body whose content encoding is \(content), which cannot be decoded"
        }
        return nil
    }

    private func trimmed(_ name: String) -> String? {
        headers[name]?.trimmingCharacters(in: .whitespaces).lowercased()
    }
}
