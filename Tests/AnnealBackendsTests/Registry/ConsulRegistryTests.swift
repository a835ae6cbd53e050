import AnnealBackends
import AnnealFoundation
import AnnealTesting
import Testing

/// The registry against a stand-in for the agent.
@Suite("The registry in Consul") struct ConsulRegistryTests {
    private static func service(_ id: String, address: String = "127.0.0.1") -> RegisteredService {
        RegisteredService(name: "anneal-test", id: id, address: address, port: 8001, tags: ["anneal"])
    }

    @Test("finds what was registered and is alive, and not what was taken out") func found() async throws {
        let agent = ConsulPeer()
        try await agent.running { address, peer in
            let registry = try RegistryConfiguration(address).registry()
            let one = try await registry.register(Self.service("one"), timeToLive: .seconds(15))
            let two = try await registry.register(Self.service("two"), timeToLive: .seconds(15))
            #expect(try await registry.services(named: "anneal-test") == [Self.service("one"), Self.service("two")])
            #expect(try await registry.services(named: "other").isEmpty)
            agent.advance(seconds: 10)
            #expect(try await registry.keepAlive(one))
            agent.advance(seconds: 10)
            #expect(try await registry.services(named: "anneal-test").map(\.id) == ["one"])
            // Late, and still known: it is found again.
            #expect(try await registry.keepAlive(two))
            #expect(try await registry.services(named: "anneal-test").map(\.id) == ["one", "two"])
            try await registry.deregister(one)
            try await registry.deregister(one)
            #expect(agent.identifiers == ["two"])
            agent.forget()
            #expect(try await !registry.keepAlive(two))
            let sent = try #require(peer.requests.first { $0.path == "/v1/agent/service/register" })
            #expect(sent.json["Check"]?["DeregisterCriticalServiceAfter"] == "60s")
            #expect(sent.headers["x-consul-token"] == nil)
        }
    }

    @Test("sends its token, tells one that is wrong, and does without the version where it may not ask") func token()
        async throws
    {
        let agent = ConsulPeer(token: "t0ken")
        try await agent.running { address, _ in
            let registry = try RegistryConfiguration(address, environment: ["ANNEAL_CONSUL_TOKEN": "t0ken"]).registry()
            try await registry.register(Self.service("one"), timeToLive: .seconds(15))
            let health = try await registry.health()
            #expect(health.version == "1.20.1" && health.roundTrip > .zero)
            let nameless = try RegistryConfiguration(address).registry()
            #expect(try await nameless.health().version == nil)
            let stranger = try RegistryConfiguration(address, environment: ["ANNEAL_CONSUL_TOKEN": "wr0ng"]).registry()
            for registry in [nameless, stranger] {
                let error = await #expect(throws: BackendError.self) {
                    try await registry.register(Self.service("two"), timeToLive: .seconds(15))
                }
                #expect(error?.code == .authentication && error?.description.contains("wr0ng") == false)
                #expect(error?.remedy?.contains("ANNEAL_CONSUL_TOKEN") == true)
            }
            #expect(await #expect(throws: BackendError.self) { try await stranger.health() }?.code == .authentication)
        }
    }

    @Test(
        "tells what may pass from what does not",
        arguments: [(500, true), (503, true), (429, true), (400, false), (301, false)])
    func failing(status: Int, mayPass: Bool) async throws {
        let agent = ConsulPeer()
        try await agent.running { address, _ in
            let registry = try RegistryConfiguration(address).registry()
            agent.fail(with: status)
            let error = await #expect(throws: BackendError.self) {
                try await registry.register(Self.service("one"), timeToLive: .seconds(15))
            }
            #expect(error?.isTransient == mayPass && error?.place == address, "\(error?.message ?? "")")
            agent.fail(with: nil)
            try await registry.register(Self.service("one"), timeToLive: .seconds(15))
        }
    }

    @Test("a connection that breaks, a body that is no list, and an agent that is not there are told") func broken()
        async throws
    {
        try await HTTPPeer.serving({ $0.method == "PUT" ? nil : HTTPPeer.Answer(200, "{}") }) { peer in
            let registry = try RegistryConfiguration("consul://127.0.0.1:\(peer.port)").registry()
            let lost = await #expect(throws: BackendError.self) {
                try await registry.register(Self.service("one"), timeToLive: .seconds(15))
            }
            #expect(lost?.code == .lost)
            let strange = await #expect(throws: BackendError.self) { try await registry.services(named: "anneal-test") }
            #expect(strange?.code == .malformed)
        }
        let nowhere = try RegistryConfiguration("consul://127.0.0.1:\(try await ServerProgram.freePort())").registry()
        let error = await #expect(throws: BackendError.self) { try await nowhere.health() }
        #expect(error?.code == .unavailable && error?.remedy != nil)
    }

    @Test("an answer that stops in the middle is given up in its time", .timeLimit(.minutes(1))) func stalled()
        async throws
    {
        let answer = HTTPPeer.Answer(200, "[{\"Service\":", headers: ["content-length": "1000"])
        try await HTTPPeer.serving({ _ in answer }) { peer in
            let registry = try RegistryConfiguration("consul://127.0.0.1:\(peer.port)?timeout=200ms").registry()
            let error = await #expect(throws: BackendError.self) { try await registry.services(named: "anneal-test") }
            #expect(error?.code == .timeout, "\(error?.message ?? "")")
        }
    }

    @Test("an entry without an address is at its node") func nodes() async throws {
        let entry =
            #"[{"Node":{"Address":"10.0.0.9"},"Service":{"ID":"one","Address":"","Port":8001,"Tags":["anneal"]}}]"#
        try await HTTPPeer.serving({ _ in HTTPPeer.Answer(200, entry) }) { peer in
            let registry = try RegistryConfiguration("consul://127.0.0.1:\(peer.port)").registry()
            #expect(
                try await registry.services(named: "anneal-test") == [Self.service("one", address: "10.0.0.9")])
        }
    }
}
