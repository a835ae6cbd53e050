import AnnealTesting
import ArgumentParser
import Foundation

/// Serves a script as a model, for tests that drive the real `anneal`.
@main
struct MockModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anneal-mock-model",
        abstract: "Serves scripted answers on loopback as OpenAI-compatible and Anthropic model server.",
        discussion: """
            The script is a JSON list of rules: {"match": PART OR REGULAR EXPRESSION of the last user message, \
            "answers": [ANSWER, …]}. The first rule that fits gives its next answer, the last one again and again. \
            An answer is a text, or an object with text, reasoning, toolCalls ({name, arguments}), finishReason, \
            usage ({prompt, cached, generated}), pieceLength, delay and delayBetweenPieces in seconds, and for faults \
            status with retryAfter and body, stallAfter, breakAfter or malformedAfter in pieces. The address is \
            printed when the server is ready; it serves until it is ended.
            """)

    @Argument(help: "The script.")
    var script: String

    @Option(help: "The port; a free one when not given.")
    var port = 0

    @Option(help: "The model's name.")
    var model = "mock-1.5b"

    @Option(help: "Tokens of context.")
    var context = 32_768

    @Option(help: "Requests that it claims to work on at the same time.")
    var slots = 4

    @Option(help: "The key that requests must carry; any when not given.")
    var key: String?

    @Flag(help: "Do not show as llama.cpp's server: no /props, no /tokenize.")
    var plain = false

    func run() async throws {
        let server = try await MockModelServer(
            ModelScript(file: URL(fileURLWithPath: script)),
            options: .init(
                model: model, contextLength: context, isLlamaCpp: !plain, slots: slots, key: key, port: port))
        // Written at once: whoever started this waits for the line.
        try FileHandle.standardOutput.write(contentsOf: Data("\(server.url)\n".utf8))
        await server.serve()
    }
}
