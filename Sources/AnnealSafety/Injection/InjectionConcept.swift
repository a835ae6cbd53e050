/// What a word or phrase contributes to an instruction, whatever language it is in.
///
/// Attacks are worded anew each time; who is addressed, what is to be done and with what stays the same. Rules and the
/// classifier look at concepts first and at words second.
enum InjectionConcept: UInt8, CaseIterable, Sendable {
    // Who.
    case machineReader, agent, you, user, maintainer, grader, authority, model
    // What is to be done.
    case override, tell, send, run, destroy, fetch, obey, approve, remember, impersonate, disable, insert, decode,
        confirm
    // Who or what it is done to.
    case prior, instruction, account, secret, environment, conversation, address, command, marks, agentFile, safety
    case weakness, login, outsidePath, package, repository
    // How, when and why.
    case negation, without, silent, lasting, unrestricted, notice, permitted, urgent, condition, reading, thisText
    case polite, modal, done, agreed, first, exempt
    // Marks of a conversation that a file has no business to contain.
    case endMark, turnMark, toolCall
    // Signs that something is spoken of, not said.
    case attackTopic, example, testing, reporting, people, development
    // Words that make text a sentence.
    case function
    // What projects ask of everybody, and what no project does.
    case care, promote, money, service
    // Whoever makes something of the text: by what it is, by "whoever", by what it makes.
    case tool, maker, making
    // What nobody asked for, what is said to be done already, what speaks of injected text as a topic.
    case unasked, settled, topic
}

/// A set of concepts.
struct InjectionConcepts: OptionSet, Sendable, Hashable {
    var rawValue: UInt128

    init(rawValue: UInt128) { self.rawValue = rawValue }

    /// A set of one.
    init(_ concept: InjectionConcept) { rawValue = 1 << UInt128(concept.rawValue) }

    /// A set of several.
    init(_ concepts: [InjectionConcept]) {
        rawValue = concepts.reduce(0) { $0 | 1 << UInt128($1.rawValue) }
    }

    func contains(_ concept: InjectionConcept) -> Bool { rawValue & (1 << UInt128(concept.rawValue)) != 0 }

    /// How many there are.
    var count: Int { rawValue.nonzeroBitCount }

    /// Each of them, the lowest first.
    func forEach(_ body: (InjectionConcept) -> Void) {
        var rest = rawValue
        while rest != 0 {
            if let concept = InjectionConcept(rawValue: UInt8(rest.trailingZeroBitCount)) { body(concept) }
            rest &= rest - 1
        }
    }

    /// Those that make a sentence worth a closer look: it speaks of what an attack is made of.
    static let cues: Self = {
        var cues = Self(rawValue: 0)
        for concept in InjectionConcept.allCases {
            switch concept {
            case .function, .modal, .reporting, .people, .development, .example, .testing, .you, .repository, .first,
                .condition, .thisText, .done, .insert, .package, .negation, .without, .care, .service, .tool, .making,
                .topic:
                continue
            default: cues.insert(Self(concept))
            }
        }
        return cues
    }()
}
