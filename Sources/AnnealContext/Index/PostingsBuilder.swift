/// Collects where each term stands in the files of one segment of the index.
///
/// The entry of a term holds, for each file, the difference to the number of the file before, then for each occurrence
/// `(difference of position << 3 | field) + 1`, then 0; all in variable length. Positions count the parts of words from
/// the file's beginning, so that one list tells frequencies by field, chunks and closeness.
struct PostingsBuilder {
    /// What one word of a text adds: numbers of terms.
    private struct Entry {
        var first: Int32
        var count: Int16
        var whole: Int32
    }

    private(set) var terms: [String] = []
    private var numbers: [String: Int32] = [:]
    private var data: [[UInt8]] = []
    private var files: [Int32] = []
    private var lastFile: [Int32] = []
    private var lastPosition: [Int32] = []

    private var words = WordTable()
    private var entries: [Entry] = []
    private var parts: [Int32] = []

    private var file: Int32 = 0
    private var weights: [Float] = []
    private var touched: [Int32] = []
    /// The position of the next word.
    private(set) var position: Int32 = 0
    /// Parts of words by field in the file at hand.
    private(set) var lengths = [Int32](repeating: 0, count: IndexField.count)
    /// Bytes of all entries.
    private(set) var byteCount = 0
    /// The first file of the segment.
    private var firstFile: Int32?

    var isEmpty: Bool { terms.isEmpty }

    /// Begins a file.
    ///
    /// - Parameter number: greater than those before.
    mutating func begin(file number: Int32) {
        if firstFile == nil { firstFile = number }
        file = number
        position = 0
        for field in 0..<IndexField.count { lengths[field] = 0 }
    }

    /// Leaves room, so that words on both sides do not count as close.
    mutating func leaveGap() { position += 16 }

    /// Adds a word. Complexity: O(1) for a word that was there before.
    mutating func add(_ word: UnsafeBufferPointer<UInt8>, field: IndexField) {
        // What is longer is data.
        guard word.count <= 96 else { return }
        let (number, isNew) = words.number(of: word)
        if isNew { entries.append(entry(of: word)) }
        let entry = entries[number]
        guard entry.count > 0 else { return }
        if entry.whole >= 0 { add(term: Int(entry.whole), at: position, field: field) }
        for index in 0..<Int32(entry.count) {
            add(term: Int(parts[Int(entry.first + index)]), at: position, field: field)
            position += 1
        }
        lengths[Int(field.rawValue)] += Int32(entry.count)
    }

    private mutating func entry(of word: UnsafeBufferPointer<UInt8>) -> Entry {
        let terms = WordParts.terms(of: word)
        let first = Int32(parts.count)
        for part in terms.parts { parts.append(number(of: part)) }
        return Entry(
            first: first, count: Int16(terms.parts.count), whole: terms.whole.map { number(of: $0) } ?? -1)
    }

    private mutating func number(of term: String) -> Int32 {
        if let number = numbers[term] { return number }
        let number = Int32(terms.count)
        numbers[term] = number
        terms.append(term)
        data.append([])
        files.append(0)
        lastFile.append(-1)
        lastPosition.append(0)
        weights.append(0)
        return number
    }

    @inline(__always)
    private mutating func add(term: Int, at position: Int32, field: IndexField) {
        let before = data[term].count
        if lastFile[term] != file {
            if lastFile[term] >= 0 { data[term].append(0) }
            let known = max(lastFile[term], 0)
            VariableInteger.append(UInt32(file - known), to: &data[term])
            lastFile[term] = file
            lastPosition[term] = 0
            files[term] += 1
            touched.append(Int32(term))
        }
        let step = UInt32(position - lastPosition[term])
        VariableInteger.append((step << UInt32(IndexField.bits) | UInt32(field.rawValue)) + 1, to: &data[term])
        lastPosition[term] = position
        weights[term] += FieldWeights.standard.weights[Int(field.rawValue)]
        byteCount += data[term].count - before
    }

    /// Ends a file.
    ///
    /// - Returns: its terms by number with their frequencies, weighted by field.
    mutating func endFile() -> [(term: Int32, weight: Float)] {
        defer { touched.removeAll(keepingCapacity: true) }
        return touched.map { term in
            defer { weights[Int(term)] = 0 }
            return (term, weights[Int(term)])
        }
    }

    /// How many files hold a term.
    func fileCount(_ term: Int32) -> Int { Int(files[Int(term)]) }

    /// All entries, sorted by term, so that they are written in the order of their key.
    func sortedEntries() -> [(term: String, files: Int, data: [UInt8])] {
        terms.indices.filter { !data[$0].isEmpty }.sorted { terms[$0] < terms[$1] }
            .map { (terms[$0], Int(files[$0]), data[$0] + [0]) }
    }

    /// Forgets the entries and keeps the words, for the next segment.
    mutating func beginSegment() {
        for term in terms.indices {
            data[term] = []
            files[term] = 0
            lastFile[term] = -1
        }
        byteCount = 0
        firstFile = nil
    }
}
