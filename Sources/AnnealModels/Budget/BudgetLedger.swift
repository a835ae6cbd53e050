public import AnnealFoundation
internal import Synchronization

/// What a budget limits.
public enum BudgetKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Tokens of prompts that were not cached, and of answers.
    case tokens
    /// Money.
    case cost
    /// Time on the clock.
    case time
}

/// A budget is used up to four fifths.
public struct BudgetWarning: Sendable, Hashable, Codable {
    /// Which limit.
    public var kind: BudgetKind
    /// The share that is used, from 0.8.
    public var share: Double
    /// A sentence for people.
    public var message: String
}

/// Keeps the account of a whole run against its budget, for any number of requests at the same time.
///
/// A request reserves the most that it can take before it is sent. When that does not fit because others have
/// reservations, it waits until they have settled; when it does not fit at all, the answer's length is cut to what is
/// left, and when nothing is left the request is refused. So at most the difference between an estimate and the truth
/// is spent beyond the budget.
public final class BudgetLedger: Sendable {
    /// What may be spent.
    public let budget: Budget

    struct Reservation: Sendable {
        let id: Int
        /// Tokens of answer that the budget has room for.
        let maximumTokens: TokenCount
    }

    private struct State {
        var usage: Usage
        var reservedTokens: [Int: Int] = [:]
        var reservedCost: [Int: USD] = [:]
        var nextID = 0
        var warned: Set<BudgetKind> = []
        /// Counts the settlements, so that no wait misses one.
        var version = 0
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private enum Decision {
        case granted(Reservation)
        case refused(ModelError)
        case wait(version: Int)
    }

    private let state: Mutex<State>
    private let elapsedBefore: Duration
    private let sinceStart: @Sendable () -> Duration
    private let onWarning: @Sendable (BudgetWarning) -> Void

    /// Opens the account.
    ///
    /// - Parameters:
    ///   - budget: what may be spent.
    ///   - alreadySpent: what earlier sessions of the run spent.
    ///   - elapsed: the time on the clock that they took.
    ///   - clock: the clock that counts the time from now on.
    ///   - onWarning: is told once of each limit that is used up to four fifths; those that were before are not told.
    public init(
        budget: Budget, alreadySpent: Usage = Usage(), elapsed: Duration = .zero,
        clock: any Clock<Duration> = ContinuousClock(),
        onWarning: @escaping @Sendable (BudgetWarning) -> Void = { _ in }
    ) {
        self.budget = budget
        elapsedBefore = elapsed
        sinceStart = Self.stopwatch(clock)
        self.onWarning = onWarning
        state = Mutex(State(usage: alreadySpent))
        _ = dueWarnings()
    }

    /// What was spent, earlier sessions included.
    public var spent: Usage { state.withLock { $0.usage } }

    /// The time on the clock, earlier sessions included.
    public var elapsed: Duration { elapsedBefore + sinceStart() }

    /// The time that is left; `nil` without a limit.
    public var timeLeft: Duration? { budget.time.map { $0 - elapsed } }

    /// Tokens that count against a budget: what the cache gave costs next to nothing.
    ///
    /// - Parameter usage: what was used.
    /// - Returns: uncached tokens of the prompt, and generated ones.
    public static func countedTokens(_ usage: Usage) -> TokenCount {
        TokenCount(max(0, usage.prompt.value - usage.cached.value)) + usage.generated
    }

    /// Refuses when a limit is reached: for the moments between requests, such as the start of a task.
    ///
    /// - Throws: `ModelError` with code `budgetSpent`.
    public func check() throws(ModelError) {
        tellWarnings()
        let usage = spent
        if let time = budget.time, elapsed >= time { throw Self.spentError(.time, "\(time.readable)") }
        if let tokens = budget.tokens, Self.countedTokens(usage) >= tokens {
            throw Self.spentError(.tokens, "\(tokens.value) tokens")
        }
        if let cost = budget.cost, usage.cost >= cost { throw Self.spentError(.cost, "\(cost.dollars) US dollars") }
    }

