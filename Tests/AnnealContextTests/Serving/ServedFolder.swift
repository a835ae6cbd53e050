import AnnealContext
import AnnealEvents
import AnnealFoundation
import AnnealSafety
import AnnealServing
import AnnealTesting

/// A made-up repository that is served on a free port, and a client for it.
struct ServedFolder: Sendable {
    let service: ContextService
    let client: ServiceClient
    let log: InMemoryEventLog

    static func with(
        _ files: [String: String], embedder: (any TextEmbedder)? = nil, redactor: Redactor? = nil,
        limits: ConnectionLimits = ConnectionLimits(),
        _ body: @Sendable (ServedFolder) async throws -> Void
    ) async throws {
        try await PackedFolder.with(files) { folder in
            let log = InMemoryEventLog()
            let service = ContextService(
                index: folder.index, counter: EstimatedTokens(), log: log, embedder: embedder, redactor: redactor)
            let routes = ContextRoutes(service: service, version: "1.2.3")
            let token = "a-token-for-tests"
            let server = try await ServiceServer(
                routes, refusals: routes.refusals, command: "anneal context serve", port: 0, token: token,
                limits: limits)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await server.serve() }
                defer { tasks.cancelAll() }
                let client = ServiceClient(address: server.address, token: token)
                try await body(ServedFolder(service: service, client: client, log: log))
            }
        }
    }

    /// Sends a request; without a body it is a GET.
    func send(
        _ path: String, _ body: JSONValue? = nil, text: String? = nil, headers: [String: String] = [:],
        withToken: Bool = true
    ) async throws -> ServiceClient.Answer {
        try await client.send(path, body, text: text, headers: headers, withToken: withToken)
    }
}
