/// The messages of a log: whole lines, or one column of lines that tabs divide.
public struct LogFile: Sendable {
    /// The input.
    public let input: EventInput
    /// Each message as a range of the input's bytes, one a line.
    public let messages: [Range<Int>]

    /// Finds the messages.
    ///
    /// - Parameters:
    ///   - input: the log, text with a message a line.
    ///   - column: the column that the message begins in, from 1, where tabs divide a line; `nil` takes the whole line,
    ///     or the last column of the first line where the name ends in `.tsv` or `.tsv.gz`.
    /// - Throws: `EventInputError` when the input is no text or a line has too few columns.
    public init(_ input: EventInput, column: Int? = nil) throws {
        self.input = input
        if let zero = input.bytes.firstIndex(of: 0) {
            let line = input.bytes[..<zero].count { $0 == 0x0A } + 1
            throw EventInputError(
                message: "the log is no text: a line has a byte of value 0", place: "\(input.name):\(line)",
                remedy: "give a text file with a message a line, or one that gzip packed")
        }
        let lines = input.lines
        let isTable = input.name.hasSuffix(".tsv") || input.name.hasSuffix(".tsv.gz")
        guard let first = lines.first, column != nil || isTable else {
            messages = lines
            return
        }
        let lastColumn = input.bytes[first].count { $0 == 0x09 } + 1
        let wanted = column ?? lastColumn
        var messages: [Range<Int>] = []
        messages.reserveCapacity(lines.count)
        for (index, line) in lines.enumerated() {
            var start = line.lowerBound
            for found in 1..<max(wanted, 1) {
                guard let tab = input.bytes[start..<line.upperBound].firstIndex(of: 0x09) else {
                    throw EventInputError(
                        message: "the line has \(found) column\(found == 1 ? "" : "s"), the message is wanted from "
                            + "column \(wanted)",
                        place: "\(input.name):\(index + 1)", remedy: "name the message's column with --column")
                }
                start = tab + 1
            }
            messages.append(start..<line.upperBound)
        }
        self.messages = messages
    }
}
