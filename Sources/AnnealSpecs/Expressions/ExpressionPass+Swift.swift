/// What is Swift's own: argument labels, types of parameters, `throws` in front of a result.
extension ExpressionReader.Pass {
    /// Whether a single name is settled by what follows it: an argument's label, or the type of a parameter.
    ///
    /// A type makes the whole a signature; in a call every argument is a value.
    mutating func isSettledInSwift(_ chain: Range<Int>, next: UInt8) -> Bool {
        if next == ASCII.colon, open.last?.byte == ASCII.openParenthesis { return true }
        guard ASCII.isUpper(reader.bytes[chain.lowerBound]) else { return false }
        if expression.hasArrowType { return true }
        guard open.first?.isCall == true else { return false }
        expression.hasAnnotation = true
        return true
    }

    /// Whether a word that is elsewhere no part of an expression is one here: any word can be an argument's label, and
    /// `async` stands behind the parameters.
    var isFreeInSwift: Bool {
        guard reader.dialect == .swift else { return false }
        return afterOperand ? open.isEmpty && expression.callEnd > 0 : open.last?.isCall == true
    }

    /// Reads a name where two names follow each other: a label and its parameter, `func` and what it names, `throws`
    /// between the parameters and the result.
    ///
    /// - Returns: whether it is well formed; `nil` when the name is an operand like any other.
    mutating func swiftName(_ range: Range<Int>) -> Bool? {
        let bytes = reader.bytes
        if !afterOperand {
            if bytes.has("func ", at: range.lowerBound, before: end), range.lowerBound == expression.range.lowerBound {
                expression.hasAnnotation = true
                return true
            }
            if bytes.has("inout ", at: range.lowerBound, before: end) { return true }
            return nil
        }
        if open.isEmpty, expression.callEnd > 0 {
            guard ["throws", "rethrows", "async"].contains(bytes.text(range)) else { return false }
            expression.callEnd = offset
            expression.hasAnnotation = true
            return true
        }
        guard let label = chain, open.count == 1, open.last?.isCall == true else { return false }
        let before = lastVisible(before: label.lowerBound)
        guard before == ASCII.openParenthesis || before == ASCII.comma else { return false }
        expression.hasAnnotation = true
        chain = range
        return true
    }
}
