import AnnealBackends
import AnnealFoundation
import Foundation

/// A service's entry in the registry that `backend.registry` names.
enum ServiceListing {
    /// What keeps the entry; nothing is asked of the registry yet.
    ///
    /// - Parameters:
    ///   - name: what the service is called there.
    ///   - host: the address that it listens on.
    ///   - port: its port.
    ///   - settings: the settings in force.
    ///   - environment: where passwords come from.
    /// - Returns: `nil` where no registry is named.
    /// - Throws: `BackendError` for an address that cannot be used.
    static func keeper(
        of name: String, host: String, port: Int, settings: Settings,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(BackendError) -> ServiceKeeper? {
        guard let named = settings.text("backend.registry") else { return nil }
        let configuration = try RegistryConfiguration(named, environment: environment)
        let registry = try configuration.registry()
        let machine = ProcessInfo.processInfo.hostName
        let isEverywhere = ["0.0.0.0", "::", "[::]"].contains(host)
        let service = RegisteredService(
            name: name, id: identifier("\(name)-\(machine)-\(port)"),
            address: configuration.advertised ?? (isEverywhere ? machine : host), port: port,
            tags: ["anneal", "version-\(AnnealVersion.text)"])
        return ServiceKeeper(service, in: registry, timeToLive: configuration.timeToLive) { notice in
            Terminal.note(text(of: notice, service, at: registry.place))
        }
    }

    /// Serves, and keeps the entry meanwhile. With an entry the first signal takes it out before the process ends.
    ///
    /// - Parameters:
    ///   - keeper: what keeps the entry; `nil` for none.
    ///   - work: serves.
    /// - Returns: how the process ends.
    /// - Throws: what serving throws.
    static func serving(
        _ keeper: ServiceKeeper?, _ work: @escaping @Sendable () async throws -> Void
    ) async throws -> AnnealFoundation.ExitCode {
        guard let keeper else {
            try await work()
            return .verified
        }
        let watch = SignalWatch()
        do {
            try await watch.watch(advice: "\(keeper.service.id) is taken out of the registry") {
                try await withThrowingDiscardingTaskGroup { tasks in
                    tasks.addTask { await keeper.run() }
                    try await work()
                    tasks.cancelAll()
                }
            }
            return .verified
        } catch is CancellationError {
            return watch.exitCode
        }
    }

    /// A text with hyphens in place of what identifiers cannot have.
    private static func identifier(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" })
    }

    private static func text(
        of notice: ServiceKeeper.Notice, _ service: RegisteredService, at place: String
    ) -> String {
        switch notice {
        case .registered: return "registered as \(service.id) at \(place)"
        case .recovered: return "registered as \(service.id) at \(place), after it had failed"
        case .failed(let error):
            let place = error.place.map { " (\($0))" } ?? ""
            let remedy = error.remedy.map { "; \($0)" } ?? ""
            return "not registered for now: \(error.message)\(place)\(remedy). "
                + "The service goes on, and registering is tried again"
        }
    }
}
