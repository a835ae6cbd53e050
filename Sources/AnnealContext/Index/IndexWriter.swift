internal import AnnealFoundation
internal import Foundation
internal import GRDB

/// Writes the difference between a folder and its index, within one transaction.
struct IndexWriter {
    /// Bytes of postings after which a segment is written, which bounds the memory of an update.
    static let segmentBytes = 48 << 20
    /// Updates of at most so many files look up how rare terms are in the whole index.
    static let fewFiles = 64

    /// A file that was read, and is written with its segment.
    private struct Pending {
        var id: Int64
        var entry: TreeEntry
        var digest: String
        var category: FileCategory
        var reason: StableContent.Reason
        var content: FileContent
        var frequencies: [(term: Int32, weight: Float)]
    }

    let database: Database
    private let root: String
    private let started: Int64
    private var builder = PostingsBuilder()
    private var pending: [Pending] = []
    private var nextFile: Int64
    private var changed: [Int64] = []
    /// New numbers of files by those that they had.
    private var renumbered: [UInt32: UInt32] = [:]
    /// Numbers of files that are gone by their digests: a file that comes with one of these has moved.
    private var left: [String: Int64] = [:]

    init(database: Database, root: String) throws {
        self.database = database
        self.root = root
        started = Int64(Date().timeIntervalSince1970 * 1e9)
        nextFile = try Int64.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'nextFile'") ?? 0
    }

    /// Writes a difference.
    ///
    /// - Parameters:
    ///   - difference: compared within this transaction.
    ///   - report: gains what was done.
    /// - Throws: `DatabaseError`, `IndexError`, `CancellationError`.
    mutating func apply(_ difference: TreeDifference, _ report: inout IndexReport) throws {
        for id in difference.gone {
            if let digest = try String.fetchOne(
                database.cachedStatement(sql: "SELECT digest FROM file WHERE id = ? AND leftOut = 0"), arguments: [id])
            {
                left[digest] = id
            }
            try remove(id)
        }
        report.removed = difference.gone.count
        for (entry, known) in difference.candidates {
            try Task.checkCancellation()
            try look(at: entry, known: known, &report)
            if builder.byteCount + pending.count * 1500 > Self.segmentBytes { try writeSegment() }
        }
        try writeSegment()
        report.files = try Int.fetchOne(database, sql: "SELECT count(*) FROM file") ?? 0
        if report.changed + report.removed > 0 {
            try SegmentMerge(database: database).mergeIfNeeded()
            try ReferenceGraph.update(database, changed: changed, renumbered: renumbered, files: report.files)
            try database.execute(sql: "UPDATE meta SET value = \(nextFile) WHERE key = 'nextFile'")
            try IndexMarks.raise(.generation, database)
        }
    }

    private mutating func look(at entry: TreeEntry, known: Int64?, _ report: inout IndexReport) throws {
        guard let content = StableContent.read(root + "/" + entry.path, size: entry.size) else {
            report.unreadable.append(entry.path)
            if let known { try remove(known); report.removed += 1 }
            return
        }
        // What changed while it was read, or just before, may change again unseen: its time is not trusted.
        let isSettled = content.isStable && started - entry.modified > 50_000_000
        let modified = isSettled ? entry.modified : 0
        let digest = content.bytes.withUnsafeBytes { ContentDigest(of: $0).hex }
        if let known, content.reason != .large {
            let old = try String.fetchOne(
                database.cachedStatement(sql: "SELECT digest FROM file WHERE id = ?"), arguments: [known])
            if old == digest {
                try database.execute(
                    sql: "UPDATE file SET size = ?, modified = ? WHERE id = ?",
                    arguments: [entry.size, modified, known])
                return
            }
        }
        if let known { try remove(known) }
        let id = nextFile
        nextFile += 1
        if let old = known ?? (content.reason == .none ? left.removeValue(forKey: digest) : nil) {
            renumbered[UInt32(truncatingIfNeeded: old)] = UInt32(truncatingIfNeeded: id)
        }
        builder.begin(file: Int32(truncatingIfNeeded: id))
        let category = FileCategory.of(path: entry.path, head: content.bytes.prefix(1000))
        let read = content.bytes.withUnsafeBufferPointer {
            FileReader.read(path: entry.path, bytes: $0, into: &builder)
        }
        var settled = entry
        settled.modified = modified
        pending.append(
            Pending(
                id: id, entry: settled, digest: digest, category: category, reason: content.reason, content: read,
                frequencies: builder.endFile()))
        changed.append(id)
        report.changed += 1
        report.bytes += content.bytes.count
        if content.reason != .none { report.leftOut[entry.path] = "\(content.reason)" }
    }

