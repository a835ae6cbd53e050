extension ShellReader {
    /// Where a name ends that is followed by `=`, `+=` or `[`; `nil` where none is.
    func assignmentName() -> Int? {
        guard ShellByte.isNameStart(current) else { return nil }
        var index = position + 1
        while ShellByte.isName(byte(at: index)) { index += 1 }
        var next = byte(at: index)
        // Only few names are continued on the next line.
        if next == ShellByte.backslash {
            index = longNameEnd(index)
            next = byte(at: index)
        }
        if next == ShellByte.plus {
            return byte(at: skippingContinuations(index + 1)) == ShellByte.equals ? index : nil
        }
        return next == ShellByte.equals || next == ShellByte.openBracket ? index : nil
    }

    /// Where a name ends that goes over line continuations.
    func longNameEnd(_ start: Int) -> Int {
        var index = skippingContinuations(start)
        while ShellByte.isName(byte(at: index)) { index = skippingContinuations(index + 1) }
        return index
    }

    /// A name without the line continuations in it.
    @inline(never) func name(_ start: Int, _ end: Int) -> String {
        let bytes = UnsafeBufferPointer(start: text + start, count: end - start)
        guard bytes.contains(ShellByte.backslash) else { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: bytes.filter(ShellByte.isName), as: UTF8.self)
    }

    /// Reads what starts like an assignment in front of a command: an assignment, or `name[…]` without `=`, which is a
    /// program's name with a pattern in it, blanks between the brackets included.
    ///
    /// - Parameters:
    ///   - nameEnd: where the name ends.
    ///   - command: what it is added to.
    /// - Returns: whether there is one; nothing is read otherwise.
    /// - Throws: `ShellStop` where the script is none.
    @inline(never) mutating func readLeading(
        _ nameEnd: Int, _ command: inout ShellSimpleCommand
    ) throws(ShellStop) -> Bool {
        let start = position
        position = nameEnd
        if current == ShellByte.openBracket {
            guard try readIndexed(name: start..<nameEnd, &command) else { return true }
        } else {
            guard let (isAppending, after) = assignmentOperator() else {
                position = start
                return false
            }
            position = after
            begin(name: start..<nameEnd, nil, isAppending, &command)
        }
        try readValue(&command)
        return true
    }

    /// Reads `[index]` after a name, and `=` or the rest of the word.
    ///
    /// - Returns: whether it is an assignment.
    @inline(never) private mutating func readIndexed(
        name range: Range<Int>, _ command: inout ShellSimpleCommand
    ) throws(ShellStop) -> Bool {
        let index = try readIndex()
        guard let (isAppending, after) = assignmentOperator() else {
            let name = name(range.lowerBound, range.upperBound)
            command.words.append(try readBracketed(name, index, start: range.lowerBound))
            return false
        }
        position = after
        begin(name: range, index, isAppending, &command)
        return true
    }

    /// Adds an assignment whose value is to come.
    @inline(never) private func begin(
        name range: Range<Int>, _ index: ShellWord?, _ isAppending: Bool, _ command: inout ShellSimpleCommand
    ) {
        let value = ShellWord(parts: [], range: self.range(from: position))
        command.assignments.append(
            ShellAssignment(
                name: name(range.lowerBound, range.upperBound), index: index, isAppending: isAppending,
                value: .word(value)))
    }

    /// Reads what follows `=` as the last assignment's value.
    @inline(never) private mutating func readValue(_ command: inout ShellSimpleCommand) throws(ShellStop) {
        let next = skippingContinuations(position)
        try enter()
        if byte(at: next) == ShellByte.openParenthesis {
            position = next
            finish(&command, .array(try readArray()))
            guard current == 0 || ShellByte.isBreak(current) else { throw unexpected() }
        } else {
            finish(&command, .word(try readWord(.argument)))
        }
        leave()
    }

    @inline(never) private func finish(_ command: inout ShellSimpleCommand, _ value: ShellAssignment.Value) {
        command.assignments[command.assignments.count - 1].value = value
    }

    /// Reads what follows `name[index]` in a word and puts the word together.
    @inline(never) private mutating func readBracketed(
        _ name: String, _ index: ShellWord, start: Int
    ) throws(ShellStop) -> ShellWord {
        var collector = ShellCollector(start: position)
        collector.add(.literal(name + "["))
        index.parts.forEach { collector.add($0) }
        collector.add(.literal("]"))
        try readWord(.argument).parts.forEach { collector.add($0) }
        return ShellWord(parts: collector.parts, range: range(from: start))
    }

    /// Whether `=` or `+=` stands here: whether it appends, and where it ends.
    @inline(never) func assignmentOperator() -> (isAppending: Bool, end: Int)? {
        let first = skippingContinuations(position)
        if byte(at: first) == ShellByte.equals { return (false, first + 1) }
        guard byte(at: first) == ShellByte.plus else { return nil }
        let second = skippingContinuations(first + 1)
        return byte(at: second) == ShellByte.equals ? (true, second + 1) : nil
    }

    /// Reads an index with its brackets.
    @inline(never) mutating func readIndex() throws(ShellStop) -> ShellWord {
        position += 1
        let start = position
        let parts = try readText(.index)
        let word = ShellWord(parts: parts, range: range(from: start))
        position += 1
        return word
    }

    /// Reads `NAME=(…)` as an argument; `false`, with nothing read, where another word stands.
    @inline(never) mutating func readDeclared(_ words: inout [ShellWord]) throws(ShellStop) -> Bool {
        guard let nameEnd = assignmentName(), byte(at: nameEnd) != ShellByte.openBracket else { return false }
        let start = position
        position = nameEnd
        guard let (isAppending, after) = assignmentOperator(),
            case let next = skippingContinuations(after), byte(at: next) == ShellByte.openParenthesis
        else {
            position = start
            return false
        }
        position = next
        let elements = try readArray()
        // `let x=(1+2)*3`: the word may go on.
        try readWord(.argument, &words)
        finish(&words, name: start..<nameEnd, isAppending, elements)
        return true
    }

    /// Puts an assignment in front of the last word's parts.
    @inline(never) private func finish(
        _ words: inout [ShellWord], name range: Range<Int>, _ isAppending: Bool, _ elements: [ShellElement]
    ) {
        let assignment = ShellAssignment(
            name: name(range.lowerBound, range.upperBound), isAppending: isAppending, value: .array(elements))
        let rest = words[words.count - 1].parts
        words[words.count - 1] = ShellWord(
            parts: [.assignment(assignment)] + rest, range: self.range(from: range.lowerBound))
    }

    /// Reads the elements of an array with their parentheses.
    @inline(never) private mutating func readArray() throws(ShellStop) -> [ShellElement] {
        try enter()
        let opening = position
        position += 1
        var elements: [ShellElement] = []
        // A line end between elements is not the end of the command, and yet here-documents begin after it.
        while true {
            try skipLines()
            guard position < end else { throw error("unexpected end, `)` is missing", at: opening) }
            if current == ShellByte.closeParenthesis { break }
            guard !ShellByte.isBreak(current) || startsProcess(at: position) else { throw unexpected() }
            elements.append(try readElement())
        }
        position += 1
        leave()
        return elements
    }

    @inline(never) private mutating func readElement() throws(ShellStop) -> ShellElement {
        guard current == ShellByte.openBracket else { return ShellElement(value: try readWord(.argument)) }
        let start = position
        let index = try readIndex()
        if let (isAppending, after) = assignmentOperator() {
            position = after
            return ShellElement(index: index, isAppending: isAppending, value: try readWord(.argument))
        }
        // A pattern at the start of a word.
        return ShellElement(value: try readBracketed("", index, start: start))
    }
}
