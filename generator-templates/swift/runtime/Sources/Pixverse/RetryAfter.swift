import Foundation

/// The delay that a refusal gives: `Retry-After` (RFC 9110 §10.2.3), or the header that the document names.
enum RetryAfter {
    private static let utcTime =
        #"^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(\.[0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?$"#

    /// Seconds, never negative; nil if there is no valid delay.
    static func seconds(_ headers: [String: String], resetHeaders: [String], now: Date = Date()) -> TimeInterval? {
        let after = headers["retry-after"]?.trimmingCharacters(in: .whitespaces)
        if let after, (1...9).contains(after.utf8.count), let seconds = UInt32(after), after.first != "+" {
            return TimeInterval(seconds)
        }
        let reset = after.flatMap(httpDate) ?? resetHeaders.lazy.compactMap { headers[$0].flatMap(time) }.first
        return reset.map { max($0.timeIntervalSince(now), 0) }
    }

    private static func httpDate(_ text: String) -> Date? {
        let formatter = DateFormatter()
        formatter.locale = JSONParser.locale
        formatter.timeZone = TimeZone(identifier: "GMT")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        formatter.isLenient = false
        return formatter.date(from: text)
    }

    /// The exact form was never published: ISO 8601 with or without a zone is understood.
    private static func time(_ text: String) -> Date? {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        let range = NSRange(trimmed.startIndex..., in: trimmed)
        guard let match = try? NSRegularExpression(pattern: utcTime).firstMatch(in: trimmed, range: range) else { return nil }
        func part(_ index: Int) -> String? {
            Range(match.range(at: index), in: trimmed).map { String(trimmed[$0]) }
        }
        func number(_ index: Int) -> Int { part(index).flatMap { Int($0) } ?? 0 }
        let components = DateComponents(
            calendar: Calendar(identifier: .gregorian), timeZone: TimeZone(secondsFromGMT: 0), year: number(1), month: number(2),
            day: number(3), hour: number(4), minute: number(5), second: number(6))
        guard components.isValidDate, let date = components.date, let offset = offset(part(8)) else { return nil }
        return date + (part(7).flatMap { TimeInterval("0\($0)") } ?? 0) - offset
    }

    /// The seconds of a time zone such as +02:00.
    private static func offset(_ zone: String?) -> TimeInterval? {
        guard let zone, zone.lowercased() != "z" else { return 0 }
        let parts = zone.dropFirst().split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, parts[0] <= 18, parts[1] < 60 else { return nil }
        return TimeInterval((parts[0] * 60 + parts[1]) * 60) * (zone.hasPrefix("-") ? -1 : 1)
    }
}
