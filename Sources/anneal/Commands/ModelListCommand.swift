import AnnealFoundation
import AnnealModels
import ArgumentParser
import Foundation

/// `anneal model list`
struct ModelListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The local models and which are here.")

    @Option(help: "The repository whose configuration counts.") var repo = "."
    @Flag(help: "One JSON object a line.") var json = false
    @OptionGroup var options: SettingsOptions

    func run() async throws {
        try await reportingErrors(json: json) {
            let runtime = localRuntime(try options.settings(repository: repo))
            let catalogue = runtime.catalogue
            for entry in catalogue.entries + catalogue.foreign(in: runtime.store.folder) {
                Terminal.result(try json ? jsonLine(entry, runtime.store) : line(entry, runtime.store))
            }
            return .verified
        }
    }

    private func line(_ entry: CatalogueEntry, _ store: ModelStore) -> String {
        let size = entry.bytes.map { "\($0 / 1_000_000) MB" } ?? "size unknown"
        let partial = store.partialBytes(of: entry)
        let state =
            store.holds(entry)
            ? "here" : partial > 0 ? "\(partial / 1_000_000) MB of it here" : "`anneal model pull \(entry.name)`"
        return "\(entry.name)  \(size)  \(entry.summary)  [\(state)]"
    }

    private func jsonLine(_ entry: CatalogueEntry, _ store: ModelStore) throws -> String {
        try CanonicalJSON.string(
            JSONValue.object([
                "type": "model", "name": .string(entry.name), "summary": .string(entry.summary),
                "bytes": entry.bytes.map { .int($0) } ?? .null,
                "sha256": entry.digest.map { .string($0.hex) } ?? .null, "here": .bool(store.holds(entry)),
                "partialBytes": .int(store.partialBytes(of: entry)),
                "path": .string(store.location(of: entry).path),
                "sources": .array(entry.sources.map { .string($0.description) }),
            ]))
    }
}
