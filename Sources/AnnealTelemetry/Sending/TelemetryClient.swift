internal import AnnealFoundation
internal import AsyncHTTPClient
public import Foundation
internal import NIOCore
internal import NIOHTTP1

/// Posts to servers of telemetry. One connection pool for the process, which opens nothing before the first request; its
/// requests make no spans of their own.
public struct TelemetryClient: Sendable {
    /// An answer with status 2xx.
    public struct Answer: Sendable {
        /// The status.
        public var status: Int
        /// The body, or of a long one the beginning.
        public var body: String
        /// The headers by lower-case name.
        public var headers: [String: String]
    }

    /// How long a request may take.
    public var timeout: Duration
    /// Headers of every request, keys among them.
    public var headers: [String: String]
    /// The answers' statuses that say that the same can be sent again.
    public var retryable: Set<Int>

    /// Creates a client.
    public init(
        timeout: Duration = .seconds(10), headers: [String: String] = [:], retryable: Set<Int> = [429, 502, 503, 504]
    ) {
        self.timeout = timeout
        self.headers = headers
        self.retryable = retryable
    }

    private static let shared: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        // A redirect would carry keys to an address that nobody chose.
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(2))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.idleTimeout = .seconds(30)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Asks something.
    ///
    /// - Parameters:
    ///   - url: the full address.
    ///   - body: what to post; without it the request is a GET.
    ///   - type: what the body is.
    ///   - encoding: how it is packed.
    /// - Returns: the answer.
    /// - Throws: `SendingFailure` for anything but an answer with status 2xx.
    public func ask(
        _ url: String, body: Data? = nil, type: String = "application/json", encoding: String? = nil
    ) async throws(SendingFailure) -> Answer {
        var request = HTTPClientRequest(url: url)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.headers.replaceOrAdd(name: "user-agent", value: "anneal")
        if let body {
            request.method = .POST
            request.headers.replaceOrAdd(name: "content-type", value: type)
            if let encoding { request.headers.add(name: "content-encoding", value: encoding) }
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let complete = request
        do {
            // The client's own deadline ends with the answer's head: the body counts, too.
            let told = try await Deadline.run(until: .now + timeout) {
                let response = try await Self.shared.execute(complete, deadline: .distantFuture)
                // Of a longer answer the beginning says what matters.
                var bytes = ByteBuffer()
                for try await piece in response.body {
                    bytes.writeImmutableBuffer(piece)
                    if bytes.readableBytes >= 1 << 16 { break }
                }
                return (Int(response.status.code), response.headers, String(buffer: bytes))
            }
            guard let (status, headers, text) = told else { throw HTTPClientError.deadlineExceeded }
            return try answer(status, headers, text)
        } catch let failure as SendingFailure {
            throw failure
        } catch {
            throw SendingFailure(Self.words(error), isRetryable: true)
        }
    }

    private func answer(_ status: Int, _ headers: HTTPHeaders, _ body: String) throws(SendingFailure) -> Answer {
        guard (200..<300).contains(status) else {
            let pause = headers.first(name: "retry-after").flatMap { Int($0) }.map { Duration.seconds(max(0, $0)) }
            let words = body.split(whereSeparator: \.isNewline).first.map { ": \($0.prefix(200))" } ?? ""
            throw SendingFailure(
                "it answered \(status)\(words)", isRetryable: retryable.contains(status), pause: pause)
        }
        let pairs = headers.map { ($0.name.lowercased(), $0.value) }
        return Answer(status: status, body: body, headers: Dictionary(pairs, uniquingKeysWith: { $1 }))
    }

    private static func words(_ error: any Error) -> String {
        if error is CancellationError { return "it was not waited for any longer" }
        switch error as? HTTPClientError {
        case .deadlineExceeded?, .readTimeout?: return "it does not answer in time"
        case .connectTimeout?: return "no connection comes about in time"
        case .cancelled?: return "it was not waited for any longer"
        // Its whole description would tell the value of a header that cannot be sent, which may be a key.
        case let known?: return "the connection failed (\(known.shortDescription))"
        case nil: return "the connection failed (\("\(error)".prefix(120)))"
        }
    }
}
