/// What is answered at which address. Whoever asks has been let in already.
public protocol ServiceRoutes: Sendable {
    /// Answers a request; an error is an answer, too.
    ///
    /// - Parameter request: the request.
    /// - Returns: the answer.
    func answer(_ request: ServiceRequest) async -> ServiceAnswer
}

/// Counts what a server turned away before its routes saw it.
public protocol RefusalCounting: Sendable {
    /// A request without the token, or from elsewhere.
    func refused()
    /// A connection beyond the limit.
    func refusedConnection()
}
