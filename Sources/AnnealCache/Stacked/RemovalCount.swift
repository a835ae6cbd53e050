internal import Synchronization

/// How often records were removed, so that what was looked up before does not come back after.
final class RemovalCount: Sendable {
    private let state = Atomic(0)

    var count: Int { state.load(ordering: .sequentiallyConsistent) }

    func add() { state.add(1, ordering: .sequentiallyConsistent) }
}
