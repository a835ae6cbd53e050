import Foundation
import Synchronization

@testable import AnnealCache

/// Holds up who passes while it is closed.
final class Gate: Sendable {
    private let state = Mutex<(isClosed: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

    func close() { state.withLock { $0.isClosed = true } }

    func open() {
        let waiting = state.withLock { state in
            state.isClosed = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits until somebody is held up.
    func waitUntilAsked() async {
        while state.withLock({ $0.waiting.isEmpty }) { await Task.yield() }
    }

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if state.isClosed { state.waiting.append(continuation) }
                return !state.isClosed
            }
            if isOpen { continuation.resume() }
        }
    }
}

/// A level that answers nobody while it is closed.
final class GatedTier: CacheTier {
    let name = "gated"
    let inner = ObedientTier("inside")
    private let gate = Gate()

    func close() { gate.close() }
    func open() { gate.open() }
    func waitUntilAsked() async { await gate.waitUntilAsked() }
    private func pass() async { await gate.pass() }

    func record(for key: CacheKey) async throws -> CacheRecord? {
        await pass()
        return try await inner.record(for: key)
    }

    func store(_ records: [CacheRecord]) async throws {
        await pass()
        try await inner.store(records)
    }

    func remove(_ keys: [CacheKey]) async throws {
        await pass()
        try await inner.remove(keys)
    }

    func remove(_ selection: CacheSelection) async throws -> Int {
        await pass()
        return try await inner.remove(selection)
    }

    func contents() async throws -> TierContents {
        await pass()
        return try await inner.contents()
    }
}

/// A level that holds up what it is to write, and what it has read, and fails when it has written what it was told to break
/// at.
final class TornTier: CacheTier {
    let name = "torn"
    let inner = ObedientTier("inside")
    /// Before records are written.
    let gate = Gate()
    /// After a record was read.
    let readGate = Gate()
    private let state = Mutex<(breaking: CacheKey?, batches: [Int])>((nil, []))

    /// Fails with every batch that has a record, until told otherwise, after writing what comes before that and the record.
    func breakAt(_ key: CacheKey?) { state.withLock { $0.breaking = key } }

    /// The sizes of the batches that came.
    var batches: [Int] { state.withLock { $0.batches } }

    func store(_ records: [CacheRecord]) async throws {
        await gate.pass()
        let breaking = state.withLock { state in
            state.batches.append(records.count)
            return state.breaking
        }
        guard let place = records.firstIndex(where: { $0.key == breaking }) else {
            return try await inner.store(records)
        }
        try await inner.store(Array(records[...place]))
        throw ObedientTier.Broken()
    }

    func record(for key: CacheKey) async throws -> CacheRecord? {
        let record = try await inner.record(for: key)
        await readGate.pass()
        return record
    }

    func remove(_ keys: [CacheKey]) async throws { try await inner.remove(keys) }
    func remove(_ selection: CacheSelection) async throws -> Int { try await inner.remove(selection) }
    func contents() async throws -> TierContents { try await inner.contents() }
}
