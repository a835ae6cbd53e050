internal import AnnealLearning

/// Recorded tasks as an environment: an action tries an arm and costs what that cost; the episode ends when the checks
/// pass, when nothing more is tried, or after three tries, and earns 1 if the result solves the task.
struct SelectionEnvironment: Environment {
    /// What an observation is wide, as the selection's state is: features, what was tried, zeros.
    static let stateSize = 256
    /// Zeros after the features leave room for features to come.
    private static let triedPlace = 128

    private let rows: [OutcomeMatrix.Row]
    /// By row and arm, weighted.
    private let costs: [[Double]]
    private let armCount: Int
    private var random: RandomSource
    private var row = 0
    private var trials: [Trial] = []
    private var kept = -Double.infinity
    private var isSolved = false
    private var isUnderWay = false

    var observationSize: Int { Self.stateSize }
    /// Each arm, and to stop.
    var actionCount: Int { armCount + 1 }

    init(_ problem: SelectionProblem, costWeight: Double) {
        rows = problem.rows.map { problem.matrix.rows[$0] }
        costs = rows.map { row in
            row.cells.map { costWeight * problem.cost(tokens: $0.tokens, seconds: $0.seconds) }
        }
        armCount = problem.matrix.arms.count
        random = RandomSource(seed: problem.seed)
    }

    mutating func seed(_ seed: UInt64) { random = RandomSource(seed: seed) }

    mutating func reset(into observation: UnsafeMutableBufferPointer<Float>) {
        row = random.index(below: rows.count)
        trials.removeAll(keepingCapacity: true)
        (kept, isSolved, isUnderWay) = (-.infinity, false, true)
        Self.write(rows[row].features, trials, into: observation)
    }

    mutating func step(
        _ action: Int, into observation: UnsafeMutableBufferPointer<Float>
    ) throws(LearningError) -> StepOutcome {
        guard isUnderWay, (0...armCount).contains(action) else {
            throw LearningError(code: .invalidArgument, message: "action \(action)", place: "SelectionEnvironment")
        }
        defer { Self.write(rows[row].features, trials, into: observation) }
        guard action < armCount else {
            isUnderWay = false
            return StepOutcome(reward: isSolved ? 1 : 0, isTerminated: true)
        }
        let cell = rows[row].cells[action]
        trials.append(Trial(arm: action, passes: cell.passes, score: cell.score))
        if cell.passes || cell.score >= kept { (kept, isSolved) = (cell.score, cell.isSolved) }
        let isOver = cell.passes || trials.count == OutcomeMatrix.mostTrials
        if isOver { isUnderWay = false }
        return StepOutcome(
            reward: Float((isOver && isSolved ? 1 : 0) - costs[row][action]), isTerminated: isOver)
    }

    func writeMask(into mask: UnsafeMutableBufferPointer<Bool>) {
        for arm in 0..<armCount { mask[arm] = !trials.contains { $0.arm == arm } }
        mask[armCount] = !trials.isEmpty
    }

    /// The state: features of the task; for each arm whether it was tried and how far it came; how many tries.
    static func write(_ features: [Double], _ trials: [Trial], into state: UnsafeMutableBufferPointer<Float>) {
        for index in state.indices { state[index] = 0 }
        for (index, feature) in features.prefix(triedPlace).enumerated() { state[index] = Float(feature / 5) }
        for trial in trials where triedPlace + 2 * trial.arm + 1 < state.count - 1 {
            state[triedPlace + 2 * trial.arm] = 1
            state[triedPlace + 2 * trial.arm + 1] = Float(trial.score)
        }
        state[state.count - 1] = Float(trials.count)
    }
}
