import AnnealDecisions
import AnnealFoundation
import AnnealOrchestration
import ArgumentParser
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `anneal learn continuous`: trains again whenever there is a reason to.
struct LearnContinuousCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "continuous",
        abstract:
            "Train again whenever enough new outcomes are there or an arm changed; the gate decides who is in charge.",
        discussion: """
            It looks at the recorded outcomes every few minutes. It waits while a run works on this machine, and trains \
            at the lowest priority, so that no run waits for it. A policy that is in charge stays there until an arm \
            changes. It tells what it does when that becomes something else, and goes on until it is interrupted.
            """)

    @Option(help: "New outcomes that are a reason to train, if they are half as many as the last training had.")
    var newOutcomes = 40
    @Option(help: "Seconds between two looks.") var every = 300.0
    @Flag(help: "Look once, train if there is a reason, and end.") var once = false
    @Option(help: "The decision point.") var point = DecisionPoint.selection.name
    @Option(help: "Arms to take, with commas; those of --model when left out.") var arms: String?
    @Option(help: "The model of runs, whose arms are taken, or all; the default model when left out.")
    var model: String?
    @Option(help: "Splits of the comparison.") var splits = 10
    @Option(help: "Of all randomness.") var seed: UInt64 = 1
    @Flag(help: "One JSON object for each line.") var json = false

    func validate() throws {
        guard newOutcomes > 0, splits > 0, (1...86_400).contains(every) else {
            throw ValidationError("--new-outcomes and --splits are above 0, --every is 1 to 86400 seconds")
        }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            try DecisionPoint.check(point, learned: true)
            guard LearnablePoints.named(point)?.training == .recordedArms else {
                throw SuiteError(
                    message: "there are no recorded outcomes of arms at '\(point)' to look at", place: "--point",
                    remedy: "`anneal learn train --point \(point)` trains once", exitCode: .usage)
            }
            let directories = StateDirectories(environment: ProcessInfo.processInfo.environment)
            _ = nice(19)
            var told: String?
            while true {
                do {
                    let news = try look(directories)
                    if news.text != told { try tell(news) }
                    told = news.text
                } catch let error as any DescribedError where !once {
                    // Outcomes that are half written now may be whole at the next look.
                    if error.description != told { Terminal.note(error.description) }
                    told = error.description
                }
                if once { return .verified }
                try await Task.sleep(for: .seconds(every))
            }
        }
    }

    /// What a look came to.
    private struct News {
        var state: String
        var reason: String
        var version: String?
        var text: String { version.map { "\(state) \($0): \(reason)" } ?? "\(state): \(reason)" }
    }

    private func look(_ directories: StateDirectories) throws -> News {
        if let run = RunCatalogue.working(in: directories) { return News(state: "waits", reason: "run \(run) works") }
        let store = PolicyStore(directories)
        let last = try store.versions(of: point).last.map { try store.policy($0, point: point) }
        let read = try LearningData.outcomes(nil)
        let arms = try LearningData.armsForRuns(self.arms, model: model, of: read)
        // Outcomes of arms that are not learned from are no reason to learn.
        let names = arms.map { Set($0.split(separator: ",").map { $0.filter { $0 != " " } }) }
        let own = read.outcomes.filter { names?.contains($0.arm) ?? true }
        let isInCharge = try last.map { try store.gate(of: point).charge == .learned($0.version) } ?? false
        guard
            let need = TrainingNeed.look(at: own, last: last, isInCharge: isInCharge, least: newOutcomes)
        else { return News(state: "rests", reason: "no reason to train in \(own.count) outcomes") }
        let training = PolicyTraining(
            kinds: LearningData.kindsForTraining, point: point, splits: splits, steps: 4_000, seed: seed, store: store,
            isWatched: try LearningData.exploring())
        let trained = try training.train(try LearningData.matrix(of: read, arms: arms), read.outcomes, at: Date())
        return News(state: "trained", reason: "\(need)", version: trained.policy.version)
    }

    private func tell(_ news: News) throws {
        guard json else { return Terminal.result(news.text) }
        try Terminal.result([
            "type": "continuous", "state": .string(news.state), "reason": .string(news.reason),
            "version": news.version.map { .string($0) } ?? .null,
        ])
    }
}
