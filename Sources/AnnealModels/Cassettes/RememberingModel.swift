public import AnnealFoundation
public import Foundation
internal import Synchronization

/// Where answers are kept beyond a run.
public protocol AnswerStore: Sendable {
    /// Looks an answer up.
    ///
    /// - Parameters:
    ///   - request: the digest of the request.
    ///   - model: the model's name.
    /// - Returns: the answer as `keep` was given it; `nil` where there is none, or it cannot be read.
    func answer(to request: ContentDigest, of model: String) async -> Data?

    /// Keeps an answer. Failing to do so loses nothing but the time of asking again.
    ///
    /// - Parameters:
    ///   - answer: the answer.
    ///   - request: the digest of the request.
    ///   - model: the model's name.
    func keep(_ answer: Data, to request: ContentDigest, of model: String) async
}

/// A model whose answers are remembered from run to run: the same request to the same model, with the same temperature and
/// seed, gets the same answer for nothing.
///
/// Only requests that would give the same again are looked up and kept: greedy ones, and those with a seed.
public final class RememberingModel: ChatModel {
    private let base: any ChatModel
    private let store: any AnswerStore
    private let place: String
    private let found = Mutex(0)

    /// Wraps a model.
    ///
    /// - Parameters:
    ///   - base: the model.
    ///   - store: where its answers are kept.
    ///   - place: what tells it from other models of the same name: its address, and the smaller model beside it.
    public init(_ base: any ChatModel, store: any AnswerStore, place: String = "") {
        self.base = base
        self.store = store
        self.place = place
    }

    /// The model's name.
    public var name: String { base.name }

    /// Requests that were answered from the store.
    public var remembered: Int { found.withLock { $0 } }

    /// What the model can take and do.
    ///
    /// - Throws: `ModelError` when the server cannot be reached.
    public func capabilities() async throws -> ModelCapabilities { try await base.capabilities() }

    /// Counts tokens.
    ///
    /// - Parameter text: what to count.
    /// - Returns: the number of tokens.
    /// - Throws: `ModelError` when the server cannot be reached.
    public func countTokens(_ text: String) async throws -> TokenCount { try await base.countTokens(text) }

    /// Answers from the store what is in it, with a usage of nothing; asks the model for the rest.
    ///
    /// - Parameter request: the conversation and how to answer it.
    /// - Returns: pieces of the answer.
    public func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        guard request.temperature == 0 || request.seed != nil else { return base.stream(request) }
        let key = CassetteEntry.key(request)
        return AsyncThrowingStream { reader in
            let work = Task {
                do {
                    // A server tells its model's name with what it can do.
                    _ = try? await base.capabilities()
                    if let entry = await known(key) {
                        for event in entry.events { reader.yield(Self.free(event)) }
                    } else {
                        try await ask(request, key: key, reader)
                    }
                    reader.finish()
                } catch {
                    reader.finish(throwing: error)
                }
            }
            reader.onTermination = { _ in work.cancel() }
        }
    }

    private func known(_ key: ContentDigest) async -> CassetteEntry? {
        guard let data = await store.answer(to: key, of: identity),
            let entry = try? CanonicalJSON.decode(CassetteEntry.self, from: data), entry.response != nil
        else { return nil }
        found.withLock { $0 += 1 }
        return entry
    }

    private func ask(
        _ request: ChatRequest, key: ContentDigest,
        _ reader: AsyncThrowingStream<ChatEvent, any Error>.Continuation
    ) async throws {
        var events: [ChatEvent] = []
        for try await event in base.stream(request) {
            events.append(event)
            if case .finished = event, let data = try? CanonicalJSON.data(CassetteEntry.answer(to: key, events: events))
            {
                await store.keep(data, to: key, of: identity)
            }
            reader.yield(event)
        }
    }

    /// The name, and what tells it from other models of that name.
    private var identity: String { place.isEmpty ? name : "\(name) \(place)" }

    /// The same event of an answer that costs nothing this time.
    private static func free(_ event: ChatEvent) -> ChatEvent {
        guard case .finished(var response) = event else { return event }
        response.usage = Usage(requests: 1)
        return .finished(response)
    }
}
