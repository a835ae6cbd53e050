/// What commands can be given to: one server, or a cluster of them.
public protocol RedisExecutor: Sendable {
    /// Sends commands together and gives all of their replies, in order.
    ///
    /// - Parameter commands: the commands; they do not wait for one another's replies.
    /// - Returns: as many replies; an error that the server gave to one of them is among them.
    /// - Throws: `BackendError` when the replies did not all come.
    func pipeline(_ commands: [RedisCommand]) async throws(BackendError) -> [RedisValue]

    /// All keys that begin with a text. Complexity: O(all keys of the server).
    ///
    /// - Parameter prefix: the text.
    /// - Returns: the keys, each once, in no order.
    /// - Throws: `BackendError`.
    func keys(withPrefix prefix: String) async throws(BackendError) -> [String]

    /// Another one to the same servers, with connections of its own: for commands that let the server wait.
    func separate() -> any RedisExecutor

    /// Closes all connections; nothing can be asked any more.
    func close()

    /// What errors call it.
    var place: String { get }
}

extension RedisExecutor {
    /// Sends one command.
    ///
    /// - Parameter command: the command.
    /// - Returns: its reply, which is no error.
    /// - Throws: `BackendError`, also for an error that the server gives.
    @discardableResult
    public func execute(_ command: RedisCommand) async throws(BackendError) -> RedisValue {
        let reply = try await pipeline([command]).first ?? .null
        if case .error(let text) = reply { throw BackendError.refused(text, place: place) }
        return reply
    }

    /// Sends commands together, none of which may fail.
    ///
    /// - Parameter commands: the commands.
    /// - Returns: as many replies.
    /// - Throws: `BackendError`, also for the first error that the server gives.
    @discardableResult
    public func executeAll(_ commands: [RedisCommand]) async throws(BackendError) -> [RedisValue] {
        let replies = try await pipeline(commands)
        for case .error(let text) in replies { throw BackendError.refused(text, place: place) }
        return replies
    }
}

extension RedisExecutor {
    /// Walks through the keys of one server.
    func scan(
        prefix: String, asking: (RedisCommand) async throws(BackendError) -> RedisValue
    ) async throws(BackendError) -> Set<String> {
        // The characters that a pattern gives a meaning to.
        let pattern = String(prefix.flatMap { "*?[]\\^".contains($0) ? ["\\", $0] : [$0] }) + "*"
        var keys: Set<String> = []
        var cursor = "0"
        repeat {
            let command = RedisCommand(
                ["SCAN", .text(cursor), "MATCH", .text(pattern), "COUNT", 1000], isRepeatable: true)
            let reply = try await asking(command)
            guard let parts = reply.elements, parts.count == 2, let next = parts[0].text,
                let found = parts[1].elements
            else { throw BackendError(code: .malformed, message: "SCAN gave something else", place: place) }
            keys.formUnion(found.compactMap(\.text))
            cursor = next
        } while cursor != "0"
        return keys
    }
}
