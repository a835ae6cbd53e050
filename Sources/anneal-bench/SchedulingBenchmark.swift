import AnnealLearning
import Foundation

/// The makespans of scheduling rules: on workflows (a folder of `*.json`) over the lower bound, and on projects (a file
/// of `*.jsonl`) over the best known.
enum SchedulingBenchmark {
    static func run(path: String?) throws {
        guard let path else {
            print("scheduling: give a folder of workflows or a .jsonl file of projects")
            return
        }
        if path.hasSuffix(".jsonl") { try projects(path) } else { try workflows(path) }
    }

    private static func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

    private static func workflows(_ folder: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
            .sorted()
        let graphs = try names.map { try WorkGraph(json: read("\(folder)/\($0)"), source: $0) }
        var sums: [String: [Double]] = [:]
        for graph in graphs {
            for workers in [2, 4, 8, 16] {
                let bound = graph.lowerBound(workers: workers)
                for rule in ListRule.allCases {
                    let seeds = rule == .random ? 10 : 1
                    let makespans = try (0..<seeds).map { seed in
                        var random = RandomSource(seed: UInt64(seed))
                        return try ListScheduler.schedule(graph, workers: workers, rule: rule, random: &random).makespan
                    }
                    sums[rule.rawValue, default: []].append(makespans.reduce(0, +) / Double(seeds) / bound)
                }
                sums["insertion", default: []].append(
                    try InsertionScheduler.schedule(graph, workers: workers).makespan / bound)
            }
        }
        print("\(graphs.count) workflows on 2, 4, 8, 16 workers: mean makespan over the lower bound, worst")
        for (name, ratios) in sums.sorted(by: { $0.key < $1.key }) {
            let mean = ratios.reduce(0, +) / Double(ratios.count)
            print(
                "  \(name.padding(toLength: 18, withPad: " ", startingAt: 0)) \(format(mean))  \(format(ratios.max() ?? 0))"
            )
        }
    }

    private static func projects(_ file: String) throws {
        let projects = try ResourceProject.read(lines: read(file), source: file)
        print(
            "\(projects.count) projects: mean gap to the best known, worst, at best known, mean over critical path, seconds"
        )
        try measure("serial, latest finish", projects) { project in
            var generator = ScheduleGenerator(project)
            return try generator.serial(keys: PriorityRule.latestFinish.keys(project))
        }
        try measure("parallel, latest finish", projects) { project in
            var generator = ScheduleGenerator(project)
            return try generator.parallel(keys: PriorityRule.latestFinish.keys(project))
        }
        for samples in [100, 1_000] {
            for improves in [false, true] {
                var random = RandomSource(seed: 1)
                try measure("\(samples) samples\(improves ? ", improved" : "")", projects) { project in
                    try BiasedSampling(samples: samples, improves: improves).schedule(project, random: &random)
                }
            }
        }
    }

    private static func measure(
        _ name: String, _ projects: [ResourceProject], schedule: (ResourceProject) throws -> [Int]
    ) throws {
        let clock = ContinuousClock()
        var gaps: [Double] = []
        var paths: [Double] = []
        let time = try clock.measure {
            for project in projects {
                let starts = try schedule(project)
                precondition(project.isFeasible(starts), "an infeasible schedule of \(project.name)")
                let makespan = project.makespan(of: starts)
                let best = project.bestKnown ?? makespan
                gaps.append(100 * Double(makespan - best) / Double(max(1, best)))
                paths.append(100 * project.gapToCriticalPath(makespan))
            }
        }
        let count = Double(gaps.count)
        print(
            "  \(name.padding(toLength: 24, withPad: " ", startingAt: 0)) \(format(gaps.reduce(0, +) / count)) %"
                + "  \(format(gaps.max() ?? 0)) %  \(gaps.count { $0 <= 0 })  \(format(paths.reduce(0, +) / count)) %  \(time)"
        )
    }

    private static func format(_ number: Double) -> String { String(format: "%.4f", number) }
}
