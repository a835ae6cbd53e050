import AnnealFoundation
import AnnealLearning
import ArgumentParser
import Foundation

/// `anneal learn schedule FILE`: schedules of workflows on identical workers.
struct LearnScheduleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Schedule workflows on identical workers.",
        discussion: """
            A file is a workflow: {"id", "tasks": [{"id", "kind", "seconds", "parents": […]}, …]}, tasks numbered from 0. \
            Rules see estimates, seconds times e^(σ z) with z normal for each task, and the true seconds decide; --noise is \
            σ, and 0 is for durations that are known beforehand. `learned` is a policy that was trained on generated \
            workflows; it also sees how long tasks took that are done, and what kinds they are of. `beliefs` sees the same \
            and takes what begins the longest chain.
            """)

    @Argument(help: "A workflow, or a folder of them.") var path: String
    @Option(help: "How many workers there are; several numbers are tried one after another.")
    var workers = WorkerCounts([4])
    @Option(help: "Which ready task begins first: \(ScheduleRule.allCases.map(\.rawValue).joined(separator: ", ")).")
    var rule = ScheduleRule.criticalPath
    @Option(
        help:
            "The deviation of the logarithm of estimate over truth; 0.5 for learned and beliefs, 0 for others when left out."
    )
    var noise: Double?
    @Option(help: "Of what is drawn.") var seed: UInt64 = 1
    @Flag(help: "One JSON object a schedule and one of all.") var json = false

    func validate() throws {
        guard (0...10).contains(noise ?? 0) else { throw ValidationError("--noise is 0 to 10") }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            let policy = try rule == .learned ? LearningInput.checked { try SchedulePolicy.learned() } : nil
            var ratios: [Double] = []
            for file in try LearningInput.workflows(path) {
                let graph = try LearningInput.checked {
                    try WorkGraph(json: LearningInput.bytes(file), source: file)
                }
                for count in workers.values {
                    try Task.checkCancellation()
                    let schedule = try LearningInput.checked { try self.schedule(graph, workers: count, policy) }
                    let bound = graph.lowerBound(workers: count)
                    let ratio = bound > 0 ? schedule.makespan / bound : 1
                    ratios.append(ratio)
                    try show(graph, count, schedule, bound: bound, ratio: ratio)
                }
            }
            let mean = ratios.reduce(0, +) / Double(ratios.count)
            guard json else {
                Terminal.note(
                    String(format: "%ld schedules; mean makespan over the lower bound %.4f", ratios.count, mean))
                return .verified
            }
            try Terminal.result([
                "type": "summary", "schedules": .int(ratios.count), "meanRatio": .double(mean),
                "worstRatio": .double(ratios.max() ?? 0), "rule": .string(rule.rawValue), "noise": .double(deviation),
                "seed": .int(Int(truncatingIfNeeded: seed)),
            ])
            return .verified
        }
    }

    private var deviation: Double { noise ?? rule.usualNoise }

    private func schedule(_ graph: WorkGraph, workers: Int, _ policy: SchedulePolicy?) throws -> WorkSchedule {
        var random = RandomSource(seed: seed)
        let estimates = graph.estimates(deviation: deviation, random: &random)
        if let policy {
            return try policy.schedule(graph, workers: workers, estimates: estimates, noise: deviation)
        }
        if rule == .beliefs {
            return try ListScheduler.scheduleByBeliefs(
                graph, workers: workers, estimates: estimates, noise: deviation)
        }
        return try ListScheduler.schedule(
            graph, workers: workers, rule: rule.listRule ?? .criticalPath, estimates: estimates, random: &random)
    }

    private func show(
        _ graph: WorkGraph, _ workers: Int, _ schedule: WorkSchedule, bound: Double, ratio: Double
    ) throws {
        guard json else {
            return Terminal.result(
                "\(graph.name) on \(workers): "
                    + String(format: "makespan %.3f s, %.4f times the lower bound", schedule.makespan, ratio))
        }
        try Terminal.result([
            "type": "schedule", "id": .string(graph.name), "tasks": .int(graph.count), "workers": .int(workers),
            "rule": .string(rule.rawValue), "makespan": .double(schedule.makespan), "lowerBound": .double(bound),
            "ratio": .double(ratio), "starts": .array(schedule.starts.map { .double($0) }),
            "placed": .array(schedule.workers.map { .int($0) }),
        ])
    }
}
