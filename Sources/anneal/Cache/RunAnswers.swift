import AnnealCache
import AnnealFoundation
import AnnealModels
import Foundation
import Synchronization

/// The answers of earlier runs, for the length of one run.
final class RunAnswers: Sendable {
    private let cache: StackedCache
    private let place: String
    private let server: SharedServer?
    private let model = Mutex<RememberingModel?>(nil)

    private init(cache: StackedCache, place: String, server: SharedServer?) {
        self.cache = cache
        self.place = place
        self.server = server
    }

    /// Opens this machine's cache, and below it the one that is shared; a run does without one that cannot be opened.
    ///
    /// - Returns: `nil` where the setting `cache.answers` is off, what the model takes is to be recorded, or the cache fails.
    static func open(
        settings: Settings, environment: [String: String], isRecorded: Bool, server: SharedServer?
    ) async -> RunAnswers? {
        // A recording has to hold what the model takes.
        guard settings.truth("cache.answers"), !isRecorded else { return nil }
        do {
            let names = ["model.provider", "model.baseUrl", "model.draft", "model.draftBaseUrl"].map {
                settings.text($0)
            }
            let variables = ["OPENAI_BASE_URL", "ANTHROPIC_BASE_URL"].map { environment[$0] }
            return RunAnswers(
                cache: try await CacheDesk(environment: environment).open(sharedOn: server),
                place: (names + variables).map { $0 ?? "" }.joined(separator: " "), server: server)
        } catch {
            Terminal.note("answers are not taken from the cache: \(error)")
            return nil
        }
    }

    /// A model that answers from the cache what was asked before.
    func around(_ base: any ChatModel) -> any ChatModel {
        let remembering = RememberingModel(base, store: CachedAnswers(cache: cache), place: place)
        model.withLock { $0 = remembering }
        return remembering
    }

    /// Brings what is new to the disk, and tells how many answers cost nothing.
    func finish() async {
        await cache.flush()
        let (count, shared) = model.withLock { ($0?.remembered ?? 0, $0?.shared ?? 0) }
        if shared > 0 {
            Terminal.note(
                "\(shared) \(shared == 1 ? "question was" : "questions were") asked by several tasks at once and answered "
                    + "together")
        }
        guard count > 0 else { return }
        let hits = cache.statistics.hits
        let sources = (server?.answers ?? []).compactMap { level in
            hits[level.tier.name].map { (count: $0, place: level.place) }
        }.filter { $0.count > 0 }
        let source =
            sources.isEmpty
            ? "" : ", " + sources.map { "\($0.count) of them from \($0.place)" }.joined(separator: ", ")
        Terminal.note(
            "\(count) \(count == 1 ? "answer was" : "answers were") taken from the cache of earlier runs "
                + "(cache.answers)\(source)")
    }
}
