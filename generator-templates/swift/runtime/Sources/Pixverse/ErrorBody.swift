import Foundation

/// Reads in the body of a non-video response why the call failed, or where the video is.
enum ErrorBody {
    private static let maxLength = 500
    private static let hiddenElements = ["script", "style", "head"].map { Array($0.utf8) }

    /// The reason on one line of bounded length, redacted before it is cut.
    static func reason(_ body: String, _ redactor: KeyRedactor) -> String {
        let text = redactor.redactLine(text(body))
        if text.isEmpty { return "(the response has no text)" }
        return text.count <= maxLength ? text : "\(text.prefix(maxLength))…"
    }

    /// The address of the video in a JSON body; nil if there is none.
    static func videoAddress(_ body: String) -> String? {
        guard let json = object(body) else { return nil }
        if case .object(let video) = json["video"] {
            return string(video["url"])
        }
        return string(json["output"])
    }

    private static func text(_ body: String) -> String {
        guard let json = object(body) else { return body.contains("<") ? withoutTags(body) : body }
        let parts = [string(json["error"]), string(json["error_description"])].compactMap { $0 }
        return parts.isEmpty ? body : parts.joined(separator: ": ")
    }

    private static func object(_ body: String) -> [String: JSONValue]? {
        guard case .object(let json) = try? JSONParser.parse(body, allowsDuplicates: true) else { return nil }
        return json
    }

    private static func string(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text): text
        case .number, .bool: value?.json
        case nil, .null, .array, .object: nil
        }
    }

    /// Linear in the length of the text.
    private static func withoutTags(_ html: String) -> String {
        let bytes = Array(html.utf8)
        let lower = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        var shown: [UInt8] = []
        var unclosed: Set<[UInt8]> = []
        var at = 0
        while let open = bytes[at...].firstIndex(of: UInt8(ascii: "<")),
            let close = bytes[open...].firstIndex(of: UInt8(ascii: ">"))
        {
            shown += bytes[at..<open] + [UInt8(ascii: " ")]
            at = close + 1
            guard let element = hiddenElements.first(where: { isTag(lower, open, $0) }), !unclosed.contains(element) else {
                continue
            }
            if let end = index(of: Array("</".utf8) + element, in: lower, from: at),
                let endClose = lower[end...].firstIndex(of: UInt8(ascii: ">"))
            {
                at = endClose + 1
            } else {
                unclosed.insert(element)
            }
        }
        return String(decoding: shown + bytes[at...], as: UTF8.self)
    }

    private static func isTag(_ lower: [UInt8], _ open: Int, _ element: [UInt8]) -> Bool {
        let afterName = open + 1 + element.count
        guard afterName < lower.count, lower[(open + 1)..<afterName].elementsEqual(element) else { return false }
        return !Character(UnicodeScalar(lower[afterName])).isLetter && !Character(UnicodeScalar(lower[afterName])).isNumber
    }

    private static func index(of wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        var at = start
        while at + wanted.count <= bytes.count {
            guard let first = bytes[at...].firstIndex(of: wanted[0]) else { return nil }
            if bytes[first...].starts(with: wanted) { return first }
            at = first + 1
        }
        return nil
    }
}
