import Foundation

/// An absolute http or https URL.
struct WebAddress: Sendable {
    private static let syntax =
        #"^([Hh][Tt][Tt][Pp][Ss]?)://(?:([^/?#@]*)@)?(\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z._~-]+)(?::([0-9]{1,5}))?([/?#]\S*)?$"#
    private static let octet = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
    private static let loopback =
        #"^(?:(?:.+\.)?localhost\.?|127(?:\.OCTET){3}|::1|::ffff:(?:127(?:\.OCTET){3}|7f[0-9a-f]{2}:[0-9a-f]{1,4}))$"#
        .replacingOccurrences(of: "OCTET", with: octet)
    /// What RFC 3986 has percent-encoded.
    private static let unsafe = Set("\"<>\\^`{|}".utf8)

    let url: URL
    let isSecure: Bool
    let hasUser: Bool
    let isLoopback: Bool
    private let rest: String

    /// - Returns: nil if the text is anything else
    init?(_ text: String) {
        let range = NSRange(text.startIndex..., in: text)
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let match = try? NSRegularExpression(pattern: Self.syntax).firstMatch(in: text, range: range),
            let url = URL(string: text)
        else { return nil }
        func part(_ index: Int) -> String? {
            Range(match.range(at: index), in: text).map { String(text[$0]) }
        }
        let host = (part(3) ?? "").lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        if let port = part(4), UInt16(port) == nil { return nil }
        self.url = url
        isSecure = part(1)?.lowercased() == "https"
        hasUser = part(2) != nil
        isLoopback = host.range(of: Self.loopback, options: .regularExpression) != nil
        rest = part(5) ?? ""
    }

    /// The address of a file. Characters that should have been percent-encoded are.
    init?(encoding text: String) {
        self.init(
            text.utf8.map { byte in
                (0x21...0x7E).contains(byte) && !Self.unsafe.contains(byte)
                    ? String(UnicodeScalar(byte)) : "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            }
            .joined())
    }

    /// The address of a path below this root, which ends with or without a slash.
    func appending(_ path: String) -> WebAddress {
        let root = url.absoluteString
        return WebAddress((root.hasSuffix("/") ? String(root.dropLast()) : root) + path) ?? self
    }

    /// What is wrong with a URL as the root of the service; nil if nothing is. The key goes there.
    static func problem(ofServer text: String, paths: [String]) -> String? {
        brokenRule(text, paths).map { rule in
            let shown = text.replacingOccurrences(of: "//[^/?#]*@", with: "//<redacted>@", options: .regularExpression)
            return "baseURL must be \(rule), such as \(PixverseClient.server), but was \(JSONValue.string(shown).excerpt)"
        }
    }

    private static func brokenRule(_ text: String, _ paths: [String]) -> String? {
        guard let address = WebAddress(text) else { return "an https URL, or an http URL of this machine" }
        if !address.isSecure, !address.isLoopback {
            return "an https URL, or an http URL of this machine, because plain http shows the API key to the network"
        }
        if address.hasUser { return "a URL without a user name or password" }
        if address.rest.contains("?") || address.rest.contains("#") { return "a URL without a query or fragment" }
        let path = address.rest.trimmingCharacters(in: CharacterSet(charactersIn: "/"))
        let versions = paths.compactMap { $0.split(separator: "/").first }.filter {
            $0.first == "v" && Int($0.dropFirst()) != nil
        }
        return versions.contains { path == $0 || path.hasSuffix("/\($0)") }
            ? "the server's root without the version, which the paths hold" : nil
    }

    /// Whether a finished video may be fetched from an address that a response of this server gives: over https, and from this
    /// machine only if the server itself is on it, so that a response cannot reach local services.
    func mayLink(to address: WebAddress) -> Bool {
        !address.hasUser && (address.isLoopback ? isLoopback : address.isSecure)
    }

    /// The target of a redirect from here.
    func resolving(_ location: String) -> WebAddress? {
        URL(string: location.trimmingCharacters(in: .whitespaces), relativeTo: url).flatMap { WebAddress($0.absoluteString) }
    }
}
