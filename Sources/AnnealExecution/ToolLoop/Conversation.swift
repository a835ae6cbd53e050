internal import AnnealContext
internal import AnnealFoundation
internal import AnnealModels
internal import Foundation

/// The conversation of a tool loop, which can be made shorter without losing the task.
///
/// Invariants: the opening stays as it is; every tool call of an answer is followed by exactly one result.
struct Conversation: Sendable {
    /// A call and what came of it.
    struct Exchange: Sendable {
        var call: ToolCall
        var result: ToolResult
    }

    /// An answer of the model and what it was told then.
    struct Turn: Sendable {
        /// The answer's text.
        var text: String
        /// Its tool calls with their results, in order.
        var exchanges: [Exchange]
        /// Calls that were written into the text, with their results; the reply tells these.
        var written: [Exchange] = []
        /// What is said after it, when there are no results to give.
        var reply: String?
        /// One line that is left of the reply.
        var replyFact: String?
        /// Whether results and long arguments are one line each already.
        var isShort = false
        /// What it was before it was shortened, for the record.
        var original: TranscriptStep?

        /// The turn as the record takes it.
        var step: TranscriptStep {
            if let original { return original }
            let calls = (exchanges + written).map { exchange in
                TranscriptStep.Call(
                    kind: Self.kind(of: exchange.call.name), subject: Self.subject(of: exchange),
                    outcome: exchange.result.fact, result: exchange.result.text,
                    succeeded: exchange.result.succeeded, changed: exchange.result.changed)
            }
            return TranscriptStep(text: text, calls: calls)
        }

        private static func kind(of tool: String) -> TranscriptStep.Call.Kind {
            switch LoopTool(rawValue: tool) {
            case .readFile, .listFiles, .search: .look
            case .edit, .writeFile: .change
            case .runCommand: .command
            case .runChecks, .done: .check
            case nil: .other
            }
        }

        /// The part of the fact before the outcome, which tells the tool and what it was called on.
        private static func subject(of exchange: Exchange) -> String {
            let fact = exchange.result.fact
            guard let colon = fact.range(of: ": ", options: .backwards) else { return exchange.call.name }
            return String(fact[..<colon.lowerBound])
        }
    }

    /// Turns at the end that stay as they are as long as there is any other way.
    static let recentTurns = 4
    /// Characters of a text argument that stay in a shortened call.
    private static let argumentLimit = 120
    /// Bytes of the record of forgotten turns, while there is room.
    private static let recordLimit = 6000

    private let opening: [ChatMessage]
    private(set) var turns: [Turn] = []
    /// What is left of forgotten turns: what was decided, tried, looked at, and what is open.
    private(set) var record = TranscriptCompactor()
    private var recordLimit = Self.recordLimit

    /// Begins a conversation.
    ///
    /// - Parameter opening: standing instructions and the task.
    init(opening: [ChatMessage]) { self.opening = opening }

    /// Adds a turn.
    mutating func append(_ turn: Turn) { turns.append(turn) }

    /// The messages in order.
    var messages: [ChatMessage] {
        var messages = opening
        if !record.isEmpty {
            messages.append(
                ChatMessage(.user, ToolLoopExecutor.forgottenHeading + "\n" + record.text(limit: recordLimit)))
        }
        for turn in turns {
            messages.append(ChatMessage(.assistant, turn.text, toolCalls: turn.exchanges.map(\.call)))
            messages += turn.exchanges.map { ChatMessage(.tool, $0.result.text, toolCallID: $0.call.id) }
            if let reply = turn.reply { messages.append(ChatMessage(.user, reply)) }
        }
        // The next request repeats everything up to here.
        if messages.count > opening.count { messages[messages.count - 1].endsCachedPrefix = true }
        return messages
    }

    /// Makes the conversation shorter until it fits: old results become one line each, then old turns are folded into the
    /// record, then the recent turns are treated the same, the last one excepted; at last
    /// the record is made shorter.
    ///
    /// - Parameter fits: whether the messages are short enough.
    /// - Returns: whether they are now.
    mutating func shorten(until fits: ([ChatMessage]) -> Bool) -> Bool {
        for kept in [Self.recentTurns, 1] {
            for index in turns.indices.dropLast(kept) where !turns[index].isShort {
                if fits(messages) { return true }
                turns[index] = Self.short(turns[index])
            }
            while turns.count > kept {
                if fits(messages) { return true }
                record.fold(turns.removeFirst().step)
            }
        }
        while !fits(messages), !record.isEmpty, recordLimit > 400 { recordLimit /= 2 }
        return fits(messages)
    }

    private static func short(_ turn: Turn) -> Turn {
        var turn = turn
        turn.isShort = true
        // The record quotes from what was said and given at length.
        turn.original = turn.step
        turn.text = shortened(turn.text)
        turn.exchanges = turn.exchanges.map { exchange in
            var exchange = exchange
            exchange.result.text = "[shortened] \(exchange.result.fact)"
            exchange.call.arguments = shortArguments(exchange.call.arguments)
            return exchange
        }
        if let fact = turn.replyFact { turn.reply = "[shortened] \(fact)" }
        return turn
    }

    /// Shortens the texts among a call's arguments; what was not JSON becomes an empty object.
    private static func shortArguments(_ arguments: String) -> String {
        guard let members = (try? JSONValue(parsing: arguments))?.objectValue else { return "{}" }
        let short = members.mapValues { value in value.stringValue.map { .string(shortened($0)) } ?? value }
        return (try? CanonicalJSON.string(JSONValue.object(short))) ?? "{}"
    }

    private static func shortened(_ text: String) -> String {
        let left = text.count - argumentLimit
        return left > 40 ? "\(text.prefix(argumentLimit))… [\(left) characters left out]" : text
    }
}
