/// The features of a whole window: who is spoken to, what is wanted, whether it is hidden, whether it is only mentioned.
extension InjectionFeatures {
    /// Intents that reach beyond what a project asks of anybody.
    private static let grave = mask([
        .override, .leak, .destroy, .remote, .safetyOff, .weaken, .remember, .role, .callTool, .pay, .decode,
    ])
    /// Those that projects ask for too.
    private static let mild = mask([.command, .approve, .obey, .promote, .service, .permit])

    private static func mask(_ intents: [InjectionIntent]) -> UInt32 {
        intents.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
    }

    /// Adds them, alone and together: an injection is what has most of them at once.
    mutating func addWindow(_ window: Range<Int>, _ all: InjectionConcepts) {
        let form = form(of: window)
        let addressee = windowAddressee
        let deed: UInt64 = windowIntents & Self.grave != 0 ? 2 : windowIntents & Self.mild != 0 ? 1 : 0
        let isHidden = all.contains(.silent) || windowIntents & Self.mask([.conceal]) != 0
        let concealed: UInt64 = isHidden ? 1 : 0
        let isShown: UInt64 = form.isMention ? 1 : 0
        add(.profile, 1 << 32 | addressee << 8 | deed, isShown)
        add(.profile, 2 << 32 | addressee << 8 | concealed, isShown)
        add(.profile, 3 << 32 | deed << 8 | concealed, isShown)
        add(.profile, 4 << 32 | addressee << 16 | deed << 8 | concealed, isShown)
        if form.isMention {
            add(.mention, form.rawValue, context.topic)
            add(.mentionSamples, form.rawValue, context.samples)
            add(.mentionFile, form.rawValue, context.path)
            add(.mention, 32, context.topic << 4 | context.samples)
            add(.mentionFile, 33, context.path << 4 | context.topic)
        }
    }

    /// How a passage stands in its file.
    enum Form: UInt64 {
        case plain, comment, heading, item, label, quotedLine, attribute, hidden
        case value, argument, quoted, decoded, cell, code

        /// Whether it may be a quotation, a sample or a value rather than what the file says itself.
        var isMention: Bool { self == .quotedLine || rawValue >= Self.value.rawValue }
    }

    private func form(of window: Range<Int>) -> Form {
        if origin == .decoded { return .decoded }
        // Pieces of a list of samples are samples too.
        if origin == .joined { return context.topic + context.samples > 0 ? .argument : .comment }
        var form = Form.code
        for index in window {
            let sentence = sentences[index]
            let own = isShownComment(sentence) ? .code : Self.form(sentence, tokens)
            // What is said plainly counts, whatever is quoted beside it.
            if own.rawValue < form.rawValue { form = own }
        }
        return form
    }

    /// `<!-- … -->` in backticks or quotation marks: shown to readers, not hidden from them.
    private func isShownComment(_ sentence: InjectionSentence) -> Bool {
        guard sentence.place.contains(.markupComment) else { return false }
        let before = text[max(0, sentence.start - 8)..<min(sentence.start, text.count)]
        return before.contains(UInt8(ascii: "`")) || before.contains(UInt8(ascii: "\""))
    }

    private static func form(_ sentence: InjectionSentence, _ tokens: [InjectionToken]) -> Form {
        if InjectionContext.isQuoted(sentence, tokens) { return .quoted }
        let place = sentence.place
        if place.contains(.literal) { return place.contains(.argument) ? .argument : .value }
        if !place.isDisjoint(with: [.markupComment, .hiddenElement]) { return .hidden }
        if place.contains(.cell) { return .cell }
        if place.contains(.attribute) { return .attribute }
        if place.contains(.quotedLine) { return .quotedLine }
        if place.contains(.codeComment) { return .comment }
        if place.contains(.heading) { return .heading }
        if place.contains(.listItem) { return .item }
        return sentence.label.isEmpty ? .plain : .label
    }
}
