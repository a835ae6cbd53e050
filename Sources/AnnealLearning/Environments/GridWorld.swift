/// A grid with walls and goals, in which an agent moves up (0), right (1), down (2) or left (3); its values are known
/// exactly through `process`.
///
/// Drawn as text: `.` is a free field, `#` a wall, `S` where an episode may start (all free fields when there is none),
/// `+` an end with reward 1, `-` an end with reward -1. Moves against walls and edges stay where they are. With
/// probability `slip` a move goes to one of the two sides instead, each as likely. An observation is the field of the
/// agent, one-hot.
public struct GridWorld: Environment {
    /// What the moves do; states are the fields in reading order, walls and ends included.
    public let process: MarkovProcess
    /// How many fields a row has.
    public let columns: Int
    /// After how many steps an episode is cut off.
    public let stepLimit: Int
    /// Where the agent is.
    public private(set) var position: Int
    /// How many steps the episode has had; `nil` when none is under way.
    public private(set) var stepsTaken: Int?
    private let starts: [Int]
    private var random: RandomSource

    /// Creates the environment.
    ///
    /// - Parameters:
    ///   - rows: the drawing, rows of equal length.
    ///   - stepReward: what each move earns that reaches no end.
    ///   - slip: the probability of going sideways, in 0 ... 1.
    ///   - stepLimit: after how many steps an episode is cut off.
    ///   - seed: of its randomness.
    /// - Throws: `LearningError` of code `malformed` for a drawing that cannot be read or has no field to start from,
    ///   `invalidArgument` for a slip outside of 0 ... 1, `notFinite` for the reward.
    public init(
        rows: [String], stepReward: Double = 0, slip: Double = 0, stepLimit: Int = 100, seed: UInt64 = 0
    ) throws(LearningError) {
        guard (0...1).contains(slip) else {
            throw LearningError(code: .invalidArgument, message: "slip is \(slip)", place: "GridWorld")
        }
        let fields = try Self.fields(of: rows)
        let columns = rows.first?.count ?? 0
        let marked = fields.indices.filter { fields[$0] == "S" }
        starts = marked.isEmpty ? fields.indices.filter { fields[$0] == "." } : marked
        guard let first = starts.first else {
            throw LearningError(code: .malformed, message: "the drawing has no field to start from", place: "GridWorld")
        }
        process = try MarkovProcess(
            transitions: fields.indices.map { field in
                (0..<4).map { action in
                    Self.transitions(from: field, action: action, fields, columns, stepReward, slip)
                }
            })
        self.columns = columns
        self.stepLimit = stepLimit
        position = first
        random = RandomSource(seed: seed)
    }

    private static func fields(of rows: [String]) throws(LearningError) -> [Character] {
        var fields: [Character] = []
        for (index, row) in rows.enumerated() {
            guard row.count == rows[0].count else {
                throw LearningError(
                    code: .malformed, message: "row \(index + 1) has \(row.count) fields, the first \(rows[0].count)",
                    place: "GridWorld")
            }
            if let unknown = row.first(where: { !".#S+-".contains($0) }) {
                throw LearningError(
                    code: .malformed, message: "row \(index + 1) has the field '\(unknown)'", place: "GridWorld",
                    remedy: "use . # S + -")
            }
            fields += row
        }
        return fields
    }

    private static func transitions(
        from field: Int, action: Int, _ fields: [Character], _ columns: Int, _ stepReward: Double, _ slip: Double
    ) -> [MarkovProcess.Transition] {
        // An agent is never in a wall or an end; they stay where they are, for nothing.
        guard fields[field] == "." || fields[field] == "S" else {
            return [.init(probability: 1, state: field, reward: 0, isTerminal: true)]
        }
        let directions = [(action, 1 - slip), ((action + 1) % 4, slip / 2), ((action + 3) % 4, slip / 2)]
        return directions.filter { $0.1 > 0 }.map { direction, probability in
            let target = Self.neighbour(of: field, direction, fields, columns)
            let end: Double? = fields[target] == "+" ? 1 : fields[target] == "-" ? -1 : nil
            return .init(probability: probability, state: target, reward: end ?? stepReward, isTerminal: end != nil)
        }
    }

    private static func neighbour(of field: Int, _ direction: Int, _ fields: [Character], _ columns: Int) -> Int {
        let row = field / columns + [-1, 0, 1, 0][direction]
        let column = field % columns + [0, 1, 0, -1][direction]
        let target = row * columns + column
        let isInside = row >= 0 && row < fields.count / columns && column >= 0 && column < columns
        return isInside && fields[target] != "#" ? target : field
    }

    /// One number a field.
    public var observationSize: Int { process.stateCount }
    /// Four: up, right, down, left.
    public var actionCount: Int { 4 }

    /// Sets the randomness anew.
    public mutating func seed(_ seed: UInt64) { random = RandomSource(seed: seed) }

    /// Begins an episode on one of the fields to start from.
    public mutating func reset(into observation: UnsafeMutableBufferPointer<Float>) {
        position = starts[random.index(below: starts.count)]
        stepsTaken = 0
        write(into: observation)
    }

    /// Moves.
    public mutating func step(
        _ action: Int, into observation: UnsafeMutableBufferPointer<Float>
    ) throws(LearningError) -> StepOutcome {
        guard (0..<4).contains(action) else { throw .noSuchAction(action, count: 4, place: "GridWorld.step") }
        guard let taken = stepsTaken else { throw .noEpisode(place: "GridWorld.step") }
        let outcome = draw(of: action)
        position = outcome.state
        write(into: observation)
        let isTruncated = taken >= stepLimit || taken + 1 >= stepLimit
        stepsTaken = outcome.isTerminal || isTruncated ? nil : taken + 1
        return StepOutcome(
            reward: Float(outcome.reward), isTerminated: outcome.isTerminal, isTruncated: isTruncated)
    }

    private mutating func draw(of action: Int) -> MarkovProcess.Transition {
        let outcomes = process.transitions[position][action]
        var left = random.uniform()
        for outcome in outcomes {
            left -= outcome.probability
            if left < 0 { return outcome }
        }
        return outcomes[outcomes.count - 1]
    }

    private func write(into observation: UnsafeMutableBufferPointer<Float>) {
        for field in observation.indices { observation[field] = field == position ? 1 : 0 }
    }
}
