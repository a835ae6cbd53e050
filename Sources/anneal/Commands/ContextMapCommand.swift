import AnnealContext
import AnnealFoundation
import ArgumentParser

/// `anneal context map`: what a repository holds, within a budget of tokens.
struct ContextMapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map", abstract: "Show the files that others rely on most, with their declarations.",
        discussion: """
            Tokens are those of the model in use where its file or its server is here, and estimated otherwise. The files \
            that found no room are told at the end.
            """)

    @OptionGroup var options: ContextOptions
    @Option(help: "What the map is for; the whole repository when not given.") var task: String?
    @Option(help: "The budget in tokens.") var tokens = 2000
    @OptionGroup var tokenizer: TokenizerOption

    func run() async throws {
        try await reportingErrors(json: options.json) {
            let map = try await RepositoryMap.counted(
                index: options.updated(), query: task, tokens: tokens,
                by: tokenizer.counter(repository: options.repo))
            guard options.json else {
                Output.results.write(map.text)
                Terminal.note(
                    "\(map.entries.count) files, \(map.tokens) tokens; no room for \(map.leftOut.count) files")
                return .verified
            }
            for entry in map.entries {
                let declarations = entry.declarations.map { declaration -> JSONValue in
                    .object([
                        "line": .int(declaration.line), "signature": .string(declaration.signature),
                        "depth": .int(declaration.depth),
                    ])
                }
                Terminal.result(
                    try CanonicalJSON.string(
                        JSONValue.object(["path": .string(entry.path), "declarations": .array(declarations)])))
            }
            Terminal.result(
                try CanonicalJSON.string(
                    JSONValue.object([
                        "tokens": .int(map.tokens), "leftOut": .array(map.leftOut.map { .string($0) }),
                    ])))
            return .verified
        }
    }
}
