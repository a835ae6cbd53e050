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
            "Train again whenever enough new outcomes are there or an arm changed; each policy begins in the shadow.",
        discussion: """
            It looks at the recorded outcomes every few minutes. It waits while a run works on this machine, and trains \
            at the lowest priority, so that no run waits for it. It goes on until it is interrupted.
            """)

    @Option(help: "New outcomes that are a reason to train.") var newOutcomes = 40
    @Option(help: "Seconds between two looks.") var every = 300.0
    @Flag(help: "Look once, train if there is a reason, and end.") var once = false
    @Option(help: "The decision point.") var point = DecisionPoint.selection.name
    @Option(help: "Arms to take, with commas; all that were recorded when left out.") var arms: String?
    @Option(help: "Splits of the comparison.") var splits = 10
    @Option(help: "Of all randomness.") var seed: UInt64 = 1
    @Flag(help: "One JSON object for each look.") var json = false

    func validate() throws {
        guard newOutcomes > 0, splits > 0, (1...86_400).contains(every) else {
            throw ValidationError("--new-outcomes and --splits are above 0, --every is 1 to 86400 seconds")
        }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            try DecisionPoint.check(point, learned: true)
            let directories = StateDirectories(environment: ProcessInfo.processInfo.environment)
            _ = nice(19)
            while true {
                do {
                    try look(directories)
                } catch let error as SuiteError where !once {
                    // Outcomes that are half written now may be whole at the next look.
                    Terminal.note(error.description)
                }
                if once { return .verified }
                try await Task.sleep(for: .seconds(every))
            }
        }
    }

    private func look(_ directories: StateDirectories) throws {
        if let run = RunCatalogue.working(in: directories) {
            return try tell("waits", reason: "run \(run) works")
        }
        let store = PolicyStore(directories)
        let last = try store.versions(of: point).last.map { try store.policy($0, point: point) }
        let read = try LearningData.outcomes(nil)
        guard let need = TrainingNeed.look(at: read.outcomes, last: last, least: newOutcomes) else {
            return try tell("rests", reason: "nothing new to learn from: \(read.outcomes.count) outcomes")
        }
        let training = PolicyTraining(
            kinds: LearningData.kindsForTraining, point: point, splits: splits, steps: 4_000, seed: seed, store: store)
        let trained = try training.train(try LearningData.matrix(nil, arms: arms), read.outcomes, at: Date())
        try tell("trained", reason: "\(need)", policy: trained.policy)
    }

    private func tell(_ state: String, reason: String, policy: StoredPolicy? = nil) throws {
        guard !json else {
            return try Terminal.result([
                "type": "continuous", "state": .string(state), "reason": .string(reason),
                "version": policy.map { .string($0.version) } ?? .null,
            ])
        }
        Terminal.result(policy.map { "trained \($0.version): \(reason)" } ?? "\(state): \(reason)")
    }
}
