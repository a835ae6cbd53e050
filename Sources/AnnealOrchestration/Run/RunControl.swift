public import AnnealExecution
public import AnnealFoundation
internal import AnnealSpecs
public import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What a person decides about a run once it is there: accept it, take it back, end it.
public struct RunControl: Sendable {
    let journal: RunJournal
    let directories: StateDirectories
    let now: @Sendable () -> Date

    /// Opens the controls.
    ///
    /// - Parameters:
    ///   - journal: where runs are remembered.
    ///   - directories: where their folders are.
    ///   - now: the time of day.
    public init(journal: RunJournal, directories: StateDirectories, now: @escaping @Sendable () -> Date = { Date() }) {
        self.journal = journal
        self.directories = directories
        self.now = now
    }

    /// Merges a run's branch into the checked-out one. Doing it again changes nothing.
    ///
    /// - Parameters:
    ///   - run: a run that is done.
    ///   - git: its repository.
    /// - Returns: where the run stands now.
    /// - Throws: `RunError`, `GitError`, `ProcessError`, `CancellationError`.
    public func accept(_ run: RunID, git: Git) async throws -> RunState {
        try await holding(run) {
            var state = try catalogue.state(of: run)
            guard state.acceptance == nil || state.summary.phase == .undone else { return state }
            guard state.summary.phase == .completed else {
                throw RunError(
                    code: .wrongState, message: "the run is \(state.summaryWhenAbandoned().phase.rawValue)",
                    place: run.rawValue,
                    remedy: state.isOver ? "start a new run" : "bring it to its end first: `anneal resume \(run)`")
            }
            for step in try await acceptSteps(state: state, git: git) { state.apply(step) }
            return state
        }
    }

    /// Merges the branch of a run whose lock is held, and writes that down.
    func acceptSteps(state: RunState, git: Git) async throws -> [JournalRecord] {
        let (run, head) = (state.summary.run, state.summary.head)
        let checkout = try await git.checkoutState()
        guard checkout.branch != state.summary.branch else {
            throw RunError(
                code: .wrongState, message: "the run's own branch is checked out", place: state.summary.branch,
                remedy: "check out the branch that is to get the result: `git checkout -`")
        }
        var records: [JournalRecord] = []
        let acceptance: Acceptance
        if let finished = try await interruptedAcceptance(state, checkout: checkout, git: git) {
            acceptance = finished
        } else {
            records.append(
                try journal.append(
                    .acceptIntended(head: head, branch: checkout.branch, before: checkout.head), to: run, time: now()))
            acceptance = try await git.accept(
                head, name: state.summary.branch,
                message: "Merge run \(run): \(state.summary.specification.title)\n\nAnneal-Run: \(run)")
        }
        // What is merged into a branch needs no other name; a detached HEAD does not keep it.
        if acceptance.branch != nil { try await git.removeBranch(state.summary.branch) }
        records.append(try journal.append(.accepted(acceptance), to: run, time: now()))
        return records
    }

    /// What an acceptance did that was interrupted after the merge and before it was written down.
    private func interruptedAcceptance(
        _ state: RunState, checkout: CheckoutState, git: Git
    ) async throws -> Acceptance? {
        guard let intent = state.acceptIntent, intent.branch == checkout.branch, let present = checkout.head,
            present != intent.before, try await git.isAncestor(intent.head, of: present)
        else { return nil }
        if let before = intent.before, try await git.isAncestor(intent.head, of: before) { return nil }
        let merge = try await git.mergeCommit(of: intent.head, before: present)
        return Acceptance(
            branch: intent.branch, before: intent.before, after: merge ?? intent.head,
            way: merge == nil ? .fastForward : .merge)
    }

    /// Takes a run back: its branch and worktrees go, and what was merged of it goes too or is reverted by a commit.
    /// Commits of the user stay.
    ///
    /// - Parameters:
    ///   - run: a run that no process works on.
    ///   - git: its repository.
    /// - Returns: where the run stands now.
    /// - Throws: `RunError`, `GitError`, `ProcessError`, `CancellationError`.
    public func undo(_ run: RunID, git: Git) async throws -> RunState {
        try await holding(run) {
            var state = try catalogue.state(of: run)
            guard state.summary.phase != .undone else { return state }
            let branch = state.summary.branch
            let checkout = try await git.checkoutState()
            guard checkout.branch != branch else {
                throw RunError(
                    code: .wrongState, message: "the run's own branch is checked out", place: branch,
                    remedy: "check out another branch first: `git checkout -`")
            }
            try await checkOwnership(of: branch, state: state, git: git)
            state.apply(try journal.append(.undoIntended, to: run, time: now()))
            var head = checkout.head
            if let acceptance = try await acceptance(of: state, checkout: checkout, git: git) {
                head = try await git.takeBack(
                    acceptance, message: "Undo run \(run): \(state.summary.specification.title)\n\nAnneal-Undo: \(run)")
            }
            try RunHousehold(run: run, git: git, directories: directories).tidy(branch: branch)
            try await git.removeBranch(branch)
            state.apply(try journal.append(.undone(head: head), to: run, time: now()))
            return state
        }
    }

