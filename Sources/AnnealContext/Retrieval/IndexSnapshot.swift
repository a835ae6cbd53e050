internal import Foundation
internal import GRDB

/// What retrieval keeps in memory of an index: files, pieces and edges, at one generation.
struct IndexSnapshot {
    private(set) var generation = 0
    private(set) var files: [IndexedFile] = []
    /// The first piece of each file, and the number of all at the end; then by piece its first line, the position of its
    /// first word, and its parts of words over the average.
    private(set) var pieceStarts: [Int32] = [0]
    private(set) var pieceLines: [Int32] = []
    private(set) var piecePositions: [UInt32] = []
    private(set) var pieceLengths: [Float] = []
    /// Parts of words in each file's name, and the logarithm of each file's size.
    private(set) var nameLengths: [Float] = []
    private(set) var logSizes: [Float] = []
    /// Segments of the postings, in order.
    private(set) var segments: [Int64] = []
    /// Places in `files` by the index's numbers; -1 for files that are gone.
    private(set) var placeByID: [Int32] = []
    /// Parts of words by field, on average over the files.
    private(set) var averageLengths = [Float](repeating: 1, count: IndexField.count)
    /// Parts of words of a file, on average.
    private(set) var averageLength: Float = 1
    /// By file, what an occurrence in each field counts: its weight over `1 − b + b · length / average`.
    private(set) var fieldFactors: [SIMD8<Float>] = []
    /// What each file is for.
    private(set) var categories: [FileCategory] = []
    /// References in both directions.
    private(set) var graph = FileGraph()
    /// What changed together.
    private(set) var history = HistorySnapshot()
    /// Test files of each file, by place, for those that have some.
    private(set) var tests: [Int: [Int]] = [:]
    /// Places of files by folder and by path without ending.
    private(set) var folders: [Int32] = []
    private(set) var folderCount = 0
    private(set) var siblings: [Substring: [Int]] = [:]

    /// Reads a snapshot. Complexity: O(n) in files, pieces and edges.
    init(_ database: Database) throws {
        generation = try Int.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'generation'") ?? 0
        segments = try Int64.fetchAll(database, sql: "SELECT id FROM segment ORDER BY id")
        try readFiles(database)
        try readEdges(database)
        measure()
        history = try HistorySnapshot(database, paths: files.map(\.path))
        tests = TestedFiles(files).tests
        var numbers: [Substring: Int32] = [:]
        for file in files {
            let number = numbers[file.folder] ?? Int32(numbers.count)
            numbers[file.folder] = number
            folders.append(number)
        }
        folderCount = numbers.count
        siblings = Dictionary(grouping: files.indices, by: { files[$0].stem }).filter { $0.value.count > 1 }
    }

    private mutating func readFiles(_ database: Database) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT id, path, size, category, lengths, chunks FROM file ORDER BY id")
        while let row = try rows.next() {
            let lengths = try numbers(row, 4)
            let chunks = try numbers(row, 5)
            guard lengths.count == IndexField.count, !chunks.isEmpty, chunks.count.isMultiple(of: 2) else {
                throw IndexError.corrupt("a file's lengths or pieces are missing")
            }
            let all = lengths.reduce(0, +)
            for index in stride(from: 0, to: chunks.count, by: 2) {
                let end = index + 3 < chunks.count ? chunks[index + 3] : max(chunks[index + 1], all + 16)
                pieceLines.append(Int32(bitPattern: chunks[index]))
                piecePositions.append(chunks[index + 1])
                pieceLengths.append(Float(end) - Float(chunks[index + 1]))
            }
            let id = UInt32(truncatingIfNeeded: row[0] as Int64)
            pieceStarts.append(Int32(pieceLengths.count))
            nameLengths.append(Float(lengths[Int(IndexField.name.rawValue)]))
            logSizes.append(log(1 + 5 * Float(all)))
            files.append(
                IndexedFile(
                    id: id, path: row[1], size: row[2], category: FileCategory(rawValue: row[3]) ?? .source,
                    lengths: lengths.map { Float($0) }, length: Float(all)))
        }
        placeByID = [Int32](repeating: -1, count: Int(files.last?.id ?? 0) + 1)
        for (place, file) in files.enumerated() { placeByID[Int(file.id)] = Int32(place) }
    }

    private mutating func readEdges(_ database: Database) throws {
        var edges: [(from: Int, to: Int, weight: Float)] = []
        let rows = try Row.fetchCursor(database, sql: "SELECT file, targets FROM edge ORDER BY file")
        while let row = try rows.next() {
            guard let from = place(of: UInt32(truncatingIfNeeded: row[0] as Int64)) else { continue }
            let targets = try numbers(row, 1)
            for index in stride(from: 0, to: targets.count - 1, by: 2) {
                guard let to = place(of: targets[index]) else { continue }
                edges.append((from, to, Float(bitPattern: targets[index + 1])))
            }
        }
        graph = FileGraph(edges: edges, count: files.count)
    }

    private func numbers(_ row: Row, _ column: Int) throws -> [UInt32] {
        try row.withUnsafeData(atIndex: column) { data in (data ?? Data()).withUnsafeBytes { Numbers.values($0) } }
    }

    private mutating func measure() {
        guard !files.isEmpty else { return }
        let count = Float(files.count)
        for field in 0..<IndexField.count {
            averageLengths[field] = max(1e-6, files.reduce(0) { $0 + $1.lengths[field] } / count)
        }
        averageLength = max(1, files.reduce(0) { $0 + $1.length } / count)
        let averagePiece = max(1, pieceLengths.reduce(0, +) / Float(pieceLengths.count))
        for piece in pieceLengths.indices { pieceLengths[piece] /= averagePiece }
        let weights = FieldWeights.standard
        fieldFactors.reserveCapacity(files.count)
        for file in files {
            var factors = weights.vector
            for field in 0..<IndexField.count {
                let b = weights.discounts[field]
                factors[field] /= 1 - b + b * file.lengths[field] / averageLengths[field]
            }
            fieldFactors.append(factors)
        }
        categories = files.map(\.category)
    }

    /// The place of a file with a number of the index.
    func place(of id: UInt32) -> Int? {
        guard Int(id) < placeByID.count, placeByID[Int(id)] >= 0 else { return nil }
        return Int(placeByID[Int(id)])
    }
}
