internal import Synchronization

/// A stored policy that is ready to answer. Models keep buffers of their own, so that one answers one question at a time.
final class LoadedPolicy: Sendable {
    /// Where it comes from; without the model, which is needed no more.
    let stored: StoredPolicy
    private let policy: Mutex<any ServedPolicy>

    /// Makes a policy ready.
    ///
    /// - Throws: `SuiteError`, `LearningError` when it is not whole.
    init(_ stored: StoredPolicy, point: any ServedPoint) throws {
        var provenance = stored
        provenance.model = StoredPolicy.Model()
        self.stored = provenance
        policy = Mutex(try point.policy(stored))
    }

    /// What it would do.
    ///
    /// - Throws: `LearningError`.
    func plan(_ question: ServedQuestion) throws -> ServedPlan {
        try policy.withLock { try $0.plan(question) }
    }
}
