internal import AnnealFoundation
public import Foundation
internal import Synchronization

/// A cache of several levels: memory first, then those that last, the quickest first.
///
/// What is asked for is looked up level by level and brought up to where it was found missing; what no level has is
/// computed once for all who ask for it at the same time. A new record is in memory and in the journal when the call
/// returns, and reaches the lasting levels soon after; a crash of the process in between loses nothing. A level that
/// fails is passed by, and its failure is noticed: the answer then comes from the others or is computed.
public final class StackedCache: Sendable {
    let memory: MemoryTier
    let lasting: [GuardedTier]
    let writer: WriteBehind
    let board = StatisticsBoard()
    let prefetcher: Prefetcher?
    let policy: any CacheDecisionPolicy
    let noticed: NoticeBoard
    private let flights = SingleFlight<CacheKey, Data?>()
    private let requests = Mutex(FrequencyCounts())
    let removals = RemovalCount()
    private let negativeLifetime: Duration
    let now: @Sendable () -> Date

    /// Puts levels together.
    ///
    /// - Parameters:
    ///   - memory: the first level.
    ///   - lasting: the others, the quickest first.
    ///   - journal: the folder of the journal; without one, what has not reached a lasting level dies with the process.
    ///   - syncs: whether a record is on the disk, safe from a power failure too, when it is accepted.
    ///   - policy: decides what is worth being kept.
    ///   - prefetches: whether what is likely asked for next is brought up to memory.
    ///   - negativeLifetime: how long it holds that there is no such object.
    ///   - now: the time.
    ///   - notify: gets word of a level that fails or works again.
    /// - Throws: `CacheError` when the journal cannot be used.
    public init(
        memory: MemoryTier = MemoryTier(), lasting: [any CacheTier], journal: URL? = nil, syncs: Bool = false,
        policy: any CacheDecisionPolicy = FixedCachePolicy(), prefetches: Bool = true,
        negativeLifetime: Duration = .seconds(60), now: @escaping @Sendable () -> Date = { Date() },
        notify: @escaping @Sendable (TierNotice) -> Void = { _ in }
    ) throws {
        let noticed = NoticeBoard(notify)
        self.noticed = noticed
        self.memory = memory
        self.lasting = lasting.map { GuardedTier($0) { noticed.add($0) } }
        self.policy = policy
        self.now = now
        self.negativeLifetime = negativeLifetime
        prefetcher = prefetches ? Prefetcher() : nil
        writer = WriteBehind(
            tiers: self.lasting, journal: try journal.map { try CacheJournal(folder: $0, syncs: syncs) })
    }

    /// Brings what processes that are gone left in the journal to the lasting levels. To be called once after opening.
    public func recover() async { await writer.adopt() }

    /// A record that still holds, from whichever level has it.
    ///
    /// - Throws: `CancellationError`.
    public func record(for key: CacheKey) async throws -> CacheRecord? {
        requests.withLock { $0.add(key.fingerprint) }
        let found = memory.find(key)
        prefetch(after: key)
        if let found { return found }
        return try await lookUp(key)
    }

    /// The value for a key, computed when no level has it.
    ///
    /// - Parameters:
    ///   - key: what is wanted.
    ///   - lifetime: how long a new value holds; `nil` when for ever.
    ///   - tags: names by which it can be removed with others.
    ///   - relevance: how much it has to do with the work in hand, from 0 to 1.
    ///   - compute: makes the value; `nil` says that there is none, which is remembered for a while.
    /// - Returns: the value, or `nil` when there is none.
    /// - Throws: what the computation throws, to all who wait for it, or `CancellationError`.
    public func value(
        for key: CacheKey, lifetime: Duration? = nil, tags: [String] = [], relevance: Double = 0.5,
        compute: @escaping @Sendable () async throws -> Data?
    ) async throws -> Data? {
        requests.withLock { $0.add(key.fingerprint) }
        let found = memory.find(key)
        prefetch(after: key)
        if let found { return found.value }
        board.update { $0.waited += 1 }
        return try await flights.value(for: key) { [self] in
            board.update { $0.lookups += 1 }
            if let record = try await lookUp(key) { return record.value }
            let start = ContinuousClock.now
            let value = try await compute()
            board.update { $0.computed += 1 }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let lifetime = value == nil ? min(lifetime ?? negativeLifetime, negativeLifetime) : lifetime
            let created = now()
            await keep(
                CacheRecord(
                    key: key, value: value, created: created,
                    expires: lifetime.map { created.addingTimeInterval($0 / .seconds(1)) }, tags: tags, cost: seconds),
                relevance: relevance)
            return value
        }
    }

