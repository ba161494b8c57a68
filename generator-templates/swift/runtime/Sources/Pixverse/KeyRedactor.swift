import Foundation

/// Removes the API key from text of the service, however the service writes it: in any case, JSON-escaped, percent-encoded, as
/// HTML references, or cut off at the end of the text. The key is kept in closures, as in `APIKey`.
struct KeyRedactor: Sendable {
    private static let replacement = "<redacted>"
    /// A shorter key, or part of one, says nothing and is found in ordinary words.
    private static let minLength = 4
    private static let entities: [Character: String] = ["&": "amp", "<": "lt", ">": "gt", "\"": "quot", "'": "apos"]

    private let forms: @Sendable () -> NSRegularExpression?
    private let start: @Sendable () -> [UInt8]

    init(_ key: String) {
        let pattern = key.utf8.count < Self.minLength ? nil : Self.pattern(key)
        let expression = pattern.flatMap { try? NSRegularExpression(pattern: $0, options: .caseInsensitive) }
        let start = pattern == nil ? [] : Array(key.lowercased().utf8)
        forms = { expression }
        self.start = { start }
    }

    /// A terminal or a browser does not show what is between two characters.
    private static func pattern(_ key: String) -> String {
        key.enumerated().map { form($1, isFirst: $0 == 0) }.joined(separator: #"[\p{Cc}\p{Cf}]*+"#)
    }

    /// The first character is found at the start of a run of backslashes only, or long runs would take quadratic time.
    private static func form(_ character: Character, isFirst: Bool) -> String {
        let start = isFirst ? #"(?<!\\)"# : ""
        let code = character.asciiValue ?? 0
        let hex = String(code >> 4, radix: 16) + String(code & 15, radix: 16)
        let entity = entities[character].map { "|&\($0);" } ?? ""
        let plain = NSRegularExpression.escapedPattern(for: String(character))
        return #"(?:\#(start)\\*\#(plain)|\#(start)\\+u00\#(hex)|%(?:25)*\#(hex)|&#x0*\#(hex);?|&#0*\#(code);?\#(entity))"#
    }

    /// The text without the key; line breaks and everything else stay.
    func redact(_ text: String) -> String {
        guard let forms = forms() else { return text }
        let range = NSRange(text.startIndex..., in: text)
        let redacted = forms.stringByReplacingMatches(in: text, range: range, withTemplate: Self.replacement)
        return withoutCutOffKey(redacted)
    }

    private func withoutCutOffKey(_ text: String) -> String {
        let start = start()
        let ending = text.utf8.suffix(start.count).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        for length in stride(from: ending.count, through: Self.minLength, by: -1)
        where ending.suffix(length).elementsEqual(start.prefix(length)) {
            return String(decoding: text.utf8.dropLast(length), as: UTF8.self) + Self.replacement
        }
        return text
    }

    /// The text on one line, without the key and without characters that are not seen, which fake what a reader sees.
    func redactLine(_ text: String) -> String {
        let visible = redact(text).unicodeScalars.map { Self.isInvisible($0) ? " " : Character($0) }
        return visible.split(separator: " ").map { String($0) }.joined(separator: " ")
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
