internal import Foundation

/// Brings records to the lasting levels in batches, after they were accepted into the journal.
///
/// A record counts as safe when one of the levels has it; while none takes it, it stays in the journal and is tried
/// again.
actor WriteBehind {
    private let tiers: [GuardedTier]
    private let journal: CacheJournal?
    private let delay: Duration
    private var waiting: [CacheKey: CacheRecord] = [:]
    private var timer: Task<Void, Never>?
    /// Whether somebody works on the levels; the others wait in line.
    private var isTaken = false
    private var line: [CheckedContinuation<Void, Never>] = []

    /// Batches are no larger than this.
    private static let batch = 256

    init(tiers: [GuardedTier], journal: CacheJournal?, delay: Duration = .milliseconds(200)) {
        self.tiers = tiers
        self.journal = journal
        self.delay = delay
    }

    deinit { timer?.cancel() }

    /// Records that are not in a lasting level yet.
    var count: Int { waiting.count }

    /// How many wait until a flush is done.
    var waitingInLine: Int { line.count }

    /// A record that is still on its way.
    func record(for key: CacheKey) -> CacheRecord? { waiting[key] }

    /// Accepts a record.
    ///
    /// - Throws: when the journal cannot be written; the record is on its way all the same, but not safe from a crash.
    func add(_ record: CacheRecord) throws {
        waiting[record.key] = record
        defer { wind() }
        try journal?.append(record)
    }

    /// Takes over what processes that are gone left behind.
    func adopt() async {
        guard let journal else { return }
        let left = journal.abandoned()
        guard !left.files.isEmpty else { return }
        for record in left.records where record.isValid(at: Date()) && waiting[record.key] == nil {
            guard await isNews(record) else { continue }
            waiting[record.key] = record
            try? journal.append(record)
        }
        for file in left.files { try? FileManager.default.removeItem(at: file) }
        withExtendedLifetime(left.locks) {}
        await flush()
    }

    /// Brings everything to the levels.
    ///
    /// - Parameter mustTry: asks levels that are passed by as well.
    func flush(mustTry: Bool = false) async {
        await takeTurn()
        defer { endTurn() }
        guard !waiting.isEmpty else { return }
        let generation = journal?.rotate()
        let records = waiting.values.sorted { ($0.created, $0.key.text) < ($1.created, $1.key.text) }
        var isSafe = true
        for start in stride(from: 0, to: records.count, by: Self.batch) {
            let batch = Array(records[start..<min(start + Self.batch, records.count)])
            guard await store(batch, mustTry: mustTry) else {
                isSafe = false
                continue
            }
            // A record that was replaced meanwhile is still on its way.
            for record in batch where waiting[record.key] == record { waiting[record.key] = nil }
        }
        if isSafe, let generation { journal?.remove(upTo: generation) }
    }

    /// Forgets records that must not reach the levels any more, also after a crash. Waits for a batch that is on its way
    /// there, so that what is removed from the levels afterwards is all that they had.
    func drop(where isUnwanted: (CacheRecord) -> Bool) async {
        await takeTurn()
        defer { endTurn() }
        waiting = waiting.filter { !isUnwanted($0.value) }
        guard let journal else { return }
        let generation = journal.rotate()
        for record in waiting.values { try? journal.append(record) }
        journal.remove(upTo: generation)
    }

    private func takeTurn() async {
        guard isTaken else {
            isTaken = true
            return
        }
        // Whoever ends hands on, so that nobody comes between.
        await withCheckedContinuation { line.append($0) }
    }

    private func endTurn() {
        if line.isEmpty { isTaken = false } else { line.removeFirst().resume() }
    }

    /// Whether no level has a record that is as new.
    private func isNews(_ record: CacheRecord) async -> Bool {
        for tier in tiers {
            let known = try? await tier.attempt { try await $0.record(for: record.key) }
            if let known = known ?? nil, known.created >= record.created { return false }
        }
        return true
    }

    private func store(_ batch: [CacheRecord], mustTry: Bool) async -> Bool {
        var isStored = false
        for tier in tiers {
            let done: Bool? = try? await tier.attempt(mustTry: mustTry) { tier in
                try await tier.store(batch)
                return true
            }
            if done == true { isStored = true }
        }
        return isStored || tiers.isEmpty
    }

    private func wind() {
        guard timer == nil else { return }
        timer = Task { [weak self, delay] in
            while !Task.isCancelled {
                try? await Task.sleep(for: delay)
                guard let self, await self.tick() else { return }
            }
        }
    }

    /// Flushes; tells whether there is more to do.
    private func tick() async -> Bool {
        await flush()
        guard waiting.isEmpty else { return true }
        timer = nil
        return false
    }
}