    /// Takes a record in, if the policy wants it.
    ///
    /// - Parameters:
    ///   - record: the record.
    ///   - relevance: how much it has to do with the work in hand, from 0 to 1.
    /// - Returns: whether it was taken in.
    @discardableResult
    public func keep(_ record: CacheRecord, relevance: Double = 0.5) async -> Bool {
        let decision = policy.decide(situation(of: record, relevance: relevance, isKept: false))
        guard decision.action == .cache else {
            board.update { $0.skipped += 1 }
            return false
        }
        memory.insert(record)
        do { try await writer.add(record) } catch {
            noticed.add(TierNotice(tier: "journal", isFailure: true, message: "\(error)"))
        }
        return true
    }

    /// What is known for a decision about a record.
    func situation(of record: CacheRecord, relevance: Double, isKept: Bool) -> CacheSituation {
        let requested = requests.withLock { $0.count(record.key.fingerprint) }
        return CacheSituation(
            value: CacheValue(
                requests: Double(requested), seconds: record.cost, bytes: record.size, relevance: relevance),
            isKept: isKept)
    }

    /// Looks in the levels below memory, and brings up what is found.
    private func lookUp(_ key: CacheKey) async throws -> CacheRecord? {
        let time = now()
        let before = removals.count
        if let record = await writer.record(for: key), record.isValid(at: time) {
            board.update { $0.hits["pending", default: 0] += 1 }
            await bringUp(record, to: [], since: before)
            return record
        }
        for (place, level) in lasting.enumerated() {
            let answer = try await level.attempt { try await $0.record(for: key) }
            guard let record = answer ?? nil, record.isValid(at: time) else { continue }
            board.update { $0.hits[level.tier.name, default: 0] += 1 }
            await bringUp(record, to: lasting[..<place], since: before)
            return record
        }
        board.update { $0.misses += 1 }
        return nil
    }

    /// Brings a record up to memory and to levels, unless something was removed since it was looked up.
    private func bringUp(_ record: CacheRecord, to levels: ArraySlice<GuardedTier>, since before: Int) async {
        memory.insert(record)
        for level in levels { _ = try? await level.attempt { try await $0.store([record]) } }
        guard removals.count != before else { return }
        // It may have been this one; whoever wants it looks it up again. A level whose writing failed just now may have
        // it nevertheless, and would be passed by.
        try? await memory.remove([record.key])
        for level in levels {
            _ = try? await level.attempt(mustTry: true) { try await $0.remove([record.key]) }
        }
    }

    /// Has what is likely asked for next brought up, when that has paid so far. Nobody waits for that.
    private func prefetch(after key: CacheKey) {
        guard let prefetcher else { return }
        let step = prefetcher.step(key) { candidate, probability, least in
            guard !memory.contains(candidate) else { return false }
            let situation = CacheSituation(
                value: CacheValue(requests: 1, seconds: 0, bytes: 0, relevance: 0.5), isKept: false,
                probability: probability, leastProbability: least)
            return policy.decide(situation).action == .prefetch
        }
        if step.wasPrefetched { board.update { $0.prefetchedUsed += 1 } }
        prefetcher.fetch(step.wanted) { [weak self] key, probability in
            await self?.fetch(key, probability: probability)
        }
    }

    /// Brings a record up to memory from the first lasting level that has it.
    private func fetch(_ key: CacheKey, probability: Double) async {
        guard !memory.contains(key) else { return }
        let before = removals.count
        for level in lasting {
            guard let answer = try? await level.attempt({ try await $0.record(for: key) }),
                let record = answer ?? nil, record.isValid(at: now())
            else { continue }
            await bringUp(record, to: [], since: before)
            prefetcher?.prefetched(key, probability: probability)
            board.update { $0.prefetched += 1 }
            return
        }
    }

    /// Waits until nothing is being brought up any more.
    func prefetchesDone() async { await prefetcher?.settle() }
}
