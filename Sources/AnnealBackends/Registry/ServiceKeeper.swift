/// Keeps a service registered while it runs.
///
/// The registry is no reason to stop: what fails is told once and tried again with pauses that grow, and a registration
/// that is gone is made anew.
public struct ServiceKeeper: Sendable {
    /// What is to be told, each at most once.
    public enum Notice: Sendable, Hashable {
        /// It is registered.
        case registered
        /// It is not for now.
        case failed(BackendError)
        /// It is registered after all, or again.
        case recovered
    }

    /// The service.
    public let service: RegisteredService
    private let registry: any ServiceRegistry
    private let timeToLive: Duration
    private let clock: any Clock<Duration>
    private let notify: @Sendable (Notice) -> Void

    /// Creates a keeper; nothing is asked before `run`.
    ///
    /// - Parameters:
    ///   - service: the service.
    ///   - registry: where it is registered.
    ///   - timeToLive: how long it is there without a sign of life; it gives one three times within that.
    ///   - clock: what it sleeps by.
    ///   - notify: is told what happens.
    public init(
        _ service: RegisteredService, in registry: any ServiceRegistry, timeToLive: Duration,
        clock: any Clock<Duration> = ContinuousClock(), notify: @escaping @Sendable (Notice) -> Void
    ) {
        self.service = service
        self.registry = registry
        self.timeToLive = timeToLive
        self.clock = clock
        self.notify = notify
    }

    /// Registers the service and keeps it until the task is cancelled; then takes it out.
    public func run() async {
        var registration: ServiceRegistration?
        var told = Told()
        var backoff = Backoff(least: .milliseconds(500), most: .seconds(60))
        while !Task.isCancelled {
            var pause = timeToLive / 3
            do throws(BackendError) {
                registration = try await kept(registration)
                backoff.reset()
                if let notice = told.success() { notify(notice) }
            } catch {
                if Task.isCancelled { break }
                if let notice = told.failure(error) { notify(notice) }
                // What is not a matter of the connection may be one of the registration.
                if !error.isTransient { registration = nil }
                pause = registration == nil ? backoff.next() : min(pause, backoff.next())
            }
            do { try await clock.sleep(for: pause) } catch { break }
        }
        guard let registration else { return }
        // This task is cancelled, and its requests would be too. The registry's time for an answer is its deadline.
        _ = await Task { try? await registry.deregister(registration) }.value
    }

    /// A sign of life, or a registration where there is none any more.
    private func kept(_ registration: ServiceRegistration?) async throws(BackendError) -> ServiceRegistration {
        if let registration, try await registry.keepAlive(registration) { return registration }
        return try await registry.register(service, timeToLive: timeToLive)
    }

    /// What was told.
    private struct Told {
        private var isRegistered = false
        private var hasFailed = false
        private var hasRecovered = false

        mutating func success() -> Notice? {
            defer { isRegistered = true }
            guard hasFailed else { return isRegistered ? nil : .registered }
            guard !hasRecovered else { return nil }
            hasRecovered = true
            return .recovered
        }

        mutating func failure(_ error: BackendError) -> Notice? {
            guard !hasFailed else { return nil }
            hasFailed = true
            return .failed(error)
        }
    }
}
