import AnnealCache
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal cache clear`: removes what is kept.
struct CacheClearCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear", abstract: "Remove everything from the cache, or some of it.",
        discussion: "What is removed is computed again when it is needed.")

    @Option(help: "Only records of this kind.") var kind: String?
    @Option(help: "With --kind: leave this version.") var keepVersion: Int?
    @Option(help: "Only records with this tag.") var tag: String?
    @Option(help: "Only the record with this key.") var key: String?
    @Flag(help: "Only what no longer holds.") var expired = false
    @Flag(help: "One JSON object.") var json = false

    func validate() throws {
        let chosen = [kind != nil, tag != nil, key != nil, expired].filter { $0 }.count
        guard chosen <= 1 else { throw ValidationError("Give one of --kind, --tag, --key and --expired.") }
        guard keepVersion == nil || kind != nil else { throw ValidationError("--keep-version goes with --kind.") }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            let single = try key.map { try CacheDesk.key($0) }
            let cache = try await CacheDesk().open()
            let count: Int
            if let single {
                count = await cache.explain(single).levels.isEmpty ? 0 : 1
                try await cache.remove([single])
            } else {
                count = try await cache.remove(selection)
            }
            if json {
                Terminal.result(try CanonicalJSON.string(JSONValue.object(["removed": .int(count)])))
            } else {
                Terminal.result("\(count) records removed")
            }
            return .verified
        }
    }

    private var selection: CacheSelection {
        if let kind { return .kind(kind, exceptVersion: keepVersion) }
        if let tag { return .tag(tag) }
        return expired ? .expired(at: Date()) : .all
    }
}
