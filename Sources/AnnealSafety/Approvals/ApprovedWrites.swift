internal import AnnealFoundation
internal import Synchronization

/// The changes of protected files that a person agreed to in a run.
final class ApprovedWrites: Sendable {
    private struct State {
        /// Files that may be changed in any way in this run.
        var files: Set<String> = []
        /// What may stand in a file, by task and path; `nil` for a file that is gone.
        var contents: [String?: [String: Set<ContentDigest?>]] = [:]
    }

    private let state = Mutex(State())

    /// Whether a file may be changed in any way.
    func isAllowed(_ path: String) -> Bool { state.withLock { $0.files.contains(path) } }

    /// Lets a file be changed in any way.
    func allow(_ path: String) { state.withLock { _ = $0.files.insert(path) } }

    /// Keeps what a change makes of a file: what a command makes of it later is another change.
    func note(_ write: ProposedWrite, task: String?) {
        state.withLock { state in
            _ = state.contents[task, default: [:]][write.path, default: []].insert(write.content)
        }
    }

    /// What a task's files may hold.
    func of(_ task: String?) -> [String: Set<ContentDigest?>] { state.withLock { $0.contents[task] ?? [:] } }
}
