import AnnealBackends
import AnnealFoundation

extension Doctor {
    /// Whether the server of `backend.neo4j` can be used: it is asked, and nothing is written.
    ///
    /// - Returns: no finding where the settings have nothing to do with it.
    func neo4jFindings(_ settings: Settings) async -> [Finding] {
        let isUsed = settings.truth("experience.shared")
        guard let text = settings.text("backend.neo4j") else {
            guard isUsed else { return [] }
            return [
                .fail(
                    "neo4j", "experience.shared without a server: nothing is shared",
                    remedy: "set backend.neo4j in your own configuration, or export "
                        + "ANNEAL_BACKEND_NEO4J=neo4j://HOST:7687/neo4j")
            ]
        }
        let purpose = isUsed ? "the graph of experience (experience.shared)" : "nothing"
        do throws(BackendError) {
            let address = try BackendAddress(text, schemes: BoltConfiguration.schemes)
            let client = BoltClient(try BoltConfiguration(address, environment: environment))
            defer { client.close() }
            let health = try await BoltHealth.asking(client)
            let message = "\(Self.text(of: health, at: address)); used for \(purpose)"
            guard isUsed else {
                return [
                    .warn("neo4j", message, remedy: "set experience.shared to true, or take backend.neo4j out")
                ]
            }
            return [.ok("neo4j", message)]
        } catch {
            let place = error.place.map { " (\($0))" } ?? ""
            return [
                .fail(
                    "neo4j", "not reachable: \(error.message)\(place); meant for \(purpose)",
                    remedy: Self.remedy(for: error, "backend.neo4j"))
            ]
        }
    }

    private static func text(of health: BoltHealth, at address: BackendAddress) -> String {
        let agent = health.agent ?? "a server that does not tell its name"
        var facts = ["Bolt \(health.version)"]
        if let readers = health.readers, let writers = health.writers {
            facts.append("servers that write: \(writers), that read: \(readers)")
        }
        return "\(agent) (\(facts.joined(separator: ", "))) at \(address) answers in "
            + milliseconds(health.roundTrip)
    }
}
