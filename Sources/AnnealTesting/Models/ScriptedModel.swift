public import AnnealFoundation
public import AnnealModels
internal import Synchronization

/// A model whose answers a test decides: from a list, or from a closure.
public final class ScriptedModel: ChatModel {
    /// Gives the answer to the request with this number, from 0.
    public typealias Script = @Sendable (_ request: ChatRequest, _ number: Int) async throws -> ScriptedAnswer

    /// The model's name.
    public let name: String

    private let served: ModelCapabilities
    private let script: Script
    private let log = Mutex<[ChatRequest]>([])

    /// Creates a model that asks a closure.
    ///
    /// - Parameters:
    ///   - name: the model's name.
    ///   - capabilities: what it claims to be able to.
    ///   - script: gives the answers; what it throws is thrown by the stream.
    public init(
        name: String = "scripted", capabilities: ModelCapabilities = ModelCapabilities(contextLength: 32_768),
        script: @escaping Script
    ) {
        self.name = name
        served = capabilities
        self.script = script
    }

    /// Creates a model that answers from a list, in order; when the list is used up, requests fail.
    ///
    /// - Parameters:
    ///   - answers: the answers; a text literal is an answer.
    ///   - name: the model's name.
    ///   - capabilities: what it claims to be able to.
    public convenience init(
        answers: [ScriptedAnswer], name: String = "scripted",
        capabilities: ModelCapabilities = ModelCapabilities(contextLength: 32_768)
    ) {
        self.init(name: name, capabilities: capabilities) { _, number in
            guard number < answers.count else {
                throw ModelError(
                    code: .notRecorded,
                    message: "the script has \(answers.count) answers, this is request \(number + 1)",
                    place: name)
            }
            return answers[number]
        }
    }

    /// The requests so far.
    public var requests: [ChatRequest] { log.withLock { $0 } }

    /// What the model claims to be able to.
    public func capabilities() async -> ModelCapabilities { served }

    /// Answers as the script says.
    ///
    /// - Parameter request: the conversation.
    /// - Returns: the pieces of the answer.
    public func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        let number = log.withLock { log in
            log.append(request)
            return log.count - 1
        }
        return AsyncThrowingStream { [script, name] reader in
            let work = Task {
                do {
                    let answer = try await script(request, number)
                    try await answer.play(to: request, model: name) { reader.yield($0) }
                    reader.finish()
                } catch {
                    reader.finish(throwing: error)
                }
            }
            reader.onTermination = { _ in work.cancel() }
        }
    }

    /// Counts by the upper estimate.
    ///
    /// - Parameter text: what to count.
    /// - Returns: the estimate.
    public func countTokens(_ text: String) async -> TokenCount { TokenEstimate.upper(of: text) }
}
