public import AnnealFoundation
internal import Foundation

/// Finds runs.
public struct RunCatalogue: Sendable {
    private let journal: RunJournal
    private let directories: StateDirectories

    /// Opens the catalogue.
    ///
    /// - Parameters:
    ///   - journal: where runs are remembered.
    ///   - directories: where their folders are.
    public init(journal: RunJournal, directories: StateDirectories) {
        self.journal = journal
        self.directories = directories
    }

    /// Where a run stands. Complexity: O(steps of the run).
    ///
    /// - Parameter run: the run.
    /// - Returns: its state.
    /// - Throws: `RunError` when there is no such run or it cannot be read.
    public func state(of run: RunID) throws -> RunState {
        let records = try journal.records(of: run)
        guard !records.isEmpty else { throw unknown(run.rawValue) }
        guard let state = RunState(run: run, records: records) else { throw Orchestrator.unreadable(run) }
        return state
    }

    /// Finds a run by its identifier or a part of it that no other has; without one, the newest of a repository.
    ///
    /// - Parameters:
    ///   - text: an identifier, its beginning or its end.
    ///   - repository: absolute path of the repository's root; `nil` looks at all.
    /// - Returns: the run.
    /// - Throws: `RunError` when there is none, or more than one.
    public func find(_ text: String?, repository: String?) throws -> RunID {
        guard let text else {
            guard let newest = try journal.runs(of: repository).first else {
                throw RunError(
                    code: .unknownRun, message: "there is no run of this repository yet", place: repository,
                    remedy: "start one with `anneal run SPEC --repo DIR`, or give a run's identifier")
            }
            return newest.run
        }
        let runs = try journal.runs().map(\.run)
        if let exact = runs.first(where: { $0.rawValue == text }) { return exact }
        let matches = runs.filter { $0.rawValue.hasPrefix(text) || $0.rawValue.hasSuffix(text) }
        guard let only = matches.first, !text.isEmpty else { throw unknown(text) }
        guard matches.count == 1 else {
            throw RunError(
                code: .unknownRun, message: "\(matches.count) runs are called that", place: text,
                remedy: "give more of the identifier: \(matches.prefix(4).map(\.rawValue).joined(separator: ", "))")
        }
        return only
    }

    /// The runs with where they stand, the newest first; one whose process is gone is shown as interrupted.
    ///
    /// - Parameter repository: absolute path of the repository's root; `nil` lists all.
    /// - Returns: summaries.
    /// - Throws: `RunError` when the journal cannot be read.
    public func summaries(of repository: String?) throws -> [RunSummary] {
        try journal.runs(of: repository).map { try summary(of: $0.run) }
    }

    /// What reports tell of a run; one whose process is gone is interrupted.
    ///
    /// - Parameter run: the run.
    /// - Returns: the summary.
    /// - Throws: `RunError` when there is no such run or it cannot be read.
    public func summary(of run: RunID) throws -> RunSummary {
        let state = try state(of: run)
        return isBeingWorkedOn(run) ? state.summary : state.summaryWhenAbandoned()
    }

    /// Whether a process works on the run.
    ///
    /// - Parameter run: the run.
    /// - Returns: whether one does.
    public func isBeingWorkedOn(_ run: RunID) -> Bool { RunLock.holder(in: directories.folder(of: run)) != nil }

    /// A run that a process works on, of any repository.
    ///
    /// - Parameter directories: where runs' folders are.
    /// - Returns: one of them; `nil` when none is worked on.
    public static func working(in directories: StateDirectories) -> RunID? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directories.runs.path)) ?? []
        return names.map { RunID($0) }.first { RunLock.holder(in: directories.folder(of: $0)) != nil }
    }

    private func unknown(_ text: String) -> RunError {
        RunError(
            code: .unknownRun, message: "there is no run '\(text)'", remedy: "`anneal runs` lists them")
    }
}
