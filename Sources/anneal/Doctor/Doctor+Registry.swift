import AnnealBackends
import AnnealFoundation

extension Doctor {
    /// Whether the registry of `backend.registry` can be used: it is asked, and nothing is written.
    func registryFinding(_ settings: Settings) async -> Finding {
        let purpose = "anneal context serve and anneal learn serve"
        do throws(BackendError) {
            let configuration = try RegistryConfiguration(
                settings.text("backend.registry") ?? "", environment: environment)
            let health = try await configuration.registry().health()
            let kind = configuration.kind == .etcd ? "etcd" : "Consul"
            let version = health.version.map { "\(kind) \($0)" } ?? "a \(kind) that does not tell its version"
            return .ok(
                "registry",
                "\(version) at \(configuration.place) answers in \(Self.milliseconds(health.roundTrip)); "
                    + "\(purpose) are told there")
        } catch {
            let place = error.place.map { " (\($0))" } ?? ""
            let remedy = error.remedy ?? "see whether the server runs, and its log"
            return .fail(
                "registry", "not reachable: \(error.message)\(place); meant for \(purpose)",
                remedy: error.code == .address
                    ? remedy : "\(remedy); or correct backend.registry. Services go on without it")
        }
    }
}
