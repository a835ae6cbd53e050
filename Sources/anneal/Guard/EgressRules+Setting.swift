import AnnealFoundation
import AnnealSafety
import Foundation

extension EgressRules {
    /// Reads the setting `network.allowedDomains`: entries with commas between them.
    init(setting: String?) throws(ConfigurationError) {
        let entries = (setting ?? "").split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        do throws(EgressRules.Malformed) {
            try self.init(entries.filter { !$0.isEmpty })
        } catch {
            throw ConfigurationError(
                code: .badValue, message: "'\(error.entry)' is no domain", place: "network.allowedDomains",
                remedy: "give names such as pypi.org, *.pythonhosted.org or localhost:8080, with commas between them")
        }
    }
}

extension AuditEntry {
    /// A connection to the network for the record.
    init(_ connection: EgressProxy.Connection) {
        self.init(
            time: Date(), subject: .network, text: "\(connection.host):\(connection.port)",
            verdict: connection.isAllowed ? .allow : .deny, rule: "network.allowedDomains",
            reason: connection.isAllowed ? "the domain is allowed" : connection.reason)
    }
}
