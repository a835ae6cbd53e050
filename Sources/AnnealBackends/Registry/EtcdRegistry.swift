internal import AnnealFoundation
internal import Foundation

/// The registry in etcd: a key for each service under a lease, which ends when nobody keeps it.
///
/// The key is `PREFIX/NAME/ID`, the value the service as JSON.
///
/// Source: "gRPC gateway" and the API reference of version 3 on etcd.io.
public struct EtcdRegistry: ServiceRegistry {
    /// The registry's name.
    public let name = "etcd"
    private let configuration: RegistryConfiguration
    private let client: EtcdClient

    /// Creates a registry; it connects with the first request.
    ///
    /// - Parameter configuration: how to reach it.
    /// - Throws: `BackendError` with the code `address` when certificates cannot be used.
    public init(_ configuration: RegistryConfiguration) throws(BackendError) {
        self.configuration = configuration
        client = try EtcdClient(configuration)
    }

    /// The server as errors name it.
    public var place: String { configuration.place }

    /// Registers a service; see `ServiceRegistry`. etcd takes whole seconds, and two at least.
    @discardableResult
    public func register(
        _ service: RegisteredService, timeToLive: Duration
    ) async throws(BackendError) -> ServiceRegistration {
        try service.check()
        let seconds = Int(timeToLive.seconds.rounded(.up))
        let grant = try await client.ask("/v3/lease/grant", ["TTL": .int(seconds), "ID": 0])
        guard let lease = grant["ID"]?.stringValue else { throw malformed("a lease without a number") }
        guard let value = try? CanonicalJSON.data(service) else { throw malformed("a service that is no JSON") }
        try await client.ask(
            "/v3/kv/put",
            [
                "key": Self.encoded(key(of: service)), "value": .string(value.base64EncodedString()),
                "lease": .string(lease),
            ])
        return ServiceRegistration(service: service, lease: lease)
    }

    /// Says that a service is alive; see `ServiceRegistry`.
    public func keepAlive(_ registration: ServiceRegistration) async throws(BackendError) -> Bool {
        let answer = try await client.ask("/v3/lease/keepalive", ["ID": .string(registration.lease)])
        // A lease that is gone has no time left, which is not written.
        guard let left = answer["result"]?["TTL"]?.stringValue.flatMap({ Int($0) }) else { return false }
        return left > 0
    }

    /// Takes a service out; see `ServiceRegistry`.
    public func deregister(_ registration: ServiceRegistration) async throws(BackendError) {
        do throws(BackendError) {
            try await client.ask("/v3/lease/revoke", ["ID": .string(registration.lease)])
        } catch  where error.reply == EtcdClient.notFound {
            // It ran out, and the key went with it.
        }
    }

    /// The services of a name; see `ServiceRegistry`.
    public func services(named name: String) async throws(BackendError) -> [RegisteredService] {
        let answer = try await client.ask("/v3/kv/range", range("\(configuration.prefix)/\(name)/"))
        let services = (answer["kvs"]?.arrayValue ?? []).compactMap { entry -> RegisteredService? in
            guard let data = entry["value"]?.stringValue.flatMap({ Data(base64Encoded: $0) }) else { return nil }
            // Others may keep something else there.
            return try? CanonicalJSON.decode(RegisteredService.self, from: data)
        }
        return services.filter { $0.name == name }.sorted { $0.id < $1.id }
    }

    /// Asks what the server is; see `ServiceRegistry`.
    public func health() async throws(BackendError) -> RegistryHealth {
        var question = range("\(configuration.prefix)/")
        question["count_only"] = true
        let asked = question
        let roundTrip = try await RegistryHealth.roundTrip { () async throws(BackendError) in
            _ = try await client.ask("/v3/kv/range", asked)
        }
        return RegistryHealth(version: try await client.version(), roundTrip: roundTrip)
    }

    private func key(of service: RegisteredService) -> String {
        "\(configuration.prefix)/\(service.name)/\(service.id)"
    }

    /// The keys that begin with a text: up to the text whose last byte is one larger, which here is never the largest.
    private func range(_ prefix: String) -> [String: JSONValue] {
        var end = Array(prefix.utf8)
        if let last = end.indices.last { end[last] += 1 }
        return ["key": Self.encoded(prefix), "range_end": .string(Data(end).base64EncodedString())]
    }

    private static func encoded(_ text: String) -> JSONValue { .string(Data(text.utf8).base64EncodedString()) }

    private func malformed(_ what: String) -> BackendError {
        BackendError(
            code: .malformed, message: "etcd answered with \(what)", place: place,
            remedy: "see that the address is that of an etcd server of version 3.4 or later")
    }
}
