/// A function's name and parameters as a specification writes them.
struct FunctionSignature {
    /// A parameter.
    struct Parameter {
        var name: String
        /// Its type in Python's or TypeScript's notation, if written.
        var type: String?
        var hasDefault: Bool
    }

    /// The name without what is in front of it.
    var name: String
    /// What is in front of it: a module, a type.
    var qualifier: String?
    var parameters: [Parameter]
    /// The type of its result, if written.
    var result: String?
    /// The whole as written.
    var text: String

    /// Parameters that a call has to give.
    var required: [Parameter] { parameters.filter { !$0.hasDefault } }

    /// Takes a signature apart.
    ///
    /// - Parameters:
    ///   - bytes: the document's flat text.
    ///   - expression: a call expression whose arguments are parameters.
    init?(_ bytes: [UInt8], _ expression: Expression) {
        guard let callee = expression.callee else { return nil }
        var start = callee.lowerBound
        while let dot = bytes.find(ASCII.dot, in: start..<callee.upperBound) { start = dot + 1 }
        name = bytes.text(start..<callee.upperBound)
        qualifier = start > callee.lowerBound ? bytes.text(callee.lowerBound..<(start - 1)) : nil
        text = bytes.text(expression.range)
        parameters = expression.arguments.compactMap { Self.parameter(bytes, $0) }
        if expression.hasArrowType, let relation = expression.relation { result = bytes.text(relation.right) }
    }

    private static func parameter(_ bytes: [UInt8], _ range: Range<Int>) -> Parameter? {
        var start = range.lowerBound
        let isVariadic = bytes[start] == ASCII.asterisk || bytes[start] == ASCII.dot
        while start < range.upperBound, !ASCII.isName(bytes[start]), bytes[start] != UInt8(ascii: "{") { start += 1 }
        guard start < range.upperBound else { return nil }
        var end = start
        while end < range.upperBound, ASCII.isName(bytes[end]) { end += 1 }
        let name = bytes.text(start..<end)
        if name == "self" || name == "cls" { return nil }
        var type: String?
        var hasDefault = isVariadic
        var rest = bytes.trimmed(end..<range.upperBound)
        if let equals = bytes.find(ASCII.equals, in: rest) {
            hasDefault = true
            rest = rest.lowerBound..<equals
        }
        if !rest.isEmpty, bytes[rest.lowerBound] == ASCII.colon {
            type = bytes.text(bytes.trimmed((rest.lowerBound + 1)..<rest.upperBound))
        }
        return Parameter(name: name, type: type, hasDefault: hasDefault)
    }
}
