import AnnealFoundation
import AnnealLearning
import ArgumentParser
import Foundation

/// `anneal learn rcpsp FILE`: short schedules of projects whose activities share resources.
struct LearnProjectsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rcpsp", abstract: "Find short schedules of projects whose activities share resources.",
        discussion: """
            The file has a project a line: {"id", "capacity": […], "tasks": [{"duration", "demand": […], \
            "successors": […]}, …]}, and, where they are known, the bounds "lower" and "upper" of the best makespan. \
            A graph network and the latest finish times say what the first schedules are drawn by, a genetic \
            algorithm goes on from there. It ends early where a schedule is as short as the critical path or the work of a resource. With \
            --schedules the result is the same on every run, else it depends on the machine's speed.
            """)

    @Argument(help: "A file of projects, one a line.") var file: String
    @Option(help: "How long each project is searched.") var seconds = 1.0
    @Option(help: "How many schedules are made at most for each project; with it, no time counts.") var schedules: Int?
    @Option(help: "Of what is drawn.") var seed: UInt64 = 1
    @Flag(help: "With --json, also when each shorter schedule was found.") var improvements = false
    @Flag(help: "One JSON object a project and one of all.") var json = false

    func validate() throws {
        guard seconds > 0, seconds <= 86_400 else { throw ValidationError("--seconds is above 0, at most 86400") }
        if let schedules, schedules < 1 { throw ValidationError("--schedules is at least 1") }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            let projects = try LearningInput.checked {
                try ResourceProject.read(lines: LearningInput.bytes(file), source: file)
            }
            guard !projects.isEmpty else { throw LearningFailure(message: "there is no project", place: file) }
            let network = try LearningInput.checked { try PriorityNetwork.learned() }
            var gaps: [Double] = []
            for project in projects {
                try Task.checkCancellation()
                let clock = ContinuousClock()
                let start = clock.now
                var found: [Improvement] = []
                let result = try LearningInput.checked { try search(project, network, clock, since: start, &found) }
                let spent = (clock.now - start) / .seconds(1)
                let gap = project.bestKnown.flatMap { $0 > 0 ? Double(result.makespan - $0) / Double($0) : nil }
                if let gap { gaps.append(gap) }
                if result.makespan < found.last?.makespan ?? .max {
                    found.append(Improvement(seconds: spent, schedules: result.schedules, makespan: result.makespan))
                }
                try show(project, result, gap: gap, seconds: spent, improvements ? found : nil)
            }
            try summarise(projects.count, gaps)
            return .verified
        }
    }

    private func search(
        _ project: ResourceProject, _ network: PriorityNetwork, _ clock: ContinuousClock,
        since start: ContinuousClock.Instant, _ found: inout [Improvement]
    ) throws -> ProjectSearch.Result {
        var random = RandomSource(seed: seed)
        let deadline = start + .seconds(seconds)
        let isTimed = schedules == nil
        let keys = [try network.keys(project), PriorityRule.latestFinish.keys(project)]
        return try ProjectSearch().schedule(project, schedules: schedules, keys: keys, random: &random) {
            schedules, makespan in
            if makespan < found.last?.makespan ?? .max {
                let spent = (clock.now - start) / .seconds(1)
                found.append(Improvement(seconds: spent, schedules: schedules, makespan: makespan))
            }
            return isTimed && clock.now >= deadline
        }
    }

    /// A schedule that was shorter than all before it.
    private struct Improvement {
        let seconds: Double
        let schedules: Int
        let makespan: Int

        var json: JSONValue {
            .object(["seconds": .double(seconds), "schedules": .int(schedules), "makespan": .int(makespan)])
        }
    }

    private func show(
        _ project: ResourceProject, _ result: ProjectSearch.Result, gap: Double?, seconds: Double,
        _ improvements: [Improvement]?
    ) throws {
        guard json else {
            let known = gap.map { String(format: ", %.2f %% above the best known", 100 * $0) } ?? ""
            Terminal.result(
                "\(project.name): makespan \(result.makespan)\(result.isOptimal ? ", none is shorter" : "")\(known)"
                    + ", \(result.schedules) schedules")
            return
        }
        var object: [String: JSONValue] = [
            "type": "project", "id": .string(project.name), "makespan": .int(result.makespan),
            "lower": .int(project.lowerBound), "optimal": .bool(result.isOptimal),
            "starts": .array(result.starts.map { .int($0) }), "schedules": .int(result.schedules),
            "seconds": .double(seconds),
        ]
        if let best = project.bestKnown { object["upper"] = .int(best) }
        if let gap { object["gap"] = .double(gap) }
        if let improvements { object["improvements"] = .array(improvements.map(\.json)) }
        try Terminal.result(object)
    }

    /// Of the projects whose best makespan is known, the mean and worst gap and how many have none.
    private func summarise(_ count: Int, _ gaps: [Double]) throws {
        let mean = gaps.isEmpty ? nil : gaps.reduce(0, +) / Double(gaps.count)
        guard json else {
            let known = mean.map {
                String(
                    format: "; mean gap to the best known %.2f %%, worst %.2f %%, at the best known %ld of %ld",
                    100 * $0, 100 * (gaps.max() ?? 0), gaps.count { $0 <= 0 }, gaps.count)
            }
            return Terminal.note("\(count) projects\(known ?? "")")
        }
        var object: [String: JSONValue] = ["type": "summary", "projects": .int(count)]
        if let mean {
            object["meanGap"] = .double(mean)
            object["worstGap"] = .double(gaps.max() ?? 0)
            object["atBestKnown"] = .int(gaps.count { $0 <= 0 })
        }
        try Terminal.result(object)
    }
}
