public import AnnealFoundation
internal import Synchronization

/// An HTTP server on loopback that takes whatever is posted, as a collector of telemetry does, with the faults of real
/// ones.
public final class TelemetryCollector: Sendable {
    /// A request.
    public struct Request: Sendable {
        /// Its path, with the query.
        public var path: String
        /// Its headers by lower-case name.
        public var headers: [String: String]
        /// Its body.
        public var body: [UInt8]

        /// The body as JSON; `nil` where it is none.
        public var json: JSONValue? { try? JSONValue(parsing: String(decoding: body, as: UTF8.self)) }
    }

    /// How it answers.
    public struct Behaviour: Sendable {
        /// The status of the n-th answer; later ones are 200.
        public var statuses: [Int]
        /// Whether it never answers.
        public var hangs: Bool
        /// The body of its answers.
        public var body: String

        /// Creates a behaviour.
        public init(statuses: [Int] = [], hangs: Bool = false, body: String = "{}") {
            self.statuses = statuses
            self.hangs = hangs
            self.body = body
        }
    }

    private let peer: HTTPPeer
    private let answers: CollectorAnswers

    private init(_ peer: HTTPPeer, _ answers: CollectorAnswers) {
        self.peer = peer
        self.answers = answers
    }

    /// Its address: `http://127.0.0.1:PORT`.
    public var address: String { peer.address }

    /// The requests so far.
    public var requests: [Request] {
        peer.requests.map { Request(path: $0.uri, headers: $0.headers, body: $0.body) }
    }

    /// The spans that were posted so far, as OTLP writes them.
    public var spans: [JSONValue] {
        requests.filter { $0.path == "/v1/traces" }.flatMap { request in
            (request.json?["resourceSpans"]?.arrayValue ?? []).flatMap { $0["scopeSpans"]?.arrayValue ?? [] }
                .flatMap { $0["spans"]?.arrayValue ?? [] }
        }
    }

    /// Answers differently from now on.
    public func behave(_ behaviour: Behaviour) { answers.behave(behaviour) }

    /// Takes no requests any more; those that hang break.
    public func close() async { await peer.close() }

    /// Serves while a closure runs.
    ///
    /// - Parameters:
    ///   - behaviour: how it answers.
    ///   - isolation: the caller's isolation.
    ///   - body: uses the server.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or an error when no port can be had.
    public static func serving<Result>(
        _ behaviour: Behaviour = Behaviour(), isolation: isolated (any Actor)? = #isolation,
        _ body: (TelemetryCollector) async throws -> Result
    ) async throws -> Result {
        let answers = CollectorAnswers(behaviour)
        return try await HTTPPeer.serving({ _ in answers.next() }) { peer in
            try await body(TelemetryCollector(peer, answers))
        }
    }
}

/// What a collector answers.
private final class CollectorAnswers: Sendable {
    private let state: Mutex<(behaviour: TelemetryCollector.Behaviour, count: Int)>

    init(_ behaviour: TelemetryCollector.Behaviour) { state = Mutex((behaviour: behaviour, count: 0)) }

    func behave(_ behaviour: TelemetryCollector.Behaviour) { state.withLock { $0 = (behaviour, 0) } }

    /// The next answer.
    func next() -> HTTPPeer.Answer {
        let (behaviour, number) = state.withLock { state in
            state.count += 1
            return (state.behaviour, state.count - 1)
        }
        let status = behaviour.statuses.indices.contains(number) ? behaviour.statuses[number] : 200
        var answer = HTTPPeer.Answer(status, behaviour.body)
        answer.isWithheld = behaviour.hangs
        return answer
    }
}
