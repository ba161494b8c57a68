/// A request. Requests are equal if they send the same fields. Their rules are checked when they are sent, all at once; see
/// `violations` to check them earlier.
public protocol PixverseRequest: Codable, Hashable, Sendable, CustomStringConvertible {
    /// The rules of the document.
    static var schema: RequestSchema { get }
    /// What is sent.
    var fields: RequestFields { get set }

    init(fields: RequestFields)
}

/// The fields of a request by the document's names, with any values.
public struct RequestFields: Hashable, Sendable {
    var values: [String: JSONValue] = [:]
    var additional: [String: JSONValue] = [:]

    /// Required fields that have a default start with it.
    init(defaultsOf schema: RequestSchema) {
        for field in schema.fields where field.isRequired {
            values[field.name] = field.defaultValue
        }
    }

    init(values: [String: JSONValue], additional: [String: JSONValue]) {
        self.values = values
        self.additional = additional
    }

    subscript<Value: JSONConvertible>(_ name: String) -> Value? {
        get { values[name].flatMap(Value.init(json:)) }
        set { values[name] = newValue?.jsonValue }
    }

    /// Sets a field, unless the value is nil: then it keeps its default.
    mutating func set(_ name: String, _ value: (some JSONConvertible)?) {
        if let value {
            values[name] = value.jsonValue
        }
    }

    func unknown(_ schema: RequestSchema) -> [(key: String, value: JSONValue)] {
        let known = Set(schema.names)
        return values.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }
    }

    /// The fields as they are sent: in the document's order, then the others.
    func entries(_ schema: RequestSchema) -> [(key: String, value: JSONValue)] {
        schema.names.compactMap { name in values[name].map { (name, $0) } }
            + unknown(schema).filter { additional[$0.key] == nil }
            + additional.sorted { $0.key < $1.key }
    }
}

extension PixverseRequest {
    /// Reads JSON text with the document's names, as it is: nothing is added, wrong values and unknown fields are violations.
    ///
    /// - Parameter additionalProperties: fields that the document does not know, to be sent on purpose
    /// - Throws: `PixverseError` unless the text is one object.
    public init(json: String, additionalProperties: [String: JSONValue] = [:]) throws {
        guard case .object(let values) = try? JSONParser.parse(json) else {
            let rule = "json must be the text of one JSON object, each name once"
            throw PixverseError.invalidRequest("\(rule), but was \(JSONValue.string(json).excerpt)")
        }
        self.init(fields: RequestFields(values: values, additional: additionalProperties))
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.singleValueContainer().decode([String: JSONValue].self)
        self.init(fields: RequestFields(values: values, additional: [:]))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Dictionary(fields.entries(Self.schema)) { $1 })
    }

    /// Fields that the document does not know, to be sent on purpose.
    public var additionalProperties: [String: JSONValue] {
        get { fields.additional }
        set { fields.additional = newValue }
    }

    /// The rules of the document that the request breaks, and its unknown fields.
    public var violations: [Violation] { Self.schema.violations(fields) }

    /// The JSON text that is sent.
    public var json: String {
        let fields = fields.entries(Self.schema).map { "\(JSONValue.string($0.key).json):\($0.value.json)" }
        return "{\(fields.joined(separator: ","))}"
    }

    public var description: String {
        let fields = fields.entries(Self.schema).map { "\($0.key): \($0.value.excerpt)" }
        return "\(Self.schema.request)(\(fields.joined(separator: ", ")))"
    }
}
