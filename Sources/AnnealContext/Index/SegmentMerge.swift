internal import Foundation
internal import GRDB

/// Joins segments of the index, so that a query looks into few.
struct SegmentMerge {
    /// Segments of at most so many files are small.
    static let smallFiles = 32
    /// Small segments at the end from which on they are joined.
    static let smallCount = 8
    /// Segments from which on all are joined.
    static let mostCount = 24

    let database: Database

    /// Joins what has become too many, and everything when nearly a third of the entries are of files that are gone.
    func mergeIfNeeded() throws {
        let segments = try Row.fetchAll(database, sql: "SELECT id, files FROM segment ORDER BY id").map { row in
            (id: row[0] as Int64, files: row[1] as Int)
        }
        let live = try Int.fetchOne(database, sql: "SELECT count(*) FROM file") ?? 0
        let all = segments.reduce(0) { $0 + $1.files }
        let small = segments.reversed().prefix { $0.files <= Self.smallFiles }.reversed().map(\.id)
        if segments.count > Self.mostCount || (segments.count > 1 && all - live > all / 3 && all > 200) {
            try merge(segments.map(\.id))
        } else if small.count >= Self.smallCount {
            try merge(small)
        }
    }

    /// Joins segments that follow one another. Complexity: O(n) in their bytes.
    private func merge(_ segments: [Int64]) throws {
        guard let first = segments.first, let last = segments.last else { return }
        let live = Set(try Int64.fetchAll(database, sql: "SELECT id FROM file").map { UInt32(truncatingIfNeeded: $0) })
        // Written beside the old ones and renamed afterwards: what is read must not be changed.
        let place = (try Int64.fetchOne(database, sql: "SELECT max(id) FROM segment") ?? 0) + 1
        var files = Set<UInt32>()
        var bytes = 0
        var term: String?
        var joined = PostingJoin(live: live)
        let insert = try database.makeStatement(sql: "INSERT INTO posting VALUES (?, ?, ?, ?, ?)")
        func finish() throws {
            guard let term, joined.count > 0 else { return }
            files.formUnion(joined.files)
            bytes += joined.summary.count + joined.positions.count
            insert.setUncheckedArguments([
                place, term, joined.count, Data(joined.summary), Data(joined.positions),
            ])
            try insert.execute()
        }
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT term, summary, positions FROM posting WHERE segment BETWEEN ? AND ? ORDER BY term, segment",
            arguments: [first, last])
        while let row = try rows.next() {
            let next: String = row[0]
            if next != term {
                try finish()
                term = next
                joined = PostingJoin(live: live)
            }
            try joined.append(summary: row[1], positions: row[2])
        }
        try finish()
        try database.execute(sql: "DELETE FROM posting WHERE segment BETWEEN ? AND ?", arguments: [first, last])
        try database.execute(sql: "DELETE FROM segment WHERE id BETWEEN ? AND ?", arguments: [first, last])
        try database.execute(sql: "UPDATE posting SET segment = ? WHERE segment = ?", arguments: [first, place])
        try database.execute(
            sql: "INSERT INTO segment (id, files, bytes) VALUES (?, ?, ?)", arguments: [first, files.count, bytes])
    }
}

/// Entries of one term from several segments in one.
private struct PostingJoin {
    let live: Set<UInt32>
    private(set) var summary: [UInt8] = []
    private(set) var positions: [UInt8] = []
    private(set) var files: [UInt32] = []

    var count: Int { files.count }

    init(live: Set<UInt32>) { self.live = live }

    mutating func append(summary: Data, positions: Data) throws {
        try summary.withUnsafeBytes { raw in
            let bytes = raw.bindMemory(to: UInt8.self)
            var offset = 0
            var position = 0
            var file: UInt32 = 0
            while offset < bytes.count {
                guard let step = VariableInteger.read(bytes, at: &offset) else {
                    throw IndexError.corrupt("an entry ends too early")
                }
                file &+= step
                let start = offset
                guard let entry = TermSummary(bytes, at: &offset), position + entry.length <= positions.count else {
                    throw IndexError.corrupt("an entry has no such positions")
                }
                defer { position += entry.length }
                guard live.contains(file) else { continue }
                VariableInteger.append(file - (files.last ?? 0), to: &self.summary)
                self.summary.append(contentsOf: bytes[start..<offset])
                let first = positions.startIndex + position
                self.positions.append(contentsOf: positions[first..<(first + entry.length)])
                files.append(file)
            }
        }
    }
}
