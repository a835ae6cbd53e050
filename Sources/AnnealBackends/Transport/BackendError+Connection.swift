/// What connections of every kind of server end with.
extension BackendError {
    /// Nothing came in time.
    static func late(_ place: String) -> BackendError {
        BackendError(
            code: .timeout, message: "the server did not answer in time", place: place,
            remedy: "see how busy it is, or give it more time with ?timeout=10s")
    }

    /// The other end hung up.
    static func hungUp(_ place: String) -> BackendError {
        BackendError(
            code: .lost, message: "the connection broke while an answer was awaited", place: place,
            remedy: "see whether the server runs; the next request connects anew")
    }

    /// The connection itself failed.
    static func broken(_ place: String, by error: any Error) -> BackendError {
        BackendError(
            code: .lost, message: "the connection broke: \(error)", place: place,
            remedy: "see whether the server runs, and whether it wants TLS")
    }

    /// Nothing of a request left: it can go over another connection.
    ///
    /// - Parameters:
    ///   - place: the server.
    ///   - reason: why the connection ended, where that is known.
    ///   - error: what is told in its place.
    /// - Returns: the error.
    static func notSent(
        _ place: String, because reason: BackendError?, or error: (any Error)? = nil
    ) -> BackendError {
        let gone = "the connection is gone" + (error.map { ": \($0)" } ?? "")
        return BackendError(
            code: .unavailable, message: reason?.message ?? gone, place: place,
            remedy: reason?.remedy ?? "see whether the server runs and listens there")
    }
}
