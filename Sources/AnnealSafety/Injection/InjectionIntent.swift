/// What a sentence wants done: a verb together with what it is about.
///
/// Concepts alone say little: "delete" and "tests" are in every change log. An intent is a verb with an object that
/// matters, in the mood of an order or not; with whom it is addressed to it makes the strongest features.
enum InjectionIntent: UInt8, CaseIterable, Sendable {
    case override, conceal, leak, destroy, remote, command, safetyOff, weaken, approve, remember, role, obey, decode
    case permit, claim, callTool, promote, pay, service, deed

    /// How an intent is put.
    enum Frame: UInt8, Sendable {
        /// Told to do.
        case order
        /// Told not to do.
        case forbidden
        /// Said of others, of the past.
        case told
        /// Between quotation marks.
        case quoted
        /// None of these can be told.
        case open
    }

    /// An intent in its frame.
    struct Found: Hashable, Sendable {
        var intent: InjectionIntent
        var frame: Frame
    }

    private static let hidden = InjectionConcepts([.user, .maintainer, .account, .people])
    private static let confidential = InjectionConcepts([.secret, .environment, .conversation])
    private static let valuable = InjectionConcepts([
        .repository, .safety, .secret, .login, .agentFile, .testing, .outsidePath, .user, .service,
    ])
    private static let binding = InjectionConcepts([.instruction, .prior, .conversation, .user, .thisText])
    private static let source = InjectionConcepts([.thisText, .address, .instruction, .prior, .account, .outsidePath])
    private static let free = InjectionConcepts([
        .unrestricted, .authority, .machineReader, .agent, .command, .permitted,
    ])
    private static let praised = InjectionConcepts([.marks, .repository, .instruction, .confirm, .command, .address])

    private static let obeying = InjectionConcepts(.obey)
    private static let telling = InjectionConcepts([.tell, .insert, .send])
    private static let doing = InjectionConcepts([.silent, .insert, .send, .run, .destroy, .tell])
    private static let fetching = InjectionConcepts([.fetch, .run, .obey])
    private static let remoteThings = InjectionConcepts([.address, .obey, .run, .command])
    private static let refusing = InjectionConcepts([.negation, .without])
    private static let permitting = InjectionConcepts([.permitted, .exempt, .unrestricted])
    private static let reader = InjectionConcepts([.machineReader, .agent, .you])

    /// A verb and what it has to be about.
    private struct Rule: Sendable {
        var intent: InjectionIntent
        var acts: InjectionConcepts
        var objects: InjectionConcepts

        init(_ intent: InjectionIntent, _ acts: [InjectionConcept], _ objects: InjectionConcepts) {
            self.intent = intent
            self.acts = InjectionConcepts(acts)
            self.objects = objects
        }
    }

    private static let rules: [Rule] = [
        Rule(.override, [.override], binding),
        Rule(.leak, [.send, .tell, .fetch, .insert], confidential),
        Rule(.destroy, [.destroy], valuable),
        Rule(.command, [.run], InjectionConcepts(.command)),
        Rule(.safetyOff, [.disable, .destroy, .override], InjectionConcepts([.safety, .confirm, .login])),
        Rule(.weaken, [.insert, .disable, .approve, .destroy], InjectionConcepts(.weakness)),
        Rule(.approve, [.approve], praised),
        Rule(
            .remember, [.remember],
            InjectionConcepts([.lasting, .permitted, .agentFile, .confirm, .instruction, .safety])),
        Rule(.remember, [.insert, .send], InjectionConcepts(.agentFile)),
        Rule(.role, [.impersonate], free),
        Rule(.obey, [.obey], source),
        Rule(.service, [.run, .destroy, .disable, .insert, .send], InjectionConcepts(.service)),
        Rule(.decode, [.decode, .obey], InjectionConcepts([.decode, .obey, .run])),
    ]

