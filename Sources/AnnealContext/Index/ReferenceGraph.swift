internal import Foundation
internal import GRDB

/// Which file uses what another one declares.
///
/// An edge weighs `√(uses, at most 9) / (declaring files · ln(2 + using files))`, summed over names; names that more
/// than three files declare tell nothing. Names of fewer than three bytes are left out.
enum ReferenceGraph {
    /// Files that may declare a name that counts.
    static let mostDeclaring = 3
    /// Changes of so many files at once make the whole graph anew; fewer, a fiftieth of the files at least, mend it.
    static let fewFiles = 20

    /// Brings the edges up to date.
    ///
    /// After a small change only the changed files' own edges are found anew, and those of others to them stay; uses of
    /// their new names by other files are seen when the graph is made anew, which happens with every larger change.
    ///
    /// - Parameters:
    ///   - database: within a transaction.
    ///   - changed: numbers of the files that were read.
    ///   - renumbered: the new numbers of files that changed or moved, by the old ones.
    ///   - files: how many there are.
    /// - Throws: `DatabaseError`. Complexity: O(n) in the edges.
    static func update(
        _ database: Database, changed: [Int64], renumbered: [UInt32: UInt32], files: Int
    ) throws {
        if changed.count > max(fewFiles, files / 50) || changed.count == files {
            try rebuild(database)
            try IndexMarks.raise(.references, database)
        } else {
            for file in changed { try mend(database, file) }
            try redirect(database, renumbered)
        }
    }

    /// Lets the edges of other files lead to the new numbers of files. Their order stays.
    private static func redirect(_ database: Database, _ renumbered: [UInt32: UInt32]) throws {
        guard let least = renumbered.keys.min(), let most = renumbered.keys.max() else { return }
        var moved: [(file: Int64, targets: [UInt32])] = []
        let rows = try Row.fetchCursor(database, sql: "SELECT file, targets FROM edge")
        while let row = try rows.next() {
            var targets = try row.withUnsafeData(atIndex: 1) { data in
                (data ?? Data()).withUnsafeBytes { Numbers.values($0) }
            }
            var isMoved = false
            for index in stride(from: 0, to: targets.count - 1, by: 2)
            where targets[index] >= least && targets[index] <= most {
                guard let number = renumbered[targets[index]] else { continue }
                targets[index] = number
                isMoved = true
            }
            if isMoved { moved.append((row[0], targets)) }
        }
        let update = try database.cachedStatement(sql: "UPDATE edge SET targets = ? WHERE file = ?")
        for (file, targets) in moved { try update.execute(arguments: [Data(Numbers.bytes(targets)), file]) }
    }

    private static func rebuild(_ database: Database) throws {
        var declaring: [UInt32: [UInt32]] = [:]
        let symbols = try Row.fetchCursor(
            database, sql: "SELECT DISTINCT hash, file FROM symbol WHERE length(name) > 2 AND kind <> 'extending'")
        while let row = try symbols.next() {
            let hash = UInt32(truncatingIfNeeded: row[0] as Int64)
            declaring[hash, default: []].append(UInt32(truncatingIfNeeded: row[1] as Int64))
        }
        declaring = declaring.filter { $0.value.count <= mostDeclaring }
        var using: [UInt32: Int] = [:]
        var uses: [(file: Int64, names: [(hash: UInt32, count: Int)])] = []
        let rows = try Row.fetchCursor(database, sql: "SELECT id, uses FROM file ORDER BY id")
        while let row = try rows.next() {
            let known = try row.withUnsafeData(atIndex: 1) { data in
                (data ?? Data()).withUnsafeBytes { UseList.uses($0) }.filter { declaring[$0.hash] != nil }
            }
            for use in known { using[use.hash, default: 0] += 1 }
            uses.append((row[0], known))
        }
        try database.execute(sql: "DELETE FROM edge")
        for (file, names) in uses {
            try write(database, file, names) { (declaring[$0] ?? [], using[$0] ?? 1) }
        }
    }

    private static func mend(_ database: Database, _ file: Int64) throws {
        let row = try Row.fetchOne(database, sql: "SELECT uses FROM file WHERE id = ?", arguments: [file])
        let names = try row?.withUnsafeData(atIndex: 0) { data in
            (data ?? Data()).withUnsafeBytes { UseList.uses($0) }
        }
        let statement = try database.cachedStatement(
            sql: "SELECT DISTINCT file FROM symbol WHERE hash = ? AND length(name) > 2 AND kind <> 'extending' LIMIT 4")
        try write(database, file, names ?? []) { hash in
            let files = try Int64.fetchAll(statement, arguments: [Int64(hash)]).map { UInt32(truncatingIfNeeded: $0) }
            return (files.count > mostDeclaring ? [] : files, 4)
        }
    }

    private static func write(
        _ database: Database, _ file: Int64, _ names: [(hash: UInt32, count: Int)],
        _ declaring: (UInt32) throws -> (files: [UInt32], using: Int)
    ) throws {
        var weights: [UInt32: Float] = [:]
        for name in names {
            let (files, using) = try declaring(name.hash)
            guard !files.isEmpty else { continue }
            let weight = Float(min(name.count, 9)).squareRoot() / (Float(files.count) * log(2 + Float(using)))
            for target in files where Int64(target) != file { weights[target, default: 0] += weight }
        }
        guard !weights.isEmpty else { return }
        let numbers = weights.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value.bitPattern] }
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO edge VALUES (?, ?)")
            .execute(arguments: [file, Data(Numbers.bytes(numbers))])
    }
}
