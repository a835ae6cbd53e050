import AnnealCache
import AnnealFoundation
import Foundation

/// What the commands about the cache share: the folder of this machine's lasting levels.
struct CacheDesk {
    let folder: URL

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        folder = StateDirectories(environment: environment).state
            .appending(path: "cache", directoryHint: .isDirectory)
    }

    /// Opens the cache; a level that fails is told on standard error.
    func open() async throws -> StackedCache {
        try await StackedCache.embedded(in: folder) { notice in
            Terminal.note("cache level \(notice.tier): \(notice.message)")
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
