/// What an injection does, or how it goes about it.
public enum InjectionStyle: String, Sendable, Hashable, Codable, CaseIterable {
    /// Sets instructions aside.
    case override
    /// Keeps something from the user.
    case concealment
    /// Sends secrets or files away.
    case exfiltration
    /// Has something done without asking.
    case unconfirmed
    /// Has instructions fetched and followed.
    case remoteInstructions
    /// Has commands run.
    case execution
    /// Demands an approval, a mark, a verdict.
    case approval
    /// Wants to last beyond the task.
    case memory
    /// Gives the reader another role.
    case role
    /// Switches protections off.
    case safetyOff
    /// Has a weakness built into code.
    case backdoor
    /// Claims to be of somebody with authority.
    case authority
    /// Hurries.
    case urgency
    /// Waits for a condition.
    case conditional
    /// Imitates the end of foreign text.
    case endMarker
    /// Imitates turns of a conversation.
    case fakeConversation
    /// Imitates a call of a tool.
    case toolCall
    /// Addresses a machine reader.
    case notice
    /// Has something deleted.
    case destruction
    /// Asks for something.
    case request
    /// Was encoded.
    case encoded
    /// Was written in characters that are not seen or look like others.
    case disguised
    /// Was hidden by markup.
    case hidden
    /// None of these, but worded like an injection.
    case other
}
