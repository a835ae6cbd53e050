/// What clients of a service may hold.
public struct ConnectionLimits: Sendable, Hashable {
    /// Connections at the same time; further ones are answered with status 503 and closed.
    public var connections: Int
    /// A connection on which nothing comes for so long is closed, unless an answer of this service is awaited on it; also
    /// then where the client has left so much of the answer unread that there is no room for more.
    public var idle: Duration

    /// Creates limits.
    ///
    /// - Parameters:
    ///   - connections: at least one.
    ///   - idle: more than nothing.
    public init(connections: Int = 64, idle: Duration = .seconds(60)) {
        self.connections = max(1, connections)
        self.idle = max(.milliseconds(1), idle)
    }
}
