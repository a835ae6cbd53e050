/// Runs the tests that a policy brings along: the examples of its rules, and its own list.
public enum PolicyTests {
    /// A command to which the guard says something else than the policy expects.
    public struct Failure: Sendable, Hashable {
        /// The command.
        public var command: String
        /// The rule whose example it is; `nil` for the list of tests.
        public var rule: String?
        /// What the guard should say.
        public var expected: GuardVerdict
        /// What it says.
        public var judgement: CommandGuard.Judgement
    }

    /// Runs all of them.
    ///
    /// - Parameters:
    ///   - document: the policy.
    ///   - judge: the guard with that policy among its layers.
    /// - Returns: how many there are, and those that fail.
    public static func run(_ document: PolicyDocument, with judge: CommandGuard) -> (count: Int, failures: [Failure]) {
        var count = 0
        var failures: [Failure] = []
        func check(_ command: String, _ expected: GuardVerdict, _ rule: String?) {
            count += 1
            let judgement = judge.judge(command)
            guard judgement.verdict != expected else { return }
            failures.append(Failure(command: command, rule: rule, expected: expected, judgement: judgement))
        }
        for rule in document.rules { for example in rule.examples { check(example, rule.verdict, rule.id) } }
        for test in document.tests { check(test.command, test.verdict, nil) }
        return (count, failures)
    }
}
