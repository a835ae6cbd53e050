/// Says that reading has failed; why is in the reader's `failure`. An error without content costs the frames of the
/// recursion no room.
struct ShellStop: Error {}

/// Reads a script by recursive descent: the state between two bytes.
///
/// The text is read once from its start to its end, with two exceptions that are bounded: the inside of backquotes and
/// of here-documents is read after its end has been found, and `((` may turn out to be two parentheses.
struct ShellReader {
    /// The whole script as it was given, for lines and columns.
    private let source: UnsafePointer<UInt8>
    private let sourceCount: Int

    /// The text that is being read: the script, or what backquotes or a here-document hold.
    private(set) var text: UnsafePointer<UInt8>
    /// The next byte.
    var position = 0
    /// The byte after the last one.
    private(set) var end: Int
    /// The place in the script of every byte of the text, and of its end; `nil` where both are the same.
    private var offsets: UnsafePointer<Int32>?

    /// Here-documents whose text begins after the next line end.
    var pending: [ShellPendingDocument] = []
    /// Whether the text is within `$(…)`, so that its parenthesis may end a here-document's last line.
    var endsAtParenthesis = false
    /// Whether the text is what a here-document holds.
    var isInDocument = false
    /// Where the reserved word ends that `reservedWord()` has found.
    var wordEnd = 0
    /// How many bytes may still be read again.
    var budget: Int
    /// Why reading has failed, if it has.
    private(set) var failure: ShellSyntaxError?
    private var depth = 0
    /// The address below which the stack must not grow.
    private let stackEnd: UInt

    /// A reader at the start of a script; the memory must stay as it is while the reader is in use.
    init(source: UnsafePointer<UInt8>, count: Int) {
        self.source = source
        sourceCount = count
        text = source
        end = count
        // Half the script and a little: real scripts read again next to nothing.
        budget = count / 2 + 4096
        stackEnd = Self.stackAddress() &- UInt(ShellParser.maximumStack)
    }

    // MARK: Bytes

    /// A byte of the text; 0 after its end.
    @inline(__always) func byte(at index: Int) -> UInt8 { index < end ? text[index] : 0 }

    /// The next byte; 0 at the end.
    @inline(__always) var current: UInt8 { byte(at: position) }

    /// The first index from `index` on that is no line continuation.
    @inline(__always) func skippingContinuations(_ index: Int) -> Int {
        var index = index
        while byte(at: index) == ShellByte.backslash, byte(at: index + 1) == ShellByte.newline { index += 2 }
        return index
    }

    /// The place in the script of a byte of the text.
    @inline(__always) func place(_ index: Int) -> Int { offsets.map { Int($0[index]) } ?? index }

    /// The range in the script from a byte of the text to the next byte.
    @inline(__always) func range(from start: Int) -> ShellRange { ShellRange(place(start), place(position)) }

    /// The text from `start` to before `end`.
    @inline(__always) func string(_ start: Int, _ end: Int) -> String {
        String(decoding: UnsafeBufferPointer(start: text + start, count: end - start), as: UTF8.self)
    }

    // MARK: White space

    /// Goes over blanks and line continuations.
    @inline(__always) mutating func skipBlanks() {
        while position < end {
            let byte = text[position]
            if byte == ShellByte.space || byte == ShellByte.tab {
                position += 1
            } else if byte == ShellByte.backslash, self.byte(at: position + 1) == ShellByte.newline {
                position += 2
            } else {
                return
            }
        }
    }

    /// Goes over a comment, up to the end of its line.
    mutating func skipComment() {
        guard current == ShellByte.hash else { return }
        while position < end, text[position] != ShellByte.newline { position += 1 }
    }

    /// Goes over blanks, comments and line ends, and reads the here-documents that follow the first line end.
    mutating func skipLines() throws(ShellStop) {
        while true {
            skipBlanks()
            skipComment()
            guard current == ShellByte.newline else { return }
            position += 1
            if !pending.isEmpty { try readDocuments() }
        }
    }

    // MARK: Depth

    /// Goes a level deeper. Every recursion of the grammar passes here.
    @inline(__always) mutating func enter() throws(ShellStop) {
        guard depth < ShellParser.maximumDepth, Self.stackAddress() > stackEnd else {
            throw error("nested too deeply")
        }
        depth += 1
    }

    /// About where the stack ends now; it grows downwards everywhere that Swift runs.
    @inline(never) private static func stackAddress() -> UInt {
        var mark: UInt8 = 0
        return withUnsafeMutablePointer(to: &mark) { UInt(bitPattern: $0) }
    }

