import AnnealDecisions
import AnnealFoundation
import AnnealLearning
import Foundation

/// Where the learning commands find outcomes, and what learns from them.
enum LearningData {
    /// The folder with outcomes, models and gates.
    static func folder(_ directories: StateDirectories) -> URL {
        directories.state.appending(path: "learning", directoryHint: .isDirectory)
    }

    /// Whether runs try the way that is not in charge now and then.
    ///
    /// - Throws: `ConfigurationError` when the settings cannot be read.
    static func exploring(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws -> Bool {
        let directories = StateDirectories(environment: environment)
        let settings = try Settings(
            environment: environment, userFile: directories.configuration.appending(path: "config.yaml").path)
        return (settings.number("learning.exploration") ?? 0.1) > 0
    }

    /// The outcomes of a file, or all that were recorded on this machine.
    static func outcomes(
        _ path: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> (outcomes: [ArmOutcome], place: String) {
        if let path {
            guard FileManager.default.fileExists(atPath: path) else {
                throw SuiteError(message: "there is no such file", place: path)
            }
            return (try OutcomeFile(path: path).read().outcomes, path)
        }
        let folder = folder(StateDirectories(environment: environment)).appending(path: "outcomes")
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        let files = names.filter { $0.hasSuffix(".jsonl") }
        guard !files.isEmpty else {
            throw SuiteError(
                message: "no outcomes were recorded yet", place: folder.path,
                remedy: "`anneal learn record SUITE` records them; or give a file")
        }
        return (try files.flatMap { try OutcomeFile(path: folder.path + "/" + $0).read().outcomes }, folder.path)
    }

    /// The matrix of outcomes.
    static func matrix(_ path: String?, arms: String?) throws -> OutcomeMatrix {
        try matrix(of: try outcomes(path), arms: arms)
    }

    /// The matrix of outcomes that were read.
    static func matrix(of read: (outcomes: [ArmOutcome], place: String), arms: String?) throws -> OutcomeMatrix {
        let names = arms?.split(separator: ",").map { $0.filter { $0 != " " } }
        if let unknown = names?.first(where: { name in !read.outcomes.contains { $0.arm == name } }) {
            throw SuiteError(
                message: "no outcome of an arm '\(unknown)' was recorded", place: read.place,
                remedy: "use some of: \(Set(read.outcomes.map(\.arm)).sorted().joined(separator: ", "))",
                exitCode: .usage)
        }
        let own = read.outcomes.filter { names?.contains($0.arm) ?? true }
        guard Set(own.map { $0.isReckoned ?? false }).count < 2 else {
            throw SuiteError(
                message: "the seconds of some outcomes are reckoned, and of others of the clock", place: read.place,
                remedy: "give one file, or move the others away: such seconds do not compare")
        }
        do {
            return try OutcomeMatrix(read.outcomes, arms: names)
        } catch {
            throw SuiteError(message: error.message, place: read.place, remedy: error.remedy)
        }
    }

    /// The arms that a policy for runs chooses among.
    ///
    /// A run has one model: what a policy learns of the arms of others it could not use.
    ///
    /// - Parameters:
    ///   - names: the arms that were asked for, if any were.
    ///   - model: the model that was asked for, or `all`; the one that runs use by default when left out.
    ///   - read: the outcomes.
    /// - Returns: arms with commas; `nil` for all that were recorded.
    /// - Throws: `SuiteError` when the model that was asked for has fewer than two arms there.
    static func armsForRuns(
        _ names: String?, model: String?, of read: (outcomes: [ArmOutcome], place: String)
    ) throws -> String? {
        if let names { return names }
        guard model != "all" else { return nil }
        let wanted = model ?? SelectionArm.large
        let recorded = Set(read.outcomes.map(\.arm))
        let own = SelectionArm.standard.filter { $0.model == wanted && recorded.contains($0.name) }.map(\.name)
        if own.count >= 2 { return own.joined(separator: ",") }
        guard model == nil else {
            throw SuiteError(
                message: "fewer than two ways of working with '\(wanted)' were recorded", place: read.place,
                remedy: "`anneal learn record SUITE --resume` records what is missing; or use --model all",
                exitCode: .usage)
        }
        return nil
    }

    /// The kinds that `anneal learn train` compares; a network takes long and is trained when it is asked for.
    static var kindsForTraining: [StoredPolicy.Kind] {
        BoostedTrees.isAvailable ? [.cascade, .linucb, .thompson, .xgboost] : [.cascade, .linucb, .thompson]
    }

    /// The ways of choosing that are compared with the best fixed arm.
    static func learners(steps: Int, without: String?) -> [any SelectionLearner] {
        let left = Set((without ?? "").split(separator: ",").map { $0.lowercased() })
        var learners: [any SelectionLearner] = [
            CascadeLearner(), BanditLearner(.linUCB), BanditLearner(.thompson),
        ]
        // Both need XGBoost's library: DQN takes the weight of costs from the trees.
        if BoostedTrees.isAvailable { learners += [TreeLearner(), QLearner(steps: steps)] }
        return learners.filter { !left.contains($0.name.lowercased()) }
    }
}
