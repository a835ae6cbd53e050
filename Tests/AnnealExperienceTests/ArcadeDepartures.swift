/// Where ArcadeDB answers otherwise than the reference does, each with what it does; all else is the same.
enum ArcadeDepartures {
    /// Queries that read.
    static let reads: [String: String] = [:]
}
