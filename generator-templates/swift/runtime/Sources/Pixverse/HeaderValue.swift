import Foundation

extension VideoMetadata {
    private static let number = #"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]{1,3})?$"#

    func read(_ name: String) -> String? {
        headers[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    func read(_ name: String) -> Double? {
        guard let text = headers[name], text.range(of: Self.number, options: .regularExpression) != nil else { return nil }
        return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }

    func read<Number: FixedWidthInteger>(_ name: String) -> Number? {
        headers[name].flatMap { Number($0) }
    }
}
