internal import AnnealFoundation
internal import Foundation
internal import GRDB

extension RepositoryIndex {
    /// Pieces that are embedded and written at once: what an interruption costs at most.
    static let embeddedAtOnce = 64

    /// Makes vectors for the pieces that have none, and keeps them by model and content: a piece that moved or came back is
    /// not embedded again. Data and foreign code are left out.
    ///
    /// - Parameters:
    ///   - embedders: of one model; each works on a task of its own.
    ///   - progress: told after each step.
    /// - Returns: what was done.
    /// - Throws: `IndexError`, what an embedder throws, `CancellationError`; what is written by then stays.
    @discardableResult
    public func embed(
        with embedders: [any TextEmbedder], progress: @Sendable (EmbeddingReport) -> Void = { _ in }
    ) async throws -> EmbeddingReport {
        guard let model = embedders.first?.model else { return EmbeddingReport() }
        let start = ContinuousClock.now
        var report = EmbeddingReport()
        var work = try prepare(model, &report)
        while !work.isEmpty {
            try Task.checkCancellation()
            let step = Array(work.prefix(Self.embeddedAtOnce * embedders.count))
            work.removeFirst(step.count)
            let vectors = try await vectors(of: step.map(\.text), with: embedders)
            try write { database in
                let insert = try database.cachedStatement(sql: "INSERT OR REPLACE INTO vector VALUES (?, ?, ?)")
                for (text, vector) in zip(step, vectors) {
                    try insert.execute(arguments: [
                        model, Int64(bitPattern: text.hash), Data(VectorCode.bytes(vector)),
                    ])
                }
                try IndexMarks.raise(.vectors, database)
            }
            report.embedded += step.count
            report.pieces += step.count
            report.missing -= step.count
            report.seconds = (ContinuousClock.now - start).seconds
            progress(report)
        }
        report.seconds = (ContinuousClock.now - start).seconds
        return report
    }

    /// Whether any piece has a vector of a model.
    ///
    /// - Parameter model: the embedder's.
    /// - Returns: whether a search by vectors finds something.
    /// - Throws: `IndexError`.
    public func hasVectors(of model: String) throws -> Bool {
        try read { database in
            try Row.fetchOne(database, sql: "SELECT 1 FROM vector WHERE model = ? LIMIT 1", arguments: [model]) != nil
        }
    }

    private func vectors(of texts: [String], with embedders: [any TextEmbedder]) async throws -> [[Float]] {
        let share = (texts.count + embedders.count - 1) / embedders.count
        return try await withThrowingTaskGroup(of: (Int, [[Float]]).self) { group in
            for (number, embedder) in embedders.enumerated() {
                let part = Array(texts.dropFirst(number * share).prefix(share))
                guard !part.isEmpty else { continue }
                group.addTask {
                    let vectors = try await embedder.vectors(of: part)
                    guard vectors.count == part.count, Set(vectors.map(\.count)).count == 1 else {
                        throw IndexError(
                            code: .query, message: "the embedder gave \(vectors.count) vectors for \(part.count) texts",
                            place: embedder.model, remedy: "use another model for embeddings")
                    }
                    return (number, vectors)
                }
            }
            var parts = [[[Float]]](repeating: [], count: embedders.count)
            for try await (number, vectors) in group { parts[number] = vectors }
            return parts.flatMap { $0 }
        }
    }

    /// Finds the texts of all pieces, writes their hashes, and drops vectors that no piece has when they are many.
    ///
    /// - Returns: the texts that have no vector, each once.
    private func prepare(_ model: String, _ report: inout EmbeddingReport) throws -> [PieceText] {
        var known = Set(
            try read { try Int64.fetchAll($0, sql: "SELECT hash FROM vector WHERE model = ?", arguments: [model]) })
        let stored = known.count
        var missing: [PieceText] = []
        var live = Set<Int64>()
        for file in try read({ try EmbeddedFile.all($0) }) {
            try Task.checkCancellation()
            if let hashes = file.hashes, hashes.allSatisfy({ $0 == 0 || known.contains($0) }) {
                live.formUnion(hashes)
                continue
            }
            guard let texts = file.texts(root: root) else { continue }
            let hashes = texts.map { $0.map { Int64(bitPattern: $0.hash) } ?? 0 }
            if hashes != file.hashes {
                try write { database in
                    try EmbeddedFile.write(hashes, of: file.id, database)
                    try IndexMarks.raise(.vectors, database)
                }
            }
            live.formUnion(hashes)
            for text in texts {
                guard let text, known.insert(Int64(bitPattern: text.hash)).inserted else { continue }
                missing.append(text)
            }
        }
        live.remove(0)
        report.missing = missing.count
        report.pieces = live.count - missing.count
        if stored > 2 * live.count + 1000 { try drop(model, keeping: live) }
        return missing
    }

    private func drop(_ model: String, keeping live: Set<Int64>) throws {
        try write { database in
            let all = try Int64.fetchAll(database, sql: "SELECT hash FROM vector WHERE model = ?", arguments: [model])
            let delete = try database.cachedStatement(sql: "DELETE FROM vector WHERE model = ? AND hash = ?")
            for hash in all where !live.contains(hash) { try delete.execute(arguments: [model, hash]) }
        }
    }
}
