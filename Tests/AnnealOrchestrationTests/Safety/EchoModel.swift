import AnnealFoundation
import AnnealModels
import Synchronization

/// Answers with the last message, word by word; in a tool call where it is told to.
final class EchoModel: ChatModel {
    let name = "echo"
    private let callsTool: Bool
    private let texts = Mutex<[String]>([])
    private let arguments = Mutex<[String]>([])

    init(callsTool: Bool = false) { self.callsTool = callsTool }

    var seen: [String] { texts.withLock { $0 } }
    var seenArguments: [String] { arguments.withLock { $0 } }

    func capabilities() async throws -> ModelCapabilities { ModelCapabilities(contextLength: 4096) }

    func countTokens(_ text: String) async throws -> TokenCount { TokenCount(text.utf8.count / 4) }

    func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        let text = request.messages.last?.text ?? ""
        texts.withLock { $0.append(text) }
        arguments.withLock { $0 += request.messages.flatMap(\.toolCalls).map(\.arguments) }
        let call = ToolCall(id: "c", name: "run_command", arguments: "{\"command\":\"echo '\(text)'\"}")
        return AsyncThrowingStream { continuation in
            var rest = text[...]
            while !rest.isEmpty {
                let end = rest.firstIndex(of: " ").map { rest.index(after: $0) } ?? rest.endIndex
                continuation.yield(.text(String(rest[..<end])))
                rest = rest[end...]
            }
            continuation.yield(.finished(ChatResponse(text: text, toolCalls: callsTool ? [call] : [])))
            continuation.finish()
        }
    }
}
