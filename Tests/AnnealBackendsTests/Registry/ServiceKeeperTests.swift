import AnnealBackends
import AnnealTesting
import Synchronization
import Testing

@Suite("Keeping a service registered") struct ServiceKeeperTests {
    /// A registry that answers as a test wrote down; what is asked after that waits until the task is cancelled.
    private final class ScriptedRegistry: ServiceRegistry {
        enum Step: Sendable { case good, gone, away, refused }
        let name = "scripted"
        let place = "here"
        private let steps: Mutex<[Step]>
        private let calls = Mutex<[String]>([])
        private let end: @Sendable () -> Void

        init(_ steps: [Step], end: @escaping @Sendable () -> Void) {
            self.steps = Mutex(steps.reversed())
            self.end = end
        }

        var log: [String] { calls.withLock { $0 } }

        private func next(_ call: String) async throws(BackendError) -> Bool {
            guard let step = steps.withLock({ $0.popLast() }) else {
                end()
                try? await Task.sleep(for: .seconds(3600))
                throw BackendError(code: .cancelled, message: "cancelled")
            }
            calls.withLock { $0.append(call) }
            switch step {
            case .good: return true
            case .gone: return false
            case .away: throw BackendError(code: .unavailable, message: "away")
            case .refused: throw BackendError(code: .refused, message: "no")
            }
        }

        func register(
            _ service: RegisteredService, timeToLive: Duration
        ) async throws(BackendError) -> ServiceRegistration {
            _ = try await next("register")
            return ServiceRegistration(service: service, lease: "1")
        }

        func keepAlive(_ registration: ServiceRegistration) async throws(BackendError) -> Bool {
            try await next("keep")
        }

        func deregister(_ registration: ServiceRegistration) async throws(BackendError) {
            // The keeper's task is cancelled; what takes the service out must not be.
            guard !Task.isCancelled else { throw BackendError(code: .cancelled, message: "cancelled") }
            calls.withLock { $0.append("deregister") }
        }

        func services(named name: String) async throws(BackendError) -> [RegisteredService] { [] }

        func health() async throws(BackendError) -> RegistryHealth { RegistryHealth(version: nil, roundTrip: .zero) }
    }

    private struct Outcome {
        var calls: [String]
        var notices: [ServiceKeeper.Notice]
        var sleeps: [Duration]
    }

    private static func outcome(of steps: [ScriptedRegistry.Step]) async -> Outcome {
        let (stop, stopped) = AsyncStream<Void>.makeStream()
        let registry = ScriptedRegistry(steps) { stopped.finish() }
        let notices = Mutex<[ServiceKeeper.Notice]>([])
        let clock = SkippingClock()
        let service = RegisteredService(name: "a", id: "x", address: "h", port: 1)
        let keeper = ServiceKeeper(service, in: registry, timeToLive: .seconds(15), clock: clock) { notice in
            notices.withLock { $0.append(notice) }
        }
        let task = Task { await keeper.run() }
        for await _ in stop {}
        task.cancel()
        await task.value
        return Outcome(calls: registry.log, notices: notices.withLock { $0 }, sleeps: clock.sleeps)
    }

    @Test("registers once, gives signs of life, and takes it out in the end") func kept() async {
        let outcome = await Self.outcome(of: [.good, .good, .good])
        #expect(outcome.calls == ["register", "keep", "keep", "deregister"])
        #expect(outcome.notices == [.registered])
        #expect(outcome.sleeps == [.seconds(5), .seconds(5), .seconds(5)])
    }

    @Test("registers anew what is gone, at once and without a word") func gone() async {
        let outcome = await Self.outcome(of: [.good, .gone, .good, .good])
        #expect(outcome.calls == ["register", "keep", "register", "keep", "deregister"])
        #expect(outcome.notices == [.registered])
        #expect(outcome.sleeps == [.seconds(5), .seconds(5), .seconds(5)])
    }

    @Test("tells a failure once and that it is over once, and waits longer each time, up to a minute") func failing()
        async
    {
        let outcome = await Self.outcome(of: Array(repeating: .away, count: 12) + [.good, .away, .good, .away, .good])
        let away = BackendError(code: .unavailable, message: "away")
        #expect(outcome.notices == [.failed(away), .recovered])
        for (number, pause) in outcome.sleeps.prefix(12).enumerated() {
            let most = min(Duration.milliseconds(500) * (1 << number), .seconds(60))
            #expect(pause <= most && pause >= most / 2, "\(number): \(pause)")
        }
        // One that was registered is kept: the time to live bounds the pause, and no second entry is made.
        #expect(
            outcome.calls == Array(repeating: "register", count: 13) + ["keep", "keep", "keep", "keep", "deregister"])
        #expect(outcome.sleeps.dropFirst(12).allSatisfy { $0 <= .seconds(5) })
    }

    @Test("registers anew what the registry refuses to keep") func refused() async {
        let outcome = await Self.outcome(of: [.good, .refused, .good, .good])
        #expect(outcome.calls == ["register", "keep", "register", "keep", "deregister"])
    }

    @Test("one that was never registered is not taken out") func never() async {
        let outcome = await Self.outcome(of: [.away, .refused])
        #expect(outcome.calls == ["register", "register"])
    }
}
