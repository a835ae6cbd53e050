/// What a Redis server tells about itself.
public struct RedisHealth: Sendable, Hashable {
    /// Its version; `nil` when the rights are not enough to ask for it.
    public var version: String?
    /// The time from a command to its answer: the median of five.
    public var roundTrip: Duration
    /// What it does when its memory is full, such as `noeviction`; `nil` when it does not tell.
    public var evictionPolicy: String?
    /// Whether it writes changes to a file; `nil` when it does not tell.
    public var isAppending: Bool?

    /// Asks a server.
    ///
    /// - Parameter executor: the server; of a cluster one server answers.
    /// - Returns: what it tells.
    /// - Throws: `BackendError` when it cannot be reached, or does not take the name or the password.
    public static func asking(_ executor: any RedisExecutor) async throws(BackendError) -> RedisHealth {
        let ping = RedisCommand(["PING"], isRepeatable: true)
        // The first one waits for the connection.
        try await executor.execute(ping)
        let roundTrip = try await RoundTrip.median { () async throws(BackendError) in
            _ = try await executor.execute(ping)
        }
        let reply = try await executor.pipeline([RedisCommand(["INFO"], isRepeatable: true)]).first ?? .null
        // An access list may refuse INFO: the server is reached all the same.
        let facts = Self.facts(in: reply.text ?? "")
        return RedisHealth(
            version: facts["redis_version"], roundTrip: roundTrip,
            evictionPolicy: facts["maxmemory_policy"], isAppending: facts["aof_enabled"].map { $0 == "1" })
    }

    /// The lines `name:value` of INFO.
    static func facts(in text: String) -> [String: String] {
        var facts: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            facts[String(line[..<colon])] = String(line[line.index(after: colon)...])
        }
        return facts
    }
}
