import Testing

@testable import AnnealBackends

@Suite("Addresses of registries") struct RegistryConfigurationTests {
    @Test("name servers, prefix, times and the host that is told") func read() throws {
        let etcd = try RegistryConfiguration(
            "etcds://ann@a:1,b/team/x?timeout=500ms&ttl=30s&advertise=10.0.0.7&ca=/ca.pem",
            environment: ["ANNEAL_ETCD_PASSWORD": "s3cret"])
        #expect(etcd.kind == .etcd && etcd.prefix == "team/x" && etcd.user == "ann" && etcd.password == "s3cret")
        #expect(etcd.bases == ["https://a:1", "https://b:2379"])
        #expect(etcd.timeout == .milliseconds(500) && etcd.timeToLive == .seconds(30))
        #expect(etcd.advertised == "10.0.0.7" && etcd.security?.authorities == "/ca.pem")
        #expect(etcd.place == "etcds://a:1,b:2379/team/x")
        let consul = try RegistryConfiguration(
            "consul://[::1]?passwordFrom=MINE", environment: ["MINE": "t0ken", "ANNEAL_CONSUL_TOKEN": "other"])
        #expect(consul.kind == .consul && consul.bases == ["http://[::1]:8500"] && consul.password == "t0ken")
        #expect(consul.place == "consul://[::1]:8500" && consul.security == nil)
        #expect(try RegistryConfiguration("etcd://h").prefix == "anneal")
    }

    @Test(
        "are refused with what to do",
        arguments: [
            "redis://h", "etcd://ann:x@h", "etcd://ann@h", "etcd://h?db=1", "etcd://h?ca=/x.pem", "etcd://h/a//b",
            "etcd://h/a%20b", "etcd://h?ttl=1s", "etcd://h?ttl=soon", "etcd://h?timeout=0s", "consul://h/path",
            "consul://ann@h", "consul://a,b", "etcd://h?serverName=x",
        ])
    func refused(text: String) {
        let error = #expect(throws: BackendError.self) { try RegistryConfiguration(text) }
        #expect(error?.code == .address && error?.remedy != nil, "\(text)")
    }

    @Test("certificates that are not there are refused when the registry is made") func certificates() throws {
        let configuration = try RegistryConfiguration("etcds://h?cert=/nowhere.pem")
        #expect(#expect(throws: BackendError.self) { try configuration.registry() }?.code == .address)
    }

    @Test(
        "names that would be other paths are refused",
        arguments: [
            RegisteredService(name: "a/b", id: "x", address: "h", port: 1),
            RegisteredService(name: "a", id: "x y", address: "h", port: 1),
            RegisteredService(name: "", id: "x", address: "h", port: 1),
            RegisteredService(name: "a", id: "x", address: "", port: 1),
            RegisteredService(name: "a", id: "x", address: "h", port: 0),
        ])
    func names(service: RegisteredService) async throws {
        for text in ["etcd://127.0.0.1:1", "consul://127.0.0.1:1"] {
            let registry = try RegistryConfiguration(text).registry()
            let error = await #expect(throws: BackendError.self) {
                try await registry.register(service, timeToLive: .seconds(5))
            }
            #expect(error?.code == .usage)
        }
    }
}
