internal import AnnealLearning

/// What recorded outcomes say of a policy on tasks that it has not learned from.
///
/// All that the fixed way and the policy would have come to on a task is known there, and the hidden tests too, which no run
/// has. Tasks about the same function count as one.
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

    /// Plays a policy on recorded outcomes.
    ///
    /// - Parameters:
    ///   - policy: the policy, which has not seen these tasks.
    ///   - matrix: the outcomes.
    ///   - rows: places of the tasks.
    ///   - fixed: the place of the arm that is the fixed way.
    ///   - reward: what counts.
    /// - Throws: what the policy throws.
    public init(
        of policy: any TrialPolicy, in matrix: OutcomeMatrix, on rows: [Int], fixed: Int, reward: SelectionReward
    ) throws {
        let whole = FixedLastPolicy(policy, fixed: fixed)
        let alone = ArmCascade([fixed])
        func value(_ result: TrialResult) -> Double {
            reward.value(isRight: result.isSolved, tokens: result.tokens)
        }
        var sum = 0.0
        differences = try matrix.families(of: rows).map { family in
            var difference = 0.0
            for row in family {
                let usual = value(try matrix.play(alone, on: row))
                sum += usual
                difference += value(try matrix.play(whole, on: row)) - usual
            }
            return difference / Double(family.count)
        }
        tasks = rows.count
        fixedValue = sum / Double(max(1, rows.count))
        learned = try matrix.play(whole, on: rows)
        self.fixed = try matrix.play(alone, on: rows)
    }

    /// Whether the policy solves as many tasks as the fixed way, but for the tolerance.
    public var keepsSolving: Bool { learned.solved >= fixed.solved - Self.tolerance - 1e-9 }

    /// The bets on the differences being above 0.
    public var bets: BettingSequence {
        var sequence = BettingSequence(least: -1)
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
