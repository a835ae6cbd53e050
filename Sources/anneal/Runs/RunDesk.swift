import AnnealDecisions
import AnnealExecution
import AnnealFoundation
import AnnealOrchestration
import Foundation

/// What every command about runs needs: the journal, and the repository where it is run.
struct RunDesk: Sendable {
    let environment: [String: String]
    let directories: StateDirectories
    let journal: RunJournal
    let launcher = SystemProcessLauncher()

    /// Opens the journal of this machine.
    init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        self.environment = environment
        directories = StateDirectories(environment: environment)
        journal = try RunJournal(at: directories.database, crash: CrashPoint(environment: environment))
    }

    var catalogue: RunCatalogue { RunCatalogue(journal: journal, directories: directories) }

    var control: RunControl { RunControl(journal: journal, directories: directories) }

    /// The repository that a folder belongs to.
    func repository(at path: String) async throws -> Git {
        try await Git.open(path, insideIsEnough: true, launcher: launcher, environment: environment)
    }

    /// The run that a person means: by name, or the newest of the repository in which the command is run.
    func find(_ name: String?, repo: String) async throws -> RunID {
        if let name { return try catalogue.find(name, repository: nil) }
        return try catalogue.find(nil, repository: try await repository(at: repo).root)
    }

    /// The repository of a run.
    func repository(of run: RunID) async throws -> Git {
        try await repository(at: catalogue.state(of: run).summary.repository)
    }

    /// Tidies up after runs whose processes are gone; what cannot be tidied now stays for the next time.
    func tidy() async {
        let (launcher, environment) = (launcher, environment)
        try? await control.tidyAbandoned { path in
            try? await Git.open(path, insideIsEnough: true, launcher: launcher, environment: environment)
        }
    }

    /// The result of a run as one line for programs.
    func line(_ type: String, _ state: RunState) throws -> String {
        var data = RunJSON.result(state.summaryWhenAbandoned(), acceptance: state.acceptance)
        data["type"] = .string(type)
        return try CanonicalJSON.string(JSONValue.object(data))
    }
}

extension RunDesk {
    /// The decisions of a run with their outcomes.
    func decisions(of run: RunID) async throws -> [RunSummary.LoggedDecision] {
        try await SQLiteDecisionLog(path: directories.database.path).decisions(of: run).map {
            RunSummary.LoggedDecision(decision: $0.0, outcome: $0.1)
        }
    }
}
