import AnnealCache
import AnnealFoundation
import AnnealModels
import Foundation

/// Keeps answers of models in this machine's cache.
struct CachedAnswers: AnswerStore {
    /// How long an answer holds: services change what is behind a name.
    private static let lifetime = TimeInterval(30 * 24 * 3600)

    let cache: StackedCache

    func answer(to request: ContentDigest, of model: String) async -> Data? {
        // A cache that fails is as good as none.
        (try? await cache.record(for: Self.key(request, model)))?.value
    }

    func keep(_ answer: Data, to request: ContentDigest, of model: String) async {
        let now = Date()
        await cache.keep(
            CacheRecord(
                key: Self.key(request, model), value: answer, created: now,
                expires: now.addingTimeInterval(Self.lifetime), tags: ["model:\(model)"], cost: 10))
    }

    /// `model-answer`, with the model and the request.
    static func key(_ request: ContentDigest, _ model: String) -> CacheKey {
        CacheKey(kind: "model-answer", parts: [model, request.hex])
    }
}
