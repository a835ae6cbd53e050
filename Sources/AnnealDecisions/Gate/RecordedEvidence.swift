internal import AnnealLearning

/// What recorded outcomes say of a way of learning, on tasks that were not learned from.
///
/// All that the fixed way and a policy would have come to on a task is known there, and the hidden tests too, which no run
/// has. Tasks come in parts: each is judged with a policy that was trained in the same way on the parts before it, so that
/// no part is wasted and none is judged by what has seen it. Tasks about the same function count as one.
///
/// Source: A. P. Dawid, "Statistical theory: the prequential approach", JRSS A 147 (1984).
public struct RecordedEvidence: Sendable, Hashable, Codable {
    /// How many fewer tasks a policy may solve than the fixed way, as a share of all, to be let in at all.
    public static let tolerance = 0.02

    /// Tasks.
    public var tasks: Int
    /// What the policy comes to, followed by the fixed way where its checks do not pass, in the mean.
    public var learned: PolicyScore
    /// What the fixed way comes to.
    public var fixed: PolicyScore
    /// How much more the policy earns (`SelectionReward`, with the hidden tests), −1 to 1, one number for tasks about the same
    /// function.
    public var differences: [Double]
    /// What the fixed way earns in the mean.
    public var fixedValue: Double
    /// Whether the policy solves fewer tasks beyond what chance explains, where that is an estimate; where it is known in full,
    /// this is left out.
    public var isHarmful: Bool?

    /// A policy, and tasks that it has not learned from.
    public struct Part {
        let policy: any TrialPolicy
        let rows: [Int]

        /// Creates a part.
        ///
        /// - Parameters:
        ///   - policy: the policy.
        ///   - rows: places of the tasks.
        public init(_ policy: any TrialPolicy, on rows: [Int]) {
            self.policy = policy
            self.rows = rows
        }
    }

    /// Plays policies on recorded outcomes.
    ///
    /// - Parameters:
    ///   - parts: policies with their tasks, in the order in which they were trained.
    ///   - matrix: the outcomes.
    ///   - fixed: the place of the arm that is the fixed way.
    ///   - reward: what counts.
    /// - Throws: what a policy throws.
    public init(of parts: [Part], in matrix: OutcomeMatrix, fixed: Int, reward: SelectionReward) throws {
        let alone = ArmCascade([fixed])
        func value(_ result: TrialResult) -> Double {
            reward.value(isRight: result.isSolved, tokens: result.tokens)
        }
        var (own, usual): ([TrialResult], [TrialResult]) = ([], [])
        var differences: [Double] = []
        for part in parts {
            let whole = FixedLastPolicy(part.policy, fixed: fixed)
            for family in matrix.families(of: part.rows) {
                var difference = 0.0
                for row in family {
                    own.append(try matrix.play(whole, on: row))
                    usual.append(try matrix.play(alone, on: row))
                    difference += value(own[own.count - 1]) - value(usual[usual.count - 1])
                }
                differences.append(difference / Double(family.count))
            }
        }
        self.differences = differences
        tasks = own.count
        fixedValue = usual.reduce(0) { $0 + value($1) } / Double(max(1, usual.count))
        learned = PolicyScore(of: own)
        self.fixed = PolicyScore(of: usual)
    }

    /// Takes over what was reckoned in another way.
    ///
    /// - Parameters:
    ///   - learned: what the policy comes to.
    ///   - fixed: what the fixed way comes to.
    ///   - differences: how much more the policy earns, one number for each independent case, −1 at least.
    ///   - tasks: cases in all.
    ///   - fixedValue: what the fixed way earns in the mean.
    init(learned: PolicyScore, fixed: PolicyScore, differences: [Double], tasks: Int, fixedValue: Double) {
        self.learned = learned
        self.fixed = fixed
        self.differences = differences
        self.tasks = tasks
        self.fixedValue = fixedValue
    }

    /// Whether the policy solves as many tasks as the fixed way, but for the tolerance.
    public var keepsSolving: Bool {
        if let isHarmful { return !isHarmful }
        return learned.solved >= fixed.solved - Self.tolerance - 1e-9
    }

    /// The bets on the differences being above 0.
    public var bets: BettingSequence {
        var sequence = BettingSequence(least: -1, stakes: .bold)
        for difference in differences { try? sequence.add(max(-1, difference)) }
        return sequence
    }

    /// The same as a gate tells it.
    ///
    /// - Parameter risk: of the bound.
    /// - Returns: the evidence.
    func evidence(risk: Double) -> GateEvidence {
        let bets = bets
        return GateEvidence(
            samples: bets.count, effectiveSamples: Double(bets.count), difference: bets.mean,
            bound: bets.count == 0 ? nil : bets.lowerBound(risk: risk), risk: risk, fixedValue: fixedValue)
    }
}
