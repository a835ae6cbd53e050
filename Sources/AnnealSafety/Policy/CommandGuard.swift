/// Judges commands before they run.
///
/// A judgement only looks at the text: nothing is run and no file is opened. It takes some tens of microseconds for an
/// ordinary command, and a bounded time for any text.
public struct CommandGuard: Sendable {
    /// Something that a command does, with what the rules say to it.
    public struct Finding: Sendable, Hashable {
        /// What is done.
        public var effect: CommandEffect
        /// What the rules say.
        public var answer: Policy.Answer
    }

    /// What the guard says to a command.
    public struct Judgement: Sendable, Hashable {
        /// The strictest answer.
        public var verdict: GuardVerdict
        /// The rule that led to it.
        public var rule: String
        /// Why, with the part of the command.
        public var reason: String
        /// The part of the command that the reason is about, in bytes.
        public var range: ShellRange
        /// Everything that the command does, in its order.
        public var findings: [Finding]
    }

    private let policy: Policy
    private let paths: PathReader
    private let shell: CommandShell

    /// Creates a guard.
    ///
    /// - Parameters:
    ///   - policy: the rules.
    ///   - places: where commands start, and what lies around it.
    ///   - shell: what runs the commands.
    public init(policy: Policy = Policy(), places: WorkspacePlaces, shell: CommandShell = .bash) {
        self.policy = policy
        self.shell = shell
        paths = PathReader(places: places)
    }

    /// The longest command that is followed, in bytes; longer ones are asked, so that a judgement takes a bounded time.
    public static let longest = 64 << 10

    /// Judges a command.
    ///
    /// - Parameter command: a script for `bash`, of any length.
    /// - Returns: the verdict with its reason. A text that no shell can read, or that holds control characters, is never
    ///   allowed.
    public func judge(_ command: String) -> Judgement {
        guard command.utf8.count <= Self.longest else {
            return refusal("it is longer than \(Self.longest) bytes", command)
        }
        guard !command.utf8.contains(where: Mark.isMark) else {
            return refusal("it holds control characters", command)
        }
        let script: ShellScript
        do throws(ShellSyntaxError) {
            script = try ShellParser.parse(command)
        } catch {
            return unreadable(command, error)
        }
        return judge(script, command)
    }

    private func judge(_ script: ShellScript, _ command: String) -> Judgement {
        let analysis = CommandAnalysis(paths: paths)
        analysis.scope.echoDecodes = !shell.isBash
        analysis.run(script)
        analysis.runExitTraps()
        let findings = analysis.effects.map { Finding(effect: $0, answer: policy.answer(to: $0)) }
        var worst: Finding?
        for finding in findings where finding.answer.verdict > (worst?.answer.verdict ?? .allow) { worst = finding }
        guard let finding = worst ?? findings.first else {
            return Judgement(
                verdict: .allow, rule: "nothing", reason: "it runs no program",
                range: ShellRange(0, command.utf8.count), findings: [])
        }
        return Judgement(
            verdict: finding.answer.verdict, rule: finding.answer.rule, reason: finding.answer.reason,
            range: finding.effect.range,
            findings: findings)
    }

    private func refusal(_ reason: String, _ command: String, _ verdict: GuardVerdict = .ask) -> Judgement {
        Judgement(
            verdict: verdict, rule: "unreadable", reason: reason, range: ShellRange(0, command.utf8.count), findings: []
        )
    }

    /// A shell runs what stands before an error; that part counts, and nothing of the rest can be known.
    private func unreadable(_ command: String, _ error: ShellSyntaxError) -> Judgement {
        var before = command.utf8.prefix(error.offset)
        for _ in 0..<8 {
            guard let end = before.lastIndex(of: 0x0A) else { break }
            before = before[..<end]
            guard let script = try? ShellParser.parse(String(before) ?? "") else { continue }
            let judgement = judge(script, command)
            if judgement.verdict == .deny { return judgement }
            break
        }
        return refusal("no shell can read it: \(error.message) (line \(error.line), column \(error.column))", command)
    }
}
