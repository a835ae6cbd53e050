/// Collects where each term stands in the files of one segment of the index.
///
/// The entry of a term has two parts. Its summary holds, for each file, the difference to the number of the file before, the
/// term's frequencies by field and how many bytes its positions take; its positions hold, for each occurrence, `difference
/// of position << 3 | field`, counted in parts of words from the file's beginning. All numbers are of variable length. A
/// search reads summaries of all files and positions of the best ones (`TermPostings`, `TermPositions`).
struct PostingsBuilder {
    /// What one word of a text adds: numbers of terms.
    private struct Entry {
        var first: Int32
        var count: Int16
        var whole: Int32
    }

    private(set) var terms: [String] = []
    private var numbers: [String: Int32] = [:]
    private var summaries: [[UInt8]] = []
    private var positions: [[UInt8]] = []
    private var files: [Int32] = []
    private var lastFile: [Int32] = []
    private var lastPosition: [Int32] = []

    private var words = WordTable()
    private var entries: [Entry] = []
    private var parts: [Int32] = []

    private var file: Int32 = 0
    /// Of the file at hand, by term: frequencies by field, and where its positions begin.
    private var counts: [SIMD8<Int32>] = []
    private var starts: [Int] = []
    private var touched: [Int32] = []
    /// The position of the next word.
    private(set) var position: Int32 = 0
    /// Parts of words by field in the file at hand.
    private(set) var lengths = [Int32](repeating: 0, count: IndexField.count)
    /// Bytes of all entries.
    private(set) var byteCount = 0

    /// Begins a file.
    ///
    /// - Parameter number: greater than those before.
    mutating func begin(file number: Int32) {
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
        summaries.append([])
        positions.append([])
        files.append(0)
        lastFile.append(-1)
        lastPosition.append(0)
        counts.append(SIMD8())
        starts.append(0)
        return number
    }

    @inline(__always)
    private mutating func add(term: Int, at position: Int32, field: IndexField) {
        if lastFile[term] != file {
            VariableInteger.append(UInt32(file - max(lastFile[term], 0)), to: &summaries[term])
            lastFile[term] = file
            lastPosition[term] = 0
            files[term] += 1
            counts[term] = SIMD8()
            starts[term] = positions[term].count
            touched.append(Int32(term))
        }
        let step = UInt32(position - lastPosition[term])
        VariableInteger.append(step << UInt32(IndexField.bits) | UInt32(field.rawValue), to: &positions[term])
        lastPosition[term] = position
        counts[term][Int(field.rawValue)] += 1
    }

    /// Ends a file.
    ///
    /// - Returns: its terms by number with their frequencies, weighted by field.
    mutating func endFile() -> [(term: Int32, weight: Float)] {
        defer { touched.removeAll(keepingCapacity: true) }
        return touched.map { number in
            let term = Int(number)
            let length = positions[term].count - starts[term]
            TermSummary.append(counts[term], length: length, to: &summaries[term])
            byteCount += length + 4
            var weight: Float = 0
            for field in 0..<IndexField.count {
                weight += Float(counts[term][field]) * FieldWeights.standard.weights[field]
            }
            return (number, weight)
        }
    }

    /// How many files hold a term.
    func fileCount(_ term: Int32) -> Int { Int(files[Int(term)]) }

    /// All entries, sorted by term, so that they are written in the order of their key.
    func sortedEntries() -> [PostingEntry] {
        terms.indices.filter { !summaries[$0].isEmpty }.sorted { terms[$0] < terms[$1] }.map { number in
            PostingEntry(
                term: terms[number], files: Int(files[number]), summary: summaries[number],
                positions: positions[number])
        }
    }

    /// Forgets the entries and keeps the words, for the next segment.
    mutating func beginSegment() {
        for term in terms.indices {
            summaries[term] = []
            positions[term] = []
            files[term] = 0
            lastFile[term] = -1
        }
        byteCount = 0
    }
}

/// What one segment of the index holds of a term.
struct PostingEntry {
    var term: String
    /// How many files.
    var files: Int
    var summary: [UInt8]
    var positions: [UInt8]
}
