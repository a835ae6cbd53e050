/// Layers of rules that together say what may happen.
///
/// For each effect of a command the user's rules are looked through, then the built-in ones; the first that applies
/// counts. The project's rules are looked through by themselves, and the stricter answer wins: a project can only make
/// the policy stricter.
public struct Policy: Sendable {
    /// A rule that applied.
    public struct Answer: Sendable, Hashable {
        /// What it says.
        public var verdict: GuardVerdict
        /// Its name; `none` where no rule applied.
        public var rule: String
        /// The layer that it comes from.
        public var layer: PolicyDocument.Layer
        /// Why.
        public var reason: String
    }

    private let personal: [CommandEffect.Action: [(PolicyRule, PolicyDocument.Layer)]]
    private let project: [PolicyRule]
    /// Whether only the built-in rules count.
    public let isStandard: Bool

    /// Creates a policy.
    ///
    /// - Parameters:
    ///   - builtIn: the rules that are part of the program.
    ///   - user: the user's rules.
    ///   - project: the project's rules.
    public init(builtIn: PolicyDocument = .standard, user: PolicyDocument? = nil, project: PolicyDocument? = nil) {
        var rules: [CommandEffect.Action: [(PolicyRule, PolicyDocument.Layer)]] = [:]
        let ordered = (user?.rules ?? []).map { ($0, PolicyDocument.Layer.user) } + builtIn.rules.map { ($0, .builtIn) }
        for action in CommandEffect.Action.allCases {
            rules[action] = ordered.filter { $0.0.condition.actions.isEmpty || $0.0.condition.actions.contains(action) }
        }
        personal = rules
        self.project = project?.rules ?? []
        isStandard = user == nil && project == nil
    }

    /// What the rules say to an effect.
    public func answer(to effect: CommandEffect) -> Answer {
        var answer = Answer(
            verdict: .ask, rule: "none", layer: .builtIn,
            reason: "no rule says anything about it (\(effect.action.rawValue))")
        if let (rule, layer) = personal[effect.action]?.first(where: { $0.0.condition.isMet(by: effect) }) {
            answer = Answer(verdict: rule.verdict, rule: rule.id, layer: layer, reason: Self.fill(rule.reason, effect))
        }
        if let rule = project.first(where: { $0.condition.isMet(by: effect) }), rule.verdict > answer.verdict {
            answer = Answer(
                verdict: rule.verdict, rule: rule.id, layer: .project, reason: Self.fill(rule.reason, effect))
        }
        return answer
    }

    private static func fill(_ reason: String, _ effect: CommandEffect) -> String {
        guard reason.utf8.contains(0x7B) else { return reason }
        let target = effect.target.utf8.count > 200 ? String(effect.target.prefix(200)) + "…" : effect.target
        return reason.replacing("{target}", with: target.isEmpty ? "something" : target).replacing(
            "{program}", with: effect.program
        )
        .replacing("{place}", with: effect.place?.wording ?? "a place")
    }
}

extension Place {
    /// What it is, for a message.
    var wording: String {
        switch self {
        case .workspace, .buildResult: "the workspace"
        case .workspaceRoot: "the whole workspace"
        case .workspaceSecret: "a file made for secrets"
        case .automation: "a file that a server, an editor or a shell runs"
        case .git, .gitInternal: "git's own folder"
        case .gitProgram: "a file of git's that makes it run programs"
        case .guardFiles: "Anneal's own files"
        case .temporary: "a temporary folder"
        case .harmlessDevice: "a device that holds nothing"
        case .system, .systemState: "the system"
        case .kernel: "the kernel's settings"
        case .device: "a device"
        case .root: "the root of all files"
        case .ancestor: "a folder around the workspace"
        case .home, .homeRoot: "the user's folder"
        case .secret: "a file with keys or passwords"
        case .startup: "a file that runs when a shell or session starts"
        case .outside: "a place outside of the workspace"
        case .unknown: "a place that cannot be known"
        }
    }
}
