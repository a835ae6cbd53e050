/// Reads shell scripts: POSIX sh and bash.
///
/// What bash accepts without running anything (`bash -n`) is accepted, with these differences: extended patterns
/// (`@(…)`) are read everywhere in words; the text of backquotes, and the expansions of here-documents, are read at
/// once and must be right; `[[ … ]]` must be right. Aliases are not expanded. What `${…}` holds and no shell knows is a
/// parameter with an empty name and the text as its argument.
///
/// A byte order mark is part of the first word, as it is to bash; zero bytes are left out, likewise. Bytes that are no
/// UTF-8 become replacement characters in the tree.
///
/// Complexity: O(*n*) in the number of bytes. At most `maximumDepth` constructs may stand within each other, and fewer
/// where they would take more than `maximumStack` of the stack, as they do in a program that is not optimised.
public enum ShellParser {
    /// How many commands, substitutions and quotes may stand within each other.
    public static let maximumDepth = 200
    /// How much of the stack is used at most, in bytes: a thread with 512 KB is enough.
    public static let maximumStack = 440 << 10

    /// Reads a script.
    ///
    /// - Parameter source: the script.
    /// - Returns: its tree, with ranges in bytes of UTF-8.
    /// - Throws: where and why it is none.
    public static func parse(_ source: String) throws(ShellSyntaxError) -> ShellScript {
        var source = source
        return try source.withUTF8 { bytes in
            Result { () throws(ShellSyntaxError) in try parse(bytes) }
        }.get()
    }

    /// Reads a script.
    ///
    /// - Parameter source: the script's bytes.
    /// - Returns: its tree, with ranges in bytes.
    /// - Throws: where and why it is none.
    public static func parse(_ source: [UInt8]) throws(ShellSyntaxError) -> ShellScript {
        try source.withUnsafeBufferPointer { (bytes) throws(ShellSyntaxError) in try parse(bytes) }
    }

    /// Reads a script.
    ///
    /// - Parameter source: the script's bytes.
    /// - Returns: its tree, with ranges in bytes, counted from the slice's start.
    /// - Throws: where and why it is none.
    public static func parse(_ source: ArraySlice<UInt8>) throws(ShellSyntaxError) -> ShellScript {
        try source.withUnsafeBufferPointer { (bytes) throws(ShellSyntaxError) in try parse(bytes) }
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(ShellSyntaxError) -> ShellScript {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return ShellScript() }
        var reader = ShellReader(source: start, count: bytes.count)
        do throws(ShellStop) {
            guard bytes.count < 1 << 30 else { throw reader.error("the script is too long") }
            guard bytes.contains(0) else { return try reader.readScript() }
            var kept = ShellMappedText()
            for index in 0..<bytes.count where bytes[index] != 0 { kept.append(bytes[index], from: index) }
            kept.end = bytes.count
            return try reader.within(kept) { (reader) throws(ShellStop) in try reader.readScript() }
        } catch {
            throw reader.failure ?? ShellSyntaxError(message: "unreadable", offset: 0, line: 1, column: 1)
        }
    }
}
