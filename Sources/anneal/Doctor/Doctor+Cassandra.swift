import AnnealBackends
import AnnealFoundation

extension Doctor {
    /// Whether the cluster of `backend.cassandra` can be used: it is asked, and nothing is written.
    func cassandraFinding(_ settings: Settings) async -> Finding {
        let isUsed = settings.truth("cache.shared")
        let purpose = isUsed ? "answers of models (cache.shared)" : "nothing"
        func unreachable(_ error: BackendError) -> Finding {
            let place = error.place.map { " (\($0))" } ?? ""
            return .fail(
                "cassandra", "not reachable: \(error.message)\(place); meant for \(purpose)",
                remedy: Self.remedy(for: error, "backend.cassandra"))
        }
        do {
            let address = try BackendAddress(
                settings.text("backend.cassandra") ?? "", schemes: CassandraConfiguration.schemes)
            let configuration = try CassandraConfiguration(address, environment: environment)
            let (client, tier) = try CassandraTier.opening(configuration)
            defer { client.close() }
            let health = try await CassandraHealth.asking(client)
            let hasTable = try await tier.hasTable()
            return finding(
                "\(Self.text(of: health, at: address)); used for \(purpose)", isUsed: isUsed,
                isReady: hasTable || configuration.createsTable)
        } catch let error as CassandraError {
            return unreachable(error.backend)
        } catch let error as BackendError {
            return unreachable(error)
        } catch {
            return unreachable(BackendError(code: .unavailable, message: "\(error)"))
        }
    }

    private static func text(of health: CassandraHealth, at address: BackendAddress) -> String {
        let version = health.version.map { "Cassandra \($0)" } ?? "a Cassandra server that does not tell its version"
        var facts = ["protocol 4"]
        if !health.protocols.isEmpty { facts[0] += " of \(health.protocols.joined(separator: ", "))" }
        if let cluster = health.cluster { facts.append("cluster \(cluster)") }
        facts.append("\(health.servers) \(health.servers == 1 ? "server" : "servers")")
        let told = facts.joined(separator: "; ")
        return "\(version) (\(told)) at \(address) answers in \(milliseconds(health.roundTrip))"
    }

    /// A cluster that answers may still not be ready for the cache.
    private func finding(_ message: String, isUsed: Bool, isReady: Bool) -> Finding {
        guard isUsed else {
            return .warn("cassandra", message, remedy: "set cache.shared to true, or take backend.cassandra out")
        }
        guard isReady else {
            return .warn(
                "cassandra", "\(message), but its table is not there",
                remedy: "make it with deploy/cassandra.cql (cqlsh HOST -f), or add ?create=true to the address")
        }
        return .ok("cassandra", message)
    }
}
