internal import Synchronization

/// A client of a Cassandra cluster: one connection to each of its servers, which all tasks share.
///
/// Requests go to the servers in turn. The servers are learned from those that the configuration names, as far as they
/// are in the same data center; what the cluster tells about servers that come and go is followed. A request waits for a
/// connection no longer than `CassandraConfiguration.patience`, and not at all while another server is connected.
public final class CassandraClient: Sendable {
    private struct State {
        var nodes: [CassandraNode]
        /// Whose turn it is.
        var turn = 0
        /// The connection on which the cluster tells what happens.
        var control: CassandraConnection?
        var discovery: Task<Void, Never>?
        /// Whether the servers that are known are those of the cluster.
        var isInformed = false
        /// Whether they were once.
        var hasDiscovered = false
        var listeners: [Int: AsyncStream<CassandraEvent>.Continuation] = [:]
        var nextListener = 0
        var isClosed = false
    }

    /// How the cluster is reached.
    public let configuration: CassandraConfiguration
    let statements = CassandraPreparedStatements()
    let clock = CassandraClock()
    private let state: Mutex<State>
    private let ear = Ear()

    /// Hands events to the client, which connections must not keep alive.
    private final class Ear: Sendable {
        private struct Held { weak var client: CassandraClient? }
        private let held = Mutex(Held())
        func attach(_ client: CassandraClient) { held.withLock { $0.client = client } }
        func hear(_ frame: CassandraFrame) { held.withLock { $0.client }?.hear(frame) }
    }

    /// Creates a client; it connects with the first request.
    ///
    /// - Parameter configuration: how to reach the cluster.
    public init(_ configuration: CassandraConfiguration) {
        self.configuration = configuration
        let ear = ear
        let nodes = configuration.hosts.map { host in
            CassandraNode(host, configuration) { ear.hear($0) }
        }
        state = Mutex(State(nodes: nodes, turn: nodes.isEmpty ? 0 : Int.random(in: 0..<nodes.count)))
        ear.attach(self)
    }

    deinit { close() }

    /// The cluster as errors name it.
    public var place: String { configuration.place }

    /// The servers that are known, each with whether there is a connection to it.
    public var servers: [BackendAddress.Host: Bool] {
        Dictionary(known.map { ($0.host, $0.connected != nil) }, uniquingKeysWith: { $0 || $1 })
    }

    /// The same, for what belongs to the client.
    var known: [CassandraNode] { state.withLock { $0.nodes } }

    /// What the cluster tells from now on: servers that come and go, changes of the schema. When the connection on which
    /// it tells breaks, what happens until the next request has made another is missed. Nothing is told where
    /// `CassandraConfiguration.discovers` is off.
    ///
    /// - Returns: the events; the newest 256 that nobody took yet are kept.
    public func events() -> AsyncStream<CassandraEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: CassandraEvent.self, bufferingPolicy: .bufferingNewest(256))
        let number = state.withLock { state -> Int? in
            guard !state.isClosed else { return nil }
            defer { state.nextListener += 1 }
            state.listeners[state.nextListener] = continuation
            return state.nextListener
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.listeners[number] = nil }
        }
        return stream
    }

    /// Closes all connections; nothing can be asked any more.
    public func close() {
        let (nodes, discovery, listeners) = state.withLock { state in
            state.isClosed = true
            defer { (state.nodes, state.control, state.discovery, state.listeners) = ([], nil, nil, [:]) }
            return (state.nodes, state.discovery, Array(state.listeners.values))
        }
        discovery?.cancel()
        for node in nodes { node.close() }
        for listener in listeners { listener.finish() }
    }

    /// The servers in the order in which a request asks them: in turn, those first that are connected, and those last
    /// whose connection was not to be had a moment ago. Connections that are missing are made meanwhile.
    func plan() throws(BackendError) -> [CassandraNode] {
        let nodes = try state.withLock { state throws(BackendError) in
            guard !state.isClosed else {
                throw BackendError(code: .closed, message: "the client is closed", place: place)
            }
            guard !state.nodes.isEmpty else { return [] as [CassandraNode] }
            state.turn = (state.turn + 1) % state.nodes.count
            return Array(state.nodes[state.turn...] + state.nodes[..<state.turn])
        }
        let connected = nodes.filter { $0.connected != nil }
        let others = nodes.filter { $0.connected == nil }
        if !connected.isEmpty { for node in others { node.warm() } }
        return connected + others.filter { $0.pause == nil } + others.filter { $0.pause != nil }
    }

    /// Learns the cluster's servers, over a connection where there is none yet that listens to what the cluster tells.
    /// The first request waits for it, so that the next ones know all servers.
    func discover(over connection: CassandraConnection) async {
        guard configuration.discovers else { return }
        let (discovery, isFirst) = state.withLock { state -> (Task<Void, Never>?, Bool) in
            let control = state.control.flatMap { $0.isActive ? $0 : nil }
            if state.isClosed || (control != nil && state.isInformed) { return (nil, false) }
            if state.discovery == nil {
                // What happens from here on makes another look necessary.
                state.isInformed = true
                state.discovery = Task { await self.learn(over: control ?? connection, isNew: control == nil) }
            }
            return (state.discovery, !state.hasDiscovered)
        }
        if isFirst { await discovery?.value }
    }

    private func learn(over connection: CassandraConnection, isNew: Bool) async {
        // A server that tells nothing, or refuses to, is not asked again on the same connection.
        if isNew, let request = try? CassandraRequest.register(CassandraEvent.kinds) {
            _ = try? await connection.ask(request)
        }
        let found = try? await CassandraTopology.asking(connection, port: connection.host.port)
        let gone = state.withLock { state -> [CassandraNode] in
            (state.discovery, state.hasDiscovered) = (nil, true)
            guard !state.isClosed else { return [] }
            state.control = connection
            guard let found else { return [] }
            let wanted = configuration.hosts + found.filter { !configuration.hosts.contains($0) }
            // The one that told is there, under whatever name.
            let kept = state.nodes.filter { wanted.contains($0.host) || $0.host == connection.host }
            let gone = state.nodes.filter { node in !kept.contains { $0 === node } }
            state.nodes = kept
            for host in wanted where !kept.contains(where: { $0.host == host }) { state.nodes.append(node(for: host)) }
            return gone
        }
        for node in gone { node.close() }
    }

    private func node(for host: BackendAddress.Host) -> CassandraNode {
        CassandraNode(host, configuration) { [ear] in ear.hear($0) }
    }

    private func hear(_ frame: CassandraFrame) {
        // An event that is not understood is nobody's answer.
        guard case .event(let event)? = try? CassandraAnswer(frame).message else { return }
        let listeners = state.withLock { state in
            switch event {
            case .up(let host): state.nodes.first { $0.host == host }?.wake()
            case .added, .removed:
                // The next request looks at the cluster anew.
                state.isInformed = false
            default: break
            }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.yield(event) }
    }
}
