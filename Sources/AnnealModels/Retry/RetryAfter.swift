internal import Foundation

/// Reads the `retry-after` header.
///
/// Source: RFC 9110, section 10.2.3: seconds, or an HTTP date.
enum RetryAfter {
    /// - Parameters:
    ///   - text: the header's value.
    ///   - now: the present.
    /// - Returns: how long to wait, never negative; `nil` when the value cannot be read.
    static func parse(_ text: String, now: Date) -> Duration? {
        let text = text.trimmingCharacters(in: .whitespaces)
        if let seconds = Double(text) {
            guard seconds.isFinite, seconds >= 0, seconds < 1e7 else { return nil }
            return .seconds(seconds)
        }
        for format in ["EEE, dd MMM yyyy HH:mm:ss zzz", "EEEE, dd-MMM-yy HH:mm:ss zzz", "EEE MMM d HH:mm:ss yyyy"] {
            let formatter = DateFormatter()
            formatter.locale = Locale(identifier: "en_US_POSIX")
            formatter.timeZone = TimeZone(secondsFromGMT: 0)
            formatter.dateFormat = format
            if let date = formatter.date(from: text) {
                return .seconds(min(max(0, date.timeIntervalSince(now)), 1e7))
            }
        }
        return nil
    }
}
