internal import AnnealFoundation
internal import Synchronization

/// A stand-in for an index of Pinecone, with the calls that its documentation describes. It keeps vectors, computes exact
/// products, and takes changes up at once.
public final class PineconePeer: Sendable {
    /// A status that is answered in place of what was asked.
    public struct Fault: Sendable {
        /// The status; 0 breaks the connection off.
        public var status: Int
        /// What `Retry-After` says.
        public var seconds: Int?

        /// Creates a fault.
        public init(_ status: Int, seconds: Int? = nil) {
            self.status = status
            self.seconds = seconds
        }
    }

    private struct State {
        var vectors: [String: [String: [Double]]] = [:]
        var faults: [Fault] = []
    }

    private let width: Int
    private let key: String
    private let measure: String
    private let state = Mutex(State())

    /// Creates an index.
    ///
    /// - Parameters:
    ///   - width: numbers of a vector.
    ///   - key: what it wants to hear.
    ///   - measure: what it says that it measures by.
    public init(width: Int, key: String = "k3y", measure: String = "dotproduct") {
        self.width = width
        self.key = key
        self.measure = measure
    }

    /// The next requests fail.
    ///
    /// - Parameter faults: one for each.
    public func fail(with faults: [Fault]) { state.withLock { $0.faults = faults } }

    /// The identifiers of a namespace.
    ///
    /// - Parameter namespace: the namespace.
    /// - Returns: the identifiers.
    public func identifiers(in namespace: String) -> Set<String> {
        state.withLock { Set($0.vectors[namespace, default: [:]].keys) }
    }

    /// Runs an index while a closure runs.
    ///
    /// - Parameters:
    ///   - isolation: the caller's isolation.
    ///   - body: uses the server.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or an error when no port can be had.
    public func running<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: (HTTPPeer) async throws -> Result
    ) async throws -> Result {
        try await HTTPPeer.serving({ self.answer($0) }) { peer in try await body(peer) }
    }

    private func answer(_ request: HTTPPeer.Request) -> HTTPPeer.Answer? {
        let fault = state.withLock { $0.faults.isEmpty ? nil : $0.faults.removeFirst() }
        if let fault {
            let headers = fault.seconds.map { ["retry-after": "\($0)"] } ?? [:]
            return fault.status == 0
                ? nil : HTTPPeer.Answer(fault.status, ["code": 8, "message": "the test wants this"], headers: headers)
        }
        guard request.headers["api-key"] == key else {
            return HTTPPeer.Answer(401, "Invalid API Key")
        }
        let json = request.json
        guard request.method == "POST", request.headers["x-pinecone-api-version"] != nil,
            request.headers["content-type"] == "application/json", json.objectValue != nil
        else { return Self.refused("the request is not as the documentation has it") }
        guard request.body.count <= 2 << 20 else { return Self.refused("the request has more than 2 MB") }
        let namespace = json["namespace"]?.stringValue ?? ""
        switch request.path {
        case "/vectors/upsert": return upsert(json["vectors"]?.arrayValue ?? [], namespace)
        case "/vectors/delete": return delete(json["ids"]?.arrayValue ?? [], namespace)
        case "/query": return query(json, namespace)
        case "/describe_index_stats": return statistics()
        default: return HTTPPeer.Answer(404, "not found")
        }
    }

    private static func refused(_ message: String) -> HTTPPeer.Answer {
        HTTPPeer.Answer(400, ["code": 3, "message": .string(message), "details": []])
    }

    /// The numbers of a dense vector that the index takes.
    private func numbers(_ json: JSONValue?) -> [Double]? {
        let numbers = (json?.arrayValue ?? []).compactMap(\.doubleValue)
        return numbers.count == width && numbers.contains { $0 != 0 } ? numbers : nil
    }

    private func upsert(_ records: [JSONValue], _ namespace: String) -> HTTPPeer.Answer {
        guard (1...1000).contains(records.count) else { return Self.refused("\(records.count) records in a request") }
        var taken: [String: [Double]] = [:]
        for record in records {
            guard let id = record["id"]?.stringValue, id.utf8.allSatisfy({ $0 < 128 }),
                let vector = numbers(record["values"])
            else { return Self.refused("Vector dimension does not match the dimension of the index \(width)") }
            guard taken.updateValue(vector, forKey: id) == nil else { return Self.refused("Duplicate ids") }
        }
        state.withLock { $0.vectors[namespace, default: [:]].merge(taken) { $1 } }
        return HTTPPeer.Answer(200, ["upsertedCount": .int(records.count)])
    }

    private func delete(_ ids: [JSONValue], _ namespace: String) -> HTTPPeer.Answer {
        guard (1...1000).contains(ids.count) else { return Self.refused("\(ids.count) identifiers in a request") }
        return state.withLock { state in
            guard state.vectors[namespace] != nil else {
                return HTTPPeer.Answer(404, ["code": 5, "message": "Namespace not found", "details": []])
            }
            for id in ids { state.vectors[namespace]?[id.stringValue ?? ""] = nil }
            return HTTPPeer.Answer(200, "{}")
        }
    }

    private func query(_ json: JSONValue, _ namespace: String) -> HTTPPeer.Answer {
        guard let vector = numbers(json["vector"]), let count = json["topK"]?.intValue, (1...10_000).contains(count)
        else { return Self.refused("the query has another width, or topK is not from 1 to 10000") }
        let scored = state.withLock { $0.vectors[namespace, default: [:]] }.map { id, other in
            (id: id, score: zip(vector, other).reduce(0.0) { $0 + $1.0 * $1.1 })
        }
        // In the reverse order of identifiers where scores are the same: whoever needs an order has to make it.
        let best = scored.sorted { $0.score == $1.score ? $0.id > $1.id : $0.score > $1.score }.prefix(count)
        return HTTPPeer.Answer(
            200,
            [
                "results": [], "namespace": .string(namespace), "usage": ["readUnits": 5],
                "matches": .array(best.map { ["id": .string($0.id), "score": .double($0.score), "values": []] }),
            ])
    }

    private func statistics() -> HTTPPeer.Answer {
        let counts = state.withLock { $0.vectors.mapValues(\.count) }
        return HTTPPeer.Answer(
            200,
            [
                "namespaces": .object(counts.mapValues { ["vectorCount": .int($0)] }), "dimension": .int(width),
                "indexFullness": 0, "totalVectorCount": .int(counts.values.reduce(0, +)), "metric": .string(measure),
                "vectorType": "dense",
            ])
    }
}
