/// Operators: within brackets, and at the outermost level, where they may say what a call gives.
extension ExpressionReader.Pass {
    private static let operators = ByteSet("=!<>+-*/%&|^~?@")

    mutating func infix() -> Bool {
        guard afterOperand else { return false }
        if open.isEmpty { outermostOperators += 1 }
        afterOperand = false
        return true
    }

    mutating func sign(_ byte: UInt8) -> Bool {
        let bytes = reader.bytes
        // The UTF-8 arrows begin with E2; names take them, so that they are looked for before.
        let start = offset
        while offset < end, Self.operators.contains(bytes[offset]), offset - start < 3 {
            // A sign that belongs to the next operand ends the operator.
            if offset > start, bytes[offset] == ASCII.dash || bytes[offset] == 43, bytes[offset - 1] != ASCII.dash {
                break
            }
            offset += 1
        }
        guard offset > start else { return false }
        let count = offset - start
        settleChain(next: count == 1 ? byte : 0)
        if reader.dialect == .swift, count == 1, afterOperand, byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!") {
            // Optional types and values.
            return true
        }
        if !afterOperand { return prefix(byte, count) }
        if open.isEmpty { return outermost(start, count) }
        if count == 1, byte == ASCII.equals, open.last?.byte != ASCII.openParenthesis { return false }
        if byte == UInt8(ascii: "!") && count == 1 || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "~") {
            return false
        }
        if count == 2, byte == ASCII.equals, bytes[start + 1] == ASCII.greater { return false }
        if count == 2, byte == ASCII.dash, bytes[start + 1] == ASCII.greater { return false }
        afterOperand = false
        return true
    }

    mutating func prefix(_ byte: UInt8, _ count: Int) -> Bool {
        let bytes = reader.bytes
        switch byte {
        case ASCII.dash, 43, UInt8(ascii: "~"), UInt8(ascii: "!"): return count == 1
        case ASCII.asterisk, ASCII.slash:
            guard open.last?.isCall == true, count <= 2 else { return false }
            if offset < end, bytes[offset] == ASCII.comma || bytes[offset] == ASCII.closeParenthesis {
                expression.hasAnnotation = true
                afterOperand = true
            }
            return byte == ASCII.asterisk || afterOperand
        default: return false
        }
    }

    /// `→`, `➞`, `⇒`.
    var isArrowSign: Bool {
        guard offset + 2 < end else { return false }
        let pair = (reader.bytes[offset + 1], reader.bytes[offset + 2])
        return pair == (0x86, 0x92) || pair == (0x9E, 0x9E) || pair == (0x87, 0x92)
    }

    mutating func arrowSign() -> Bool {
        settleChain(next: 0)
        guard afterOperand, expression.relation == nil else { return false }
        let left = reader.bytes.trimmed(expression.range.lowerBound..<offset)
        offset += 3
        expression.relation = .init(left: left, right: reader.bytes.trimmed(offset..<end))
        expression.shape = .other
        outermostOperators = 0
        afterOperand = false
        return true
    }

    mutating func outermost(_ start: Int, _ count: Int) -> Bool {
        let bytes = reader.bytes
        let first = bytes[start]
        let isArrow = (first == ASCII.dash || first == ASCII.equals) && bytes[offset - 1] == ASCII.greater
        let isEquality = first == ASCII.equals && !isArrow && count >= 2
        if first == ASCII.dash, count == 2, isArrow, expression.callEnd > 0,
            bytes.trimmed(expression.callEnd..<start).isEmpty, expression.relation == nil
        {
            expression.hasArrowType = true
        }
        if isEquality || (arrows && (isArrow || (first == ASCII.equals && count == 1))) {
            if expression.relation != nil { return false }
            let left = bytes.trimmed(expression.range.lowerBound..<start)
            expression.relation = .init(left: left, right: bytes.trimmed(offset..<end))
            if !expression.hasArrowType { expression.callee = nil }
            expression.shape = .other
            outermostOperators = 0
        } else if expression.hasArrowType {
            expression.hasAnnotation = true
        } else if isArrow || (first == ASCII.equals && count == 1) || (count == 1 && "!?~@".utf8.contains(first)) {
            return false
        } else {
            // `3-4` in prose is a range or a part number more often than a difference.
            guard ASCII.isSpace(bytes[start - 1]), offset < end, ASCII.isSpace(bytes[offset]) else { return false }
            outermostOperators += 1
        }
        afterOperand = false
        return true
    }
}
