/// How long a question and its answer take.
enum RoundTrip {
    /// Asks five times, on a connection that is there already.
    ///
    /// - Parameters:
    ///   - isolation: the caller's isolation.
    ///   - ask: the question.
    /// - Returns: the median.
    /// - Throws: what the question throws.
    static func median<Failure: Error>(
        isolation: isolated (any Actor)? = #isolation, _ ask: () async throws(Failure) -> Void
    ) async throws(Failure) -> Duration {
        var times: [Duration] = []
        for _ in 0..<5 {
            let start = ContinuousClock.now
            try await ask()
            times.append(ContinuousClock.now - start)
        }
        return times.sorted()[times.count / 2]
    }
}
