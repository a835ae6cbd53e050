internal import Foundation
internal import Synchronization

/// Something that went wrong with a level, or came right again.
public struct TierNotice: Sendable, Hashable {
    /// The level.
    public var tier: String
    /// Whether it failed; otherwise it works again.
    public var isFailure: Bool
    /// What happened.
    public var message: String
}

/// A level with its state of health: after a failure it is passed by for a while, so that nobody waits for it, then tried
/// again.
struct GuardedTier: Sendable {
    let tier: any CacheTier
    private let health: Health

    private final class Health: Sendable {
        struct State {
            var retry: ContinuousClock.Instant?
            var failures = 0
            var pause = Duration.seconds(1)
            var last: String?
        }
        let state = Mutex(State())
    }

    private let notify: @Sendable (TierNotice) -> Void

    init(_ tier: any CacheTier, notify: @escaping @Sendable (TierNotice) -> Void) {
        self.tier = tier
        self.notify = notify
        health = Health()
    }

    /// Failures so far.
    var failures: Int { health.state.withLock { $0.failures } }
    /// The last failure, while the level is passed by.
    var failure: String? { health.state.withLock { $0.retry == nil ? nil : $0.last } }

    /// Asks the level for something, unless it is passed by.
    ///
    /// - Parameters:
    ///   - mustTry: asks it in any case.
    ///   - body: asks it.
    /// - Returns: the answer, or `nil` when there is none.
    /// - Throws: `CancellationError` alone.
    func attempt<Value: Sendable>(
        mustTry: Bool = false, _ body: (any CacheTier) async throws -> Value
    ) async throws -> Value? {
        let isOpen = health.state.withLock { state in
            guard let retry = state.retry, !mustTry else { return true }
            return ContinuousClock.now >= retry
        }
        guard isOpen else { return nil }
        do {
            let value = try await body(tier)
            recovered()
            return value
        } catch let error as CancellationError {
            throw error
        } catch {
            failed("\(error)")
            return nil
        }
    }

    private func failed(_ message: String) {
        let isNew = health.state.withLock { state in
            let isNew = state.retry == nil
            state.failures += 1
            state.last = message
            state.retry = .now + state.pause
            state.pause = min(state.pause * 2, .seconds(60))
            return isNew
        }
        if isNew { notify(TierNotice(tier: tier.name, isFailure: true, message: message)) }
    }

    private func recovered() {
        let wasFailing = health.state.withLock { state in
            guard state.retry != nil else { return false }
            state.retry = nil
            state.pause = .seconds(1)
            return true
        }
        if wasFailing { notify(TierNotice(tier: tier.name, isFailure: false, message: "the level works again")) }
    }
}
