public import AnnealFoundation
internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// Asks a service of Anneal over HTTP.
public struct ServiceClient: Sendable {
    /// The service's address.
    public let address: String
    /// Sent with every request that does not leave it out.
    public let token: String

    /// Creates a client.
    ///
    /// - Parameters:
    ///   - address: the service's address.
    ///   - token: what it asks for.
    public init(address: String, token: String) {
        self.address = address
        self.token = token
    }

    /// What the service answered.
    public struct Answer: Sendable {
        /// The status.
        public var status: Int
        /// The body.
        public var body: String
        /// The body as JSON; `null` where it is none.
        public var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
    }

    /// Sends a request; without a body it is a GET.
    ///
    /// - Parameters:
    ///   - path: the path.
    ///   - body: what is posted.
    ///   - text: the same as it is, in place of `body`.
    ///   - headers: in place of those of the same name.
    ///   - withToken: whether the token is sent.
    /// - Returns: the answer.
    /// - Throws: when the service cannot be reached within half a minute.
    public func send(
        _ path: String, _ body: JSONValue? = nil, text: String? = nil, headers: [String: String] = [:],
        withToken: Bool = true
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: address + path)
        if withToken { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        if let body = try text ?? body.map({ try CanonicalJSON.string($0) }) {
            request.method = .POST
            request.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return Answer(status: Int(response.status.code), body: String(buffer: bytes))
    }
}
