/// Decides which of the requested objects are kept in a limited space.
///
/// A policy knows keys and sizes and holds no values. It is a value itself: the same requests in the same order give the
/// same decisions, on every machine. A size is a count of whatever unit the capacity is counted in: 1 for each object
/// when objects are counted, bytes when bytes are.
public protocol ReplacementPolicy: Sendable {
    /// Creates an empty cache.
    ///
    /// - Parameter capacity: the sum of the sizes of what may be kept, at least 1.
    init(capacity: Int)

    /// Handles one request: a key that is kept is a hit, any other is fetched and, if the policy wants it, kept.
    ///
    /// - Parameters:
    ///   - key: the object's key.
    ///   - size: its size, at least 1; the size at the time when it was taken in counts until it is removed.
    ///   - evicted: gets the keys that had to go, and the key itself when it was taken in and given up at once. A key
    ///     that was never taken in is not among them; `contains` tells.
    /// - Returns: whether it was a hit.
    mutating func request(_ key: UInt64, size: Int, evicted: inout [UInt64]) -> Bool

    /// Removes a key, for one whose object is no longer valid.
    ///
    /// - Returns: whether the key was kept.
    @discardableResult
    mutating func remove(_ key: UInt64) -> Bool

    /// Whether a key is kept; asking is no request.
    func contains(_ key: UInt64) -> Bool

    /// The number of objects that are kept.
    var count: Int { get }
    /// The sum of their sizes.
    var used: Int { get }
    /// The sum that is not exceeded.
    var capacity: Int { get }
}
