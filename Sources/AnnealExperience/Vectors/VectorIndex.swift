/// A stored vector that is like the one searched for.
public struct VectorMatch: Sendable, Hashable {
    /// What it was stored as.
    public var id: String
    /// The product of the two vectors: the cosine of their angle where both have length 1.
    public var similarity: Float

    /// Creates a match.
    public init(id: String, similarity: Float) {
        self.id = id
        self.similarity = similarity
    }

    /// Whether it comes before another: the more alike first, then by identifier, so that an order is never left to chance.
    static func precedes(_ lhs: VectorMatch, _ rhs: VectorMatch) -> Bool {
        lhs.similarity == rhs.similarity ? lhs.id < rhs.id : lhs.similarity > rhs.similarity
    }
}

/// Finds the vectors that have the largest product with a given one.
///
/// Implementations: `ExactIndex` (the default), `HNSWIndex` for very many vectors; servers elsewhere. The same vectors
/// stored in the same order with the same seed give the same answers.
public protocol VectorIndex: Sendable {
    /// A short name for reports: `exact`, `hnsw`, `pinecone`.
    var name: String { get }
    /// Numbers of a vector.
    var width: Int { get }

    /// Stores vectors; one whose identifier is known replaces the old one.
    ///
    /// - Parameter vectors: identifiers with `width` finite numbers each.
    /// - Throws: `ExperienceError` when a vector has another width or a number that is not finite; then none is stored.
    func add(_ vectors: [(id: String, vector: [Float])]) async throws(ExperienceError)

    /// Removes vectors; those that are not there are left out.
    ///
    /// - Parameter ids: their identifiers.
    /// - Throws: `ExperienceError`.
    func remove(_ ids: [String]) async throws(ExperienceError)

    /// The vectors with the largest products.
    ///
    /// - Parameters:
    ///   - query: `width` finite numbers.
    ///   - count: how many are wanted.
    /// - Returns: at most `count` matches, the most alike first.
    /// - Throws: `ExperienceError` when the query has another width or a number that is not finite.
    func search(_ query: [Float], count: Int) async throws(ExperienceError) -> [VectorMatch]

    /// How many vectors there are.
    ///
    /// - Throws: `ExperienceError`.
    func count() async throws(ExperienceError) -> Int
}

extension VectorIndex {
    /// Checks a vector.
    ///
    /// - Throws: `ExperienceError` when it has another width or a number that is not finite.
    func check(_ vector: [Float], _ name: String) throws(ExperienceError) {
        guard vector.count == width else {
            throw ExperienceError(
                code: .invalid, message: "a vector of \(vector.count) numbers in an index of width \(width)",
                place: name,
                remedy: "use the encoder that the index was made with")
        }
        guard vector.allSatisfy(\.isFinite) else {
            throw ExperienceError(
                code: .invalid, message: "a vector has a number that is not finite", place: name, remedy: nil)
        }
    }
}
