internal import Foundation
internal import GRDB

/// The vectors of one model for the pieces of an index, for exact search.
struct VectorTable {
    /// Whose vectors they are.
    let model: String
    /// Numbers of a vector.
    private(set) var width = 0
    private var values: [Int8] = []
    private var scales: [Float] = []
    /// Which vector belongs to a piece of a file.
    private var pieces: [(place: Int32, vector: Int32)] = []

    /// Reads a table. Complexity: O(n) in the pieces.
    ///
    /// - Parameters:
    ///   - model: the embedder's.
    ///   - snapshot: of the index.
    ///   - database: the index.
    /// - Throws: `IndexError` for vectors of several widths, `DatabaseError`.
    init(model: String, snapshot: IndexSnapshot, database: Database) throws {
        self.model = model
        var numbers: [Int64: Int32] = [:]
        let rows = try Row.fetchCursor(
            database, sql: "SELECT hash, data FROM vector WHERE model = ?", arguments: [model])
        while let row = try rows.next() {
            try row.withUnsafeData(atIndex: 1) { data in
                let data = data ?? Data()
                if width == 0 { width = data.count - 4 }
                guard width > 0, data.count == width + 4 else { throw IndexError.corrupt("a vector's width") }
                data.withUnsafeBytes { bytes in
                    scales.append(Float(bitPattern: bytes.loadUnaligned(as: UInt32.self).littleEndian))
                    values.append(contentsOf: bytes.dropFirst(4).lazy.map { Int8(bitPattern: $0) })
                }
            }
            numbers[row[0]] = Int32(scales.count - 1)
        }
        let files = try Row.fetchCursor(database, sql: "SELECT file, hashes FROM piece")
        while let row = try files.next() {
            guard let place = snapshot.place(of: UInt32(truncatingIfNeeded: row[0] as Int64)) else { continue }
            for hash in EmbeddedFile.hashes(row[1]) {
                if let number = numbers[hash] { pieces.append((Int32(place), number)) }
            }
        }
    }

    /// Whether there is nothing to search in.
    var isEmpty: Bool { pieces.isEmpty }

    /// The cosine of each file's piece that is most like a query.
    ///
    /// - Parameters:
    ///   - query: of `width` numbers.
    ///   - count: how many files there are.
    /// - Returns: by place; `nil` for files without a vector. Complexity: O(n) in the vectors' numbers.
    func best(_ query: [Float], count: Int) -> [Float?] {
        guard query.count == width else { return Array(repeating: nil, count: count) }
        let (scale, numbers) = VectorCode.quantised(query)
        var products = [Float](repeating: 0, count: scales.count)
        let width = width
        let scales = scales
        values.withUnsafeBufferPointer { values in
            numbers.withUnsafeBufferPointer { query in
                guard let values = values.baseAddress, let query = query.baseAddress else { return }
                for index in scales.indices {
                    let product = VectorCode.product(values + index * width, query, count: width)
                    products[index] = Float(product) * scales[index] * scale
                }
            }
        }
        var best = [Float?](repeating: nil, count: count)
        for (place, vector) in pieces {
            best[Int(place)] = max(best[Int(place)] ?? -1, products[Int(vector)])
        }
        return best
    }
}
