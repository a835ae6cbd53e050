internal import AnnealFoundation
internal import NIOHTTP1

/// The registry in Consul: a service of the agent with a check that has to be passed in time.
///
/// What is not passed in time is not found any more, and the agent takes it out a minute later at the earliest.
///
/// Source: the HTTP API on developer.hashicorp.com: agent services, agent checks, health.
public struct ConsulRegistry: ServiceRegistry {
    /// The registry's name.
    public let name = "consul"
    private let configuration: RegistryConfiguration
    private let asker: HTTPAsker

    /// Creates a registry; it connects with the first request.
    ///
    /// - Parameter configuration: how to reach the agent.
    /// - Throws: `BackendError` with the code `address` when certificates cannot be used.
    public init(_ configuration: RegistryConfiguration) throws(BackendError) {
        self.configuration = configuration
        asker = try configuration.asker(headers: configuration.password.map { ["x-consul-token": $0] } ?? [:])
    }

    /// The server as errors name it.
    public var place: String { configuration.place }

    /// Registers a service; see `ServiceRegistry`.
    @discardableResult
    public func register(
        _ service: RegisteredService, timeToLive: Duration
    ) async throws(BackendError) -> ServiceRegistration {
        try service.check()
        let seconds = Int(timeToLive.seconds.rounded(.up))
        let body: JSONValue = [
            "ID": .string(service.id), "Name": .string(service.name), "Address": .string(service.address),
            "Port": .int(service.port), "Tags": .array(service.tags.map { .string($0) }),
            "Check": [
                "TTL": .string("\(seconds)s"), "Status": "passing",
                "DeregisterCriticalServiceAfter": .string("\(max(60, 4 * seconds))s"),
            ],
        ]
        guard let text = try? CanonicalJSON.string(body) else {
            throw BackendError(code: .usage, message: "the service is no JSON", place: place)
        }
        try check(await ask(.PUT, "/v1/agent/service/register", text))
        return ServiceRegistration(service: service, lease: "service:\(service.id)")
    }

    /// Says that a service is alive; see `ServiceRegistry`.
    public func keepAlive(_ registration: ServiceRegistration) async throws(BackendError) -> Bool {
        let answer = try await ask(.PUT, "/v1/agent/check/pass/\(registration.lease)")
        // Older agents answer 500 for a check that they do not have.
        if answer.status == 404 || answer.text.contains("does not have associated TTL") { return false }
        try check(answer)
        return true
    }

    /// Takes a service out; see `ServiceRegistry`.
    public func deregister(_ registration: ServiceRegistration) async throws(BackendError) {
        let answer = try await ask(.PUT, "/v1/agent/service/deregister/\(registration.service.id)")
        if answer.status != 404 { try check(answer) }
    }

    /// The services of a name; see `ServiceRegistry`.
    public func services(named name: String) async throws(BackendError) -> [RegisteredService] {
        guard RegisteredService.isAllowed(name) else { return [] }
        let answer = try await ask(.GET, "/v1/health/service/\(name)?passing=true")
        try check(answer)
        guard let entries = answer.json?.arrayValue else {
            throw BackendError(
                code: .malformed, message: "the agent answered with something else than services", place: place)
        }
        return entries.compactMap { entry -> RegisteredService? in
            guard let service = entry["Service"], let id = service["ID"]?.stringValue,
                let port = service["Port"]?.intValue
            else { return nil }
            let own = service["Address"]?.stringValue ?? ""
            return RegisteredService(
                name: name, id: id, address: own.isEmpty ? entry["Node"]?["Address"]?.stringValue ?? "" : own,
                port: port, tags: (service["Tags"]?.arrayValue ?? []).compactMap(\.stringValue))
        }.sorted { $0.id < $1.id }
    }

    /// Asks what the agent is; see `ServiceRegistry`.
    public func health() async throws(BackendError) -> RegistryHealth {
        let roundTrip = try await RegistryHealth.roundTrip { () async throws(BackendError) in
            try check(await ask(.GET, "/v1/status/leader"))
        }
        let answer = try await ask(.GET, "/v1/agent/self")
        // A token for services alone may not see the agent; one that is not known is refused everywhere.
        if answer.status == 403, !answer.text.contains("ACL not found") {
            return RegistryHealth(version: nil, roundTrip: roundTrip)
        }
        try check(answer)
        return RegistryHealth(version: answer.json?["Config"]?["Version"]?.stringValue, roundTrip: roundTrip)
    }

    private func ask(
        _ method: HTTPMethod, _ path: String, _ body: String? = nil
    ) async throws(BackendError) -> HTTPAsker.Answer {
        try await asker.ask(method, (configuration.bases.first ?? "") + path, body: body)
    }

    private func check(_ answer: HTTPAsker.Answer) throws(BackendError) {
        guard !answer.isGood else { return }
        let words = answer.text.split(whereSeparator: \.isNewline).first.map { ": \($0.prefix(200))" } ?? ""
        switch answer.status {
        case 401, 403:
            throw BackendError(
                code: .authentication, message: "Consul does not let us in\(words)", place: place,
                remedy: "export a token as \(RegistryConfiguration.tokenVariable) that may write these services",
                reply: "\(answer.status)")
        case 429, 500..<600:
            throw BackendError(
                code: .unavailable, message: "the agent cannot answer now (\(answer.status))\(words)", place: place,
                remedy: "see the agent's log, and whether the cluster has a leader", reply: "\(answer.status)")
        default:
            throw BackendError(
                code: .refused, message: "Consul refused (\(answer.status))\(words)", place: place,
                remedy: "see that the address is that of Consul's agent", reply: "\(answer.status)")
        }
    }
}
