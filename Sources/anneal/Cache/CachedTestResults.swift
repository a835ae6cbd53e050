import AnnealCache
import AnnealExecution
import AnnealFoundation
import Foundation

/// Keeps that a repository's own tests passed in this machine's cache, and nowhere else: their names are the project's words.
struct CachedTestResults: TestResultStore {
    /// How long a result holds: there is more that tests can depend on than can be known.
    private static let lifetime = TimeInterval(24 * 3600)

    private let cache: StackedCache

    /// Opens this machine's cache; a run does without one that cannot be opened.
    ///
    /// - Returns: `nil` where the setting `cache.tests` is off, or the cache fails.
    static func open(settings: Settings, environment: [String: String]) async -> CachedTestResults? {
        guard settings.truth("cache.tests") else { return nil }
        do { return CachedTestResults(cache: try await CacheDesk(environment: environment).open()) } catch {
            Terminal.note("results of tests are not taken from the cache: \(error)")
            return nil
        }
    }

    func result(for key: ContentDigest) async -> Data? {
        // A cache that fails is as good as none.
        (try? await cache.record(for: Self.key(key)))?.value
    }

    func keep(_ result: Data, for key: ContentDigest, took duration: Duration) async {
        let now = Date()
        await cache.keep(
            CacheRecord(
                key: Self.key(key), value: result, created: now, expires: now.addingTimeInterval(Self.lifetime),
                cost: duration.seconds))
    }

    /// Brings what is new to the disk.
    func finish() async { await cache.flush() }

    private static func key(_ digest: ContentDigest) -> CacheKey { CacheKey(kind: "test-result", parts: [digest.hex]) }
}
