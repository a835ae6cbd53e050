public import AnnealEvents
public import AnnealFoundation

/// Events as they happen, for views on other machines: over Redis pub/sub, a channel for each run.
///
/// Nothing is kept: who listens gets what is published from then on. What must arrive goes into a log.
public struct RedisEventFeed: Sendable {
    private let client: RedisClient
    private let prefix: String

    /// Creates a feed.
    ///
    /// - Parameters:
    ///   - client: the server.
    ///   - prefix: what its channels begin with.
    public init(_ client: RedisClient, prefix: String = "anneal:live:") {
        self.client = client
        self.prefix = prefix
    }

    /// Publishes events.
    ///
    /// - Parameter events: in order.
    /// - Throws: `BackendError`.
    public func publish(_ events: [CloudEvent]) async throws(BackendError) {
        let commands = events.map { event in
            RedisCommand("PUBLISH", .text(prefix + (event.run?.rawValue ?? "")), .text(event.line))
        }
        guard !commands.isEmpty else { return }
        try await client.executeAll(commands)
    }

    /// Listens while a closure runs.
    ///
    /// - Parameters:
    ///   - run: the run; `nil` for all.
    ///   - body: takes the events.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or `BackendError`.
    public func listening<Value: Sendable>(
        to run: RunID?, _ body: (AsyncCompactMapSequence<AsyncStream<RedisMessage>, CloudEvent>) async throws -> Value
    ) async throws -> Value {
        let place = client.place
        // A run's name may have characters that a pattern gives a meaning to; a channel's name has none.
        let channels = run.map { [prefix + $0.rawValue] } ?? []
        return try await client.listening(to: channels, patterns: run == nil ? [prefix + "*"] : []) { messages in
            try await body(
                messages.compactMap { message in
                    try? CloudEvent(parsing: String(decoding: message.payload, as: UTF8.self), at: place)
                })
        }
    }
}
