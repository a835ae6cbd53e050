internal import GRDB
internal import Synchronization

/// Moves what was written from the WAL into the database while others go on writing.
///
/// A checkpoint by the writing connection would hold up appends for the whole of it, some 20 ms for 16 MB. A passive one by
/// a connection of its own holds up nobody; the second one, which lets the WAL begin anew, then has little left to move.
final class WALCheckpointer: Sendable {
    /// After how many events there is something to do.
    static let interval = 4000

    private struct State {
        var waiting = 0
        var isWorking = false
    }

    private let queue: DatabaseQueue
    private let state = Mutex(State())

    /// Opens a connection to a database that is in WAL mode.
    init(path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(1)
        configuration.label = "anneal.events.checkpoint"
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Counts events that were stored, and starts a checkpoint in the background when they are enough.
    func note(stored events: Int) {
        let starts = state.withLock { state in
            state.waiting += events
            guard state.waiting >= Self.interval, !state.isWorking else { return false }
            (state.waiting, state.isWorking) = (0, true)
            return true
        }
        guard starts else { return }
        queue.asyncWriteWithoutTransaction { [self] database in
            // One that finds the database busy is made good by the next one, or by the writer at a much larger WAL.
            _ = try? database.checkpoint(.passive)
            _ = try? database.checkpoint(.restart)
            state.withLock { $0.isWorking = false }
        }
    }
}
