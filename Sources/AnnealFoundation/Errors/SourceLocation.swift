/// A place in a text: line and column counted from 1, columns in UTF-8 bytes.
public struct SourceLocation: Sendable, Hashable, Codable, Comparable {
    /// Line, from 1.
    public var line: Int
    /// Column in bytes, from 1.
    public var column: Int

    /// Creates a location.
    public init(line: Int, column: Int = 1) {
        self.line = line
        self.column = column
    }

    /// Orders by line, then by column.
    public static func < (lhs: SourceLocation, rhs: SourceLocation) -> Bool {
        (lhs.line, lhs.column) < (rhs.line, rhs.column)
    }
}