    /// Goes back a level. After an error only `goBack(to:)` does.
    @inline(__always) mutating func leave() { depth -= 1 }

    /// Whether the reader is within nothing.
    var isOutermost: Bool { depth == 0 }

    /// Everything that has to be as it was to read a part again.
    struct Mark {
        let position: Int
        let depth: Int
        let pending: [ShellPendingDocument]
        let endsAtParenthesis: Bool
        let isInDocument: Bool
    }

    /// Remembers where the reader is.
    func mark() -> Mark {
        Mark(
            position: position, depth: depth, pending: pending, endsAtParenthesis: endsAtParenthesis,
            isInDocument: isInDocument)
    }

    /// Goes back to where the reader was.
    ///
    /// - Throws: if too much has been read again already.
    mutating func goBack(to mark: Mark) throws(ShellStop) {
        budget -= position - mark.position
        guard budget >= 0 else { throw error("too many parentheses of unclear meaning") }
        position = mark.position
        depth = mark.depth
        pending = mark.pending
        endsAtParenthesis = mark.endsAtParenthesis
        isInDocument = mark.isInDocument
    }

    // MARK: Other texts

    /// Reads a part of the text as if it ended there; afterwards, and after an error, the reader is where it was.
    mutating func within<Value>(
        _ part: Range<Int>, _ body: (inout ShellReader) throws(ShellStop) -> Value
    ) throws(ShellStop) -> Value {
        let outer = (position, end)
        (position, end) = (part.lowerBound, part.upperBound)
        defer { (position, end) = outer }
        return try body(&self)
    }

    /// Reads another text in the place of this one; afterwards, and after an error, the reader is where it was.
    mutating func within<Value>(
        _ other: ShellMappedText, _ body: (inout ShellReader) throws(ShellStop) -> Value
    ) throws(ShellStop) -> Value {
        let outer = (text, position, end, offsets)
        defer { (text, position, end, offsets) = outer }
        let places = other.offsets + [Int32(truncatingIfNeeded: other.end)]
        // An empty array has no address; the end is byte enough to point at.
        let bytes = other.bytes + [0]
        return try bytes.withUnsafeBufferPointer { (bytes) throws(ShellStop) -> Value in
            try places.withUnsafeBufferPointer { (places) throws(ShellStop) -> Value in
                guard let start = bytes.baseAddress else { throw error("no text") }
                (text, position, end, offsets) = (start, 0, bytes.count - 1, places.baseAddress)
                return try body(&self)
            }
        }
    }

    // MARK: Errors

    /// Fails at the next byte.
    @inline(never) mutating func error(_ message: String) -> ShellStop { error(message, at: position) }

    /// Fails at a byte of the text.
    @inline(never) mutating func error(_ message: String, at index: Int) -> ShellStop {
        let offset = place(min(index, end))
        var line = 1
        var lineStart = 0
        for index in 0..<min(offset, sourceCount) where source[index] == ShellByte.newline {
            line += 1
            lineStart = index + 1
        }
        failure = ShellSyntaxError(message: message, offset: offset, line: line, column: offset - lineStart + 1)
        return ShellStop()
    }

    /// Fails since what stands here was not expected.
    @inline(never) mutating func unexpected() -> ShellStop {
        let byte = current
        guard position < end else { return error("unexpected end") }
        if byte == ShellByte.newline { return error("unexpected line end") }
        var last = position + 1
        if !ShellByte.isBreak(byte) {
            while last < end, last < position + 24, !ShellByte.isBreak(text[last]) { last += 1 }
        } else if self.byte(at: last) == byte, byte != ShellByte.openParenthesis, byte != ShellByte.closeParenthesis {
            last += 1
        }
        return error("unexpected `\(string(position, last))`")
    }

    /// Fails since what was opened is never closed.
    @inline(never) mutating func missing(_ close: UInt8, at index: Int) -> ShellStop {
        error("`\(Character(Unicode.Scalar(close)))` is missing for what starts here", at: index)
    }
}

/// A text that was made from another one by leaving out bytes, with the place in the script of each.
struct ShellMappedText {
    var bytes: [UInt8] = []
    var offsets: [Int32] = []
    /// The place of the byte after the last one.
    var end = 0

    /// Adds a byte.
    @inline(__always) mutating func append(_ byte: UInt8, from place: Int) {
        bytes.append(byte)
        offsets.append(Int32(truncatingIfNeeded: place))
    }
}
