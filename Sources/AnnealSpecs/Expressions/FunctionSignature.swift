/// A function's name and parameters as a specification writes them.
struct FunctionSignature {
    /// A parameter.
    struct Parameter {
        var name: String
        /// What a call writes in front of the argument, with its colon: Swift's `of` in `initials(of name: String)`.
        var label: String?
        /// Its type in the language's notation, if written.
        var type: String?
        var hasDefault: Bool

        /// Whether it takes a text, and nothing else.
        var isText: Bool { type == "str" || type == "String" }
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
    ///   - reader: what read the expression, with arrows.
    ///   - expression: a call expression whose arguments are parameters.
    ///   - dialect: the language, which tells whether arguments have labels.
    init?(_ reader: ExpressionReader, _ expression: Expression, _ dialect: Dialect) {
        let bytes = reader.bytes
        guard let callee = expression.callee else { return nil }
        var start = callee.lowerBound
        while let dot = bytes.find(ASCII.dot, in: start..<callee.upperBound) { start = dot + 1 }
        name = bytes.text(start..<callee.upperBound)
        qualifier = start > callee.lowerBound ? bytes.text(callee.lowerBound..<(start - 1)) : nil
        text = bytes.text(expression.range)
        parameters = reader.arguments(of: expression, arrows: true).compactMap { Self.parameter(bytes, $0, dialect) }
        if expression.hasArrowType, let relation = expression.relation { result = bytes.text(relation.right) }
    }

    /// An argument as a call writes it, with its label.
    func argument(_ index: Int, _ value: String) -> String {
        parameters[index].label.map { "\($0): \(value)" } ?? value
    }

    private static func parameter(_ bytes: Bytes, _ range: Range<Int>, _ dialect: Dialect) -> Parameter? {
        var start = range.lowerBound
        let isVariadic = bytes[start] == ASCII.asterisk || bytes[start] == ASCII.dot
        while start < range.upperBound, !ASCII.isName(bytes[start]), bytes[start] != UInt8(ascii: "{") { start += 1 }
        guard start < range.upperBound else { return nil }
        var end = start
        while end < range.upperBound, ASCII.isName(bytes[end]) { end += 1 }
        var name = bytes.text(start..<end)
        var label = dialect == .swift ? name : nil
        if dialect == .swift, end + 1 < range.upperBound, bytes[end] == ASCII.space, ASCII.isName(bytes[end + 1]) {
            if name == "_" { label = nil }
            start = end + 1
            end = start
            while end < range.upperBound, ASCII.isName(bytes[end]) { end += 1 }
            name = bytes.text(start..<end)
        }
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
        return Parameter(name: name, label: label, type: type, hasDefault: hasDefault)
    }
}