    private func remove(_ id: Int64) throws {
        for sql in [
            "DELETE FROM file WHERE id = ?", "DELETE FROM symbol WHERE file = ?", "DELETE FROM import WHERE file = ?",
            "DELETE FROM edge WHERE file = ?", "DELETE FROM piece WHERE file = ?",
        ] {
            try database.cachedStatement(sql: sql).execute(arguments: [id])
        }
    }

    private mutating func writeSegment() throws {
        guard !pending.isEmpty else { return }
        let total = pending.reduce(Float(0)) { $0 + Float($1.content.lengths.reduce(0, +)) }
        let average = total / Float(pending.count)
        let known = try Int.fetchOne(database, sql: "SELECT count(*) FROM file") ?? 0
        let isFew = pending.count <= Self.fewFiles && known > pending.count
        if !isFew {
            try database.execute(sql: "INSERT OR REPLACE INTO meta VALUES ('averageLength', ?)", arguments: [average])
        }
        for file in pending { try write(file, averageLength: isFew ? nil : average, known: known) }
        let entries = builder.sortedEntries()
        try database.execute(
            sql: "INSERT INTO segment (files, bytes) VALUES (?, ?)", arguments: [pending.count, builder.byteCount])
        let segment = database.lastInsertedRowID
        let statement = try database.cachedStatement(sql: "INSERT INTO posting VALUES (?, ?, ?, ?, ?)")
        for entry in entries {
            statement.setUncheckedArguments([
                segment, entry.term, entry.files, Data(entry.summary), Data(entry.positions),
            ])
            try statement.execute()
        }
        pending.removeAll()
        builder.beginSegment()
    }

    private func write(_ file: Pending, averageLength: Float?, known: Int) throws {
        let length = Float(file.content.lengths.reduce(0, +))
        let frequencies = file.frequencies.map { (text: builder.terms[Int($0.term)], weight: $0.weight) }
        let local =
            averageLength == nil
            ? [:]
            : Dictionary(
                uniqueKeysWithValues: zip(frequencies.map(\.text), file.frequencies.map { builder.fileCount($0.term) }))
        let average =
            try averageLength
            ?? Float(
                Double.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'averageLength'") ?? Double(length))
        let files = averageLength == nil ? known : pending.count
        let signature = FileSignature(frequencies, length: length, averageLength: average) { term in
            let count = local[term] ?? ((try? fileCount(term)) ?? 1)
            return Rarity.of(count, among: files)
        }
        try database.cachedStatement(
            sql: "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            file.id, file.entry.path, file.entry.size, file.entry.modified, file.digest, file.content.language,
            file.category.rawValue, file.reason.rawValue, file.content.lineCount,
            Data(Numbers.bytes(file.content.lengths.map { UInt32($0) })),
            Data(Numbers.bytes(file.content.chunks.flatMap { [UInt32($0.line), UInt32($0.position)] })),
            Data(signature.bytes), Data(UseList.bytes(file.content.uses)),
        ])
        try write(file.content, of: file.id)
    }

    private func fileCount(_ term: String) throws -> Int {
        try Int.fetchOne(
            database.cachedStatement(
                sql:
                    "SELECT sum(posting.files) FROM segment CROSS JOIN posting ON posting.segment = segment.id AND term = ?"
            ),
            arguments: [term]) ?? 0
    }

    private func write(_ content: FileContent, of file: Int64) throws {
        let statement = try database.cachedStatement(sql: "INSERT INTO symbol VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for (number, symbol) in content.symbols.enumerated() {
            statement.setUncheckedArguments([
                file, number, symbol.name, Int64(UseList.hash(symbol.name)), symbol.kind.rawValue, symbol.firstLine,
                symbol.line, symbol.lastLine, symbol.parent, symbol.signature, symbol.documentation,
            ])
            try statement.execute()
        }
        let imports = try database.cachedStatement(sql: "INSERT OR IGNORE INTO import VALUES (?, ?)")
        for name in content.imports { try imports.execute(arguments: [file, name]) }
    }
}