    /// The acceptance that is to be taken back, unless an interrupted undo has done that already.
    private func acceptance(of state: RunState, checkout: CheckoutState, git: Git) async throws -> Acceptance? {
        guard let acceptance = state.acceptance else {
            return try await interruptedAcceptance(state, checkout: checkout, git: git)
        }
        guard let head = checkout.head, state.isUndoIntended else { return acceptance }
        let reverted = try await git.contains(trailer: "Anneal-Undo", value: state.summary.run.rawValue, in: head)
        return reverted ? nil : acceptance
    }

    /// Someone may have added commits to the run's branch: those are not thrown away.
    private func checkOwnership(of branch: String, state: RunState, git: Git) async throws {
        guard let present = try await git.commit(named: "refs/heads/" + branch), present != state.summary.head,
            present != state.summary.base
        else { return }
        if case .committing? = state.steps.values.first(where: { if case .committing = $0 { true } else { false } }) {
            return
        }
        throw RunError(
            code: .wrongState, message: "the run's branch holds commits that are not Anneal's", place: branch,
            remedy: "keep them under another name: `git branch -m \(branch) NAME`; then undo the run")
    }

    /// Ends a run for good: its process, if there is one, then what it left behind.
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - git: its repository.
    ///   - removesBranch: whether the branch goes too.
    ///   - patience: how long its process may take to end by itself.
    /// - Returns: where the run stands now.
    /// - Throws: `RunError`, `GitError`, `ProcessError`, `CancellationError`.
    public func cancel(
        _ run: RunID, git: Git, removesBranch: Bool, patience: Duration = .seconds(20)
    ) async throws -> RunState {
        _ = try catalogue.state(of: run)
        try await endProcess(of: run, patience: patience)
        return try await holding(run) {
            var state = try catalogue.state(of: run)
            if state.summary.phase == .accepted || state.summary.phase == .undone { return state }
            if removesBranch { try await checkOwnership(of: state.summary.branch, state: state, git: git) }
            if state.summary.phase != .cancelled {
                state.apply(try journal.append(.cancelled(reason: "cancelled by the person"), to: run, time: now()))
            }
            try RunHousehold(run: run, git: git, directories: directories).tidy(branch: state.summary.branch)
            if removesBranch || state.summary.head == state.summary.base {
                try await git.removeBranch(state.summary.branch)
            }
            return state
        }
    }

    private func endProcess(of run: RunID, patience: Duration) async throws {
        let folder = directories.folder(of: run)
        let clock = ContinuousClock()
        for (signal, time) in [(SIGTERM, patience), (SIGKILL, .seconds(10))] {
            let end = clock.now + time
            var told = false
            while let process = RunLock.holder(in: folder) {
                if process > 1 && !told {
                    kill(process, signal)
                    told = true
                }
                if clock.now > end { break }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    /// Tidies up after runs whose processes are gone.
    ///
    /// - Parameter repository: opens the repository of a run; one that is not there any more is left alone.
    /// - Throws: `RunError` when the journal cannot be read.
    public func tidyAbandoned(repository: @Sendable (String) async -> Git?) async throws {
        for entry in try journal.runs() {
            let folder = directories.folder(of: entry.run)
            guard FileManager.default.fileExists(atPath: folder.appending(path: "worktrees").path),
                let lock = try RunLock.take(in: folder), let git = await repository(entry.repository)
            else { continue }
            try? RunHousehold(run: entry.run, git: git, directories: directories).tidy(branch: "anneal/\(entry.run)")
            withExtendedLifetime(lock) {}
        }
    }

    private var catalogue: RunCatalogue { RunCatalogue(journal: journal, directories: directories) }

    private func holding<Result>(_ run: RunID, _ body: () async throws -> Result) async throws -> Result {
        _ = try catalogue.state(of: run)
        guard let lock = try RunLock.take(in: directories.folder(of: run)) else {
            throw RunError(
                code: .wrongState, message: "a process works on the run", place: run.rawValue,
                remedy: "wait for it, or end it with `anneal cancel \(run)`")
        }
        defer { withExtendedLifetime(lock) {} }
        return try await body()
    }
}
