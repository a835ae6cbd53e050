internal import AnnealFoundation
public import Foundation
internal import Logging

/// When a failed request is made again, and after how long: exponential backoff with full jitter that obeys
/// `retry-after`.
///
/// Source: M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.
public struct RetryPolicy: Sendable {
    private static let log = Logger(label: "anneal.models")

    /// How often a request is made at most, the first time included.
    public var attempts: Int
    /// The longest wait before the second time; it doubles from then on.
    public var base: Duration
    /// The longest wait by backoff.
    public var longest: Duration
    /// The longest `retry-after` that is waited for; a server that asks for more has its error passed on.
    public var longestAsked: Duration
    /// The clock that waits.
    public var clock: any Clock<Duration>
    /// The date, for a `retry-after` that is one.
    public var now: @Sendable () -> Date
    /// A random number from 0 to 1.
    public var random: @Sendable () -> Double

    /// Creates a policy.
    public init(
        attempts: Int = 6, base: Duration = .seconds(1), longest: Duration = .seconds(60),
        longestAsked: Duration = .seconds(300), clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() },
        random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
    ) {
        self.attempts = attempts
        self.base = base
        self.longest = longest
        self.longestAsked = longestAsked
        self.clock = clock
        self.now = now
        self.random = random
    }

    /// Fails at once.
    public static let never = RetryPolicy(attempts: 1)

    /// How long to wait before a request is made again.
    ///
    /// - Parameters:
    ///   - attempt: how often it was made, from 1.
    ///   - error: how it failed the last time.
    /// - Returns: the wait, or `nil` when another time would not help.
    public func wait(after attempt: Int, error: ModelError) -> Duration? {
        guard attempt < attempts, attempt < Self.worthwhileAttempts(error.code) else { return nil }
        if let asked = error.retryAfter {
            // Everyone was told the same moment; the jitter keeps them from coming back all at once.
            return asked > longestAsked ? nil : asked + base * random()
        }
        return min(longest, base * pow(2, Double(attempt - 1))) * random()
    }

    /// How often a request with this failure is worth making.
    private static func worthwhileAttempts(_ code: ModelError.Code) -> Int {
        switch code {
        case .overloaded: .max
        case .unreachable: 4
        case .hung, .malformedAnswer: 2
        case .unauthorized, .unknownModel, .contextOverflow, .refused, .badRequest, .budgetSpent, .localRuntime,
            .notRecorded:
            1
        }
    }

    /// Does something again as long as that can help.
    ///
    /// - Parameters:
    ///   - mayRepeat: whether nothing of the attempt was seen outside yet.
    ///   - operation: the work.
    /// - Returns: what the work returns.
    /// - Throws: the last `ModelError`, or anything else that the work throws.
    func repeating<Result: Sendable>(
        mayRepeat: @Sendable () -> Bool = { true }, _ operation: @Sendable () async throws -> Result
    ) async throws -> Result {
        var attempt = 1
        while true {
            do {
                return try await operation()
            } catch let error as ModelError {
                guard mayRepeat(), let wait = wait(after: attempt, error: error) else { throw error }
                Self.log.debug(
                    "a request failed and is made again",
                    metadata: [
                        "model.error": "\(error.code.rawValue)", "retry.attempt": "\(attempt)",
                        "retry.wait": "\(wait.readable)",
                    ])
                try await clock.sleep(for: wait)
                attempt += 1
            }
        }
    }
}
