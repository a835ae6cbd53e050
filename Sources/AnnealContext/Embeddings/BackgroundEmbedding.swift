internal import AnnealFoundation

/// Makes the vectors of an index while it is used, and again for what changes.
///
/// It works on one embedder and with low priority, so that searches and other programs come first; what it has made is
/// kept step by step, and searches use it from then on.
public struct BackgroundEmbedding: Sendable {
    private let index: RepositoryIndex
    private let embedder: any TextEmbedder
    private let pause: Duration

    /// Creates one; nothing is done before `run`.
    ///
    /// - Parameters:
    ///   - index: gets the vectors; others keep it up to date.
    ///   - embedder: makes them; a query's embedder is another one, or queries wait for it.
    ///   - pause: between looks at the index.
    public init(index: RepositoryIndex, embedder: any TextEmbedder, pause: Duration = .seconds(2)) {
        self.index = index
        self.embedder = embedder
        self.pause = pause
    }

    /// Makes vectors until the task is cancelled.
    ///
    /// - Parameter onReport: told when all pieces have vectors, and after that whenever new ones were made.
    /// - Throws: `CancellationError`, `IndexError`, what the embedder throws.
    public func run(onReport: @Sendable (EmbeddingReport) -> Void = { _ in }) async throws {
        var seen: IndexMarks?
        while true {
            let marks = try index.marks()
            if seen.map({ !marks.hasSameFiles(as: $0) }) ?? true {
                let report = try await index.embed(with: [embedder])
                if seen == nil || report.embedded > 0 { onReport(report) }
                // What changed meanwhile is looked at once more.
                seen = marks
            }
            try await Task.sleep(for: pause)
        }
    }
}
