public import AnnealLearning

/// What every arm brought on every task: all that is needed to train and compare ways of choosing without asking a model
/// again.
public struct OutcomeMatrix: Sendable, Hashable, Codable {
    /// What one arm brought on one task.
    public struct Cell: Sendable, Hashable, Codable {
        /// Whether the hidden tests passed: what counts, and what no policy sees.
        public var isSolved: Bool
        /// Whether Anneal's own checks passed: what a policy sees.
        public var passes: Bool
        /// The share of criteria that were verified less the share that failed, −1 to 1.
        public var score: Double
        /// Tokens, without those from a cache.
        public var tokens: Double
        /// Seconds on the clock.
        public var seconds: Double

        /// Creates a cell.
        public init(isSolved: Bool, passes: Bool, score: Double, tokens: Double, seconds: Double) {
            self.isSolved = isSolved
            self.passes = passes
            self.score = score
            self.tokens = tokens
            self.seconds = seconds
        }
    }

    /// A task with what each arm brought.
    public struct Row: Sendable, Hashable, Codable {
        /// The task.
        public var task: String
        /// Its language, for tables only.
        public var language: String
        /// How hard it is meant to be, for tables only.
        public var difficulty: String
        /// What is known of it, as models take it.
        public var features: [Double]
        /// A cell for each arm.
        public var cells: [Cell]

        /// Creates a row.
        public init(task: String, language: String = "", difficulty: String = "", features: [Double], cells: [Cell]) {
            self.task = task
            self.language = language
            self.difficulty = difficulty
            self.features = features
            self.cells = cells
        }
    }

    /// The arms, from the fewest tokens in the mean to the most.
    public let arms: [String]
    /// The tasks that every arm was tried on.
    public let rows: [Row]
    /// Tasks that are left out because an arm is missing.
    public let incomplete: Int

    /// Creates a matrix.
    ///
    /// - Parameters:
    ///   - arms: names, one for each cell of a row.
    ///   - rows: the tasks.
    public init(arms: [String], rows: [Row]) {
        self.arms = arms
        self.rows = rows
        incomplete = 0
    }

    /// Makes a matrix of recorded outcomes.
    ///
    /// - Parameters:
    ///   - outcomes: what was recorded; of two for the same case the newer one counts.
    ///   - wanted: the arms to take; all that any task has when left out.
    /// - Throws: `SuiteError` when there is no task that every arm was tried on.
    public init(_ outcomes: [ArmOutcome], arms wanted: [String]? = nil) throws(SuiteError) {
        var byTask: [String: [String: ArmOutcome]] = [:]
        var order: [String] = []
        for outcome in outcomes where wanted?.contains(outcome.arm) ?? true {
            if byTask[outcome.task] == nil { order.append(outcome.task) }
            let known = byTask[outcome.task]?[outcome.arm]
            guard known.map({ $0.time < outcome.time }) ?? true else { continue }
            byTask[outcome.task, default: [:]][outcome.arm] = outcome
        }
        let names = wanted ?? Set(byTask.values.flatMap(\.keys)).sorted()
        let complete = order.filter { task in names.allSatisfy { byTask[task]?[$0] != nil } }
        guard let first = complete.first, !names.isEmpty else {
            throw SuiteError(
                message:
                    "there is no task that every arm was tried on: \(outcomes.count) outcomes of \(order.count) tasks",
                remedy:
                    "`anneal learn record SUITE --resume` records what is missing; --arms chooses those that are there")
        }
        func tokens(_ arm: String) -> Int { complete.reduce(0) { $0 + (byTask[$1]?[arm]?.tokens ?? 0) } }
        let arms = names.sorted { (tokens($0), $0) < (tokens($1), $1) }
        self.arms = arms
        incomplete = order.count - complete.count
        _ = first
        rows = complete.compactMap { task in
            guard let cases = byTask[task], let any = cases[arms[0]] else { return nil }
            return Row(
                task: task, language: any.language, difficulty: any.difficulty,
                features: TaskFeatures.vector(any.features), cells: arms.compactMap { cases[$0].map(Cell.init) })
        }
    }

    /// The same outcomes of some tasks.
    ///
    /// - Parameter places: places of the tasks.
    /// - Returns: a matrix with these rows, in this order.
    public func taking(_ places: [Int]) -> OutcomeMatrix {
        OutcomeMatrix(arms: arms, rows: places.map { rows[$0] })
    }

    /// The share of tasks that an arm solves.
    ///
    /// - Parameters:
    ///   - arm: its place in `arms`.
    ///   - rows: places of the tasks that count; all when left out.
    /// - Returns: from 0 to 1.
    public func solveRate(of arm: Int, on rows: [Int]? = nil) -> Double {
        let rows = rows ?? Array(self.rows.indices)
        guard !rows.isEmpty else { return 0 }
        return Double(rows.count { self.rows[$0].cells[arm].isSolved }) / Double(rows.count)
    }

    /// The mean of a number of an arm's cells.
    func mean(_ number: KeyPath<Cell, Double>, of arm: Int, on rows: [Int]) -> Double {
        rows.isEmpty ? 0 : rows.reduce(0) { $0 + self.rows[$1].cells[arm][keyPath: number] } / Double(rows.count)
    }

    /// The arm that solves most of some tasks; of several the one with the fewest tokens.
    ///
    /// - Parameter rows: places of the tasks.
    /// - Returns: its place in `arms`.
    public func bestArm(on rows: [Int]) -> Int {
        arms.indices.max { (solveRate(of: $0, on: rows), -$0) < (solveRate(of: $1, on: rows), -$1) } ?? 0
    }

    /// Parts the tasks at random into some to learn from and some to judge by; those about the same function stay
    /// together.
    ///
    /// - Parameters:
    ///   - share: of the tasks that are learned from.
    ///   - random: draws.
    /// - Returns: places in `rows`; none is in both.
    public func split(_ share: Double, random: inout RandomSource) -> (training: [Int], test: [Int]) {
        let families = families(of: Array(rows.indices))
        let count = min(rows.count - 1, max(1, Int((share * Double(rows.count)).rounded())))
        var (training, test): ([Int], [Int]) = ([], [])
        let order = random.permutation(families.count)
        for family in order {
            let isNeeded = test.isEmpty && family == order.last
            if training.count < count, !isNeeded { training += families[family] } else { test += families[family] }
        }
        return (training.sorted(), test.sorted())
    }

    /// Tasks about the same function together: what was learned of one tells of the other.
    ///
    /// - Parameter rows: places of the tasks.
    /// - Returns: each once, families in the order in which they begin.
    func families(of rows: [Int]) -> [[Int]] {
        var places: [String: Int] = [:]
        var families: [[Int]] = []
        for row in rows {
            let family = Self.family(ofTask: self.rows[row].task)
            if let place = places[family] {
                families[place].append(row)
            } else {
                places[family] = families.count
                families.append([row])
            }
        }
        return families
    }

    /// What tasks about the same function have in common: a task, and the one that mends a faulty answer to it.
    static func family(ofTask task: String) -> String {
        task.hasPrefix("repair-") ? String(task.dropFirst("repair-".count)) : task
    }
}

extension OutcomeMatrix.Cell {
    /// What a recorded outcome says.
    init(_ outcome: ArmOutcome) {
        let criteria = Double(max(1, outcome.criteria))
        self.init(
            isSolved: outcome.isSolved, passes: outcome.passesOwnChecks,
            score: (Double(outcome.criteriaVerified) - Double(outcome.criteriaFailed)) / criteria,
            tokens: Double(outcome.tokens), seconds: outcome.seconds)
    }
}
