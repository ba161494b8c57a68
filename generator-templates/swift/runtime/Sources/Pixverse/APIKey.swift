import Foundation

/// The secret key, or where it comes from. It is kept in a closure: neither `print` nor `dump` nor a debugger follows one.
struct APIKey: Sendable {
    private let source: @Sendable () async throws -> String

    init(_ source: @escaping @Sendable () async throws -> String) {
        self.source = source
    }

    /// The key to send.
    ///
    /// - Throws: `PixverseError` that does not show it, or `CancellationError`.
    func value(operation: String) async throws -> String {
        let key: String
        do {
            key = try await source()
        } catch let error as CancellationError {
            throw error
        } catch {
            // Its text may hold the key.
            let reason = "apiKey must come from the closure, but it threw \(type(of: error))"
            throw PixverseError.invalidRequest(reason, operation: operation)
        }
        if let problem = Self.problem(key) {
            throw PixverseError.invalidRequest(problem, operation: operation)
        }
        return Self.trimmed(key)
    }

    /// What is wrong with a key; nil if nothing is. No message shows a key.
    static func problem(_ key: String) -> String? {
        let trimmed = trimmed(key)
        if trimmed.isEmpty {
            return "apiKey must be the secret key of your account, but was empty"
        }
        return trimmed.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            ? nil
            : "apiKey must be visible ASCII characters only, but holds a line break, space or other character that a header "
                + "cannot hold (not shown here)"
    }

    private static func trimmed(_ key: String) -> String {
        key.trimmingCharacters(in: CharacterSet(charactersIn: " \t\r\n"))
    }
}
