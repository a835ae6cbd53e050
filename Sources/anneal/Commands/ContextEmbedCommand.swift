import AnnealContext
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal context embed`: makes the vectors of an index.
struct ContextEmbedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "embed", abstract: "Make vectors for the pieces of a repository's files.",
        discussion: """
            Searches use them as soon as they are there. Pieces that have not changed keep theirs. The encoder \
            (all-MiniLM-L6-v2, 91 MB) is fetched when it is missing; with the settings context.embeddingsUrl and \
            context.embeddingsModel a server makes the vectors. An interruption loses the last step only.
            """)

    @OptionGroup var options: ContextOptions

    func run() async throws {
        try await reportingErrors(json: options.json) {
            let index = try await options.updated()
            let display = LocalProgressDisplay(json: options.json)
            let embedders = try await ContextEmbedders(repository: options.repo).ready { display.show($0) }
            display.end()
            let isTold = !options.json && isatty(STDERR_FILENO) == 1
            let report = try await index.embed(with: embedders) { report in
                if isTold { Terminal.note("\(report.embedded) pieces embedded, \(report.missing) to go") }
            }
            guard options.json else {
                let rate = report.seconds > 0 ? Double(report.embedded) / report.seconds : 0
                Terminal.result(
                    "\(report.pieces) pieces have vectors, \(report.embedded) were made in "
                        + String(format: "%.1f s (%.0f a second)", report.seconds, rate))
                return .verified
            }
            Terminal.result(
                try CanonicalJSON.string(
                    JSONValue.object([
                        "pieces": .int(report.pieces), "embedded": .int(report.embedded),
                        "seconds": .double(report.seconds), "model": .string(embedders.first?.model ?? ""),
                    ])))
            return .verified
        }
    }
}
