import AnnealContext
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal context explain`: why a file is where it is in the answer to a query.
struct ContextExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell why files are found for a query: words, places, signals.",
        discussion: "With --path the file's rank is told, and what each signal added.")

    @Argument(help: "What is looked for.") var query: String
    @OptionGroup var options: ContextOptions
    @Option(name: .customLong("path"), help: "A file, by its path in the repository; the best five when not given.")
    var path: String?

    func run() async throws {
        try await reportingErrors(json: options.json) {
            let index = try await options.updated()
            let vector = try await ContextEmbedders(repository: options.repo).vector(of: query, in: index)
            let search = RepositorySearch(index: index)
            let found = try search.search(query, limit: path == nil ? 5 : .max, vector: vector)
            let results = Array(found.enumerated())
            let chosen = results.filter { path == nil || $0.element.path == path }
            if let path, chosen.isEmpty {
                throw IndexError(
                    code: .query, message: "the file matches nothing of the query, or is not in the index", place: path,
                    remedy: "look at `anneal context index --json`, which tells what is left out")
            }
            for (rank, result) in chosen { try show(result, rank: rank + 1) }
            return .verified
        }
    }

    private func show(_ result: SearchResult, rank: Int) throws {
        guard !options.json else {
            guard case .object(var members) = result.json else { return }
            members["rank"] = .int(rank)
            return Terminal.result(try CanonicalJSON.string(JSONValue.object(members)))
        }
        Terminal.result("\(rank). \(result.path)  \(String(format: "%.2f", result.score))  \(result.category)")
        Terminal.result("   best piece: lines \(result.line) to \(result.lastLine)")
        for (name, value) in result.signals.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            Terminal.result("   \(name): \(String(format: "%+.2f", value))")
        }
        for match in result.matches {
            Terminal.result(
                "   \(match.word): \(String(format: "%.2f", match.score)) in \(match.fields.joined(separator: ", "))")
        }
    }
}
