/// A table whose rows have features, a target, and a fold of a cross-validation.
public struct LabelledTable: Sendable, Hashable {
    /// The features' names.
    public let names: [String]
    /// The features.
    public let features: FeatureTable
    /// Of each row, what is to be predicted.
    public let targets: [Float]
    /// Of each row, which fold it belongs to, from 0 on.
    public let folds: [Int]

    /// How many folds there are, at least two.
    public var foldCount: Int { (folds.max() ?? 0) + 1 }

    /// Reads a table from comma-separated values: the first line has names, the last two columns of the others are
    /// target and fold; lines without text are passed over, an empty feature is missing.
    ///
    /// - Parameters:
    ///   - text: the text, UTF-8.
    ///   - source: what the text is called in errors, such as the file's name.
    /// - Throws: `LearningError` of code `malformed` with the line.
    public init(csv text: [UInt8], source: String) throws(LearningError) {
        var names: [String]?
        var values: [Float] = []
        var targets: [Float] = []
        var folds: [Int] = []
        var number = 0
        for bytes in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let row = Row(bytes, source: source, line: number)
            guard !row.isEmpty else { continue }
            guard let columns = names?.count else {
                names = try row.header()
                continue
            }
            try row.check(columns + 2)
            for column in 0..<columns { values.append(try row.number(column, mayBeMissing: true)) }
            targets.append(try row.number(columns))
            folds.append(try row.fold(columns + 1))
        }
        guard let names, !targets.isEmpty else {
            throw LearningError(
                code: .malformed, message: "the table has no rows", place: "\(source):\(max(1, number))",
                remedy: "write names in the first line and a row in each other")
        }
        let used = Set(folds)
        guard used.count > 1, used.count == (folds.max() ?? 0) + 1 else {
            throw LearningError(
                code: .malformed, message: "the last column has the folds \(used.sorted())", place: source,
                remedy: "number at least two folds from 0, each with a row")
        }
        self.names = names
        features = try FeatureTable(values, columns: names.count)
        self.targets = targets
        self.folds = folds
    }

    /// A line of the text.
    private struct Row {
        private let cells: [String]
        private let place: String

        init(_ bytes: ArraySlice<UInt8>, source: String, line: Int) {
            cells = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { cell in
                let start = cell.firstIndex { $0 > 0x20 } ?? cell.endIndex
                let end = cell.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? start
                return String(decoding: cell[start..<end], as: UTF8.self)
            }
            place = "\(source):\(line)"
        }

        var isEmpty: Bool { cells.count <= 1 && cells.first?.isEmpty ?? true }

        private func error(_ message: String, remedy: String? = nil) -> LearningError {
            LearningError(code: .malformed, message: message, place: place, remedy: remedy)
        }

        func header() throws(LearningError) -> [String] {
            guard cells.count > 2 else {
                throw error("the first line has \(cells.count) columns", remedy: "name features, target and fold")
            }
            guard cells.contains(where: { Float($0) == nil }) else {
                throw error("the first line has numbers only", remedy: "write the columns' names there")
            }
            return Array(cells.dropLast(2))
        }

        func check(_ columns: Int) throws(LearningError) {
            guard cells.count == columns else {
                throw error("here are \(cells.count) columns, the first line names \(columns)")
            }
        }

        func number(_ column: Int, mayBeMissing: Bool = false) throws(LearningError) -> Float {
            if mayBeMissing, cells[column].isEmpty { return .nan }
            guard let number = Float(cells[column]), number.isFinite else {
                throw error("\"\(cells[column].prefix(40))\" in column \(column + 1) is no number")
            }
            return number
        }

        func fold(_ column: Int) throws(LearningError) -> Int {
            guard let fold = Int(exactly: try number(column)), (0..<1_000).contains(fold) else {
                throw error("the fold \"\(cells[column].prefix(40))\" is not a whole number of 0 to 999")
            }
            return fold
        }
    }
}
