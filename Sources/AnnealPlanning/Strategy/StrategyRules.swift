/// The fixed policy that chooses a strategy.
///
/// In this order: a team of fewer than three works sequentially; a deadline of fewer than 30 days asks for as much at
/// a time as possible; high complexity asks for increments; anything else is balanced.
enum StrategyRules {
    /// The policy and its version, for the log of decisions.
    static let policy = "fixed/1"

    /// Chooses a strategy.
    ///
    /// - Parameters:
    ///   - options: what the people want.
    ///   - complexity: as given or as judged.
    /// - Returns: the strategy and why.
    static func choose(
        _ options: PlanningOptions, complexity: PlanningOptions.Complexity
    ) -> (strategy: Strategy, reason: String) {
        if let team = options.teamSize, team < 3 {
            return (.sequential, "A team of \(team) is smaller than 3, so that one task follows the other.")
        }
        if let days = options.deadlineDays, days < 30 {
            return (
                .parallelAggressive,
                "The deadline is in \(days) days, fewer than 30, so that as much as possible runs at the same time."
            )
        }
        if complexity == .high {
            let judged = options.complexity == nil ? "judged from the document" : "as given"
            return (.incremental, "The complexity is high (\(judged)), so that the most urgent part is finished first.")
        }
        return (.balanced, "Neither team, deadline nor complexity asks for more, so that safe work runs in parallel.")
    }

    /// Judges how hard the whole is, by effort and by the number of files that have to fit together.
    ///
    /// - Parameters:
    ///   - effort: of all tasks, where a small function is 1.
    ///   - files: that are written.
    /// - Returns: the complexity.
    static func judge(effort: Double, files: Int) -> PlanningOptions.Complexity {
        if effort > 80 || files > 20 { return .high }
        return effort > 10 || files > 2 ? .medium : .low
    }
}
