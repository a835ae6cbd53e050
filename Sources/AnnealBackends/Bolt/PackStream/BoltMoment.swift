/// A day, a time of day or a moment as a server tells it. Its description is ISO 8601.
public enum BoltMoment: Sendable, Hashable, CustomStringConvertible {
    /// A day: days since 1970-01-01.
    case date(days: Int64)
    /// A time of day: nanoseconds since midnight, seconds that the place is before UTC.
    case time(nanoseconds: Int64, offset: Int64)
    /// A time of day at no place in particular: nanoseconds since midnight.
    case localTime(nanoseconds: Int64)
    /// A moment: seconds since 1970-01-01 in UTC, and the seconds that the place is before UTC.
    case dateTime(seconds: Int64, nanoseconds: Int64, offset: Int64)
    /// A moment: seconds since 1970-01-01 in UTC, and the name of the place's time zone.
    case zonedDateTime(seconds: Int64, nanoseconds: Int64, zone: String)
    /// A day and a time by the clock of a place, from servers before Bolt 5: which moment that is, its time zone says.
    case clockDateTime(seconds: Int64, nanoseconds: Int64, zone: String)
    /// A day and a time at no place in particular: seconds since 1970-01-01 by that clock.
    case localDateTime(seconds: Int64, nanoseconds: Int64)

    /// Reads a structure; `nil` when it is none of these, or out of the range that Neo4j has (±999,999,999 years).
    public init?(_ structure: BoltStructure) {
        let fields = structure.fields
        let numbers = fields.prefix(3).map { $0.integer ?? .min }
        let zone = fields.last?.text
        switch (structure.tag, fields.count) {
        case (0x44, 1): self = .date(days: numbers[0])
        case (0x54, 2): self = .time(nanoseconds: numbers[0], offset: numbers[1])
        case (0x74, 1): self = .localTime(nanoseconds: numbers[0])
        case (0x49, 3): self = .dateTime(seconds: numbers[0], nanoseconds: numbers[1], offset: numbers[2])
        case (0x46, 3):
            // By the clock of the place in servers before Bolt 5.
            guard abs(numbers[0] / 2) < .max / 4, (-86_400...86_400).contains(numbers[2]) else { return nil }
            self = .dateTime(seconds: numbers[0] - numbers[2], nanoseconds: numbers[1], offset: numbers[2])
        case (0x69, 3):
            guard let zone else { return nil }
            self = .zonedDateTime(seconds: numbers[0], nanoseconds: numbers[1], zone: zone)
        case (0x66, 3):
            guard let zone else { return nil }
            self = .clockDateTime(seconds: numbers[0], nanoseconds: numbers[1], zone: zone)
        case (0x64, 2): self = .localDateTime(seconds: numbers[0], nanoseconds: numbers[1])
        default: return nil
        }
        guard isInRange else { return nil }
    }

    private static let longestDay: Int64 = 86_400_000_000_000

    private var isInRange: Bool {
        let days: Int64 = 366_000_000_000
        func isSecond(_ seconds: Int64, _ nanoseconds: Int64) -> Bool {
            (-days * 86_400...days * 86_400).contains(seconds) && (0..<1_000_000_000).contains(nanoseconds)
        }
        switch self {
        case .date(let number): return (-days...days).contains(number)
        case .time(let nanoseconds, let offset):
            return (0..<Self.longestDay).contains(nanoseconds) && (-86_400...86_400).contains(offset)
        case .localTime(let nanoseconds): return (0..<Self.longestDay).contains(nanoseconds)
        case .dateTime(let seconds, let nanoseconds, let offset):
            return isSecond(seconds, nanoseconds) && (-86_400...86_400).contains(offset)
        case .zonedDateTime(let seconds, let nanoseconds, _), .clockDateTime(let seconds, let nanoseconds, _),
            .localDateTime(let seconds, let nanoseconds):
            return isSecond(seconds, nanoseconds)
        }
    }

    /// In ISO 8601: `2026-11-28T09:30:00.5+01:00`. A time zone's name stands in brackets behind it.
    public var description: String {
        switch self {
        case .date(let days): Self.day(days)
        case .time(let nanoseconds, let offset): Self.clock(nanoseconds) + Self.offset(offset)
        case .localTime(let nanoseconds): Self.clock(nanoseconds)
        case .dateTime(let seconds, let nanoseconds, let offset):
            Self.moment(seconds + offset, nanoseconds) + Self.offset(offset)
        case .zonedDateTime(let seconds, let nanoseconds, let zone): Self.moment(seconds, nanoseconds) + "Z[\(zone)]"
        case .clockDateTime(let seconds, let nanoseconds, let zone): Self.moment(seconds, nanoseconds) + "[\(zone)]"
        case .localDateTime(let seconds, let nanoseconds): Self.moment(seconds, nanoseconds)
        }
    }

    private static func moment(_ seconds: Int64, _ nanoseconds: Int64) -> String {
        let day = floored(seconds, 86_400)
        return Self.day(day) + "T" + clock((seconds - day * 86_400) * 1_000_000_000 + nanoseconds)
    }

    private static func clock(_ nanoseconds: Int64) -> String {
        let seconds = nanoseconds / 1_000_000_000
        return [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
            + fraction(nanoseconds % 1_000_000_000)
    }

    /// `.5`, or nothing for none.
    static func fraction(_ nanoseconds: Int64) -> String {
        guard nanoseconds != 0 else { return "" }
        var digits = padded(nanoseconds, 9)
        while digits.hasSuffix("0") { digits.removeLast() }
        return "." + digits
    }

    private static func offset(_ seconds: Int64) -> String {
        guard seconds != 0 else { return "Z" }
        let size = abs(seconds)
        let rest = size % 60 == 0 ? "" : ":" + padded(size % 60, 2)
        return (seconds < 0 ? "-" : "+") + padded(size / 3600, 2) + ":" + padded(size / 60 % 60, 2) + rest
    }

    /// The day by the Gregorian calendar, also before it was made.
    ///
    /// Days are counted from 0000-03-01 in eras of 400 years, so that the leap day comes last in its year.
    private static func day(_ days: Int64) -> String {
        let shifted = days + 719_468
        let era = floored(shifted, 146_097)
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * ofYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let day = ofYear - (153 * march + 2) / 5 + 1
        let sign = year < 0 ? "-" : year > 9999 ? "+" : ""
        return "\(sign)\(padded(abs(year), 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    private static func floored(_ number: Int64, _ divisor: Int64) -> Int64 {
        number / divisor - (number % divisor < 0 ? 1 : 0)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