    /// Sets aside what a request can take at most; waits for others when their reservations leave no room.
    ///
    /// - Parameters:
    ///   - prompt: tokens of the prompt.
    ///   - answer: the most tokens of the answer.
    ///   - price: what so many tokens of prompt and answer cost.
    /// - Returns: the reservation, to be settled in any case.
    /// - Throws: `ModelError` with code `budgetSpent`; `CancellationError`.
    func reserve(
        prompt: TokenCount, answer: TokenCount, price: @Sendable (TokenCount, TokenCount) -> USD
    ) async throws -> Reservation {
        while true {
            try Task.checkCancellation()
            try check()
            switch decide(prompt: prompt, answer: answer, price: price) {
            case .granted(let reservation): return reservation
            case .refused(let error): throw error
            case .wait(let version): await change(since: version)
            }
        }
    }

    /// Replaces a reservation by what was really used; only the first time counts.
    func settle(_ reservation: Reservation, usage: Usage) {
        let waiting: [CheckedContinuation<Void, Never>] = state.withLock { state in
            guard state.reservedTokens.removeValue(forKey: reservation.id) != nil else { return [] }
            state.reservedCost[reservation.id] = nil
            state.usage += usage
            state.version += 1
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.resume() }
        tellWarnings()
    }

    private func decide(
        prompt: TokenCount, answer: TokenCount, price: (TokenCount, TokenCount) -> USD
    ) -> Decision {
        state.withLock { state in
            let reserved = state.reservedTokens.values.reduce(0, +)
            let reservedCost = state.reservedCost.values.reduce(USD.zero, +)
            let least = min(answer.value, 64)
            var room = answer.value
            if let tokens = budget.tokens {
                let left = tokens.value - Self.countedTokens(state.usage).value - prompt.value
                if left < least { return .refused(Self.spentError(.tokens, "\(tokens.value) tokens")) }
                if left - reserved < room && reserved > 0 { return .wait(version: state.version) }
                room = min(room, left)
            }
            if let cost = budget.cost {
                let left = cost - state.usage.cost
                if price(prompt, TokenCount(least)) > left {
                    return .refused(Self.spentError(.cost, "\(cost.dollars) US dollars"))
                }
                if price(prompt, TokenCount(room)) > left - reservedCost {
                    if reservedCost > .zero { return .wait(version: state.version) }
                    room = Self.affordable(least...room) { price(prompt, TokenCount($0)) <= left }
                }
            }
            let reservation = Reservation(id: state.nextID, maximumTokens: TokenCount(room))
            state.nextID += 1
            state.reservedTokens[reservation.id] = prompt.value + room
            state.reservedCost[reservation.id] = price(prompt, TokenCount(room))
            return .granted(reservation)
        }
    }

    /// The largest number of a range that fits, by halving.
    private static func affordable(_ range: ClosedRange<Int>, fits: (Int) -> Bool) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low + 1) / 2
            if fits(middle) { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// Waits until another reservation is settled, or the task is cancelled.
    private func change(since version: Int) async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.version != version || Task.isCancelled { return true }
                    state.waiting[id] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
        }
    }

    private func tellWarnings() {
        for warning in dueWarnings() { onWarning(warning) }
    }

    private func dueWarnings() -> [BudgetWarning] {
        let elapsed = elapsed
        return state.withLock { state in
            let shares: [(BudgetKind, Double?)] = [
                (.tokens, budget.tokens.map { Self.share(Self.countedTokens(state.usage).value, of: $0.value) }),
                (.cost, budget.cost.map { Self.share(Int(state.usage.cost.micros), of: Int($0.micros)) }),
                (.time, budget.time.map { $0 > .zero ? elapsed / $0 : 1 }),
            ]
            return shares.compactMap { kind, share in
                guard let share, share >= 0.8, state.warned.insert(kind).inserted else { return nil }
                return BudgetWarning(
                    kind: kind, share: share,
                    message: "\(Int((share * 100).rounded())) % of the budget of \(kind.rawValue) is spent")
            }
        }
    }

    private static func share(_ part: Int, of whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : 1 }

    static func spentError(_ kind: BudgetKind, _ limit: String) -> ModelError {
        ModelError(
            code: .budgetSpent, message: "the budget of \(limit) does not allow another request",
            place: "budget.\(kind.rawValue)",
            remedy: "resume with a larger budget: --budget-\(kind.rawValue), or `anneal config explain "
                + "budget.\(kind.rawValue)`")
    }

    private static func stopwatch(_ clock: some Clock<Duration>) -> @Sendable () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}
