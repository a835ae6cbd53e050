import AnnealContext
import AnnealFoundation

/// An embedder that is made when it is first asked: reading an encoder takes seconds, for which a service need not wait.
actor LazyEmbedder: TextEmbedder {
    nonisolated let model: String
    private let make: @Sendable () throws -> any TextEmbedder
    private var made: Result<any TextEmbedder, any Error>?

    /// Creates one.
    ///
    /// - Parameters:
    ///   - model: of the embedder that will be made.
    ///   - make: makes it, once; its error is given again.
    init(model: String, make: @escaping @Sendable () throws -> any TextEmbedder) {
        self.model = model
        self.make = make
    }

    /// The vectors of texts.
    func vectors(of texts: [String]) async throws -> [[Float]] {
        let embedder = made ?? Result { try make() }
        made = embedder
        return try await embedder.get().vectors(of: texts)
    }
}
