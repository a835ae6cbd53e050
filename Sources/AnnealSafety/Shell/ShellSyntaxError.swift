/// Why a text is not a script that this parser understands, and where.
public struct ShellSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in a few words without a full stop.
    public var message: String
    /// The byte at which it shows, counted from 0.
    public var offset: Int
    /// The line of that byte, counted from 1.
    public var line: Int
    /// The column of that byte in bytes, counted from 1.
    public var column: Int

    /// Creates an error.
    public init(message: String, offset: Int, line: Int, column: Int) {
        self.message = message
        self.offset = offset
        self.line = line
        self.column = column
    }

    /// Line, column and message, with colons between them.
    public var description: String { "\(line):\(column): \(message)" }
}
