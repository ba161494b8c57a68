/// One thing that is wrong with a request: which field, what it holds, what is allowed.
public struct Violation: Hashable, Codable, Sendable, CustomStringConvertible {
    /// What kind of thing is wrong.
    public enum Kind: String, Codable, Sendable {
        /// A rule of the document is broken.
        case invalid
        /// The document does not know the field.
        case unknownField
    }

    public let kind: Kind
    /// The names of the fields that the rule is about, several for an excluded combination.
    public let fields: [String]
    /// Such as "duration must be one of 5, 8, but was 7".
    public let message: String

    init(_ message: String, fields: [String], kind: Kind = .invalid) {
        self.kind = kind
        self.fields = fields
        self.message = message
    }

    public var description: String { message }
}
