import AnnealContext
import AnnealEvents
import AnnealFoundation
import AnnealTesting
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// A made-up repository that is served on a free port, and a client for it.
struct ServedFolder: Sendable {
    static let token = "a-token-for-tests"
    let service: ContextService
    let address: String
    let log: InMemoryEventLog

    static func with(
        _ files: [String: String], embedder: (any TextEmbedder)? = nil, limits: ConnectionLimits = ConnectionLimits(),
        _ body: @Sendable (ServedFolder) async throws -> Void
    ) async throws {
        try await PackedFolder.with(files) { folder in
            let log = InMemoryEventLog()
            let service = ContextService(index: folder.index, counter: EstimatedTokens(), log: log, embedder: embedder)
            let server = try await ContextServer(
                service: service, port: 0, token: token, version: "1.2.3", limits: limits)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await server.serve() }
                defer { tasks.cancelAll() }
                try await body(ServedFolder(service: service, address: server.address, log: log))
            }
        }
    }

    struct Answer: Sendable {
        var status: Int
        var body: String
        var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
    }

    /// Sends a request; without a body it is a GET.
    func send(
        _ path: String, _ body: JSONValue? = nil, text: String? = nil, headers: [String: String] = [:],
        withToken: Bool = true
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: address + path)
        if withToken { request.headers.add(name: "authorization", value: "Bearer \(Self.token)") }
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
