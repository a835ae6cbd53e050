/// Searches short schedules of a project for as long as it may: a genetic algorithm over orders of activities, whose
/// children are improved forwards and backwards.
///
/// The first population is drawn by keys; a child takes the middle of one parent's order into the other's, its
/// neighbours are swapped now and then, and it takes the place of the worst when it is better. When nothing gets better
/// for long, it begins anew with a population of twice the size.
///
/// Source: S. Hartmann, Naval Research Logistics 45 (1998); V. Valls, F. Ballestín, S. Quintanilla, "A Hybrid Genetic
/// Algorithm for the Resource-Constrained Project Scheduling Problem", EJOR 185 (2008).
public struct ProjectSearch: Sendable, Hashable {
    /// How many orders are kept at first.
    public var population = 40
    /// How often a child is improved forwards and backwards at most.
    public var improvements = 2
    /// The probability with which two neighbours of a child are swapped.
    public var mutation = 0.1
    /// Children without a shorter schedule, for each member of the population, after which the search begins anew.
    public var patience = 10

    /// Creates a search with numbers that were found on generated projects.
    public init() {}

    /// What a search has found.
    public struct Result: Sendable, Hashable {
        /// Of each activity, when it begins.
        public let starts: [Int]
        /// When the last activity ends.
        public let makespan: Int
        /// How many schedules were made.
        public let schedules: Int
        /// Whether no schedule can be shorter.
        public let isOptimal: Bool
    }

    /// Searches.
    ///
    /// - Parameters:
    ///   - project: the project.
    ///   - schedules: at most so many schedules are made, give or take the improvement of the last one; `nil` for no
    ///     bound.
    ///   - keys: of each activity, the least comes first; several sets are used in turns. The latest finish times when
    ///     left out.
    ///   - random: draws.
    ///   - isOver: asked every few schedules with their number and the shortest makespan so far.
    /// - Returns: the best schedule; at least one is made.
    /// - Throws: `LearningError` of code `invalidArgument` for fewer than one schedule or a population below 2, `shape`
    ///   for keys of another number.
    public func schedule(
        _ project: ResourceProject, schedules: Int? = nil, keys: [[Double]] = [], random: inout RandomSource,
        isOver: (_ schedules: Int, _ makespan: Int) -> Bool = { _, _ in false }
    ) throws(LearningError) -> Result {
        guard schedules ?? 1 > 0, population > 1, mutation >= 0, patience > 0 else {
            throw LearningError(
                code: .invalidArgument, message: "\(schedules ?? 0) schedules by a population of \(population)",
                place: "ProjectSearch", remedy: "allow at least one schedule and two members")
        }
        let keys = keys.isEmpty ? [PriorityRule.latestFinish.keys(project)] : keys
        guard keys.allSatisfy({ $0.count == project.count }) else {
            throw LearningError(
                code: .shape, message: "keys of another number than the \(project.count) activities",
                place: "ProjectSearch")
        }
        var evolution = Evolution(self, project, keys, limit: schedules)
        return evolution.run(&random, isOver: isOver)
    }
}

extension ProjectSearch {
    /// The same schedule with each activity as late as the makespan, precedence and resources allow.
    ///
    /// - Parameters:
    ///   - project: the project.
    ///   - starts: a feasible schedule of it.
    /// - Returns: of each activity, when it begins; what was given when it is no schedule.
    public static func latestStarts(_ project: ResourceProject, within starts: [Int]) -> [Int] {
        guard project.isFeasible(starts), project.makespan(of: starts) <= project.horizon else { return starts }
        let decoder = ListDecoder(project)
        decoder.take(starts)
        decoder.justifyRight()
        return decoder.schedule
    }
}
