internal import Synchronization

/// Search that goes along links from vector to vector: a small part of all is looked at, and now and then one of the best
/// is missed.
///
/// Made for more than 1,000,000 vectors. How many are missed depends on the vectors: where all are about equally far from
/// each other, as random ones of many dimensions are, most of them have to be looked at, and `ExactIndex` is faster.
public final class HNSWIndex: VectorIndex {
    /// How an index is made and searched.
    public struct Settings: Sendable, Hashable {
        /// Links of a vector; twice as many on the lowest layer.
        public var links: Int
        /// Candidates that are kept when a vector is linked.
        public var buildBreadth: Int
        /// Candidates that are kept in a search: more find more and take longer.
        public var searchBreadth: Int
        /// Makes the layers repeatable.
        public var seed: UInt64

        /// Creates settings; the standard ones are usual values of the paper.
        public init(links: Int = 16, buildBreadth: Int = 200, searchBreadth: Int = 100, seed: UInt64 = 1) {
            self.links = max(2, links)
            self.buildBreadth = max(1, buildBreadth)
            self.searchBreadth = max(1, searchBreadth)
            self.seed = seed
        }
    }

    private struct State {
        var graph: HNSWGraph
        var ids: [String] = []
        var places: [String: Int32] = [:]
        /// Rows that were removed or replaced: they stay as way-points until they are half of all.
        var removed: Set<Int32> = []
    }

    /// The index's name.
    public let name = "hnsw"
    /// Numbers of a vector.
    public let width: Int
    /// How it is made and searched.
    public let settings: Settings
    private let state: Mutex<State>

    /// Creates an empty index.
    ///
    /// - Parameters:
    ///   - width: numbers of a vector.
    ///   - settings: how it is made and searched.
    public init(width: Int, settings: Settings = Settings()) {
        self.width = width
        self.settings = settings
        state = Mutex(State(graph: Self.graph(width: width, settings)))
    }

    private static func graph(width: Int, _ settings: Settings) -> HNSWGraph {
        HNSWGraph(
            width: width, links: settings.links, breadth: settings.buildBreadth, seed: settings.seed)
    }

    /// Stores vectors; see `VectorIndex`. Complexity: about O(vectors · buildBreadth · links · width).
    public func add(_ vectors: [(id: String, vector: [Float])]) async throws(ExperienceError) {
        for (id, vector) in vectors { try check(vector, id) }
        state.withLock { state in
            for (id, vector) in vectors {
                if let old = state.places[id] { state.removed.insert(old) }
                state.places[id] = Int32(state.ids.count)
                state.ids.append(id)
                state.graph.add(vector)
            }
        }
    }

    /// Removes vectors; see `VectorIndex`. When half of all are removed the rest is linked anew.
    public func remove(_ ids: [String]) async throws(ExperienceError) {
        state.withLock { state in
            for id in ids {
                if let place = state.places.removeValue(forKey: id) { state.removed.insert(place) }
            }
            guard 2 * state.removed.count > state.ids.count else { return }
            var fresh = State(graph: Self.graph(width: width, settings))
            for (place, id) in state.ids.enumerated() where !state.removed.contains(Int32(place)) {
                fresh.places[id] = Int32(fresh.ids.count)
                fresh.ids.append(id)
                fresh.graph.add(state.graph.row(Int32(place)))
            }
            state = fresh
        }
    }

    /// The vectors with nearly the largest products; see `VectorIndex`.
    ///
    /// Complexity: about O(searchBreadth · links · width · log count).
    public func search(_ query: [Float], count: Int) async throws(ExperienceError) -> [VectorMatch] {
        try search(query, count: count, breadth: settings.searchBreadth)
    }

    /// The same with another breadth.
    ///
    /// - Parameters:
    ///   - query: `width` finite numbers.
    ///   - count: how many are wanted.
    ///   - breadth: candidates that are kept.
    /// - Returns: at most `count` matches, the most alike first.
    /// - Throws: `ExperienceError` when the query has another width or a number that is not finite.
    public func search(_ query: [Float], count: Int, breadth: Int) throws(ExperienceError) -> [VectorMatch] {
        try check(query, "the query")
        guard count > 0 else { return [] }
        return state.withLock { state in
            let spare = min(state.removed.count, breadth)
            let found = state.graph.search(query, count: count + spare, breadth: breadth + spare)
            return Array(
                found.filter { !state.removed.contains($0.place) }
                    .map { VectorMatch(id: state.ids[Int($0.place)], similarity: $0.score) }
                    .sorted(by: VectorMatch.precedes).prefix(count))
        }
    }

    /// How many vectors there are.
    public func count() async throws(ExperienceError) -> Int { state.withLock { $0.places.count } }
}
