public import AnnealFoundation

/// An answer before it is written.
public struct ServiceAnswer: Sendable {
    /// The status, such as 200.
    public var status: Int
    /// The value of `Content-Type`; empty for an answer without a body.
    public var type: String
    /// Further headers.
    public var headers: [(String, String)] = []
    /// The body.
    public var body: String

    /// Creates an answer.
    ///
    /// - Parameters:
    ///   - status: such as 200.
    ///   - type: the value of `Content-Type`; empty for an answer without a body.
    ///   - body: the body.
    public init(status: Int, type: String = "application/json", body: String) {
        self.status = status
        self.type = type
        self.body = body
    }

    /// A JSON value.
    ///
    /// - Parameters:
    ///   - value: the value.
    ///   - status: such as 200.
    /// - Returns: the answer.
    public static func json(_ value: JSONValue, status: Int = 200) -> ServiceAnswer {
        ServiceAnswer(status: status, body: (try? CanonicalJSON.string(value)) ?? "null")
    }

    /// An error as a JSON object with `message`, `place` and `remedy`.
    ///
    /// - Parameters:
    ///   - status: such as 400.
    ///   - error: what happened, where, what to do.
    /// - Returns: the answer.
    public static func error(_ status: Int, _ error: any DescribedError) -> ServiceAnswer {
        var members: [String: JSONValue] = ["message": .string(error.message)]
        members["place"] = error.place.map { .string($0) }
        members["remedy"] = error.remedy.map { .string($0) }
        return json(.object(members), status: status)
    }

    /// What a request gets that failed: 400 for what the client can mend, otherwise 500.
    ///
    /// - Parameters:
    ///   - error: what a call threw.
    ///   - request: the request.
    /// - Returns: the answer.
    public static func failure(_ error: any Error, of request: ServiceRequest) -> ServiceAnswer {
        guard let described = error as? any DescribedError else {
            return .error(500, ServiceError(message: "\(error)", place: request.path))
        }
        return .error(described.exitCode == .failure ? 500 : 400, described)
    }

    /// What a request gets that no route is for: 405 where the path is known with another method, otherwise 404.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - paths: every path that is answered.
    /// - Returns: the answer.
    public static func unknown(_ request: ServiceRequest, paths: [String]) -> ServiceAnswer {
        .error(
            paths.contains(request.path) ? 405 : 404,
            ServiceError(
                message: "\(request.method) \(request.path) is not answered", place: request.path,
                remedy: "look at /openapi.json"))
    }
}
