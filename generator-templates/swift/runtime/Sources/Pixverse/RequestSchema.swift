/// The rules of one kind of request: one for each field, then the combinations that are excluded.
public struct RequestSchema: Sendable {
    struct ExcludedCombination: Sendable {
        let reason: String
        let fields: [(name: String, value: JSONValue)]
    }

    let request: String
    let fields: [FieldConstraint]
    let excluded: [ExcludedCombination]

    var names: [String] { fields.map(\.name) }

    /// All that is wrong: fields in the document's order, then combinations, then unknown fields.
    func violations(_ request: RequestFields) -> [Violation] {
        fields.compactMap { violation(of: $0, request.values[$0.name]) }
            + excluded.compactMap { violation(of: $0, request.values) }
            + request.unknown(self).map { unknownField($0.key, $0.value) }
    }

    private func violation(of field: FieldConstraint, _ value: JSONValue?) -> Violation? {
        guard value.map({ !field.accepts($0) }) ?? field.isRequired else { return nil }
        return Violation("\(field.name) must be \(field.allowed), but was \(value?.excerpt ?? "missing")", fields: [field.name])
    }

    private func violation(of combination: ExcludedCombination, _ values: [String: JSONValue]) -> Violation? {
        let given = combination.fields.compactMap { field -> String? in
            guard let value = values[field.name], Self.holds(value, field.value) else { return nil }
            return "\(field.name) \(value.excerpt)"
        }
        guard given.count == combination.fields.count else { return nil }
        let message = "\(given.joined(separator: " and ")) must not be combined: \(combination.reason)"
        return Violation(message, fields: combination.fields.map(\.name))
    }

    /// A text that reads like the excluded value stands for it as well.
    private static func holds(_ value: JSONValue, _ excluded: JSONValue) -> Bool {
        if case .string(let text) = value, case .number = excluded {
            return text == excluded.json
        }
        return value.isSame(as: excluded)
    }

    private func unknownField(_ name: String, _ value: JSONValue) -> Violation {
        let hint = NearestName.among(names, name).map { " (did you mean \"\($0)\"?)" } ?? ""
        let rule = "a field of \(request)\(hint) or an additional property"
        return Violation("\(Self.shown(name)) must be \(rule), but was \(value.excerpt)", fields: [name], kind: .unknownField)
    }

    /// A name as it is, or as JSON if it could be taken for something else.
    private static func shown(_ name: String) -> String {
        let isPlain = name.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "_.-".unicodeScalars.contains(scalar))
        }
        return isPlain && (1...100).contains(name.utf8.count) ? name : JSONValue.string(name).excerpt
    }

    /// Why additional properties cannot be sent: they would overwrite fields.
    func problem(ofAdditional properties: [String: JSONValue]) -> String? {
        let wrong = properties.keys.sorted().first { $0.isEmpty || names.contains($0) }
        return wrong.map {
            "name of an additional property must be text other than the fields of the request "
                + "(\(names.joined(separator: ", "))), but was \(JSONValue.string($0).excerpt)"
        }
    }
}
