internal import AnnealFoundation
internal import AnnealModels

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
        /// What is said after it, when there are no results to give.
        var reply: String?
        /// One line that is left of the reply.
        var replyFact: String?
        /// Whether results and long arguments are one line each already.
        var isShort = false
    }

    /// Turns at the end that stay as they are as long as there is any other way.
    static let recentTurns = 4
    /// Characters of a text argument that stay in a shortened call.
    private static let argumentLimit = 120
    /// Lines on forgotten turns that are kept.
    private static let factLimit = 40

    private let opening: [ChatMessage]
    private(set) var turns: [Turn] = []
    private(set) var facts: [String] = []

    /// Begins a conversation.
    ///
    /// - Parameter opening: standing instructions and the task.
    init(opening: [ChatMessage]) { self.opening = opening }

    /// Adds a turn.
    mutating func append(_ turn: Turn) { turns.append(turn) }

    /// The messages in order.
    var messages: [ChatMessage] {
        var messages = opening
        if !facts.isEmpty {
            let list = facts.suffix(Self.factLimit).map { "- \($0)" }.joined(separator: "\n")
            messages.append(ChatMessage(.user, ToolLoopExecutor.forgottenHeading + "\n" + list))
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

    /// Makes the conversation shorter until it fits: old results become one line each, then old turns become one line
    /// a call, then the recent turns are treated the same, the last one excepted.
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
                let turn = turns.removeFirst()
                facts += turn.exchanges.map(\.result.fact) + [turn.replyFact].compactMap { $0 }
            }
        }
        return fits(messages)
    }

    private static func short(_ turn: Turn) -> Turn {
        var turn = turn
        turn.isShort = true
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
