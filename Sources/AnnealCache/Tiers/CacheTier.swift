/// One level of a cache. The embedded ones are memory, files and SQLite; others speak to a server.
///
/// A level may forget a record at any time. What it gives back is whole, or it throws; it need not look at whether a
/// record still holds.
public protocol CacheTier: Sendable {
    /// What reports call it.
    var name: String { get }

    /// Looks a record up.
    ///
    /// - Returns: the record, or `nil` when the level does not have it.
    /// - Throws: when the level cannot be asked.
    func record(for key: CacheKey) async throws -> CacheRecord?

    /// Takes records in; those that it has under the same keys are replaced.
    ///
    /// - Throws: when they are not stored.
    func store(_ records: [CacheRecord]) async throws

    /// Removes records by their keys; those that it does not have are no error.
    ///
    /// - Throws: when they may still be there.
    func remove(_ keys: [CacheKey]) async throws

    /// Removes several records.
    ///
    /// - Returns: how many.
    /// - Throws: when they may still be there.
    @discardableResult
    func remove(_ selection: CacheSelection) async throws -> Int

    /// What it holds.
    ///
    /// - Throws: when the level cannot be asked.
    func contents() async throws -> TierContents
}

/// What a level holds.
public struct TierContents: Sendable, Hashable, Codable {
    /// Records.
    public var count: Int
    /// Bytes that they take there.
    public var bytes: Int
    /// The most records that it keeps, where there is such a limit.
    public var countLimit: Int?
    /// The most bytes that it keeps, where there is such a limit.
    public var byteLimit: Int?

    /// Creates a summary.
    public init(count: Int, bytes: Int, countLimit: Int? = nil, byteLimit: Int? = nil) {
        self.count = count
        self.bytes = bytes
        self.countLimit = countLimit
        self.byteLimit = byteLimit
    }
}
