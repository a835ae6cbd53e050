/// Combinations of concepts that make a sentence an instruction to a machine reader that nobody asked for.
///
/// A rule alone decides nothing: contributors' guides and security articles fulfil some too. What each is worth is
/// learned, together with the words around it; what a finding says of itself is the rule's reason.
struct InjectionRule: Sendable {
    let style: InjectionStyle
    /// Of each of these sets at least one concept has to be there.
    let needs: [InjectionConcepts]
    /// None of these may be there.
    let lacks: InjectionConcepts
    /// What the sentence does, in words that follow "this text".
    let reason: String

    init(
        _ style: InjectionStyle, _ needs: [[InjectionConcept]], lacks: [InjectionConcept] = [], _ reason: String
    ) {
        self.style = style
        self.needs = needs.map { InjectionConcepts($0) }
        self.lacks = InjectionConcepts(lacks)
        self.reason = reason
    }

    /// Whether a set of concepts fulfils it.
    func holds(_ concepts: InjectionConcepts) -> Bool {
        for need in needs where concepts.isDisjoint(with: need) { return false }
        return concepts.isDisjoint(with: lacks)
    }

    /// The places in `all` of the rules that a set of concepts fulfils.
    static func held(_ concepts: InjectionConcepts) -> [UInt64] {
        var held: [UInt64] = []
        for (index, rule) in all.enumerated() where rule.holds(concepts) { held.append(UInt64(index)) }
        return held
    }

    private static let reader: [InjectionConcept] = [.machineReader, .agent]
    private static let person: [InjectionConcept] = [.user, .maintainer]
    private static let act: [InjectionConcept] = [
        .send, .run, .destroy, .fetch, .obey, .approve, .remember, .disable, .insert,
    ]

    /// All rules; those that name an attack most plainly come first.
    static let all: [Self] = [
        Self(
            .override, [[.override], [.prior], [.instruction]],
            "tells its reader to set aside the instructions it has"),
        Self(
            .override, [[.override], [.instruction], [.you, .machineReader, .agent]],
            "puts its reader's rules out of force"),
        Self(
            .override, [[.negation], [.obey], [.prior, .instruction, .user]],
            "tells its reader not to follow its instructions"),
        Self(
            .concealment, [[.negation, .without], [.tell], [.user]],
            "tells its reader to keep something from the user"),
        Self(
            .concealment, [[.silent], [.user, .maintainer, .account]],
            "wants something hidden from the people in charge"),
        Self(
            .concealment, [[.negation, .without], [.tell, .insert, .send], [.account]],
            "wants something left out of what is reported"),
        Self(.concealment, [[.silent], act], "wants something done unnoticed"),
        Self(
            .concealment, [[.negation], [.tell], [.maintainer]],
            "tells its reader to keep something from the maintainers"),
        Self(
            .exfiltration, [[.send], [.secret, .environment, .conversation], [.address]],
            "sends secrets to an address"),
        Self(.exfiltration, [[.send], [.secret, .environment], [.account]], "puts secrets into what is written"),
        Self(
            .exfiltration, [[.send, .tell], [.conversation]],
            "asks for the conversation or the reader's own instructions"),
        Self(.exfiltration, [[.send, .fetch], [.secret], [.outsidePath]], "reaches for secrets outside the project"),
        Self(
            .exfiltration, [[.secret, .environment], [.address], [.fetch, .run, .command]],
            "brings secrets to an address"),
        Self(
            .exfiltration, [[.send], [.repository, .agentFile], [.address]], "sends the project's files to an address"),
        Self(
            .unconfirmed, [[.negation, .without], [.confirm], act],
            "wants something done without asking"),
        Self(
            .unconfirmed, [[.negation, .without], [.confirm], [.user, .maintainer]],
            "tells its reader not to ask people"),
        Self(.unconfirmed, [[.agreed], [.user, .maintainer]], "claims that the user has agreed already"),
        Self(.remoteInstructions, [[.fetch], [.obey, .run], [.address]], "has what an address returns obeyed or run"),
        Self(.remoteInstructions, [[.fetch], [.obey]], "has instructions fetched and followed"),
        Self(.remoteInstructions, [[.obey], [.address]], "has instructions at an address followed"),
        Self(.execution, [[.run], [.command], [.address]], "has a command run that talks to an address"),
        Self(.execution, [[.machineReader, .agent, .you], [.run], [.command]], "has its reader run a command"),
        Self(.approval, [[.approve], [.marks]], "demands a verdict"),
        Self(.approval, [reader + [.grader, .you], [.approve]], "tells its reader what to approve"),
        Self(.memory, [[.remember], [.lasting]], "wants to be remembered beyond this task"),
        Self(.memory, [[.insert, .remember, .send], [.agentFile]], "writes into what agents read as their rules"),
        Self(.memory, [[.lasting], act], "sets a lasting rule"),
        Self(.role, [[.impersonate], [.unrestricted]], "gives its reader a role without limits"),
        Self(.role, [[.impersonate], [.you, .machineReader, .agent]], "gives its reader another role"),
        Self(.role, [[.unrestricted], [.you, .machineReader, .agent]], "tells its reader that nothing binds it"),
        Self(.safetyOff, [[.disable], [.safety]], "switches a protection off"),
        Self(
            .safetyOff, [[.permitted], [.safety, .agentFile, .command]], "claims that a protection no longer applies"),
        Self(.safetyOff, [[.permitted, .exempt], reader + [.you]], "gives its reader permissions"),
        Self(.backdoor, [[.insert], [.weakness]], "wants a weakness built in"),
        Self(.backdoor, [[.disable, .weakness], [.login]], "weakens a check of who may do what"),
        Self(.authority, [[.authority], [.permitted, .instruction, .notice]], "speaks in the name of an authority"),
        Self(.authority, [[.authority], reader], "speaks to its reader in the name of an authority"),
        Self(.urgency, [[.urgent], reader], "hurries its reader"),
        Self(.urgency, [[.urgent], [.negation, .without], [.confirm]], "hurries its reader past a question"),
        Self(.conditional, [[.condition], reader + [.you], [.reading, .thisText]], "waits for a machine to read it"),
        Self(.conditional, [[.condition], [.machineReader], act], "tells a machine what to do on a condition"),
        Self(
            .endMarker, [[.endMark], [.obey, .instruction, .you, .user, .first]],
            "pretends that the file ends and instructions begin"),
        Self(.endMarker, [[.endMark]], "imitates the mark at which foreign text ends"),
        Self(.fakeConversation, [[.turnMark]], "imitates turns of a conversation"),
        Self(.toolCall, [[.toolCall]], "imitates a call of a tool"),
        Self(.notice, [[.notice], reader], "addresses a machine reader"),
        Self(.destruction, [[.destroy], reader + [.you]], "tells its reader to delete something"),
        Self(.request, [[.polite], reader], "asks a machine reader for something"),
        Self(.request, [reader, [.modal], act], "tells a machine reader what it has to do"),
        Self(.encoded, [[.decode], [.obey, .run]], "has encoded text decoded and obeyed"),
    ]
}
