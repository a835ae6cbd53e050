extension ShellReader {
    /// Reads `{…}` after a dollar sign.
    ///
    /// - Parameters:
    ///   - isQuoted: whether it is expanded as between double quotes.
    ///   - collector: what it is added to.
    /// - Throws: `ShellStop` where the script is none.
    @inline(never) mutating func readParameter(
        isQuoted: Bool, _ collector: inout ShellCollector
    ) throws(ShellStop) {
        try enter()
        position = skippingContinuations(position + 1)
        var parameter = ShellParameter(name: "")
        takePrefix(&parameter)
        parameter.name = takeParameterName()
        var prefix: [ShellPart] = []
        if !parameter.name.isEmpty {
            position = skippingContinuations(position)
            if current == ShellByte.openBracket { prefix = try readParameterIndex(&parameter) }
            if prefix.isEmpty { parameter.operation = takeOperation() }
        }
        let start = position
        let parts = try readText(argumentStyle(parameter.operation, isQuoted))
        if !parts.isEmpty || !prefix.isEmpty || takesArgument(parameter.operation) {
            parameter.argument = ShellWord(parts: prefix + parts, range: range(from: start))
        }
        position += 1
        leave()
        add(.parameter(parameter), to: &collector)
    }

    /// Takes `#` or `!` where it is not the parameter itself.
    private mutating func takePrefix(_ parameter: inout ShellParameter) {
        let mark = current
        guard mark == ShellByte.hash || mark == ShellByte.exclamation else { return }
        let index = skippingContinuations(position + 1)
        let next = byte(at: index)
        let isParameter =
            ShellByte.isName(next)
            || ShellByte.isSpecialParameter(next)
                && byte(at: skippingContinuations(index + 1)) == ShellByte.closeBrace
        guard isParameter else { return }
        parameter.isLength = mark == ShellByte.hash
        parameter.isIndirect = mark == ShellByte.exclamation
        position = index
    }

    /// Takes the name; it is empty where none stands.
    private mutating func takeParameterName() -> String {
        let start = position
        let first = current
        if ShellByte.isNameStart(first) {
            position = longNameEnd(start)
            return name(start, position)
        }
        if ShellByte.isDigit(first) {
            while ShellByte.isDigit(current) { position += 1 }
        } else if ShellByte.isSpecialParameter(first) {
            position += 1
        }
        return string(start, position)
    }

    /// Reads an index; what a brace ends instead of a bracket is none, and is given back as text.
    private mutating func readParameterIndex(
        _ parameter: inout ShellParameter
    ) throws(ShellStop) -> [ShellPart] {
        position += 1
        let start = position
        let parts = try readText(.parameterIndex)
        if current == ShellByte.closeBrace {
            var collector = ShellCollector(start: position)
            collector.add(.literal("["))
            parts.forEach { collector.add($0) }
            return collector.parts
        }
        parameter.index = ShellWord(parts: parts, range: range(from: start))
        position = skippingContinuations(position + 1)
        return []
    }

    /// Takes the operation after the name; it is empty where there is none.
    private mutating func takeOperation() -> String {
        let first = current
        let index = skippingContinuations(position + 1)
        let second = byte(at: index)
        let operation: String
        switch first {
        case ShellByte.colon:
            switch second {
            case ShellByte.dash: operation = ":-"
            case ShellByte.equals: operation = ":="
            case ShellByte.question: operation = ":?"
            case ShellByte.plus: operation = ":+"
            default: operation = ":"
            }
        case ShellByte.dash: operation = "-"
        case ShellByte.equals: operation = "="
        case ShellByte.question: operation = "?"
        case ShellByte.plus: operation = "+"
        case ShellByte.hash: operation = second == first ? "##" : "#"
        case UInt8(ascii: "%"): operation = second == first ? "%%" : "%"
        case UInt8(ascii: "/"): operation = second == first ? "//" : "/"
        case UInt8(ascii: "^"): operation = second == first ? "^^" : "^"
        case UInt8(ascii: ","): operation = second == first ? ",," : ","
        case UInt8(ascii: "~"): operation = second == first ? "~~" : "~"
        case ShellByte.at: operation = "@"
        case ShellByte.asterisk: operation = "*"
        default: return ""
        }
        position = operation.utf8.count == 2 ? index + 1 : position + 1
        return operation
    }

    /// Whether an operation has an argument even if nothing follows it.
    private func takesArgument(_ operation: String) -> Bool {
        !operation.isEmpty && operation != "@" && operation != "*"
    }

    private func argumentStyle(_ operation: String, _ isQuoted: Bool) -> ShellTextStyle {
        if operation == ":" { return .quotedArgument }
        guard isQuoted else { return .argument }
        switch operation.utf8.first {
        case ShellByte.hash, UInt8(ascii: "%"), UInt8(ascii: "/"), UInt8(ascii: "^"), UInt8(ascii: ","):
            return .quotedPattern
        default: return .quotedArgument
        }
    }
}
