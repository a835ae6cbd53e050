import AnnealBackends
import AnnealFoundation

/// The server of `backend.redis` for the length of one run, and what of the run is shared on it.
///
/// A run never depends on it: what is embedded goes on by itself, and what happened to the server is told once.
struct SharedServer: Sendable {
    /// Where it is, without options.
    let place: String
    /// Its client, which connects with the first command.
    let executor: any RedisExecutor
    /// Whether answers of models are looked up and kept there.
    let sharesAnswers: Bool
    /// Whether the run's events are written there.
    let sharesEvents: Bool
    /// What is told about it.
    let notes: SharedNotes

    /// Ends its connections.
    func close() { executor.close() }

    /// Reads the settings; nothing is asked of the server yet.
    ///
    /// - Parameters:
    ///   - settings: the settings in force.
    ///   - environment: where the password comes from.
    ///   - notes: what is told about it.
    /// - Returns: `nil` where nothing is shared.
    /// - Throws: `BackendError` for an address that cannot be used.
    static func named(
        in settings: Settings, environment: [String: String], notes: SharedNotes
    ) throws(BackendError) -> SharedServer? {
        let wanted = ["cache.shared", "events.shared"].filter { settings.truth($0) }
        guard !wanted.isEmpty else { return nil }
        guard let text = settings.text("backend.redis") else {
            let names = wanted.joined(separator: " and ") + (wanted.count == 1 ? " needs" : " need")
            notes.tell(.settings, "nothing is shared: \(names) a server (backend.redis)")
            return nil
        }
        let address = try BackendAddress(text, schemes: RedisConfiguration.schemes)
        var configuration = try RedisConfiguration(address, environment: environment)
        // A run does not wait as long for what it can do without.
        if address.options["timeout"] == nil { configuration.timeout = .seconds(1) }
        if address.options["patience"] == nil { configuration.patience = .milliseconds(500) }
        return SharedServer(
            place: address.description, executor: configuration.client(of: address),
            sharesAnswers: settings.truth("cache.shared"), sharesEvents: settings.truth("events.shared"), notes: notes)
    }
}
