import AnnealLearning

/// Schedules of generated workflows and projects by rules and by what was learned: how good they are and what they cost.
enum SchedulingBenchmark {
    /// Twenty generated workflows on four workers, with estimates that are wrong by a factor of e^0.5 in the mean.
    static func workflows(_ measure: Measure) throws {
        let (workers, noise) = (4, 0.5)
        var random = RandomSource(seed: 11)
        let works = try (0..<20).map { _ in try WorkflowGenerator().workflow(random: &random) }
        let estimates = works.map { $0.estimates(deviation: noise, random: &random) }
        let policy = try SchedulePolicy.learned()
        for name in ["first in, first out", "critical path", "critical path on beliefs", "learned"] {
            var (ratio, tasks) = (0.0, 0)
            let seconds = try Measure.time {
                for (work, seen) in zip(works, estimates) {
                    let schedule =
                        switch name {
                        case "learned": try policy.schedule(work, workers: workers, estimates: seen, noise: noise)
                        case "critical path on beliefs":
                            try ListScheduler.scheduleByBeliefs(work, workers: workers, estimates: seen, noise: noise)
                        default:
                            try ListScheduler.schedule(
                                work, workers: workers,
                                rule: name == "critical path" ? .criticalPath : .firstInFirstOut,
                                estimates: seen, random: &random)
                        }
                    ratio += schedule.makespan / work.lowerBound(workers: workers) / Double(works.count)
                    tasks += work.count
                }
            }
            measure.tell(
                BenchmarkFigure(
                    "workflows, \(name)",
                    [
                        ("workflows", Double(works.count)), ("makespan_over_bound", Measure.rounded(ratio)),
                        ("us_a_task", Measure.rounded(seconds / Double(tasks) * 1e6)),
                    ]))
        }
    }

    /// Ten generated projects of 30 activities, at most 1,000 schedules each.
    static func projects(_ measure: Measure) throws {
        let schedules = 1_000
        var random = RandomSource(seed: 12)
        let projects = try (0..<10).map { _ in try ProjectGenerator(sizes: 30...30).project(random: &random) }
        let network = try PriorityNetwork.learned()
        for name in ["biased sampling by latest finish", "search by latest finish", "search by learned priorities"] {
            var gap = 0.0
            var random = RandomSource(seed: 13)
            let seconds = try Measure.time {
                for project in projects {
                    let starts =
                        switch name {
                        case "biased sampling by latest finish":
                            // Improved, each sample makes three schedules or more.
                            try BiasedSampling(samples: schedules, improves: false).schedule(project, random: &random)
                        case "search by latest finish":
                            try ProjectSearch().schedule(project, schedules: schedules, random: &random).starts
                        default:
                            try ProjectSearch().schedule(
                                project, schedules: schedules, keys: [network.keys(project)], random: &random
                            ).starts
                        }
                    let bound = Double(project.lowerBound)
                    gap += (Double(project.makespan(of: starts)) - bound) / bound / Double(projects.count)
                }
            }
            measure.tell(
                BenchmarkFigure(
                    "projects, \(name)",
                    [
                        ("projects", Double(projects.count)), ("schedules", Double(schedules)),
                        ("gap_to_bound_percent", Measure.rounded(gap * 100)),
                        ("ms_a_project", Measure.rounded(seconds / Double(projects.count) * 1e3)),
                    ]))
        }
    }
}
