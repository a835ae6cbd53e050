public import Foundation

/// An object with what is known about it.
public struct CacheRecord: Sendable, Hashable {
    /// What it is found by.
    public var key: CacheKey
    /// The bytes; `nil` is the knowledge that there is no such object.
    public var value: Data?
    /// When it was made.
    public var created: Date
    /// From when on it no longer holds; `nil` when it holds for ever.
    public var expires: Date?
    /// Names by which several objects can be removed at once.
    public var tags: [String]
    /// Seconds that it took to make.
    public var cost: Double

    /// Creates a record.
    public init(
        key: CacheKey, value: Data?, created: Date = Date(), expires: Date? = nil, tags: [String] = [],
        cost: Double = 0
    ) {
        self.key = key
        self.value = value
        self.created = created
        self.expires = expires
        self.tags = tags
        self.cost = cost
    }

    /// Whether it still holds.
    public func isValid(at now: Date) -> Bool { expires.map { now < $0 } ?? true }

    /// Bytes that it takes, with an allowance for what belongs to it.
    public var size: Int { (value?.count ?? 0) + key.text.utf8.count + tags.reduce(64) { $0 + $1.utf8.count } }
}

/// Several records at once.
public enum CacheSelection: Sendable, Hashable {
    /// Every record.
    case all
    /// Records of a kind, of all versions or of all but one.
    case kind(String, exceptVersion: Int?)
    /// Records with a tag.
    case tag(String)
    /// Records that no longer hold at a time.
    case expired(at: Date)

    /// Whether a record is one of them.
    public func contains(_ record: CacheRecord) -> Bool {
        switch self {
        case .all: true
        case .kind(let kind, let version): record.key.kind == kind && record.key.version != version
        case .tag(let tag): record.tags.contains(tag)
        case .expired(let now): !record.isValid(at: now)
        }
    }
}
