/// The store with what makes it searchable: an encoder of texts, an index of their vectors, the knowledge graph.
///
/// An actor, so that the index is made once.
public actor ExperienceLibrary {
    /// A record that is like what was searched for.
    public struct Found: Sendable, Hashable {
        /// The record.
        public var record: ExperienceRecord
        /// How alike its text is, from -1 to 1.
        public var similarity: Double
    }

    /// Above so many vectors, links are followed instead of looking at all of them.
    ///
    /// The exact search takes 3.55 ms for 100,000 vectors and grows with their number: about 35 ms here. Each process makes
    /// the graph of links anew, which took 17 minutes for 100,000; see `docs/experience.md`.
    public static let exactLimit = 1_000_000

    /// The records and lessons.
    public nonisolated let store: ExperienceStore
    /// Turns texts into vectors.
    public nonisolated let encoder: any TextEncoder
    /// What belongs to what; follows the store.
    public nonisolated let graph: (any GraphStore)?
    private var index: (any VectorIndex)?

    /// Creates a library.
    ///
    /// - Parameters:
    ///   - store: the records.
    ///   - encoder: turns texts into vectors.
    ///   - graph: follows the store; `nil` for none.
    public init(
        store: ExperienceStore, encoder: any TextEncoder = HashingEncoder(), graph: (any GraphStore)? = nil
    ) {
        self.store = store
        self.encoder = encoder
        self.graph = graph
    }

    /// Brings the knowledge graph up to the store, where it is not.
    ///
    /// - Throws: `ExperienceError`.
    public func follow() async throws(ExperienceError) {
        guard let graph else { return }
        try await GraphProjection(of: store, in: graph).follow()
    }

    /// Remembers what a run left behind.
    ///
    /// - Parameter experience: what was read out of it.
    /// - Throws: `ExperienceError`.
    public func remember(_ experience: ExtractedExperience) async throws(ExperienceError) {
        try await store.add(experience.records, evidence: experience.evidence, projects: [experience.project])
        try await encodeMissing()
        try await follow()
    }

    /// Takes over what others exported.
    ///
    /// - Parameter file: the content.
    /// - Throws: `ExperienceError`.
    public func `import`(_ file: ExperienceFile) async throws(ExperienceError) {
        try await store.import(file)
        try await encodeMissing()
        try await follow()
    }

    /// Forgets records with all that hangs on them.
    ///
    /// - Parameter selection: which records.
    /// - Returns: how many were deleted.
    /// - Throws: `ExperienceError`.
    @discardableResult
    public func forget(_ selection: ExperienceSelection) async throws(ExperienceError) -> Int {
        index = nil
        let count = try await store.forget(selection)
        try await follow()
        try await store.emptyLog()
        return count
    }

    /// Records whose text is like a text.
    ///
    /// - Parameters:
    ///   - text: any.
    ///   - kinds: only records of these kinds.
    ///   - count: at most so many.
    ///   - threshold: how alike they have to be.
    /// - Returns: the records, the most alike first.
    /// - Throws: `ExperienceError`.
    public func similar(
        to text: String, kinds: Set<ExperienceRecord.Kind> = [.attempt, .failure, .repair], count: Int = 10,
        threshold: Double = 0
    ) async throws(ExperienceError) -> [Found] {
        guard count > 0, let query = try await encoder.vectors(of: [text]).first else { return [] }
        let index = try await openIndex()
        // Other kinds and equal texts stand between those that are wanted: look further than asked.
        let matches = try await index.search(query, count: 4 * count + 50)
            .filter { Double($0.similarity) >= threshold }
        let records = try await store.records(ExperienceSelection(ids: matches.map(\.id)))
        let byID = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        return Array(
            matches.compactMap { match -> Found? in
                guard let record = byID[match.id], kinds.contains(record.kind) else { return nil }
                return Found(record: record, similarity: Double(match.similarity))
            }.prefix(count))
    }

    /// The vectors of all records with a text, by record.
    ///
    /// - Throws: `ExperienceError`.
    func vectors() async throws(ExperienceError) -> [String: [Float]] {
        try await encodeMissing()
        let vectors = try await store.vectors(of: encoder.name, width: encoder.width)
        return Dictionary(vectors.map { ($0.record, $0.vector) }, uniquingKeysWith: { $1 })
    }

    /// Makes the vectors that are not there yet: of new records, and of all when another encoder is used.
    private func encodeMissing() async throws(ExperienceError) {
        let records = try await store.recordsWithoutVector(of: encoder.name)
        for start in stride(from: 0, to: records.count, by: 256) {
            let batch = records[start..<min(start + 256, records.count)]
            let vectors = try await encoder.vectors(of: batch.map { $0.text ?? "" })
            let byID = Dictionary(zip(batch.map(\.id), vectors), uniquingKeysWith: { $1 })
            try await store.setVectors(byID, of: encoder.name)
        }
        if !records.isEmpty { index = nil }
    }

    private func openIndex() async throws(ExperienceError) -> any VectorIndex {
        if let index { return index }
        try await encodeMissing()
        let vectors = try await store.vectors(of: encoder.name, width: encoder.width)
        let made = Self.index(of: vectors.count, width: encoder.width)
        try await made.add(vectors.map { (id: $0.record, vector: $0.vector) })
        index = made
        return made
    }

    /// An empty index that suits so many vectors.
    static func index(of count: Int, width: Int) -> any VectorIndex {
        count > exactLimit ? HNSWIndex(width: width) : ExactIndex(width: width)
    }
}
