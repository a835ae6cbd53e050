internal import Foundation
internal import GRDB

/// In which files a term stands, in which fields, and how often: the summaries of its entries.
struct TermPostings {
    /// Entries of one segment.
    struct Segment {
        var id: Int64
        /// The first of its entries in `files`.
        var first: Int
    }

    /// The term.
    let term: String
    /// Places of files, in order.
    private(set) var files: [Int32] = []
    /// Frequencies over all fields, with the fields' weights and discounts of length.
    private(set) var frequencies: [Float] = []
    /// A bit for each field where the term stands.
    private(set) var fields: [UInt8] = []
    /// Where the file's positions begin in its segment's entry, and how many bytes they are.
    private(set) var offsets: [Int32] = []
    private(set) var lengths: [Int32] = []
    /// The segments that have the term.
    private(set) var segments: [Segment] = []

    /// Reads a term's summaries from all segments. Complexity: O(n) in the files that have it.
    ///
    /// - Parameters:
    ///   - term: as the index has it.
    ///   - discounts: whether frequencies are discounted by the lengths of the fields.
    ///   - snapshot: of the index.
    ///   - database: the index.
    /// - Throws: `IndexError`, `DatabaseError`.
    init(_ term: String, discounts: Bool = true, snapshot: IndexSnapshot, database: Database) throws {
        self.term = term
        let statement = try database.cachedStatement(
            sql: "SELECT files, summary FROM posting WHERE segment = ? AND term = ?")
        for segment in snapshot.segments {
            let rows = try Row.fetchCursor(statement, arguments: [segment, term])
            while let row = try rows.next() {
                segments.append(Segment(id: segment, first: files.count))
                reserve(files.count + (row[0] as Int))
                try row.withUnsafeData(atIndex: 1) { data in
                    try (data ?? Data()).withUnsafeBytes { raw in
                        try append(raw.bindMemory(to: UInt8.self), discounts, snapshot)
                    }
                }
            }
        }
    }

    private mutating func reserve(_ count: Int) {
        files.reserveCapacity(count)
        frequencies.reserveCapacity(count)
        fields.reserveCapacity(count)
        offsets.reserveCapacity(count)
        lengths.reserveCapacity(count)
    }

    private mutating func append(
        _ bytes: UnsafeBufferPointer<UInt8>, _ isDiscounted: Bool, _ snapshot: IndexSnapshot
    ) throws {
        var offset = 0
        var position = 0
        var id: UInt32 = 0
        let plain = FieldWeights.standard.vector
        try snapshot.fieldFactors.withUnsafeBufferPointer { factors in
            while offset < bytes.count {
                guard let step = VariableInteger.read(bytes, at: &offset),
                    let entry = TermSummary(bytes, at: &offset), position + entry.length < 1 << 31
                else { throw IndexError.corrupt("an entry ends too early") }
                id &+= step
                defer { position += entry.length }
                guard let place = snapshot.place(of: id) else { continue }
                let weights = isDiscounted ? factors[place] : plain
                files.append(Int32(place))
                frequencies.append((entry.counts * weights).sum())
                fields.append(entry.fields)
                offsets.append(Int32(position))
                lengths.append(Int32(entry.length))
            }
        }
    }

    /// The index of a file's place in `files`, by binary search.
    func index(of place: Int) -> Int? {
        var low = 0
        var high = files.count
        while low < high {
            let middle = (low + high) / 2
            if files[middle] < Int32(place) { low = middle + 1 } else { high = middle }
        }
        return low < files.count && files[low] == Int32(place) ? low : nil
    }
}
