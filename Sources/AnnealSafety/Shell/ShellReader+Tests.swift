extension ShellReader {
    /// Reads what follows `[[`, with the closing brackets.
    mutating func readTest() throws(ShellStop) -> ShellTest {
        let test = try readAlternatives()
        guard reservedWord() == .closeTest else { throw unexpected() }
        position = wordEnd
        return test
    }

    private mutating func readAlternatives() throws(ShellStop) -> ShellTest {
        var terms = [try readConjunction()]
        while takePair(ShellByte.pipe) { terms.append(try readConjunction()) }
        return balanced(terms[...]) { .or($0, $1) }
    }

    private mutating func readConjunction() throws(ShellStop) -> ShellTest {
        var terms = [try readTerm()]
        while takePair(ShellByte.ampersand) { terms.append(try readTerm()) }
        return balanced(terms[...]) { .and($0, $1) }
    }

    /// Goes over `&&` or `||`.
    private mutating func takePair(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        let second = skippingContinuations(position + 1)
        guard self.byte(at: second) == byte else { return false }
        position = second + 1
        return true
    }

    /// Combines terms as a tree of little depth: the order is what counts, and a long chain must not become a deep tree.
    private func balanced(
        _ terms: ArraySlice<ShellTest>, _ combine: (ShellTest, ShellTest) -> ShellTest
    ) -> ShellTest {
        guard terms.count > 1 else { return terms[terms.startIndex] }
        let middle = terms.startIndex + terms.count / 2
        return combine(balanced(terms[..<middle], combine), balanced(terms[middle...], combine))
    }

    private mutating func readTerm() throws(ShellStop) -> ShellTest {
        try skipLines()
        if current == ShellByte.openParenthesis {
            try enter()
            position += 1
            let test = try readAlternatives()
            guard current == ShellByte.closeParenthesis else { throw unexpected() }
            position += 1
            try skipLines()
            leave()
            return .group(test)
        }
        switch reservedWord() {
        case .not:
            try enter()
            position = wordEnd
            let test = try readTerm()
            leave()
            return .not(test)
        case .closeTest: throw unexpected()
        default: break
        }
        let operand = try readOperand(.argument)
        skipBlanks()
        if let operation = unaryOperator(operand) {
            let argument = try readOperand(.argument)
            try skipLines()
            return .unary(operation, argument)
        }
        return try readComparison(operand)
    }

    /// Reads what follows the first operand.
    private mutating func readComparison(_ left: ShellWord) throws(ShellStop) -> ShellTest {
        let byte = current
        if byte == ShellByte.closeParenthesis || byte == ShellByte.ampersand || byte == ShellByte.pipe {
            return .word(left)
        }
        if (byte == ShellByte.less || byte == ShellByte.greater), !startsProcess(at: position) {
            position += 1
            skipBlanks()
            let right = try readOperand(.argument)
            try skipLines()
            return .binary(left, byte == ShellByte.less ? "<" : ">", right)
        }
        if reservedWord() == .closeTest { return .word(left) }
        let start = position
        let word = try readOperand(.argument)
        guard let operation = binaryOperator(word) else { throw error("a comparison is missing", at: start) }
        skipBlanks()
        let right = try readOperand(operation == "=~" ? .regularExpression : .argument)
        try skipLines()
        return .binary(left, operation, right)
    }

    private mutating func readOperand(_ place: WordPlace) throws(ShellStop) -> ShellWord {
        guard position < end, current != ShellByte.hash, reservedWord() != .closeTest else { throw unexpected() }
        let word = try readWord(place)
        guard !word.parts.isEmpty else { throw unexpected() }
        return word
    }

    /// The text of a word that is plain and short.
    private func plainText(_ word: ShellWord) -> String? {
        guard word.parts.count == 1, case .literal(let text) = word.parts[0], text.utf8.count <= 3 else { return nil }
        return text
    }

    private func unaryOperator(_ word: ShellWord) -> String? {
        guard let text = plainText(word), text.utf8.count == 2, text.utf8.first == ShellByte.dash else { return nil }
        return "abcdefghknoprstuvwxzGLNORS".utf8.contains(text.utf8[text.utf8.index(after: text.utf8.startIndex)])
            ? text : nil
    }

    private func binaryOperator(_ word: ShellWord) -> String? {
        guard let text = plainText(word) else { return nil }
        switch text {
        case "=", "==", "!=", "=~", "-nt", "-ot", "-ef", "-eq", "-ne", "-lt", "-le", "-gt", "-ge": return text
        default: return nil
        }
    }
}
