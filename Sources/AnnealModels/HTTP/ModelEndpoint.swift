internal import AnnealFoundation
internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// The address of a model's server and how to speak to it; knows HTTP and nothing of the API.
struct ModelEndpoint: Sendable {
    /// The longest body of an answer that is not a stream.
    static let longestBody = 16 << 20

    var transport: ModelTransport
    /// The address without a slash at its end.
    var base: String
    /// Headers of every request, the key among them.
    var headers: [(name: String, value: String)]
    var timeouts: ModelTimeouts
    var retry: RetryPolicy

    /// The address without the version of the API at its end: where llama.cpp and Ollama have calls of their own.
    var root: String { base.hasSuffix("/v1") ? String(base.dropLast(3)) : base }

    /// Makes a short request and reads the whole answer; tried again where that helps.
    ///
    /// - Parameters:
    ///   - url: the full address.
    ///   - body: JSON to post; without it the request is a GET.
    ///   - retry: another policy than the endpoint's own.
    /// - Returns: the answer's JSON.
    /// - Throws: `ModelError`, `CancellationError`.
    func json(_ url: String, body: Data? = nil, retry: RetryPolicy? = nil) async throws -> JSONValue {
        try await (retry ?? self.retry).repeating {
            let activity = Activity(first: timeouts.shortRequest, silence: timeouts.shortRequest)
            return try await mapping(url) {
                try await watching(activity) {
                    let response = try await open(url, body: body, accept: "application/json")
                    return try await Self.parse(response.body.collect(upTo: Self.longestBody), url: url)
                }
            }
        }
    }

    /// Posts a request and hands out the events of the answer as they come.
    ///
    /// - Parameters:
    ///   - url: the full address.
    ///   - body: JSON to post.
    ///   - activity: what watches for silence.
    ///   - receive: takes one event and tells whether more are wanted; an answer in one piece comes as one event.
    /// - Throws: `ModelError`, `CancellationError`, and what `receive` throws.
    func events(
        _ url: String, body: Data, activity: Activity,
        receive: @escaping @Sendable (ServerSentEvent) throws -> Bool
    ) async throws {
        try await mapping(url) {
            try await watching(activity) {
                let response = try await open(url, body: body, accept: "text/event-stream")
                activity.heard()
                let type = response.headers.first(name: "content-type") ?? ""
                if type.lowercased().hasPrefix("application/json") {
                    let bytes = try await response.body.collect(upTo: Self.longestBody)
                    _ = try receive(ServerSentEvent(name: "message", data: String(buffer: bytes)))
                    return
                }
                var parser = ServerSentEventParser()
                for try await chunk in response.body {
                    activity.heard()
                    for event in try parser.take(chunk.readableBytesView) where try !receive(event) { return }
                }
            }
        }
    }

    private func open(_ url: String, body: Data?, accept: String) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: url)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.headers.add(name: "accept", value: accept)
        request.headers.add(name: "user-agent", value: "anneal")
        // A server on this machine can go on with the trace; others are not told of it.
        if let trace = TraceHeader.current, RemoteModelConfiguration.isLoopback(base) {
            request.headers.add(name: "traceparent", value: trace)
        }
        if let body {
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let response = try await transport.client.execute(request, deadline: .distantFuture)
        guard (200..<300).contains(response.status.code) else {
            let bytes = try? await response.body.collect(upTo: 1 << 20)
            let text = bytes.map { String(buffer: $0) } ?? ""
            throw HTTPFailure(
                status: Int(response.status.code), body: (try? JSONValue(parsing: text)) ?? .string(text),
                retryAfter: response.headers.first(name: "retry-after"), place: url)
        }
        return response
    }

    private static func parse(_ bytes: ByteBuffer, url: String) throws -> JSONValue {
        do {
            return try JSONValue(parsing: String(buffer: bytes))
        } catch {
            throw ModelError(
                code: .malformedAnswer, message: "the server's answer is not JSON", place: url,
                remedy: "check that the address is that of a model server")
        }
    }

    /// Turns what the HTTP client throws into errors of this module.
    private func mapping<Result>(_ url: String, _ operation: () async throws -> Result) async throws -> Result {
        do {
            return try await operation()
        } catch {
            try Task.checkCancellation()
            switch error {
            case let error as ModelError: throw error
            case let failure as HTTPFailure: throw failure.modelError(now: retry.now())
            case is CancellationError: throw error
            case is Silence: throw hung(url)
            case is ServerSentEventParser.TooLong:
                throw ModelError(
                    code: .malformedAnswer, message: "the server sent an event without end", place: url,
                    remedy: "check that the address is that of a model server")
            default:
                // Of a header that cannot be sent the description would tell the value, which may be a key.
                let words = (error as? HTTPClientError)?.shortDescription ?? "\(error)"
                throw ModelError(
                    code: .unreachable, message: "the connection failed: \(words)", place: url,
                    remedy: "check that the server runs and the address is right")
            }
        }
    }

    private func hung(_ url: String) -> ModelError {
        ModelError(
            code: .hung,
            message: "the server keeps silent (limits: \(timeouts.firstByte.readable) to the first byte, "
                + "\(timeouts.betweenPieces.readable) between pieces)",
            place: url, remedy: "look at the server's load and log")
    }
}
