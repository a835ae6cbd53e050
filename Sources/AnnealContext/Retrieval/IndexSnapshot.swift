internal import Foundation
internal import GRDB

/// What retrieval keeps in memory of an index: files, pieces and edges, at one generation.
struct IndexSnapshot {
    /// Of the index as it was read.
    var marks: IndexMarks
    var files: [IndexedFile] = []
    /// The first piece of each file, and the number of all at the end; then by piece its first line, the position of its
    /// first word, and its parts of words over the average.
    var pieceStarts: [Int32] = [0]
    var pieceLines: [Int32] = []
    var piecePositions: [UInt32] = []
    private(set) var pieceLengths: [Float] = []
    /// Parts of words in each file's name, and the logarithm of each file's size.
    private(set) var nameLengths: [Float] = []
    private(set) var logSizes: [Float] = []
    /// Segments of the postings, in order.
    var segments: [Int64] = []
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
    /// References by the index's numbers, in the order of the using files.
    var references: [FileReference] = []
    /// References in both directions.
    private(set) var graph = FileGraph()
    /// What changed together.
    var history = HistorySnapshot()
    /// Test files of each file, by place, for those that have some.
    var tests: [Int: [Int]] = [:]
    /// Places of files by folder and by path without ending.
    var folders: [Int32] = []
    var folderCount = 0
    var siblings: [Substring: [Int]] = [:]

    /// Reads a snapshot. Complexity: O(n) in files, pieces and edges.
    init(_ database: Database) throws {
        marks = try IndexMarks(database)
        segments = try Int64.fetchAll(database, sql: "SELECT id FROM segment ORDER BY id")
        try readFiles(database)
        setPlaces()
        try readReferences(database)
        measure()
        history = try HistorySnapshot(database, paths: files.map(\.path))
        relate()
    }

    /// Reads files, and appends them to those that are there.
    ///
    /// - Parameters:
    ///   - database: the index.
    ///   - last: the number after which the files are read.
    /// - Throws: `IndexError`, `DatabaseError`.
    mutating func readFiles(_ database: Database, after last: Int64 = -1) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT id, path, size, category, lengths, chunks FROM file WHERE id > ? ORDER BY id",
            arguments: [last])
        while let row = try rows.next() {
            let lengths = try numbers(row, 4)
            let chunks = try numbers(row, 5)
            guard lengths.count == IndexField.count, !chunks.isEmpty, chunks.count.isMultiple(of: 2) else {
                throw IndexError.corrupt("a file's lengths or pieces are missing")
            }
            for index in stride(from: 0, to: chunks.count, by: 2) {
                pieceLines.append(Int32(bitPattern: chunks[index]))
                piecePositions.append(chunks[index + 1])
            }
            pieceStarts.append(Int32(pieceLines.count))
            files.append(
                IndexedFile(
                    id: UInt32(truncatingIfNeeded: row[0] as Int64), path: row[1], size: row[2],
                    category: FileCategory(rawValue: row[3]) ?? .source, lengths: lengths.map { Float($0) },
                    length: Float(lengths.reduce(0, +))))
        }
    }

    /// Takes a file over from another snapshot.
    mutating func append(_ place: Int, of other: IndexSnapshot) {
        let pieces = Int(other.pieceStarts[place])..<Int(other.pieceStarts[place + 1])
        pieceLines += other.pieceLines[pieces]
        piecePositions += other.piecePositions[pieces]
        pieceStarts.append(Int32(pieceLines.count))
        files.append(other.files[place])
    }

    /// Notes where each file stands.
    mutating func setPlaces() {
        placeByID = [Int32](repeating: -1, count: Int(files.last?.id ?? 0) + 1)
        for (place, file) in files.enumerated() { placeByID[Int(file.id)] = Int32(place) }
    }

    /// Reads references, and appends them to those that are there.
    ///
    /// - Parameters:
    ///   - database: the index.
    ///   - last: the number after which the using files' references are read.
    /// - Throws: `DatabaseError`.
    mutating func readReferences(_ database: Database, after last: Int64 = -1) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT file, targets FROM edge WHERE file > ? ORDER BY file", arguments: [last])
        while let row = try rows.next() {
            let from = UInt32(truncatingIfNeeded: row[0] as Int64)
            guard place(of: from) != nil else { continue }
            let targets = try numbers(row, 1)
            for index in stride(from: 0, to: targets.count - 1, by: 2) where place(of: targets[index]) != nil {
                references.append(
                    FileReference(from: from, to: targets[index], weight: Float(bitPattern: targets[index + 1])))
            }
        }
    }

    private func numbers(_ row: Row, _ column: Int) throws -> [UInt32] {
        try row.withUnsafeData(atIndex: column) { data in (data ?? Data()).withUnsafeBytes { Numbers.values($0) } }
    }

    /// Finds what follows from files and references: lengths over the average, factors of fields, the graph.
    mutating func measure() {
        graph = FileGraph(
            edges: references.compactMap { reference -> (from: Int, to: Int, weight: Float)? in
                guard let from = place(of: reference.from), let to = place(of: reference.to) else { return nil }
                return (from, to, reference.weight)
            }, count: files.count)
        nameLengths = files.map { $0.lengths[Int(IndexField.name.rawValue)] }
        logSizes = files.map { log(1 + 5 * $0.length) }
        categories = files.map(\.category)
        fieldFactors = []
        guard !files.isEmpty else { return }
        let count = Float(files.count)
        for field in 0..<IndexField.count {
            averageLengths[field] = max(1e-6, files.reduce(0) { $0 + $1.lengths[field] } / count)
        }
        averageLength = max(1, files.reduce(0) { $0 + $1.length } / count)
        pieceLengths = files.indices.flatMap { lengths(ofPiecesOf: $0) }
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
    }

    /// The parts of words of each piece of a file: up to the next piece, or the file's end.
    private func lengths(ofPiecesOf place: Int) -> [Float] {
        let pieces = Int(pieceStarts[place])..<Int(pieceStarts[place + 1])
        return pieces.map { piece in
            let start = Float(piecePositions[piece])
            // The path's words stand before the text, with a gap between.
            let end = pieces.contains(piece + 1) ? Float(piecePositions[piece + 1]) : files[place].length + 16
            return max(0, end - start)
        }
    }

    /// Finds what follows from the paths: tests, folders, siblings. Complexity: O(n).
    mutating func relate() {
        tests = TestedFiles(files).tests
        var numbers: [Substring: Int32] = [:]
        folders = files.map { file in
            let number = numbers[file.folder] ?? Int32(numbers.count)
            numbers[file.folder] = number
            return number
        }
        folderCount = numbers.count
        siblings = Dictionary(grouping: files.indices, by: { files[$0].stem }).filter { $0.value.count > 1 }
    }

    /// The place of a file with a number of the index.
    func place(of id: UInt32) -> Int? {
        guard Int(id) < placeByID.count, placeByID[Int(id)] >= 0 else { return nil }
        return Int(placeByID[Int(id)])
    }
}
