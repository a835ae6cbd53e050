import AnnealFoundation
import AnnealServing
import AnnealTesting
import Synchronization

/// Routes that are served on a free port, and a client for them.
struct ServedRoutes: Sendable {
    let client: ServiceClient
    let refusals: CountedRefusals

    static func with(
        limits: ConnectionLimits = ConnectionLimits(), _ body: @Sendable (ServedRoutes) async throws -> Void
    ) async throws {
        let token = "a-token-for-tests"
        let refusals = CountedRefusals()
        let server = try await ServiceServer(
            EchoRoutes(), refusals: refusals, command: "anneal test serve", port: 0, token: token, limits: limits)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.serve() }
            defer { tasks.cancelAll() }
            let client = ServiceClient(address: server.address, token: token)
            try await body(ServedRoutes(client: client, refusals: refusals))
        }
    }
}

/// Counts what was turned away.
final class CountedRefusals: RefusalCounting {
    private let counts = Mutex((requests: 0, connections: 0))

    var requests: Int { counts.withLock { $0.requests } }
    var connections: Int { counts.withLock { $0.connections } }

    func refused() { counts.withLock { $0.requests += 1 } }
    func refusedConnection() { counts.withLock { $0.connections += 1 } }
}

/// Says what came, at once or late.
private struct EchoRoutes: ServiceRoutes {
    func answer(_ request: ServiceRequest) async -> ServiceAnswer {
        switch (request.method, request.path) {
        case ("GET", "/healthz"): return .json(["status": "ok"])
        case ("GET", "/slow"):
            try? await Task.sleep(for: .milliseconds(600))
            return ServiceAnswer(status: 200, type: "text/plain", body: "late")
        case ("POST", "/echo"):
            do { return .json(try ServiceCall.arguments(of: request)) } catch { return .failure(error, of: request) }
        default: return .unknown(request, paths: ["/healthz", "/slow", "/echo"])
        }
    }
}
