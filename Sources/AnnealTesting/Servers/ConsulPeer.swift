internal import AnnealFoundation
internal import Synchronization

/// A stand-in for Consul's agent, with the calls that its documentation describes for services and checks with a time to
/// live. Time passes in it when a test says so.
public final class ConsulPeer: Sendable {
    private struct Service {
        var body: JSONValue
        var timeToLive: Int
        var passed: Int
        var isPassing = true
    }

    private struct State {
        var services: [String: Service] = [:]
        var seconds = 0
        var status: Int?
    }

    private let token: String?
    private let state = Mutex(State())

    /// Creates an agent.
    ///
    /// - Parameter token: what it wants to hear; anything when `nil`.
    public init(token: String? = nil) { self.token = token }

    /// The identifiers of its services, whether they pass or not.
    public var identifiers: Set<String> { state.withLock { Set($0.services.keys) } }

    /// Lets time pass.
    ///
    /// - Parameter seconds: how much.
    public func advance(seconds: Int) { state.withLock { $0.seconds += seconds } }

    /// Loses everything, as an agent without its folder does.
    public func forget() { state.withLock { $0.services = [:] } }

    /// Answers everything with a status, or as it should.
    ///
    /// - Parameter status: the status; `nil` for the right answers.
    public func fail(with status: Int?) { state.withLock { $0.status = status } }

    /// Runs an agent while a closure runs.
    ///
    /// - Parameters:
    ///   - isolation: the caller's isolation.
    ///   - body: gets the address, `consul://127.0.0.1:PORT`, and the server.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or an error when no port can be had.
    public func running<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: (String, HTTPPeer) async throws -> Result
    ) async throws -> Result {
        try await HTTPPeer.serving({ self.answer($0) }) { peer in
            try await body("consul://127.0.0.1:\(peer.port)", peer)
        }
    }

    private func answer(_ request: HTTPPeer.Request) -> HTTPPeer.Answer {
        if let status = state.withLock({ $0.status }) { return HTTPPeer.Answer(status, "the test wants this") }
        if let token, request.headers["x-consul-token"] != token, request.path != "/v1/status/leader" {
            let isKnown = request.headers["x-consul-token"] == nil
            return HTTPPeer.Answer(403, isKnown ? "Permission denied" : "ACL not found")
        }
        let last = request.path.split(separator: "/").last.map(String.init) ?? ""
        switch (request.method, request.path.dropLast(last.count)) {
        case ("GET", "/v1/status/"): return HTTPPeer.Answer(200, "\"127.0.0.1:8300\"")
        case ("GET", "/v1/agent/"): return HTTPPeer.Answer(200, ["Config": ["Version": "1.20.1"]])
        case ("PUT", "/v1/agent/service/"): return register(request.json)
        case ("PUT", "/v1/agent/check/pass/"): return pass(last)
        case ("PUT", "/v1/agent/service/deregister/"):
            let isKnown = state.withLock { $0.services.removeValue(forKey: last) != nil }
            return isKnown ? HTTPPeer.Answer() : HTTPPeer.Answer(404, "Unknown service ID \"\(last)\"")
        case ("GET", "/v1/health/service/") where request.query == "passing=true":
            return HTTPPeer.Answer(200, .array(passing(last)))
        default: return HTTPPeer.Answer(400, "this is not known here")
        }
    }

    private func register(_ body: JSONValue) -> HTTPPeer.Answer {
        guard let id = body["ID"]?.stringValue, body["Name"]?.stringValue != nil,
            let text = body["Check"]?["TTL"]?.stringValue, text.hasSuffix("s"), let seconds = Int(text.dropLast())
        else { return HTTPPeer.Answer(400, "Invalid service") }
        state.withLock { state in
            state.services[id] = Service(
                body: body, timeToLive: seconds, passed: state.seconds,
                isPassing: body["Check"]?["Status"] == "passing")
        }
        return HTTPPeer.Answer()
    }

    private func pass(_ check: String) -> HTTPPeer.Answer {
        let id = String(check.dropFirst("service:".count))
        let isKnown = state.withLock { state in
            guard state.services[id] != nil else { return false }
            state.services[id]?.passed = state.seconds
            state.services[id]?.isPassing = true
            return true
        }
        return isKnown ? HTTPPeer.Answer() : HTTPPeer.Answer(404, "Unknown check ID \"\(check)\"")
    }

    private func passing(_ name: String) -> [JSONValue] {
        state.withLock { state in
            let now = state.seconds
            let alive = state.services.values.filter {
                $0.body["Name"]?.stringValue == name && $0.isPassing && now - $0.passed < $0.timeToLive
            }
            return alive.map { service -> JSONValue in
                [
                    "Node": ["Address": "10.0.0.9"],
                    "Service": [
                        "ID": service.body["ID"] ?? .null, "Service": .string(name),
                        "Address": service.body["Address"] ?? "", "Port": service.body["Port"] ?? .null,
                        "Tags": service.body["Tags"] ?? .null,
                    ],
                ]
            }
        }
    }
}
