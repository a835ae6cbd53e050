import AnnealTesting
import Synchronization
import Testing

@testable import AnnealTelemetry

@Suite("The queue to a server", .tags(.unit))
struct OutboxTests {
    /// Keeps what it is sent, and does what it is told.
    private final class Server: Sendable {
        struct State {
            var items: [Int] = []
            var batches: [Int] = []
            var failures: [SendingFailure] = []
            var tries = 0
        }
        let state = Mutex(State())
        let hangs: Bool

        init(failures: [SendingFailure] = [], hangs: Bool = false) {
            self.hangs = hangs
            state.withLock { $0.failures = failures }
        }

        func take(_ items: [Int]) async throws(SendingFailure) -> Int {
            if hangs {
                try? await Task.sleep(for: .seconds(60))
                throw SendingFailure("it does not answer in time", isRetryable: true)
            }
            let failure: SendingFailure? = state.withLock { state in
                state.tries += 1
                guard state.failures.isEmpty else { return state.failures.removeFirst() }
                state.items += items
                state.batches.append(items.count)
                return nil
            }
            if let failure { throw failure }
            return 0
        }
    }

    private func limits(
        capacity: Int = 1000, batch: Int = 100, firstPause: Duration = .milliseconds(1)
    ) -> Outbox<Int>.Limits {
        var limits = Outbox<Int>.Limits()
        limits.capacity = capacity
        limits.batch = batch
        limits.pause = .milliseconds(10)
        limits.firstPause = firstPause
        return limits
    }

    private func running(_ outbox: Outbox<Int>, _ body: () async throws -> Void) async rethrows {
        let sending = Task { await outbox.run() }
        try await body()
        sending.cancel()
        await sending.value
    }

    @Test("everything arrives once, in order, in batches")
    func batches() async {
        let server = Server()
        let outbox = Outbox(limits: limits(), server.take)
        for number in 0..<250 { outbox.put(number) }
        await running(outbox) {
            let tally = await outbox.settle(within: .seconds(10))
            #expect(tally == Outbox<Int>.Tally(sent: 250, lost: 0, waiting: 0, reason: nil))
        }
        #expect(server.state.withLock { $0.items } == Array(0..<250))
        #expect(server.state.withLock { $0.batches } == [100, 100, 50])
    }

    @Test("one failure while the end is waited for loses nothing") func failureAtEnd() async {
        let server = Server(failures: [SendingFailure("it answered 503", isRetryable: true)])
        let outbox = Outbox(limits: limits(), server.take)
        await running(outbox) {
            outbox.put(1)
            let tally = await outbox.settle(within: .seconds(10))
            #expect(tally.sent == 1 && tally.lost == 0 && tally.waiting == 0)
        }
        #expect(server.state.withLock { $0.items } == [1])
    }

    @Test("when the queue is full the oldest are lost, and counted")
    func full() async {
        let server = Server()
        let outbox = Outbox(limits: limits(capacity: 10), server.take)
        for number in 0..<25 { outbox.put(number) }
        #expect(outbox.tally == Outbox<Int>.Tally(sent: 0, lost: 15, waiting: 10, reason: nil))
        await running(outbox) { _ = await outbox.settle(within: .seconds(10)) }
        #expect(server.state.withLock { $0.items } == Array(15..<25))
    }

    @Test("a failure that passes is tried again, and nothing is lost")
    func retry() async throws {
        let busy = SendingFailure("it answered 503", isRetryable: true)
        let server = Server(failures: [busy, busy, busy])
        let outbox = Outbox(limits: limits(), server.take)
        for number in 0..<5 { outbox.put(number) }
        await running(outbox) {
            let limit = ContinuousClock.now + .seconds(10)
            while outbox.tally.sent < 5, ContinuousClock.now < limit { try? await Task.sleep(for: .milliseconds(5)) }
        }
        #expect(server.state.withLock { $0.items } == Array(0..<5))
        #expect(outbox.tally.lost == 0)
        #expect(server.state.withLock { $0.tries } == 4)
    }

    @Test("what is refused for good is lost at once, with the reason, and the rest goes on")
    func refused() async {
        let server = Server(failures: [SendingFailure("it answered 400: bad", isRetryable: false)])
        let outbox = Outbox(limits: limits(batch: 3), server.take)
        for number in 0..<5 { outbox.put(number) }
        await running(outbox) {
            let limit = ContinuousClock.now + .seconds(10)
            while outbox.tally.waiting > 0, ContinuousClock.now < limit {
                try? await Task.sleep(for: .milliseconds(5))
            }
        }
        #expect(outbox.tally == Outbox<Int>.Tally(sent: 2, lost: 3, waiting: 0, reason: "it answered 400: bad"))
        #expect(server.state.withLock { $0.items } == [3, 4])
    }

    @Test("a server that fails is not waited for, also in the middle of a long pause")
    func down() async {
        let gone = SendingFailure("the connection failed", isRetryable: true)
        let server = Server(failures: Array(repeating: gone, count: 100))
        let outbox = Outbox(limits: limits(firstPause: .seconds(100)), server.take)
        outbox.put(1)
        await running(outbox) {
            let first = ContinuousClock.now
            while outbox.tally.reason == nil, ContinuousClock.now - first < .seconds(10) {
                try? await Task.sleep(for: .milliseconds(5))
            }
            let start = ContinuousClock.now
            let tally = await outbox.settle(within: .seconds(30))
            #expect(ContinuousClock.now - start < .seconds(5))
            #expect(tally.waiting == 1)
            #expect(tally.reason == "the connection failed")
        }
        #expect(server.state.withLock { $0.tries } >= 2)
    }

    @Test("a server that hangs is waited for as long as was said and no longer")
    func hanging() async {
        let server = Server(hangs: true)
        let outbox = Outbox(limits: limits(), server.take)
        for number in 0..<5 { outbox.put(number) }
        await running(outbox) {
            let start = ContinuousClock.now
            let tally = await outbox.settle(within: .milliseconds(300))
            let took = ContinuousClock.now - start
            #expect(took >= .milliseconds(290) && took < .seconds(10), "\(took)")
            #expect(tally.waiting == 5)
        }
    }
}
