import Foundation
import Synchronization

@testable import AnnealCache

/// A level that answers nobody while it is closed.
final class GatedTier: CacheTier {
    let name = "gated"
    let inner = ObedientTier("inside")
    private let gate = Mutex<(isClosed: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

    func close() { gate.withLock { $0.isClosed = true } }

    func open() {
        let waiting = gate.withLock { gate in
            gate.isClosed = false
            defer { gate.waiting = [] }
            return gate.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits until somebody waits for an answer.
    func waitUntilAsked() async {
        while gate.withLock({ $0.waiting.isEmpty }) { await Task.yield() }
    }

    private func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = gate.withLock { gate in
                if gate.isClosed { gate.waiting.append(continuation) }
                return !gate.isClosed
            }
            if isOpen { continuation.resume() }
        }
    }

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
