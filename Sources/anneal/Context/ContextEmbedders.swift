import AnnealContext
import AnnealFoundation
import AnnealModels
import AnnealServing
import ArgumentParser
import Foundation

/// The embedders that the settings mean: a server's, or the sentence encoder in this process.
struct ContextEmbedders {
    let settings: Settings
    let environment = ProcessInfo.processInfo.environment

    /// The settings in force for a repository.
    init(repository: String) throws {
        settings = try SettingsOptions.parse([]).settings(repository: repository)
    }

    /// The embedders for making vectors; the encoder's files are fetched when they are missing.
    ///
    /// - Parameter progress: told of what is fetched.
    /// - Returns: as many as there are cores, up to four, or the one server.
    /// - Throws: `ModelError`, `LearningError`, `CancellationError`.
    func ready(_ progress: @escaping @Sendable (LocalProgress) -> Void) async throws -> [any TextEmbedder] {
        if let server = try server() { return [server] }
        let folder: String
        if let named = environment["ANNEAL_SENTENCE_MODEL"], !named.isEmpty {
            folder = named
        } else {
            folder = try await localRuntime(settings).store.fetchSentenceEncoder(progress: progress).path
        }
        let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
        return try (0..<min(cores, 4)).map { _ in
            try SentenceEmbedder(folder: folder, model: ModelStore.sentenceEncoder)
        }
    }

    /// The vector of a query, when the index has vectors of the embedder's model; `nil` otherwise: words alone count then.
    func vector(of query: String, in index: RepositoryIndex) async throws -> QueryVector? {
        guard let embedder = try forQueries(index) else { return nil }
        return try await Self.vector(of: query, by: embedder)
    }

    /// What embeds queries for an index, or `nil` when the index has no vectors of it.
    func forQueries(_ index: RepositoryIndex) throws -> (any TextEmbedder)? {
        if let server = try server() { return try index.hasVectors(of: server.model) ? server : nil }
        guard try index.hasVectors(of: SentenceEmbedder.name(of: ModelStore.sentenceEncoder)) else { return nil }
        let named = environment["ANNEAL_SENTENCE_MODEL"].flatMap { $0.isEmpty ? nil : $0 }
        guard let folder = named ?? localRuntime(settings).store.sentenceEncoderFolder?.path else { return nil }
        return try SentenceEmbedder(folder: folder, model: ModelStore.sentenceEncoder)
    }

    /// The embedders for a service that makes vectors in the background: one for queries, one for the work. They are made
    /// when they are first asked, and fail where the encoder's files are not here, since a service fetches nothing. A server
    /// gets queries alone: what it is sent of the code, and what that costs, is for `anneal context embed`.
    func forService() throws -> (queries: any TextEmbedder, work: (any TextEmbedder)?) {
        if let server = try server() { return (server, nil) }
        let named = environment["ANNEAL_SENTENCE_MODEL"].flatMap { $0.isEmpty ? nil : $0 }
        let store = localRuntime(settings).store
        let make: @Sendable () throws -> any TextEmbedder = {
            guard let folder = named ?? store.sentenceEncoderFolder?.path else {
                throw ServiceError(
                    message: "the sentence encoder is not here", remedy: "`anneal context embed` fetches it")
            }
            return try SentenceEmbedder(folder: folder, model: ModelStore.sentenceEncoder)
        }
        let model = SentenceEmbedder.name(of: ModelStore.sentenceEncoder)
        return (LazyEmbedder(model: model, make: make), LazyEmbedder(model: model, make: make))
    }

    /// The vector of a query.
    static func vector(of query: String, by embedder: any TextEmbedder) async throws -> QueryVector? {
        guard query.contains(where: { $0.isLetter }) else { return nil }
        guard let values = try await embedder.vectors(of: [query]).first else { return nil }
        return QueryVector(model: embedder.model, values: values)
    }

    private func server() throws -> ServerEmbedder? {
        try OpenAIEmbeddings.configured(
            settings, environment: environment, directories: StateDirectories(environment: environment)
        ).map { ServerEmbedder(embeddings: $0) }
    }
}

/// A server's embeddings as the index wants them.
private struct ServerEmbedder: TextEmbedder {
    let embeddings: OpenAIEmbeddings

    var model: String { embeddings.model }

    func vectors(of texts: [String]) async throws -> [[Float]] { try await embeddings.vectors(of: texts) }
}
