import Foundation

/// Reads JSON text (RFC 8259). Unlike Foundation's, it can reject a name that comes twice, and keeps numbers exact.
struct JSONParser {
    struct NotJSON: Error {}

    static let locale = Locale(identifier: "en_US_POSIX")
    private static let maxDepth = 255

    private let bytes: [UInt8]
    private let allowsDuplicates: Bool
    private var at = 0
    private var depth = 0

    /// - Parameter allowsDuplicates: whether an object may have a name twice; then the last value counts
    static func parse(_ text: String, allowsDuplicates: Bool = false) throws -> JSONValue {
        var parser = JSONParser(bytes: Array(text.utf8), allowsDuplicates: allowsDuplicates)
        let value = try parser.value()
        guard parser.at == parser.bytes.count else { throw NotJSON() }
        return value
    }

    private init(bytes: [UInt8], allowsDuplicates: Bool) {
        self.bytes = bytes
        self.allowsDuplicates = allowsDuplicates
    }

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func skipWhitespace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
            at += 1
        }
    }

    private mutating func skip(_ text: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes[at...].starts(with: wanted) else { return false }
        at += wanted.count
        return true
    }

    private mutating func value() throws -> JSONValue {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maxDepth else { throw NotJSON() }
        skipWhitespace()
        defer { skipWhitespace() }
        switch next {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        default:
            if skip("true") { return .bool(true) }
            if skip("false") { return .bool(false) }
            return skip("null") ? .null : .number(try number())
        }
    }

    private mutating func object() throws -> [String: JSONValue] {
        var fields: [String: JSONValue] = [:]
        at += 1
        skipWhitespace()
        if skip("}") { return fields }
        repeat {
            skipWhitespace()
            let name = try string()
            skipWhitespace()
            guard skip(":"), allowsDuplicates || fields[name] == nil else { throw NotJSON() }
            fields[name] = try value()
        } while skip(",")
        guard skip("}") else { throw NotJSON() }
        return fields
    }

    private mutating func array() throws -> [JSONValue] {
        var values: [JSONValue] = []
        at += 1
        skipWhitespace()
        if skip("]") { return values }
        repeat {
            values.append(try value())
        } while skip(",")
        guard skip("]") else { throw NotJSON() }
        return values
    }

    private mutating func number() throws -> Decimal {
        let start = at
        _ = skip("-")
        guard skip("0") || skipDigits() else { throw NotJSON() }
        if skip("."), !skipDigits() { throw NotJSON() }
        if skip("e") || skip("E") {
            _ = skip("+") || skip("-")
            guard skipDigits() else { throw NotJSON() }
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        guard let number = Decimal(string: text, locale: Self.locale), !number.isNaN else { throw NotJSON() }
        return number
    }

    private mutating func skipDigits() -> Bool {
        let start = at
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            at += 1
        }
        return at > start
    }

    private mutating func string() throws -> String {
        guard skip("\"") else { throw NotJSON() }
        var text: [UInt8] = []
        while let byte = next {
            at += 1
            switch byte {
            case UInt8(ascii: "\""):
                // The input was a String, and escapes are whole characters.
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escaped().utf8
            case 0..<0x20: throw NotJSON()
            default: text.append(byte)
            }
        }
        throw NotJSON()
    }

    private mutating func escaped() throws -> String {
        guard let byte = next else { throw NotJSON() }
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return String(UnicodeScalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try character()
        default: throw NotJSON()
        }
    }

    /// One UTF-16 code unit, or two for a character beyond U+FFFF. A surrogate without its other half is no text.
    private mutating func character() throws -> String {
        let first = try codeUnit()
        if let scalar = UnicodeScalar(first) { return String(scalar) }
        guard UTF16.isLeadSurrogate(first), skip("\\u") else { throw NotJSON() }
        let second = try codeUnit()
        guard UTF16.isTrailSurrogate(second) else { throw NotJSON() }
        return String(decoding: [first, second], as: UTF16.self)
    }

    private mutating func codeUnit() throws -> UInt16 {
        let digits = String(decoding: bytes[at..<min(at + 4, bytes.count)], as: UTF8.self)
        guard digits.count == 4, digits.allSatisfy(\.isHexDigit), let unit = UInt16(digits, radix: 16) else { throw NotJSON() }
        at += 4
        return unit
    }
}