    /// The intents of a sentence.
    ///
    /// - Parameters:
    ///   - tokens: of the sentence.
    ///   - moods: of the tokens.
    ///   - all: concepts of the sentence and its label.
    /// - Returns: each intent once in each frame.
    /// - Complexity: O(t) for t tokens, with a look at no more than twelve after each verb.
    static func intents(
        of tokens: ArraySlice<InjectionToken>, _ moods: [InjectionMood], _ all: InjectionConcepts
    ) -> Set<Found> {
        var found: Set<Found> = []
        var isNegated = false
        var hasConcealed = false
        for (offset, token) in tokens.enumerated() {
            if token.traits.contains(.opensClause) { isNegated = false }
            if !token.concepts.isDisjoint(with: refusing) { isNegated = true }
            let mood = moods[offset]
            guard mood != .unknown || !token.concepts.isDisjoint(with: InjectionMood.acts) else { continue }
            var frame = frame(of: token, mood)
            // "Do not tell the user and push the keys": only the telling is forbidden.
            if frame == .forbidden, hasConcealed { frame = .order }
            var objects = after(tokens.startIndex + offset, in: tokens)
            if mood == .unknown { objects.insert(all) }
            for intent in kinds(token.concepts, objects, all, isNegated: isNegated) {
                // Hiding is done by not telling: what is forbidden there is what is asked for.
                let own = intent == .conceal && frame == .forbidden ? Frame.order : frame
                if intent == .conceal, own == .order { hasConcealed = true }
                found.insert(Found(intent: intent, frame: own))
            }
        }
        if !all.isDisjoint(with: permitting), !all.isDisjoint(with: reader) {
            found.insert(Found(intent: .permit, frame: .open))
        }
        if all.contains(.promote) { found.insert(Found(intent: .promote, frame: .open)) }
        if !all.contains(.care) { found.insert(Found(intent: .deed, frame: .open)) }
        if all.contains(.agreed), all.contains(.user) { found.insert(Found(intent: .claim, frame: .open)) }
        if all.contains(.toolCall) { found.insert(Found(intent: .callTool, frame: .open)) }
        return found
    }

    private static func frame(of token: InjectionToken, _ mood: InjectionMood) -> Frame {
        if token.traits.contains(.quoted) { return .quoted }
        switch mood {
        case .order, .orderToYou, .orderToMachine: return .order
        case .forbidden: return .forbidden
        case .others, .past: return .told
        case .unknown, .infinitive: return .open
        }
    }

    private static func after(_ index: Int, in tokens: ArraySlice<InjectionToken>) -> InjectionConcepts {
        var concepts: InjectionConcepts = []
        for token in tokens[index...].dropFirst().prefix(12) { concepts.insert(token.concepts) }
        return concepts
    }

    private static func kinds(
        _ act: InjectionConcepts, _ objects: InjectionConcepts, _ all: InjectionConcepts, isNegated: Bool
    ) -> [InjectionIntent] {
        var kinds: [InjectionIntent] = []
        for rule in rules where !act.isDisjoint(with: rule.acts) && !objects.isDisjoint(with: rule.objects) {
            kinds.append(rule.intent)
        }
        func add(_ intent: InjectionIntent, _ acts: InjectionConcepts, _ needs: InjectionConcepts) {
            if !act.isDisjoint(with: acts), !objects.isDisjoint(with: needs) { kinds.append(intent) }
        }
        if isNegated {
            add(.override, obeying, binding)
            add(.conceal, telling, hidden)
        }
        if act.contains(.silent) || all.contains(.silent) { add(.conceal, doing, hidden) }
        if all.contains(.address) { add(.remote, fetching, remoteThings) }
        if !act.isDisjoint(with: InjectionMood.acts), objects.contains(.money) { kinds.append(.pay) }
        return kinds
    }
}

/// Whom a sentence speaks to.
enum InjectionAddressee: UInt8, Sendable {
    case nobody, you, produced, tool, maker, machine, machineInLabel, machineAsSubject, machineOnCondition

    private static let machines = InjectionConcepts([.machineReader, .agent])

    /// Tells it from the words before the first verb, the label and the subject.
    ///
    /// - Complexity: O(t) for t tokens.
    static func addressee(
        of tokens: ArraySlice<InjectionToken>, _ moods: [InjectionMood], label: InjectionConcepts,
        _ all: InjectionConcepts
    ) -> Self {
        let isMachine = !all.isDisjoint(with: machines)
        if !label.isDisjoint(with: machines)
            || (!label.isDisjoint(with: InjectionConcepts([.grader, .model])) && label.contains(.notice))
        {
            return .machineInLabel
        }
        if isMachine, tokens.first?.concepts.contains(.condition) == true { return .machineOnCondition }
        if moods.contains(.orderToMachine) { return .machineAsSubject }
        if isMachine {
            // `Dear assistant,` and `Copilot, …`: a machine before the first comma.
            for token in tokens.prefix(6) {
                if token.traits.contains(.opensClause), token.start != tokens.first?.start { break }
                if !token.concepts.isDisjoint(with: machines) {
                    return moods.contains { $0.isOrder } ? .machineInLabel : .machine
                }
            }
            return .machine
        }
        // "Whoever edits this", "the tool that drafts the notes", "generated validators have to".
        if all.contains(.maker) { return .maker }
        if all.contains(.making), all.contains(.tool) || all.contains(.model) { return .tool }
        if all.contains(.making), all.contains(.modal) { return .produced }
        return all.contains(.you) ? .you : .nobody
    }
}
