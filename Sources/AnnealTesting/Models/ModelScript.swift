public import AnnealFoundation
public import AnnealModels
public import Foundation
internal import Synchronization

/// What a scripted model or a mock server answers: rules that are tried in order.
///
/// As a JSON file: a list of `{"match": "…", "answers": [ANSWER, …]}`.
public struct ModelScript: Sendable, Hashable, Decodable {
    /// Answers to the requests that fit.
    public struct Rule: Sendable, Hashable, Decodable {
        /// A part of the last message of the user, or a regular expression that is found in it; `nil` fits always.
        public var match: String?
        /// The answers, in order; the last one is given again and again.
        public var answers: [ScriptedAnswer]

        /// Creates a rule.
        public init(match: String? = nil, answers: [ScriptedAnswer]) {
            self.match = match
            self.answers = answers
        }

        func fits(_ request: ChatRequest) -> Bool {
            guard let match else { return true }
            let text = request.messages.last { $0.role == .user }?.text ?? ""
            if text.contains(match) { return true }
            return (try? Regex(match)).flatMap { try? $0.firstMatch(in: text) } != nil
        }
    }

    /// The rules; the first that fits answers.
    public var rules: [Rule]

    /// Creates a script.
    ///
    /// - Parameter rules: the rules.
    public init(rules: [Rule]) { self.rules = rules }

    /// Creates a script that answers any request.
    ///
    /// - Parameter answers: the answers, in order; the last one is given again and again.
    public init(answers: [ScriptedAnswer]) { rules = [Rule(answers: answers)] }

    /// Reads a list of rules.
    public init(from decoder: any Decoder) throws { rules = try decoder.singleValueContainer().decode([Rule].self) }

    /// Reads a script file.
    ///
    /// - Parameter file: a JSON file.
    /// - Throws: an error of the file system, or `DecodingError`.
    public init(file: URL) throws {
        self = try JSONDecoder().decode(ModelScript.self, from: Data(contentsOf: file))
    }
}

/// Plays a script: counts how often each rule has answered.
final class ModelScriptPlayer: Sendable {
    private let script: ModelScript
    private let used: Mutex<[Int: Int]> = Mutex([:])

    init(_ script: ModelScript) { self.script = script }

    /// The answer to a request; `nil` when no rule fits.
    func answer(to request: ChatRequest) -> ScriptedAnswer? {
        guard let index = script.rules.firstIndex(where: { $0.fits(request) && !$0.answers.isEmpty }) else {
            return nil
        }
        let answers = script.rules[index].answers
        return used.withLock { used in
            let number = used[index, default: 0]
            used[index] = number + 1
            return answers[min(number, answers.count - 1)]
        }
    }
}

extension ScriptedModel {
    /// Creates a model that answers by a script; a request that no rule fits fails.
    ///
    /// - Parameters:
    ///   - script: the rules.
    ///   - name: the model's name.
    ///   - capabilities: what it claims to be able to.
    public convenience init(
        script: ModelScript, name: String = "scripted",
        capabilities: ModelCapabilities = ModelCapabilities(contextLength: 32_768)
    ) {
        let player = ModelScriptPlayer(script)
        self.init(name: name, capabilities: capabilities) { request, _ in
            guard let answer = player.answer(to: request) else {
                throw ModelError(code: .notRecorded, message: "no rule of the script fits the request", place: name)
            }
            return answer
        }
    }
}
