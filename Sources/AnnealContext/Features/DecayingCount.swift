public import Foundation

/// A count that forgets: what is a half-life old counts half.
public struct DecayingCount: Sendable, Hashable, Codable {
    /// After how many seconds an occurrence counts half.
    public let halfLife: Double
    private var value = 0.0
    /// When it was last added to.
    public private(set) var updated: Date?

    /// Creates a count of nothing.
    ///
    /// - Parameter halfLife: in seconds.
    public init(halfLife: Double) { self.halfLife = halfLife }

    /// Adds at a time; times may come out of order.
    public mutating func add(_ amount: Double = 1, at time: Date) {
        guard let last = updated, time < last else {
            value = value(at: time) + amount
            updated = time
            return
        }
        value += amount * pow(0.5, last.timeIntervalSince(time) / halfLife)
    }

    /// The count at a time. Complexity: O(1).
    public func value(at time: Date) -> Double {
        guard let updated else { return 0 }
        return value * pow(0.5, max(0, time.timeIntervalSince(updated)) / halfLife)
    }

    /// Occurrences an hour, as if the last ones went on.
    public func hourlyRate(at time: Date) -> Double { value(at: time) * log(2) / halfLife * 3600 }
}
