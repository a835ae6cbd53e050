/// How long a model's server may keep silent before it counts as hung.
public struct ModelTimeouts: Sendable, Hashable {
    /// Until the first byte of an answer; a server that works off a queue or reads a long prompt needs time.
    public var firstByte: Duration
    /// From one piece of an answer to the next.
    public var betweenPieces: Duration
    /// For a short question such as a list of models, from start to end.
    public var shortRequest: Duration

    /// Creates limits.
    public init(
        firstByte: Duration = .seconds(180), betweenPieces: Duration = .seconds(90),
        shortRequest: Duration = .seconds(20)
    ) {
        self.firstByte = firstByte
        self.betweenPieces = betweenPieces
        self.shortRequest = shortRequest
    }

    /// For a service of many machines.
    public static let remote = ModelTimeouts()

    /// For a server on this machine: a prompt of thousands of tokens takes minutes on few cores, and while the server
    /// reads one prompt the answers in its other slots stand still.
    public static let local = ModelTimeouts(
        firstByte: .seconds(900), betweenPieces: .seconds(300), shortRequest: .seconds(60))
}
