internal import AsyncHTTPClient
internal import NIOCore

/// The HTTP connections to model servers: HTTP/1.1, plain or with TLS, kept open between requests.
///
/// One is enough for a process, `ModelTransport.shared`; it opens nothing until the first request and lives as long as
/// the process. Whoever creates another shuts it down.
public final class ModelTransport: Sendable {
    /// The process's own.
    public static let shared = ModelTransport()

    let client: HTTPClient

    /// Creates a transport.
    ///
    /// - Parameter connectTimeout: how long a connection may take to come about.
    public init(connectTimeout: Duration = .seconds(10)) {
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        // A redirect would carry the key to an address that nobody chose.
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .nanoseconds(Int64(connectTimeout / .nanoseconds(1))))
        // Retries are the caller's business: a refused connection has to be told at once.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.idleTimeout = .seconds(30)
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes all connections; requests under way fail.
    ///
    /// - Throws: an error of the HTTP client when it was shut down before.
    public func shutdown() async throws { try await client.shutdown() }
}
