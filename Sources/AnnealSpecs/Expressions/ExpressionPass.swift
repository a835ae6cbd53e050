extension ExpressionReader {
    /// One reading of one expression.
    struct Pass {
        let reader: ExpressionReader
        var expression: Expression
        var offset: Int
        let arrows: Bool
        var open = BracketStack()
        /// The outermost call's arguments, if they are asked for: few readers need more than their number.
        var arguments: [Range<Int>]?
        /// Whether an operand has just ended.
        var afterOperand = false
        /// The chain of names that ends here: `a.b`; empty if what came last is no name.
        var chain: Range<Int>?
        /// Whether the chain hangs on a value: `"x".upper`.
        var chainOnValue = false
        /// Where the outermost call's current argument began.
        var argumentStart = 0
        var outerCallee: Range<Int>?
        var outermostOperators = 0
        var afterComma = false

        var end: Int { expression.range.upperBound }

        mutating func run() -> Bool {
            while offset < end {
                let byte = reader.bytes[offset]
                if ASCII.isSpace(byte) {
                    offset += 1
                    continue
                }
                guard step(byte) else { return false }
            }
            settleChain(next: 0)
            guard open.isEmpty, afterOperand else { return false }
            if expression.callEnd != end || outermostOperators > 0 {
                if !expression.hasArrowType { expression.callee = nil }
                if outermostOperators > 0 { expression.shape = .other }
            }
            return true
        }

        mutating func step(_ byte: UInt8) -> Bool {
            let bytes = reader.bytes
            if byte == ASCII.quote || byte == ASCII.apostrophe || byte == ASCII.backtick { return text(byte) }
            if ASCII.isDigit(byte)
                || (byte == ASCII.dot && !afterOperand && offset + 1 < end && ASCII.isDigit(bytes[offset + 1]))
            {
                return number()
            }
            if byte == 0xE2, arrows, open.isEmpty, isArrowSign { return arrowSign() }
            if ASCII.isName(byte) { return name() }
            switch byte {
            case ASCII.openParenthesis, UInt8(ascii: "["), UInt8(ascii: "{"): return opening(byte)
            case ASCII.closeParenthesis, UInt8(ascii: "]"), UInt8(ascii: "}"): return closing(byte)
            case ASCII.comma: return comma()
            case ASCII.colon: return colon()
            case ASCII.dot: return dot()
            default: return sign(byte)
            }
        }

        /// Ends a chain of names when something else than `.`, `(` or `=` follows: then it stands free.
        mutating func settleChain(next: UInt8) {
            guard let chain else { return }
            self.chain = nil
            if chainOnValue { return }
            let bytes = reader.bytes
            let root = chain.lowerBound..<rootEnd(of: chain)
            if root == chain {
                if ASCIIConstant(chain) {
                    if open.isEmpty, expression.shape == .other { expression.shape = .constant }
                    return
                }
                if next == ASCII.openParenthesis { return }
                if next == ASCII.equals, open.last?.byte == ASCII.openParenthesis { return }
                if next == ASCII.colon, open.last?.byte == UInt8(ascii: "{"), reader.dialect != .python { return }
                if reader.dialect == .swift, isSettledInSwift(chain, next: next) { return }
            } else if ASCII.isUpper(bytes[root.lowerBound]) {
                return
            } else {
                if reader.modules.contains(bytes, root) || Self.libraries.contains(bytes.text(root)) { return }
            }
            if !reader.variables.isEmpty, reader.variables.contains(bytes.text(root)) { return }
            expression.hasFreeNames = true
        }

        private static let libraries: Set<String> = [
            "math", "datetime", "decimal", "fractions", "collections", "pathlib", "json", "re", "os", "sys",
            "operator", "itertools", "functools", "string", "uuid", "random", "statistics", "time",
        ]

        func rootEnd(of chain: Range<Int>) -> Int {
            reader.bytes.find(ASCII.dot, in: chain) ?? chain.upperBound
        }

        func ASCIIConstant(_ range: Range<Int>) -> Bool {
            let bytes = reader.bytes
            guard ExpressionReader.constants.contains(WordKey(bytes, range)) else { return false }
            let first = bytes[range.lowerBound]
            switch reader.dialect {
            case .swift: return ["true", "false", "nil"].contains(bytes.text(range))
            case .python:
                return range.count <= 5 && ASCII.isUpper(first)
                    && !bytes.has("nan", at: range.lowerBound, before: range.upperBound)
            case .javascript:
                return ASCII.isLower(first) && !bytes.has("nil", at: range.lowerBound, before: range.upperBound)
                    || first == UInt8(ascii: "N") && range.count == 3 || first == UInt8(ascii: "I")
            case .unknown: return true
            }
        }

        mutating func operandBegins() -> Bool {
            guard !afterOperand else { return false }
            afterOperand = true
            afterComma = false
            return true
        }

        mutating func text(_ quote: UInt8) -> Bool {
            let bytes = reader.bytes
            if quote == ASCII.backtick, reader.dialect == .python { return false }
            if quote != ASCII.quote, reader.dialect == .swift { return false }
            // r"…", b"…", f"…": the prefix was read as a name.
            if let prefix = chain, prefix.upperBound == offset, prefix.count == 1, reader.dialect.hasHashComments,
                ASCII.isLower(bytes[prefix.lowerBound]), "rbuRBU".utf8.contains(bytes[prefix.lowerBound])
            {
                chain = nil
                afterOperand = false
            }
            settleChain(next: quote)
            guard operandBegins() else { return false }
            var triple = 1
            if offset + 2 < end, bytes[offset + 1] == quote, bytes[offset + 2] == quote { triple = 3 }
            offset += triple
            while offset < end {
                let byte = bytes[offset]
                if byte == ASCII.backslash {
                    if reader.dialect == .swift, offset + 1 < end, bytes[offset + 1] == ASCII.openParenthesis {
                        expression.hasFreeNames = true
                    }
                    offset += 2
                    continue
                }
                if byte == ASCII.newline, triple == 1, quote != ASCII.backtick { return false }
                if byte == quote {
                    if triple == 1 { break }
                    if offset + 2 < end, bytes[offset + 1] == quote, bytes[offset + 2] == quote { break }
                }
                if quote == ASCII.backtick, byte == 36 { expression.hasFreeNames = true }
                offset += 1
            }
            guard offset < end else { return false }
            offset += triple
            if offset > end { return false }
            if open.isEmpty, expression.shape == .other { expression.shape = .text }
            return true
        }

        mutating func number() -> Bool {
            let bytes = reader.bytes
            settleChain(next: 48)
            guard operandBegins() else { return false }
            let start = offset
            let isHex = bytes[start] == 48 && start + 1 < end && "xXbBoO".utf8.contains(bytes[start + 1])
            while offset < end {
                let byte = bytes[offset]
                if ASCII.isName(byte) || byte == ASCII.dot {
                    offset += 1
                } else if (byte == ASCII.dash || byte == 43) && !isHex && (bytes[offset - 1] | 0x20) == 101 {
                    offset += 1
                } else {
                    break
                }
            }
            guard isNumber(start..<offset, isHex: isHex) else { return false }
            if open.isEmpty, expression.shape == .other { expression.shape = .number }
            return true
        }

        func isNumber(_ range: Range<Int>, isHex: Bool) -> Bool {
            let bytes = reader.bytes
            if isHex { return range.count > 2 }
            var dots = 0
            var exponents = 0
            for index in range {
                let byte = bytes[index]
                if byte == ASCII.dot {
                    dots += 1
                } else if (byte | 0x20) == 101 {
                    exponents += 1
                } else if !ASCII.isDigit(byte), byte != ASCII.underscore, byte != ASCII.dash, byte != 43 {
                    let isLast = index == range.upperBound - 1
                    if !(isLast && (byte == UInt8(ascii: "n") || byte == UInt8(ascii: "j"))) { return false }
                }
            }
            if dots > 1 || exponents > 1 { return false }
            let last = bytes[range.upperBound - 1]
            if exponents > 0, !ASCII.isDigit(last) { return false }
            // Neither language writes whole numbers with zeros in front.
            if range.count > 1, bytes[range.lowerBound] == 48, ASCII.isDigit(bytes[range.lowerBound + 1]) {
                return false
            }
            return true
        }

        mutating func name() -> Bool {
            let bytes = reader.bytes
            let start = offset
            while offset < end, ASCII.isName(bytes[offset]) { offset += 1 }
            let range = start..<offset
            let key = WordKey(bytes, range)
            if let chain, bytes[start - 1] == ASCII.dot, chain.upperBound == start {
                self.chain = chain.lowerBound..<offset
                afterOperand = true
                return true
            }
            if ASCII.isLower(bytes[start]) {
                if !isFreeInSwift, ExpressionReader.refused.contains(key), isWord(range) { return false }
                if afterOperand, ExpressionReader.infixWords.contains(key) {
                    settleChain(next: 0)
                    return infix()
                }
                if !afterOperand, ExpressionReader.prefixWords.contains(key), offset < end, bytes[offset] == ASCII.space
                {
                    return true
                }
            }
            if reader.dialect == .swift, let known = swiftName(range) { return known }
            settleChain(next: 0)
            guard operandBegins() else { return false }
            chain = range
            chainOnValue = false
            return true
        }

        /// Keys hold eight bytes; only shorter words are sure.
        func isWord(_ range: Range<Int>) -> Bool { range.count <= 8 }

        mutating func opening(_ byte: UInt8) -> Bool {
            var isCall = false
            if byte == ASCII.openParenthesis, afterOperand {
                isCall = true
                if open.isEmpty {
                    expression.callee = outermostOperators == 0 ? chain : nil
                    if chainOnValue { expression.callee = nil }
                    expression.argumentCount = 0
                    if arguments != nil { arguments = [] }
                    argumentStart = offset + 1
                }
                settleChain(next: byte)
            } else if byte == UInt8(ascii: "["), afterOperand {
                settleChain(next: byte)
            } else {
                settleChain(next: byte)
                guard !afterOperand else { return false }
                afterComma = false
            }
            if open.isEmpty, expression.shape == .other || isCall {
                expression.shape =
                    isCall
                    ? .call
                    : byte == UInt8(ascii: "[") ? .list : byte == UInt8(ascii: "{") ? .mapping : .group
            }
            open.append(byte, isCall: isCall)
            guard open.count < 64 else { return false }
            afterOperand = false
            offset += 1
            return true
        }

        mutating func closing(_ byte: UInt8) -> Bool {
            settleChain(next: byte)
            guard let last = open.popLast() else { return false }
            // In ASCII `)` comes right after `(`, and `]` and `}` two after `[` and `{`.
            guard byte == last.byte + (last.byte == ASCII.openParenthesis ? 1 : 2) else { return false }
            let before = lastVisible(before: offset)
            guard afterOperand || before == last.byte || before == ASCII.comma || before == ASCII.colon else {
                return false
            }
            if open.isEmpty, last.isCall {
                let argument = reader.bytes.trimmed(argumentStart..<offset)
                if !argument.isEmpty { take(argument) }
                expression.callEnd = offset + 1
            }
            offset += 1
            afterOperand = true
            chain = nil
            return true
        }

        private mutating func take(_ argument: Range<Int>) {
            expression.argumentCount += 1
            arguments?.append(argument)
        }

        func lastVisible(before offset: Int) -> UInt8 {
            var index = offset - 1
            while index >= expression.range.lowerBound, ASCII.isSpace(reader.bytes[index]) { index -= 1 }
            return index >= expression.range.lowerBound ? reader.bytes[index] : 0
        }

        mutating func comma() -> Bool {
            settleChain(next: ASCII.comma)
            guard afterOperand, let inner = open.last else { return false }
            if open.count == 1 {
                expression.hasInnerComma = true
                if inner.isCall {
                    take(reader.bytes.trimmed(argumentStart..<offset))
                    argumentStart = offset + 1
                }
            }
            // In JavaScript, `(1, 2)` is no tuple.
            if reader.dialect == .javascript, inner.byte == ASCII.openParenthesis, !inner.isCall { return false }
            afterOperand = false
            afterComma = true
            offset += 1
            return true
        }

        mutating func colon() -> Bool {
            settleChain(next: ASCII.colon)
            guard let inner = open.last else { return false }
            if inner.byte == ASCII.openParenthesis {
                guard afterOperand else { return false }
                if reader.dialect != .swift { expression.hasAnnotation = true }
            } else if inner.byte == UInt8(ascii: "{"), !afterOperand {
                return false
            }
            afterOperand = false
            offset += 1
            return true
        }

        mutating func dot() -> Bool {
            let bytes = reader.bytes
            if offset + 2 < end, bytes[offset + 1] == ASCII.dot, bytes[offset + 2] == ASCII.dot {
                guard !afterOperand else { return false }
                offset += 3
                if offset < end, ASCII.isName(bytes[offset]), reader.dialect != .python {
                    // A rest parameter or a spread.
                    return true
                }
                expression.hasPlaceholder = true
                afterOperand = true
                return true
            }
            // `.north`: the type is known from where it stands.
            if reader.dialect == .swift, !afterOperand { afterOperand = true }
            guard afterOperand, offset + 1 < end, ASCII.isName(bytes[offset + 1]) else { return false }
            offset += 1
            if let chain, chain.upperBound == offset - 1 {
                self.chain = chain.lowerBound..<offset
            } else {
                chain = offset..<offset
                chainOnValue = true
            }
            return true
        }
    }
}
