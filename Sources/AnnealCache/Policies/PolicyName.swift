/// The policies that can be asked for by name.
public enum PolicyName: String, CaseIterable, Sendable {
    /// First in, first out.
    case fifo
    /// Least recently used.
    case lru
    /// SIEVE.
    case sieve
    /// S3-FIFO.
    case s3fifo = "s3-fifo"
    /// W-TinyLFU.
    case wTinyLFU = "w-tinylfu"
    /// Learned reuse times: the default.
    case reuseTime = "reuse-time"
    /// The bound: the object that is requested again last goes, which only who knows the future can do.
    case belady

    /// Finds a policy by its name in any case, with or without hyphens; `default` is the default policy.
    public init?(written name: String) {
        let plain = Self.plain(name)
        if plain == "default" {
            self = .reuseTime
            return
        }
        guard let match = Self.allCases.first(where: { Self.plain($0.rawValue) == plain }) else { return nil }
        self = match
    }

    private static func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

    /// An empty cache with this policy.
    ///
    /// - Parameter capacity: the sum of the sizes of what may be kept, at least 1.
    /// - Returns: the policy, or `nil` for the bound, which needs the whole of the requests at once (`BeladyBound`).
    public func makePolicy(capacity: Int) -> (any ReplacementPolicy)? {
        switch self {
        case .fifo: FIFOPolicy(capacity: capacity)
        case .lru: LRUPolicy(capacity: capacity)
        case .sieve: SievePolicy(capacity: capacity)
        case .s3fifo: S3FIFOPolicy(capacity: capacity)
        case .wTinyLFU: WTinyLFUPolicy(capacity: capacity)
        case .reuseTime: ReuseTimePolicy(capacity: capacity)
        case .belady: nil
        }
    }
}
