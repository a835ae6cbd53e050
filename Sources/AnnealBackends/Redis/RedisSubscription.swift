/// A message of a channel.
public struct RedisMessage: Sendable, Hashable {
    /// The channel.
    public var channel: String
    /// The pattern that the channel matched, when it was asked for by one.
    public var pattern: String?
    /// What was published.
    public var payload: [UInt8]

    /// Reads what a server sends to listeners; `nil` for the news that one listens or no longer does.
    init?(_ value: RedisValue) {
        guard let parts = value.elements, let kind = parts.first?.text else { return nil }
        switch kind {
        case "message", "smessage":
            guard parts.count == 3, let channel = parts[1].text, let payload = parts[2].bytes else { return nil }
            self.init(channel: channel, pattern: nil, payload: payload)
        case "pmessage":
            guard parts.count == 4, let pattern = parts[1].text, let channel = parts[2].text,
                let payload = parts[3].bytes
            else { return nil }
            self.init(channel: channel, pattern: pattern, payload: payload)
        default: return nil
        }
    }

    /// Creates a message.
    public init(channel: String, pattern: String?, payload: [UInt8]) {
        self.channel = channel
        self.pattern = pattern
        self.payload = payload
    }
}

extension RedisClient {
    /// Publishes a message.
    ///
    /// - Parameters:
    ///   - payload: the message.
    ///   - channel: the channel.
    /// - Returns: how many listen to it on this server.
    /// - Throws: `BackendError`.
    @discardableResult
    public func publish(_ payload: [UInt8], to channel: String) async throws(BackendError) -> Int {
        try await execute(RedisCommand("PUBLISH", .text(channel), .bytes(payload))).integer ?? 0
    }

    /// Listens to channels while a closure runs, on a connection of its own.
    ///
    /// Who listens gets what is published from now on. After the connection broke it is made anew, and what was published
    /// meanwhile is lost: messages are for looking on, a stream is for what must arrive. When messages come quicker than
    /// they are taken, the oldest give way.
    ///
    /// - Parameters:
    ///   - channels: the channels.
    ///   - patterns: patterns of channels, such as `events:*`.
    ///   - capacity: how many messages may wait.
    ///   - body: takes the messages.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or `BackendError` when one cannot listen at all.
    public func listening<Value: Sendable>(
        to channels: [String], patterns: [String] = [], capacity: Int = 4_096,
        _ body: (AsyncStream<RedisMessage>) async throws -> Value
    ) async throws -> Value {
        let (stream, feed) = AsyncStream.makeStream(
            of: RedisMessage.self, bufferingPolicy: .bufferingNewest(max(1, capacity)))
        let topics = channels.map { ("SUBSCRIBE", $0) } + patterns.map { ("PSUBSCRIBE", $0) }
        let configuration = configuration
        let first = try await Self.listener(configuration, topics, feed)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var connection = first
                var backoff = Backoff()
                while !Task.isCancelled {
                    let current = connection
                    await withTaskCancellationHandler {
                        await current.closed()
                    } onCancel: {
                        current.close()
                    }
                    while !Task.isCancelled {
                        try? await Task.sleep(for: backoff.next())
                        guard let next = try? await Self.listener(configuration, topics, feed) else { continue }
                        connection = next
                        backoff.reset()
                        break
                    }
                }
                connection.close()
            }
            defer {
                group.cancelAll()
                feed.finish()
            }
            return try await body(stream)
        }
    }

    /// A connection that listens; it does so when this returns.
    private static func listener(
        _ configuration: RedisConfiguration, _ topics: [(String, String)],
        _ feed: AsyncStream<RedisMessage>.Continuation
    ) async throws(BackendError) -> RedisConnection {
        let ready = Waiter<Void>()
        let confirmed = Countdown(topics.count) { ready.finish(.success(())) }
        let connection = try await RedisConnection.open(configuration, onlyListens: true) { value in
            if let message = RedisMessage(value) {
                feed.yield(message)
            } else if value.elements?.first?.text?.hasSuffix("subscribe") == true {
                confirmed.step()
            } else if case .error(let text) = value {
                ready.finish(.failure(BackendError.refused(text, place: configuration.place)))
            }
        }
        do throws(BackendError) {
            for (verb, topic) in topics { try await connection.tell(RedisCommand([.text(verb), .text(topic)])) }
            if topics.isEmpty { ready.finish(.success(())) }
            let watch = Task {
                do { try await Task.sleep(for: configuration.timeout) } catch { return }
                ready.finish(
                    .failure(
                        BackendError(
                            code: .timeout, message: "the server did not confirm that one listens",
                            place: configuration.place)))
            }
            defer { watch.cancel() }
            try await ready.value()
        } catch {
            connection.close()
            throw error
        }
        return connection
    }
}
