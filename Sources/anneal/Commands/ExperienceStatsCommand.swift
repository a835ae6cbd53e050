import AnnealExperience
import AnnealFoundation
import ArgumentParser

/// `anneal experience stats`: how much is remembered, and what it says.
struct ExperienceStatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Show how much is remembered, and which lessons are most reliable.")

    @Option(help: "Lessons to show.") var lessons = 10
    @Flag(help: "One JSON object a line: counts, then lessons.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let store = try ExperienceDesk().store()
            let counts = try await store.counts()
            let best = try await store.lessons().filter { $0.support + $0.contradictions > 0 }.prefix(max(0, lessons))
            guard !json else {
                let values = counts.mapValues { JSONValue.int($0) }
                Terminal.result(
                    try CanonicalJSON.string(JSONValue.object(["type": "counts", "counts": .object(values)])))
                for lesson in best {
                    Terminal.result(
                        try CanonicalJSON.string(JSONValue.object(ExperienceText.json(lesson, type: "lesson"))))
                }
                return .verified
            }
            for (name, count) in counts.sorted(by: { $0.key < $1.key }) { Terminal.result("\(name): \(count)") }
            for lesson in best { Terminal.result(ExperienceText.line(lesson)) }
            return .verified
        }
    }
}
