internal import AnnealFoundation
internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// Asks servers that speak JSON over HTTP. One pool of connections for the process, which opens nothing before the first
/// request; what a server redirects to is not followed, since keys would go along.
struct HTTPAsker: Sendable {
    /// What a server answered, whatever the status.
    struct Answer: Sendable {
        /// The status.
        var status: Int
        /// The body.
        var text: String
        /// How long the server asks to be left alone, from `Retry-After`.
        var pause: Duration?

        /// Whether the status is one of success.
        var isGood: Bool { (200..<300).contains(status) }
        /// The body as JSON; `nil` where it is none.
        var json: JSONValue? { try? JSONValue(parsing: text) }
    }

    /// Headers of every request, keys among them.
    var headers: [String: String] = [:]
    /// How long an answer may take, the connection included.
    var timeout: Duration
    /// How connections to `https` are encrypted; with the system's certificates when `nil`.
    var encryption: TLSConfiguration?
    /// The server as errors name it.
    var place: String

    /// Bytes of an answer at most.
    private static let limit = 16 << 20

    private static let shared: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(2))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.idleTimeout = .seconds(30)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Asks something.
    ///
    /// - Parameters:
    ///   - method: what is done.
    ///   - url: the whole address.
    ///   - body: JSON, where something is sent.
    /// - Returns: the answer, whatever its status.
    /// - Throws: `BackendError` when none came: `unavailable` when no connection came about, `timeout` or `lost` when the
    ///   request may have taken effect.
    func ask(_ method: HTTPMethod, _ url: String, body: String? = nil) async throws(BackendError) -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = method
        request.tlsConfiguration = encryption
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.headers.replaceOrAdd(name: "user-agent", value: "anneal")
        if let body {
            request.headers.replaceOrAdd(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let complete = request
        do {
            // The client's own deadline ends with the answer's head: the body counts, too.
            let answer = try await Deadline.run(until: .now + timeout) {
                let response = try await Self.shared.execute(complete, deadline: .distantFuture)
                let bytes = try await response.body.collect(upTo: Self.limit)
                let pause = response.headers.first(name: "retry-after").flatMap { Int($0) }
                return Answer(
                    status: Int(response.status.code), text: String(buffer: bytes),
                    pause: pause.map { .seconds(max(0, $0)) })
            }
            guard let answer else { throw HTTPClientError.deadlineExceeded }
            return answer
        } catch {
            throw failure(of: error)
        }
    }

    private func failure(of error: any Error) -> BackendError {
        func failure(_ code: BackendError.Code, _ message: String, _ remedy: String? = nil) -> BackendError {
            BackendError(code: code, message: message, place: place, remedy: remedy)
        }
        let remedy = "see whether the server runs and listens there"
        if let known = error as? HTTPClientError {
            switch known {
            case .cancelled: return failure(.cancelled, "the task was cancelled")
            case .connectTimeout: return failure(.unavailable, "no connection comes about in time", remedy)
            case .deadlineExceeded, .readTimeout:
                return failure(.timeout, "no answer came in \(timeout.readable)", remedy)
            // Its whole description would tell the value of a header that cannot be sent, which may be a key.
            default: return failure(.lost, "the connection broke (\(known.shortDescription))", remedy)
            }
        }
        let words = "\(error)".prefix(200)
        switch error {
        case is CancellationError: return failure(.cancelled, "the task was cancelled")
        case is NIOTooManyBytesError: return failure(.malformed, "the answer has more than \(Self.limit >> 20) MB")
        case is NIOConnectionError, is IOError:
            return failure(.unavailable, "no connection could be made: \(words)", remedy)
        case is NIOSSLError, is NIOSSLExtraError:
            return failure(
                .unavailable, "no encrypted connection could be made: \(words)",
                "see that the server speaks TLS there, and that its certificate is trusted and has its name")
        default: return failure(.lost, "the connection broke: \(words)", remedy)
        }
    }
}
