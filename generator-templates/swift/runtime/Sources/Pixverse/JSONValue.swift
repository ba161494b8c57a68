import Foundation

/// A JSON value. Numbers are decimal, so that 0.1 and all 64-bit integers are exact.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Decimal)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The number that a floating-point number shows.
    public init(_ number: Double) {
        self = .number(Decimal(string: "\(number)", locale: JSONParser.locale) ?? .nan)
    }

    public init(_ number: some FixedWidthInteger) {
        self = .number(Decimal(string: "\(number)", locale: JSONParser.locale) ?? .nan)
    }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(nilLiteral: ()) {
        self = .null
    }

    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }

    public init(integerLiteral value: Int64) {
        self.init(value)
    }

    public init(floatLiteral value: Double) {
        self.init(value)
    }

    public init(stringLiteral value: String) {
        self = .string(value)
    }

    public init(arrayLiteral elements: JSONValue...) {
        self = .array(elements)
    }

    /// Of fields with one name, the last counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { $1 })
    }
}

extension JSONValue {
    private static let maxExcerpt = 100

    /// Whether both are the same to JSON Schema: 8 and 8.0 are, and texts are compared by their characters, not by their looks.
    func isSame(as other: JSONValue) -> Bool {
        if case .string(let text) = self, case .string(let otherText) = other {
            return text.utf8.elementsEqual(otherText.utf8)
        }
        return self == other
    }

    /// Whether JSON has all of it: it has no NaN.
    var isJSON: Bool {
        switch self {
        case .number(let number): !number.isNaN
        case .array(let values): values.allSatisfy(\.isJSON)
        case .object(let fields): fields.values.allSatisfy(\.isJSON)
        case .null, .bool, .string: true
        }
    }

    /// As an error message shows it: as JSON, so that control characters are visible, and never long.
    var excerpt: String {
        let scalars = json.unicodeScalars
        return scalars.count <= Self.maxExcerpt
            ? json : "\(String(scalars.prefix(Self.maxExcerpt)))… (\(scalars.count) characters)"
    }

    /// The JSON text; fields of objects are sorted.
    var json: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let value): value.isNaN ? "NaN" : "\(value)"
        case .string(let text): Self.quoted(text)
        case .array(let values): "[\(values.map(\.json).joined(separator: ","))]"
        case .object(let fields):
            "{\(fields.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value.json)" }.joined(separator: ","))}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            case "\n": json += "\\n"
            case "\r": json += "\\r"
            case "\t": json += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
                let hex = String(scalar.value, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }
}

extension JSONValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Decimal.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}

/// A type that a field of a request can have.
public protocol JSONConvertible {
    init?(json: JSONValue)
    var jsonValue: JSONValue { get }
}

extension String: JSONConvertible {
    public init?(json: JSONValue) {
        guard case .string(let text) = json else { return nil }
        self = text
    }

    public var jsonValue: JSONValue { .string(self) }
}

extension Bool: JSONConvertible {
    public init?(json: JSONValue) {
        guard case .bool(let value) = json else { return nil }
        self = value
    }

    public var jsonValue: JSONValue { .bool(self) }
}

extension Double: JSONConvertible {
    public init?(json: JSONValue) {
        guard case .number(let number) = json, let value = Double("\(number)") else { return nil }
        self = value
    }

    public var jsonValue: JSONValue { JSONValue(self) }
}

extension JSONConvertible where Self: FixedWidthInteger {
    public init?(json: JSONValue) {
        guard case .number(let number) = json, let value = Self("\(number)") else { return nil }
        self = value
    }

    public var jsonValue: JSONValue { JSONValue(self) }
}

extension Int: JSONConvertible {}
extension Int64: JSONConvertible {}

extension RawRepresentable where RawValue: JSONConvertible, Self: JSONConvertible {
    public init?(json: JSONValue) {
        guard let rawValue = RawValue(json: json) else { return nil }
        self.init(rawValue: rawValue)
    }

    public var jsonValue: JSONValue { rawValue.jsonValue }
}
