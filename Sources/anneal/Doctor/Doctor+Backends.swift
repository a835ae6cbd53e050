import AnnealBackends
import AnnealFoundation

extension Doctor {
    /// Whether the servers that the settings name can be used: each is asked.
    ///
    /// - Returns: one finding a server, or what is wrong with the settings.
    func backendFindings() async -> [Finding] {
        let (settings, configuration) = configurationFinding()
        // Settings that cannot be read name no server.
        guard let settings, configuration.status == .ok else { return [configuration] }
        let kafka = settings.text("backend.kafka") == nil ? [] : [await kafkaFinding(settings)]
        let cassandra = settings.text("backend.cassandra") == nil ? [] : [await cassandraFinding(settings)]
        let registry = settings.text("backend.registry") == nil ? [] : [await registryFinding(settings)]
        return [await redisFinding(settings)] + kafka + cassandra + (await neo4jFindings(settings)) + registry
            + (await telemetryFindings(settings))
    }

    private func redisFinding(_ settings: Settings) async -> Finding {
        let uses = [("cache.shared", "answers of models"), ("events.shared", "events")].filter {
            // Kafka has the events where it is named.
            settings.truth($0.0) && ($0.0 != "events.shared" || settings.text("backend.kafka") == nil)
        }
        guard let text = settings.text("backend.redis") else {
            // Cassandra has the answers where it is named.
            let missing = uses.filter { $0.0 != "cache.shared" || settings.text("backend.cassandra") == nil }
            guard missing.isEmpty else {
                return .fail(
                    "redis", "\(missing.map(\.0).joined(separator: " and ")) without a server: nothing is shared",
                    remedy: "set backend.redis in your own configuration, or export "
                        + "ANNEAL_BACKEND_REDIS=redis://HOST:6379/0; for events alone backend.kafka does as well, for "
                        + "answers backend.cassandra")
            }
            let rest = settings.text("backend.cassandra") == nil ? "; everything is kept on this machine" : ""
            return .ok("redis", "no server is named (backend.redis)\(rest)")
        }
        let purpose = uses.isEmpty ? "nothing" : uses.map { "\($0.1) (\($0.0))" }.joined(separator: ", ")
        do throws(BackendError) {
            let address = try BackendAddress(text, schemes: RedisConfiguration.schemes)
            let executor = try RedisConfiguration(address, environment: environment).client(of: address)
            defer { executor.close() }
            let health = try await RedisHealth.asking(executor)
            let version = health.version.map { "Redis \($0)" } ?? "a Redis server that does not tell its version"
            let time = Self.milliseconds(health.roundTrip)
            let message = "\(version) at \(address) answers in \(time); used for \(purpose)"
            return finding(message, uses: uses.map(\.0), health: health)
        } catch {
            let place = error.place.map { " (\($0))" } ?? ""
            return .fail(
                "redis", "not reachable: \(error.message)\(place); meant for \(purpose)",
                remedy: Self.remedy(for: error, "backend.redis"))
        }
    }

    /// A server that answers may still be set up for something else.
    private func finding(_ message: String, uses: [String], health: RedisHealth) -> Finding {
        if uses.isEmpty {
            return .warn(
                "redis", message, remedy: "set cache.shared or events.shared to true, or take backend.redis out")
        }
        guard uses.contains("events.shared") else { return .ok("redis", message) }
        if let policy = health.evictionPolicy, policy != "noeviction" {
            return .warn(
                "redis", "\(message), but drops events when its memory is full (maxmemory-policy \(policy))",
                remedy: "set maxmemory-policy noeviction, as in deploy/redis-events.conf")
        }
        if health.isAppending == false {
            return .warn(
                "redis", "\(message), but loses events when it stops (appendonly no)",
                remedy: "set appendonly yes, as in deploy/redis-events.conf")
        }
        return .ok("redis", message)
    }

    static func remedy(for error: BackendError, _ setting: String) -> String {
        let remedy = error.remedy ?? "see whether the server runs, and its log"
        return error.code == .address
            ? remedy : "\(remedy); or correct \(setting). Runs go on without the server"
    }

    static func milliseconds(_ duration: Duration) -> String {
        let hundredths = Int((duration / .milliseconds(1) * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) ms"
    }
}
