internal import Foundation
internal import GRDB

/// Where a term stands in some files.
struct TermPositions {
    /// Places of files, in order.
    private(set) var files: [Int32] = []
    /// The first occurrence of each file in `occurrences`, and their number at the end.
    private(set) var starts: [Int32] = [0]
    /// Positions with their fields: `position << 3 | field`.
    private(set) var occurrences: [UInt32] = []

    /// Reads positions.
    ///
    /// - Parameters:
    ///   - postings: of the term.
    ///   - isWanted: by place, whether the file's positions are read.
    ///   - database: the index.
    /// - Throws: `IndexError`, `DatabaseError`. Complexity: O(n) in the occurrences that are wanted.
    init(of postings: TermPostings, in isWanted: [Bool], database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "SELECT positions FROM posting WHERE segment = ? AND term = ?")
        for (number, segment) in postings.segments.enumerated() {
            let end = number + 1 < postings.segments.count ? postings.segments[number + 1].first : postings.files.count
            let wanted = (segment.first..<end).filter { isWanted[Int(postings.files[$0])] }
            guard !wanted.isEmpty else { continue }
            let rows = try Row.fetchCursor(statement, arguments: [segment.id, postings.term])
            guard let row = try rows.next() else { throw IndexError.corrupt("an entry is gone") }
            // The row is the cursor's: it ends with it.
            defer { withExtendedLifetime(rows) {} }
            try row.withUnsafeData(atIndex: 0) { data in
                try (data ?? Data()).withUnsafeBytes { raw in
                    let bytes = raw.bindMemory(to: UInt8.self)
                    for index in wanted {
                        let range =
                            Int(postings.offsets[index])..<Int(postings.offsets[index] + postings.lengths[index])
                        guard range.upperBound <= bytes.count else { throw IndexError.corrupt("positions are missing") }
                        try append(UnsafeBufferPointer(rebasing: bytes[range]))
                        files.append(postings.files[index])
                        starts.append(Int32(occurrences.count))
                    }
                }
            }
        }
    }

    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        var offset = 0
        var position: UInt32 = 0
        while offset < bytes.count {
            guard let value = VariableInteger.read(bytes, at: &offset) else {
                throw IndexError.corrupt("an entry ends too early")
            }
            position &+= value >> UInt32(IndexField.bits)
            guard value & 7 < UInt32(IndexField.count), position < 1 << 28 else {
                throw IndexError.corrupt("an entry has no such field")
            }
            occurrences.append(position << UInt32(IndexField.bits) | (value & 7))
        }
    }

    /// The occurrences in the file at an index of `files`.
    func range(_ index: Int) -> Range<Int> { Int(starts[index])..<Int(starts[index + 1]) }
}
