import AnnealBackends
import AnnealCache
import AnnealFoundation
import Foundation

/// What the commands about the cache share: the folder of this machine's lasting levels.
struct CacheDesk {
    let folder: URL
    let directories: StateDirectories

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        directories = StateDirectories(environment: environment)
        folder = directories.state.appending(path: "cache", directoryHint: .isDirectory)
    }

    /// What the learned policy predicts by, where the gate let it in. A verdict that cannot be read is told, and the fixed
    /// policy decides.
    private var model: DistanceModel? {
        do throws(CacheError) {
            let verdict = try CacheVerdict.kept(in: directories)
            // The memory counts objects: a verdict by bytes is of another policy.
            return verdict?.unit == Simulation.Unit.objects.rawValue ? verdict?.model : nil
        } catch {
            Terminal.note("\(CacheVerdict.fixed) decides what stays in the cache: \(error.message)")
            return nil
        }
    }

    /// Opens the cache; a level that fails is told on standard error.
    ///
    /// - Parameter server: has further levels below those of this machine, of which the first failure alone is told.
    /// - Returns: the cache.
    /// - Throws: `CacheError`.
    func open(sharedOn server: SharedServer? = nil) async throws -> StackedCache {
        let shared = server?.answers ?? []
        return try await StackedCache.embedded(
            in: folder, memory: MemoryTier(model: model), further: shared.map(\.tier)
        ) { notice in
            guard let server, let level = shared.first(where: { $0.tier.name == notice.tier }) else {
                return Terminal.note("cache level \(notice.tier): \(notice.message)")
            }
            guard notice.isFailure else { return }
            let lines = notice.message.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            let reason = lines.first.map { $0.hasPrefix("error: ") ? String($0.dropFirst(7)) : $0 } ?? ""
            server.notes.tell(
                .answers,
                "answers were not shared for a while: \(reason) (\(level.place)); the run goes on with the cache of "
                    + "this machine; `anneal doctor --backends` finds more")
        }
    }

    /// The counters of all processes so far.
    func counters() async throws -> [String: Int] {
        try await SQLiteTier(path: folder.appending(path: "cache.sqlite").path).counters()
    }

    /// A key as a person writes it.
    ///
    /// - Throws: `CacheError` when the text is none.
    static func key(_ text: String) throws -> CacheKey {
        guard let key = CacheKey(text: text) else {
            throw CacheError(
                code: .invalidParameter, message: "\(text) is no key", place: "KEY",
                remedy: "write kind@version:digest, the digest in 64 hexadecimal digits")
        }
        return key
    }
}
