/// A length of time as a server tells it: months, days and seconds are kept apart, since neither is a fixed number of the
/// others.
public struct BoltDuration: Sendable, Hashable, CustomStringConvertible {
    /// Months.
    public var months: Int64
    /// Days.
    public var days: Int64
    /// Seconds.
    public var seconds: Int64
    /// Nanoseconds on top of the seconds, from 0 to 999,999,999.
    public var nanoseconds: Int64

    /// Reads a structure; `nil` when it is no length of time.
    public init?(_ structure: BoltStructure) {
        let numbers = structure.fields.compactMap(\.integer)
        guard structure.tag == 0x45, numbers.count == 4, structure.fields.count == 4,
            (0..<1_000_000_000).contains(numbers[3])
        else { return nil }
        (months, days, seconds, nanoseconds) = (numbers[0], numbers[1], numbers[2], numbers[3])
    }

    /// In ISO 8601: `P14M3DT4.5S`.
    public var description: String {
        guard seconds < 0, nanoseconds > 0 else {
            return "P\(months)M\(days)DT\(seconds)\(BoltMoment.fraction(nanoseconds))S"
        }
        // Half a second less than nothing is -1 second and 500,000,000 nanoseconds.
        let whole = (seconds + 1).magnitude
        return "P\(months)M\(days)DT-\(whole)\(BoltMoment.fraction(1_000_000_000 - nanoseconds))S"
    }
}

/// A place in a system of coordinates as a server tells it.
public struct BoltPoint: Sendable, Hashable {
    /// The number of the system of coordinates: 4326 for longitude and latitude, 7203 for a plane, 4979 and 9157 with height.
    public var system: Int64
    /// The first coordinate.
    public var x: Double
    /// The second coordinate.
    public var y: Double
    /// The third coordinate, where there is one.
    public var z: Double?

    /// Reads a structure; `nil` when it is no place.
    public init?(_ structure: BoltStructure) {
        let fields = structure.fields
        guard [0x58: 3, 0x59: 4][structure.tag] == fields.count, let system = fields[0].integer else { return nil }
        let coordinates = fields.dropFirst().compactMap { field -> Double? in
            if case .float(let number) = field { number } else { nil }
        }
        guard coordinates.count == fields.count - 1 else { return nil }
        self.system = system
        x = coordinates[0]
        y = coordinates[1]
        z = coordinates.count > 2 ? coordinates[2] : nil
    }
}
