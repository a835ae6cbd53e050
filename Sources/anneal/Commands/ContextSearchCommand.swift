import AnnealContext
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal context search`: the files that a text is about.
struct ContextSearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Find the files that a task, a question or an error is about.",
        discussion: """
            The first line of the query counts most. With --queries the file holds one JSON object a line with `id` \
            and `query`, and each answer is one line with `id`, `files` and `scores`.
            """)

    @Argument(help: "What is looked for.") var query: String?
    @OptionGroup var options: ContextOptions
    @Option(help: "The most files.") var limit = 10
    @Option(help: "A file with many queries.") var queries: String?
    @Option(name: .customLong("without"), help: "A signal that does not count, to see what it is worth; repeatable.")
    var without: [String] = []
    @Flag(help: "Search the index as it is.") var stale = false

    func validate() throws {
        guard (query == nil) != (queries == nil) else {
            throw ValidationError("give a query, or a file of queries with --queries")
        }
        let known = SearchSignals.named.map(\.name)
        for name in without where !known.contains(name) {
            throw ValidationError("there is no signal '\(name)'; there are \(known.joined(separator: ", "))")
        }
    }

    func run() async throws {
        try await reportingErrors(json: options.json || queries != nil) {
            let index = try stale ? options.open() : await options.updated()
            if stale, let reason = index.rebuilt { Terminal.note("the index is empty: \(reason)") }
            let search = RepositorySearch(index: index)
            let embedder = try ContextEmbedders(repository: options.repo).forQueries(index)
            if let queries {
                for query in try SearchQuery.read(path: queries) { try await answer(query, search, embedder) }
            } else if let query {
                let vector = try await vector(of: query, embedder)
                for result in try search.search(query, limit: limit, signals: signals, vector: vector) {
                    try show(result)
                }
            }
            return .verified
        }
    }

    private var signals: SearchSignals {
        SearchSignals.named.reduce(.all) { without.contains($1.name) ? $0.subtracting($1.signal) : $0 }
    }

    private func vector(of query: String, _ embedder: (any TextEmbedder)?) async throws -> QueryVector? {
        guard let embedder, signals.contains(.vectors) else { return nil }
        return try await ContextEmbedders.vector(of: query, by: embedder)
    }

    private func answer(
        _ query: SearchQuery, _ search: RepositorySearch, _ embedder: (any TextEmbedder)?
    ) async throws {
        let start = ContinuousClock.now
        let vector = try await vector(of: query.query, embedder)
        let results = try search.search(query.query, limit: limit, signals: signals, vector: vector)
        let time = (ContinuousClock.now - start).seconds * 1000
        Terminal.result(
            try CanonicalJSON.string(
                JSONValue.object([
                    "id": .string(query.id), "files": .array(results.map { .string($0.path) }),
                    "scores": .array(results.map { .double($0.score) }), "milliseconds": .double(time),
                ])))
    }

    private func show(_ result: SearchResult) throws {
        guard options.json else {
            return Terminal.result(
                "\(result.path):\(result.line)  \(String(format: "%.2f", result.score))  \(result.reason)")
        }
        Terminal.result(try CanonicalJSON.string(result.json))
    }
}
