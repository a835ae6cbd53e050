public import AnnealExperience
internal import AnnealFoundation

/// Vectors in an index of Pinecone, within one namespace.
///
/// The index has to be made beforehand, for dense vectors of the encoder's width, with the measure `dotproduct`; one with
/// `cosine` gives the same for vectors of length 1. The service takes changes up a little later: what was added or removed
/// just now may still be missing or found.
///
/// Source: the reference of the data plane on docs.pinecone.io, version 2025-10, and its limits.
public final class PineconeIndex: VectorIndex {
    /// The index's name.
    public let name = "pinecone"
    /// Numbers of a vector.
    public let width: Int
    private let configuration: PineconeConfiguration
    private let client: PineconeClient

    /// Vectors of a request, and bytes of their body, at most.
    private static let batch = (count: 1000, bytes: 1_800_000)
    /// Identifiers of a request that deletes, at most.
    private static let deletions = 1000
    /// Matches of a query, at most.
    private static let matches = 10_000

    /// Creates an index; it connects with the first request.
    ///
    /// - Parameters:
    ///   - configuration: how to reach it.
    ///   - width: numbers of a vector.
    ///   - clock: what it sleeps by between two tries.
    public init(
        _ configuration: PineconeConfiguration, width: Int, clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.configuration = configuration
        self.width = width
        client = PineconeClient(configuration, clock: clock)
    }

    /// Stores vectors; see `VectorIndex`. They go out in batches: when one of these fails, those before it are stored.
    ///
    /// - Throws: `ExperienceError`, also for a vector of zeros and an identifier that is not 1 to 512 characters of ASCII,
    ///   which Pinecone does not take; then none is stored.
    public func add(_ vectors: [(id: String, vector: [Float])]) async throws(ExperienceError) {
        for (id, vector) in vectors {
            try check(vector, id)
            guard !id.isEmpty, id.utf8.count <= 512, id.utf8.allSatisfy({ $0 > 0 && $0 < 128 }) else {
                throw ExperienceError(
                    code: .invalid, message: "an identifier that Pinecone does not take", place: id,
                    remedy: "use 1 to 512 characters of ASCII")
            }
        }
        // Of several vectors of one identifier the last one counts, as in every index.
        let latest = Dictionary(vectors.map { ($0.id, $0.vector) }, uniquingKeysWith: { $1 })
        var batch: [String] = []
        var bytes = 0
        for (id, vector) in latest.sorted(by: { $0.key < $1.key }) {
            let record = "{\"id\":\(Self.quoted(id)),\"values\":\(Self.written(vector))}"
            if batch.count == Self.batch.count || (!batch.isEmpty && bytes + record.utf8.count > Self.batch.bytes) {
                try await store(batch)
                (batch, bytes) = ([], 0)
            }
            batch.append(record)
            bytes += record.utf8.count + 1
        }
        if !batch.isEmpty { try await store(batch) }
    }

    /// Removes vectors; see `VectorIndex`.
    public func remove(_ ids: [String]) async throws(ExperienceError) {
        for start in stride(from: 0, to: ids.count, by: Self.deletions) {
            let part = ids[start..<min(start + Self.deletions, ids.count)].map(Self.quoted).joined(separator: ",")
            // A namespace without vectors is not there, and has nothing to remove.
            _ = try await client.post("/vectors/delete", "{\"ids\":[\(part)],\(namespace)}")
        }
    }

    /// The vectors with the largest products; see `VectorIndex`. There are never more than 10,000.
    public func search(_ query: [Float], count: Int) async throws(ExperienceError) -> [VectorMatch] {
        try check(query, "query")
        guard count > 0 else { return [] }
        let body =
            "{\"vector\":\(Self.written(query)),\"topK\":\(min(count, Self.matches)),\(namespace),"
            + "\"includeValues\":false,\"includeMetadata\":false}"
        guard let answer = try await client.post("/query", body) else { return [] }
        let found = (answer["matches"]?.arrayValue ?? []).compactMap { match -> VectorMatch? in
            guard let id = match["id"]?.stringValue else { return nil }
            // A score of 0 may be left out.
            return VectorMatch(id: id, similarity: Float(match["score"]?.doubleValue ?? 0))
        }
        // Where several are as alike, the order is not left to the service.
        return found.sorted { $0.similarity == $1.similarity ? $0.id < $1.id : $0.similarity > $1.similarity }
    }

    /// How many vectors there are; see `VectorIndex`.
    ///
    /// - Throws: `ExperienceError`, also when the index has another width or measures by something else than products.
    public func count() async throws(ExperienceError) -> Int {
        guard let answer = try await client.post("/describe_index_stats", "{}") else {
            throw ExperienceError(
                code: .unavailable, message: "Pinecone: there is no such index", place: configuration.place,
                remedy: "make it, for dense vectors of width \(width) with the measure dotproduct")
        }
        try checkIndex(answer)
        return answer["namespaces"]?[configuration.namespace]?["vectorCount"]?.intValue ?? 0
    }

    private func store(_ records: [String]) async throws(ExperienceError) {
        let body = "{\"vectors\":[\(records.joined(separator: ","))],\(namespace)}"
        guard let answer = try await client.post("/vectors/upsert", body) else {
            throw ExperienceError(
                code: .notStored, message: "Pinecone: there is no such index", place: configuration.place,
                remedy: "make it, for dense vectors of width \(width) with the measure dotproduct")
        }
        let stored = answer["upsertedCount"]?.intValue ?? 0
        guard stored == records.count else {
            throw ExperienceError(
                code: .notStored, message: "Pinecone stored \(stored) of \(records.count) vectors",
                place: configuration.place, remedy: "store them again")
        }
    }

    /// The namespace as a member of a question.
    private var namespace: String { "\"namespace\":\(Self.quoted(configuration.namespace))" }

    private func check(_ vector: [Float], _ id: String) throws(ExperienceError) {
        func refused(_ message: String, _ remedy: String?) -> ExperienceError {
            ExperienceError(code: .invalid, message: message, place: id, remedy: remedy)
        }
        guard vector.count == width else {
            throw refused(
                "a vector of \(vector.count) numbers in an index of width \(width)",
                "use the encoder that the index was made with")
        }
        guard vector.allSatisfy(\.isFinite) else { throw refused("a vector has a number that is not finite", nil) }
        guard vector.contains(where: { $0 != 0 }) else {
            throw refused("a vector of zeros, which Pinecone does not take", "leave out texts without words")
        }
    }

    private func checkIndex(_ answer: JSONValue) throws(ExperienceError) {
        if let told = answer["dimension"]?.intValue, told != width {
            throw ExperienceError(
                code: .invalid, message: "the index has width \(told), the vectors \(width)",
                place: configuration.place, remedy: "use the encoder that the index was made with, or make another one")
        }
        if let measure = answer["metric"]?.stringValue, !["dotproduct", "cosine"].contains(measure) {
            throw ExperienceError(
                code: .invalid, message: "the index measures by \(measure)", place: configuration.place,
                remedy: "make one with the measure dotproduct")
        }
    }

    /// Numbers with as many digits as tell them apart.
    private static func written(_ vector: [Float]) -> String {
        "[" + vector.map { "\($0)" }.joined(separator: ",") + "]"
    }

    /// A text of JSON.
    private static func quoted(_ text: String) -> String { (try? CanonicalJSON.string(text)) ?? "\"\"" }
}
