internal import Synchronization

/// A client of a Redis cluster: knows which server has which slots, and follows it when slots move.
public final class RedisCluster: RedisExecutor {
    private struct State {
        var clients: [BackendAddress.Host: RedisClient] = [:]
        /// The server of each slot; empty before the first look.
        var slots: [BackendAddress.Host] = []
        var isClosed = false
    }

    /// How often a command may be sent on.
    private static let mostRedirections = 8
    private let seeds: [BackendAddress.Host]
    private let configuration: RedisConfiguration
    private let state = Mutex(State())

    /// Creates a client; it looks at the cluster with the first command.
    ///
    /// - Parameters:
    ///   - seeds: some of its servers.
    ///   - configuration: how each is reached; its host does not count.
    public init(seeds: [BackendAddress.Host], _ configuration: RedisConfiguration) {
        self.seeds = seeds
        self.configuration = configuration
    }

    deinit { close() }

    /// The cluster as errors name it.
    public var place: String { "redis cluster \(seeds.map(\.description).joined(separator: ","))" }

    /// Sends commands to the servers that have their keys, to all of these at once; see `RedisExecutor`.
    public func pipeline(_ commands: [RedisCommand]) async throws(BackendError) -> [RedisValue] {
        guard !commands.isEmpty else { return [] }
        if state.withLock({ $0.slots.isEmpty }) { try await refresh() }
        let parts = Dictionary(grouping: commands.indices) { server(of: commands[$0]) }
        let results = await withTaskGroup(of: ([Int], Result<[RedisValue], BackendError>).self) { group in
            for (host, indices) in parts {
                group.addTask { [self] in
                    do throws(BackendError) {
                        return (indices, .success(try await client(for: host).pipeline(indices.map { commands[$0] })))
                    } catch {
                        return (indices, .failure(error))
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var replies = [RedisValue](repeating: .null, count: commands.count)
        for (indices, result) in results {
            switch result {
            case .success(let values):
                for (index, value) in zip(indices, values) { replies[index] = value }
            case .failure(let error):
                // The server may be gone and another one have its slots.
                try? await refresh()
                guard error.isTransient, indices.allSatisfy({ commands[$0].isRepeatable }) else { throw error }
                for index in indices {
                    let host = server(of: commands[index])
                    replies[index] = try await client(for: host).pipeline([commands[index]]).first ?? .null
                }
            }
        }
        for index in replies.indices { replies[index] = try await followed(replies[index], commands[index]) }
        return replies
    }

    /// All keys that begin with a text, on every server.
    public func keys(withPrefix prefix: String) async throws(BackendError) -> [String] {
        try await refresh()
        var keys: Set<String> = []
        for host in Set(state.withLock { $0.slots }) {
            let client = try client(for: host)
            keys.formUnion(
                try await scan(prefix: prefix) { command throws(BackendError) in try await client.execute(command) })
        }
        return Array(keys)
    }

    /// Another client of the same cluster.
    public func separate() -> any RedisExecutor { RedisCluster(seeds: seeds, configuration) }

    /// Closes all connections.
    public func close() {
        let clients = state.withLock { state in
            state.isClosed = true
            defer { state.clients = [:] }
            return state.clients
        }
        for client in clients.values { client.close() }
    }

    /// Sends a command on to where the reply says that its slot is.
    private func followed(_ reply: RedisValue, _ command: RedisCommand) async throws(BackendError) -> RedisValue {
        var reply = reply
        var backoff = Backoff()
        for _ in 0..<Self.mostRedirections {
            guard case .error(let text) = reply else { return reply }
            let words = text.split(separator: " ")
            switch words.first {
            case "MOVED":
                let host = try target(words, text)
                state.withLock { state in
                    if let slot = Int(words[1]), state.slots.indices.contains(slot) { state.slots[slot] = host }
                }
                reply = try await client(for: host).pipeline([command]).first ?? .null
                try? await refresh()
            case "ASK":
                // The slot is on its way: this command alone goes there.
                let replies = try await client(for: target(words, text)).pipeline([RedisCommand("ASKING"), command])
                reply = replies.last ?? .null
            case "TRYAGAIN", "CLUSTERDOWN":
                do { try await Task.sleep(for: backoff.next()) } catch {
                    throw BackendError(code: .cancelled, message: "the task was cancelled", place: place)
                }
                try? await refresh()
                reply = try await client(for: server(of: command)).pipeline([command]).first ?? .null
            default: return reply
            }
        }
        guard case .error(let text) = reply else { return reply }
        throw BackendError(
            code: .redirected, message: "a command was sent on \(Self.mostRedirections) times: \(text)", place: place,
            remedy: "look at `redis-cli --cluster check`")
    }

    private func target(_ words: [Substring], _ text: String) throws(BackendError) -> BackendAddress.Host {
        guard words.count >= 3, let host = Self.host(words[2]) else {
            throw BackendError(code: .malformed, message: "the server sent us on to nowhere: \(text)", place: place)
        }
        return host
    }

    private static func host(_ text: Substring) -> BackendAddress.Host? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65_535).contains(port), colon != text.startIndex
        else { return nil }
        return BackendAddress.Host(name: String(text[..<colon]), port: port)
    }

    private func server(of command: RedisCommand) -> BackendAddress.Host {
        state.withLock { state in
            let slot = command.key.map { ClusterSlot.of(command.bytes[$0]) } ?? 0
            return state.slots.indices.contains(slot) ? state.slots[slot] : seeds[0]
        }
    }

    private func client(for host: BackendAddress.Host) throws(BackendError) -> RedisClient {
        try state.withLock { state throws(BackendError) in
            if state.isClosed { throw BackendError(code: .closed, message: "the client is closed", place: place) }
            if let client = state.clients[host] { return client }
            var configuration = configuration
            configuration.host = host
            configuration.database = 0
            let client = RedisClient(configuration)
            state.clients[host] = client
            return client
        }
    }

    /// Asks one of the servers which of them has which slots.
    private func refresh() async throws(BackendError) {
        var failure = BackendError(code: .unavailable, message: "no server of the cluster is known", place: place)
        let known = Array(Set(state.withLock { $0.slots }))
        for host in known + seeds {
            do throws(BackendError) {
                let reply = try await client(for: host).execute(RedisCommand(["CLUSTER", "SLOTS"], isRepeatable: true))
                let slots = try self.slots(from: reply, told: host)
                state.withLock { $0.slots = slots }
                return
            } catch {
                failure = error
            }
        }
        throw failure
    }

    private func slots(
        from reply: RedisValue, told host: BackendAddress.Host
    ) throws(BackendError) -> [BackendAddress.Host] {
        var slots = [BackendAddress.Host](repeating: host, count: ClusterSlot.count)
        for range in reply.elements ?? [] {
            guard let parts = range.elements, parts.count >= 3, let first = parts[0].integer,
                let last = parts[1].integer, first >= 0, first <= last, last < ClusterSlot.count,
                let node = parts[2].elements, node.count >= 2, let port = node[1].integer
            else {
                throw BackendError(code: .malformed, message: "CLUSTER SLOTS gave something else", place: place)
            }
            let name = node[0].text ?? ""
            let server = BackendAddress.Host(name: name.isEmpty ? host.name : name, port: port)
            for slot in first...last { slots[slot] = server }
        }
        return slots
    }
}
