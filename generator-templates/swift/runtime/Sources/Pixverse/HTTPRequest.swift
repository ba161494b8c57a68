import CPixverseCurl
import Foundation

/// What is sent. Its properties are hidden, because the key is in it.
struct HTTPRequest: Sendable, CustomReflectable, CustomStringConvertible {
    let address: WebAddress
    /// Lines such as "Accept: video/mp4".
    let headers: [String]
    /// nil for a GET.
    let body: String?

    var customMirror: Mirror { Mirror(self, children: []) }
    var description: String { "HTTPRequest" }

    /// Prepares it for libcurl; nil if that fails.
    func prepared(connectTimeout: Int, _ callbacks: pixverse_curl_callbacks) -> OpaquePointer? {
        let lines = headers.map { $0.withCString { strdup($0) } }
        defer {
            for line in lines {
                free(line)
            }
        }
        let pointers = lines.map { UnsafePointer($0) } + [nil]
        let url = address.url.absoluteString
        return pointers.withUnsafeBufferPointer { headers in
            func prepare(_ body: UnsafePointer<CChar>?, _ count: Int) -> OpaquePointer? {
                // Plain http goes to this machine only, and never through a proxy, which would see the key.
                pixverse_curl_new(
                    url, headers.baseAddress, body, count, address.isSecure ? 1 : 0, connectTimeout * 1_000, callbacks)
            }
            guard let body else { return prepare(nil, 0) }
            return body.withCString { prepare($0, body.utf8.count) }
        }
    }
}
