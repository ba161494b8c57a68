import Foundation

/// What a field may hold. Judges values as JSON Schema does: 8.0 is the whole number 8, true is no number.
struct FieldConstraint: Sendable {
    enum FieldType: Sendable {
        case string, integer, number, boolean
    }

    let name: String
    /// Completes the sentence "must be …".
    let allowed: String
    let isRequired: Bool
    /// The document's default; nil if it has none.
    let defaultValue: JSONValue?
    private let type: FieldType
    private let values: [JSONValue]?
    private let minimum: Decimal?
    private let maximum: Decimal?
    private let minLength: Int
    private let pattern: String?

    /// Bounds are inclusive, `minLength` counts code points, and `pattern` has the syntax of ECMA 262.
    init(
        _ name: String, _ type: FieldType, _ allowed: String, isRequired: Bool = false, values: [JSONValue]? = nil,
        minimum: String? = nil, maximum: String? = nil, minLength: Int = 0, pattern: String? = nil,
        defaultValue: JSONValue? = nil
    ) {
        self.name = name
        self.type = type
        self.allowed = allowed
        self.isRequired = isRequired
        self.values = values
        self.minimum = minimum.flatMap { Decimal(string: $0, locale: JSONParser.locale) }
        self.maximum = maximum.flatMap { Decimal(string: $0, locale: JSONParser.locale) }
        self.minLength = minLength
        self.pattern = pattern.map(Self.withoutLineAnchors)
        self.defaultValue = defaultValue
    }

    func accepts(_ value: JSONValue) -> Bool {
        if let values {
            return values.contains { $0.isSame(as: value) }
        }
        switch (type, value) {
        case (.boolean, .bool): return true
        case (.number, .number(let number)): return isInRange(number)
        case (.integer, .number(let number)): return isInRange(number) && Self.isWhole(number)
        case (.string, .string(let text)):
            return text.unicodeScalars.count >= minLength
                && (pattern.map { text.range(of: $0, options: .regularExpression) != nil } ?? true)
        default: return false
        }
    }

    private func isInRange(_ number: Decimal) -> Bool {
        !number.isNaN && minimum.map { number >= $0 } ?? true && maximum.map { number <= $0 } ?? true
    }

    private static func isWhole(_ number: Decimal) -> Bool {
        var exact = number
        var rounded = Decimal()
        NSDecimalRound(&rounded, &exact, 0, .plain)
        return rounded == number
    }

    /// In the document, `^` and `$` match at the ends of the text only; in Foundation, `$` also before a final line break.
    private static func withoutLineAnchors(_ pattern: String) -> String {
        var exact = ""
        var isEscaped = false
        var isInClass = false
        for character in pattern {
            if isEscaped || character == "\\" {
                isEscaped.toggle()
            } else if character == "[" {
                isInClass = true
            } else if character == "]" {
                isInClass = false
            } else if !isInClass, character == "^" || character == "$" {
                exact += character == "^" ? "\\A" : "\\z"
                continue
            }
            exact.append(character)
        }
        return exact
    }
}
