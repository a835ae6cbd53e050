/// A rule: what it is about, what it says, and why.
public struct PolicyRule: Sendable, Hashable {
    /// Its name, unique within a document.
    public var id: String
    /// What it says.
    public var verdict: GuardVerdict
    /// What it is about.
    public var condition: PolicyCondition
    /// Why, for a person; `{target}`, `{program}` and `{place}` stand for those of the effect.
    public var reason: String
    /// Commands to which the guard must say what the rule says: tests of the rule itself.
    public var examples: [String]

    /// Creates a rule.
    public init(id: String, verdict: GuardVerdict, condition: PolicyCondition, reason: String, examples: [String] = [])
    {
        self.id = id
        self.verdict = verdict
        self.condition = condition
        self.reason = reason
        self.examples = examples
    }
}

/// What an effect must be like for a rule to apply; an empty list means any.
public struct PolicyCondition: Sendable, Hashable {
    /// What is done.
    public var actions: [CommandEffect.Action] = []
    /// What kind of place the target is.
    public var places: [Place] = []
    /// How it is done: at least one of them.
    public var traits: CommandEffect.Traits = []
    /// How it is not done: none of them.
    public var withoutTraits: CommandEffect.Traits = []
    /// Programs by name; `*` and `?` are wildcards, here and below.
    public var programs: [String] = []
    /// Subcommands of the program.
    public var subcommands: [String] = []
    /// Options that the program was given: at least one of them.
    public var options: [String] = []
    /// Paths, hosts or variables as written.
    public var targets: [String] = []

    /// Creates a condition that everything meets.
    public init() {}

    /// Whether an effect meets the condition.
    public func isMet(by effect: CommandEffect) -> Bool {
        if !actions.isEmpty, !actions.contains(effect.action) { return false }
        if !places.isEmpty {
            guard let place = effect.place, places.contains(place) else { return false }
        }
        if !traits.isEmpty, effect.traits.isDisjoint(with: traits) { return false }
        if !effect.traits.isDisjoint(with: withoutTraits) { return false }
        return Self.fits(programs, effect.program) && Self.fits(subcommands, effect.subcommand)
            && Self.fits(targets, effect.target)
            && (options.isEmpty || effect.options.contains { Self.fits(options, $0) })
    }

    private static func fits(_ patterns: [String], _ text: String) -> Bool {
        patterns.isEmpty || patterns.contains { $0 == text || WildcardPattern.fits($0, text) }
    }
}

/// Patterns with `*` for any text and `?` for one character.
enum WildcardPattern {
    static func fits(_ pattern: String, _ text: String) -> Bool {
        guard pattern.utf8.contains(where: { $0 == 0x2A || $0 == 0x3F }) else { return pattern == text }
        let (pattern, text) = (Array(pattern.utf8), Array(text.utf8))
        var (at, here, star, resume) = (0, 0, -1, 0)
        while here < text.count {
            if at < pattern.count, pattern[at] == 0x2A {
                (star, resume) = (at, here)
                at += 1
            } else if at < pattern.count, pattern[at] == text[here] || pattern[at] == 0x3F {
                at += 1
                here += 1
            } else if star >= 0 {
                resume += 1
                (at, here) = (star + 1, resume)
            } else {
                return false
            }
        }
        while at < pattern.count, pattern[at] == 0x2A { at += 1 }
        return at == pattern.count
    }
}
