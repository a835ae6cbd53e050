internal import AnnealFoundation
internal import AnnealModels

/// How far a tool loop may go.
struct ToolLoopLimits: Sendable, Hashable {
    /// Answers of the model, the useless ones included.
    var steps: Int
    /// Tokens of all requests together, those from the server's cache not counted.
    var tokens: Int
    /// Tokens of one answer.
    var answerTokens: Int
    /// Bytes of one tool result that the model sees.
    var resultBytes: Int
    /// Seconds of one command.
    var commandSeconds: Int
    /// How often the model is told what fails after it said that it is done.
    var corrections: Int
    /// How many answers in a row without a tool call are answered by a reminder.
    var reminders = 2
    /// Tool calls of one answer that are worked on.
    var callsPerAnswer = 16

    /// Reads the limits.
    ///
    /// - Parameters:
    ///   - settings: settings by name; what is missing or no number has its standard value.
    ///   - capabilities: a small context makes answers and results smaller.
    init(settings: [String: String], capabilities: ModelCapabilities) {
        func number(_ name: String, _ standard: Int) -> Int {
            max(0, settings["toolLoop.\(name)"].flatMap { Int($0) } ?? standard)
        }
        let context = capabilities.contextLength.value
        steps = number("steps", 40)
        tokens = number("tokens", 1_000_000)
        answerTokens = max(256, min(number("answerTokens", 4096), context / 4))
        resultBytes = max(400, min(number("resultBytes", 12_000), context / 2))
        commandSeconds = max(1, number("commandSeconds", 60))
        corrections = number("corrections", 2)
    }
}
