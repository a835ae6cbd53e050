internal import Foundation
internal import GRDB

/// Where one term stands in all files.
struct TermPostings {
    /// Places of files, in order.
    private(set) var files: [Int32] = []
    /// The first occurrence of each file in `occurrences`, and their number at the end.
    private(set) var starts: [Int32] = [0]
    /// Positions with their fields: `position << 3 | field`.
    private(set) var occurrences: [UInt32] = []

    /// Reads a term's entries from all segments. Complexity: O(n) in its occurrences.
    init(_ term: String, snapshot: IndexSnapshot, database: Database) throws {
        let statement = try database.cachedStatement(sql: "SELECT data FROM posting WHERE segment = ? AND term = ?")
        for segment in snapshot.segments {
            let rows = try Row.fetchCursor(statement, arguments: [segment, term])
            while let row = try rows.next() {
                try row.withUnsafeData(atIndex: 0) { data in
                    try (data ?? Data()).withUnsafeBytes { raw in
                        try append(raw.bindMemory(to: UInt8.self), snapshot: snapshot)
                    }
                }
            }
        }
    }

    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, snapshot: IndexSnapshot) throws {
        if occurrences.isEmpty { occurrences.reserveCapacity(bytes.count) }
        var offset = 0
        var id: UInt32 = 0
        while offset < bytes.count {
            guard let step = VariableInteger.read(bytes, at: &offset) else {
                throw IndexError.corrupt("an entry ends too early")
            }
            id &+= step
            let place = snapshot.place(of: id)
            var position: UInt32 = 0
            while true {
                guard let value = VariableInteger.read(bytes, at: &offset) else {
                    throw IndexError.corrupt("an entry ends too early")
                }
                if value == 0 { break }
                position &+= (value - 1) >> UInt32(IndexField.bits)
                guard (value - 1) & 7 < UInt32(IndexField.count), position < 1 << 28 else {
                    throw IndexError.corrupt("an entry has no such field")
                }
                if place != nil { occurrences.append(position << UInt32(IndexField.bits) | ((value - 1) & 7)) }
            }
            guard let place else { continue }
            files.append(Int32(place))
            starts.append(Int32(occurrences.count))
        }
    }

    /// The occurrences in the file at an index of `files`.
    func range(_ index: Int) -> Range<Int> { Int(starts[index])..<Int(starts[index + 1]) }

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
