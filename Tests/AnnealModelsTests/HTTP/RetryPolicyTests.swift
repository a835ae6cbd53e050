import AnnealFoundation
import AnnealTesting
import Synchronization
import Testing

@testable import AnnealModels

@Suite("Retries")
struct RetryPolicyTests {
    private func error(_ code: ModelError.Code, after: Duration? = nil) -> ModelError {
        ModelError(code: code, message: "x", retryAfter: after)
    }

    @Test("waits double up to the limit and are scaled by chance")
    func backoff() {
        let whole = RetryPolicy(attempts: 20, random: { 1 })
        #expect(
            (1...8).map { whole.wait(after: $0, error: error(.overloaded))?.seconds } == [1, 2, 4, 8, 16, 32, 60, 60])
        let half = RetryPolicy(random: { 0.5 })
        #expect(half.wait(after: 3, error: error(.overloaded)) == .seconds(2))
    }

    @Test("a retry-after is the least wait, and one that asks for too long is passed on")
    func asked() {
        let policy = RetryPolicy(random: { 0.5 })
        #expect(policy.wait(after: 1, error: error(.overloaded, after: .seconds(20))) == .seconds(20.5))
        #expect(policy.wait(after: 1, error: error(.overloaded, after: .seconds(3600))) == nil)
    }

    @Test("only what can help is tried again")
    func worthwhile() {
        let policy = RetryPolicy(random: { 1 })
        for code in [
            ModelError.Code.unauthorized, .unknownModel, .contextOverflow, .refused, .badRequest, .budgetSpent,
        ] {
            #expect(policy.wait(after: 1, error: error(code)) == nil)
        }
        for code in [ModelError.Code.hung, .malformedAnswer] {
            #expect(policy.wait(after: 1, error: error(code)) != nil)
            #expect(policy.wait(after: 2, error: error(code)) == nil)
        }
        #expect(policy.wait(after: 6, error: error(.overloaded)) == nil)
    }

    @Test("waits by the clock that is passed in and gives up with the last error")
    func repeats() async throws {
        let clock = SkippingClock()
        let tries = Mutex(0)
        let policy = RetryPolicy(attempts: 3, clock: clock, random: { 1 })
        await #expect(throws: ModelError.self) {
            try await policy.repeating {
                tries.withLock { $0 += 1 }
                throw error(.overloaded)
            }
        }
        #expect(tries.withLock { $0 } == 3)
        #expect(clock.sleeps == [.seconds(1), .seconds(2)])
    }

    @Test("nothing is repeated once something of it was seen")
    func seen() async throws {
        let tries = Mutex(0)
        let policy = RetryPolicy(clock: SkippingClock())
        await #expect(throws: ModelError.self) {
            try await policy.repeating(mayRepeat: { false }) {
                tries.withLock { $0 += 1 }
                throw error(.overloaded)
            }
        }
        #expect(tries.withLock { $0 } == 1)
    }
}
