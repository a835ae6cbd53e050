import AnnealTesting
import Synchronization
import Testing

@testable import AnnealFoundation

@Suite(.tags(.unit))
struct SingleFlightTests {
    struct Failure: Error {}

    /// A computation that ends when it is told to.
    private final class Gate: Sendable {
        private let stream: AsyncStream<Void>
        private let continuation: AsyncStream<Void>.Continuation
        let started = Mutex(0)

        init() { (stream, continuation) = AsyncStream<Void>.makeStream() }

        func open() { continuation.finish() }

        func wait() async {
            started.withLock { $0 += 1 }
            for await _ in stream {}
        }
    }

    private final class Flag: Sendable {
        let isSet = Mutex(false)
    }

    @Test("A thousand tasks that want the same compute it once", arguments: [false, true])
    func once(fails: Bool) async throws {
        let flight = SingleFlight<String, Int>()
        let gate = Gate()
        let results = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<1_000 {
                group.addTask {
                    do {
                        return try await flight.value(for: "k") {
                            await gate.wait()
                            if fails { throw Failure() }
                            return 42
                        }
                    } catch is Failure { return -1 } catch { return -2 }
                }
            }
            // All join before the computation ends.
            while flight.waiting(for: "k") < 1_000 { await Task.yield() }
            gate.open()
            return await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(results == [Int](repeating: fails ? -1 : 42, count: 1_000))
        #expect(gate.started.withLock { $0 } == 1)
        #expect(flight.count == 0)
        // What failed is tried again.
        #expect(try await flight.value(for: "k") { 7 } == 7)
    }

    @Test("When the first who asked is cancelled, the others get their value from the same computation")
    func cancelledFirst() async throws {
        let flight = SingleFlight<String, Int>()
        let gate = Gate()
        let compute: @Sendable () async throws -> Int = {
            await gate.wait()
            try Task.checkCancellation()
            return 42
        }
        let first = Task { try await flight.value(for: "k", compute: compute) }
        while flight.waiting(for: "k") < 1 { await Task.yield() }
        let others = (0..<10).map { _ in Task { try await flight.value(for: "k", compute: compute) } }
        while flight.waiting(for: "k") < 11 { await Task.yield() }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        gate.open()
        for other in others { #expect(try await other.value == 42) }
        #expect(gate.started.withLock { $0 } == 1)
    }

    @Test("When all who wait are cancelled, the computation is too, and the next who asks starts a new one")
    func cancelledAll() async throws {
        let flight = SingleFlight<String, Int>()
        let ended = Flag()
        let tasks = (0..<5).map { _ in
            Task {
                try await flight.value(for: "k") {
                    try? await Task.sleep(for: .seconds(600))
                    ended.isSet.withLock { $0 = Task.isCancelled }
                    return 1
                }
            }
        }
        while flight.waiting(for: "k") < 5 { await Task.yield() }
        for task in tasks { task.cancel() }
        for task in tasks { await #expect(throws: CancellationError.self) { try await task.value } }
        while !ended.isSet.withLock({ $0 }) { await Task.yield() }
        #expect(try await flight.value(for: "k") { 2 } == 2)
    }

    @Test("A task that was cancelled before it asked does not wait")
    func cancelledBefore() async throws {
        let flight = SingleFlight<String, Int>()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await flight.value(for: "k") { 1 }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("A task that is cancelled when it has its result already leaves nothing behind")
    @MainActor func cancelledAfter() async throws {
        let flight = SingleFlight<String, Int>()
        let gate = Gate()
        // It waits on the main actor, as this test does, and so cannot go on while the test holds it.
        let task = Task { @MainActor in
            try await flight.value(for: "k") {
                await gate.wait()
                return 42
            }
        }
        while flight.waiting(for: "k") < 1 { await Task.yield() }
        gate.open()
        while flight.count > 0 {}
        task.cancel()
        #expect(try await task.value == 42)
        #expect(flight.marks == 0)
    }
}
