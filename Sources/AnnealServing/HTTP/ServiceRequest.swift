internal import NIOHTTP1

/// A request as routes see it.
public struct ServiceRequest: Sendable, Hashable {
    /// `GET`, `POST`, …
    public var method: String
    /// Without what follows a question mark.
    public var path: String
    /// By lower-case name; of several with the same name the first.
    public var headers: [String: String]
    /// The body; empty without one.
    public var body: String
    /// The server's own address.
    public var server: String

    /// Creates a request.
    ///
    /// - Parameters:
    ///   - method: `GET`, `POST`, …
    ///   - path: without what follows a question mark.
    ///   - headers: by lower-case name.
    ///   - body: empty without one.
    ///   - server: the server's own address.
    public init(method: String, path: String, headers: [String: String] = [:], body: String = "", server: String = "") {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
        self.server = server
    }

    init(_ head: HTTPRequestHead, body: String, server: String) {
        self.init(
            method: head.method.rawValue, path: String(head.uri.prefix { $0 != "?" }),
            headers: Dictionary(
                head.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first }),
            body: body, server: server)
    }
}
