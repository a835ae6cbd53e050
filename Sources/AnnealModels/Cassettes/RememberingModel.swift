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
/// Only requests that would give the same again are looked up and kept: greedy ones, and those with a seed. What several
/// ask at the same time the model is asked once: the first gets the answer piece by piece, the others when it is whole,
/// for nothing. An error is told to all of them.
public final class RememberingModel: ChatModel {
    private let base: any ChatModel
    private let store: any AnswerStore
    private let place: String
    private let found = Mutex(0)
    private let joined = Mutex(0)
    private let flights = SingleFlight<ContentDigest, Answer>()

    /// An answer, whole, and where it is from.
    private struct Answer: Sendable {
        var entry: CassetteEntry
        var isRemembered: Bool
    }

    /// Whether it was this request for which the model was asked.
    private final class Turn: Sendable {
        let isOwn = Mutex(false)
    }

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

    /// Requests that got the answer to another one that was asked at the same time.
    public var shared: Int { joined.withLock { $0 } }

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
                    try await answer(request, key: key, reader)
                    reader.finish()
                } catch {
                    reader.finish(throwing: error)
                }
            }
            reader.onTermination = { _ in work.cancel() }
        }
    }

    private func answer(
        _ request: ChatRequest, key: ContentDigest, _ reader: AsyncThrowingStream<ChatEvent, any Error>.Continuation
    ) async throws {
        let turn = Turn()
        let answer = try await flights.value(for: key) { [self] in
            if let entry = await known(key) { return Answer(entry: entry, isRemembered: true) }
            turn.isOwn.withLock { $0 = true }
            return Answer(entry: try await ask(request, key: key, reader), isRemembered: false)
        }
        // Its pieces were passed on as they came.
        if turn.isOwn.withLock({ $0 }) { return }
        guard answer.entry.response != nil else {
            _ = try await ask(request, key: key, reader)
            return
        }
        if answer.isRemembered { found.withLock { $0 += 1 } } else { joined.withLock { $0 += 1 } }
        for event in answer.entry.events { reader.yield(Self.free(event)) }
    }

    private func known(_ key: ContentDigest) async -> CassetteEntry? {
        guard let data = await store.answer(to: key, of: identity),
            let entry = try? CanonicalJSON.decode(CassetteEntry.self, from: data), entry.response != nil
        else { return nil }
        return entry
    }

    /// Asks the model, passes the pieces on, and keeps the answer.
    private func ask(
        _ request: ChatRequest, key: ContentDigest, _ reader: AsyncThrowingStream<ChatEvent, any Error>.Continuation
    ) async throws -> CassetteEntry {
        var events: [ChatEvent] = []
        for try await event in base.stream(request) {
            events.append(event)
            if case .finished = event, let data = try? CanonicalJSON.data(CassetteEntry.answer(to: key, events: events))
            {
                await store.keep(data, to: key, of: identity)
            }
            reader.yield(event)
        }
        return CassetteEntry.answer(to: key, events: events)
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
