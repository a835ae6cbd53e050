/// Turns what a sentence writes into literals of the language.
struct PairValues {
    let bytes: Bytes
    let reader: ExpressionReader

    private enum Kind {
        case text, whole, number, list, mapping, truth, other, unknown

        init(_ type: String?) {
            guard let type else {
                self = .unknown
                return
            }
            let name = type.lowercased()
            switch name {
            case "str", "string": self = .text
            case "int", "integer": self = .whole
            case "float", "double", "number", "decimal": self = .number
            case "bool", "boolean": self = .truth
            default:
                if name.hasPrefix("list") || name.hasPrefix("[") && !name.contains(":") || name.hasSuffix("[]") {
                    self = .list
                } else if name.hasPrefix("dict") || name.hasPrefix("record") || name.hasPrefix("map") {
                    self = .mapping
                } else {
                    self = .other
                }
            }
        }
    }

    /// An argument as the language writes it; `nil` where it is of another kind than the parameter, or may be no argument.
    func argument(
        _ token: PairToken, for parameter: FunctionSignature.Parameter, _ connection: PairReading.Connection
    ) -> String? {
        let kind = Kind(parameter.type)
        switch token {
        case .quoted(let range):
            return kind == .text || kind == .unknown ? quoted(range) : nil
        case .literal(let range): return kind == .unknown ? nil : literal(range, kind)
        case .word("zero"): return kind == .whole || kind == .number ? "0" : nil
        case .code(let range):
            if kind == .text {
                if let value = literal(range, .text) { return value }
                return isArgument(range, connection) ? quoted(range) : nil
            }
            return kind == .unknown ? literal(range, .text) ?? literal(range, .list) : literal(range, kind)
        default: return nil
        }
    }

    /// A result as the language writes it; `nil` where it is of another kind than the function's.
    func result(_ token: PairToken, type: String?) -> String? {
        let kind = Kind(type)
        switch token {
        case .quoted(let range): return kind == .text || kind == .unknown || kind == .other ? quoted(range) : nil
        case .literal(let range): return kind == .text ? nil : literal(range, kind)
        case .word(let word):
            guard word != "zero" else { return kind == .text || kind == .truth ? nil : "0" }
            let isTruth = word == "true" || word == "false"
            guard isTruth == (kind == .truth) || kind == .unknown else { return nil }
            return PlainConstant.value(word, reader.dialect)
                ?? PlainConstant.value(word.prefix(1).uppercased() + word.dropFirst(), reader.dialect)
        case .code(let range):
            if kind == .text, literal(range, .text) == nil {
                return isText(range) ? quoted(range) : nil
            }
            return literal(range, kind)
        default: return nil
        }
    }

    private func literal(_ range: Range<Int>, _ kind: Kind) -> String? {
        guard let value = reader.read(range), value.isClosedValue else { return nil }
        let fits =
            switch kind {
            case .text: value.shape == .text
            case .whole: value.shape == .number && bytes.find(ASCII.dot, in: range) == nil
            case .number: value.shape == .number
            case .list: value.shape == .list
            case .mapping: value.shape == .mapping
            case .truth: value.shape == .constant
            case .other: value.shape != .call && value.shape != .other
            case .unknown: value.shape != .call && value.shape != .other && value.shape != .group
            }
        return fits ? bytes.text(range) : nil
    }

    /// Whether a text can be written between quotes as it is, and stands for itself.
    private func isText(_ range: Range<Int>) -> Bool {
        range.count <= 60 && bytes.find("...", in: range) == nil
            && !range.contains { "\"\\`{}<>$".utf8.contains(bytes[$0]) || bytes[$0] < ASCII.space }
            && bytes.find("\u{2026}", in: range) == nil
    }

    /// Whether a text without quotes is an argument, and no placeholder, unit or operator.
    private func isArgument(_ range: Range<Int>, _ connection: PairReading.Connection) -> Bool {
        guard isText(range), !holdsCall(range) else { return false }
        let hasDigit = range.contains { ASCII.isDigit(bytes[$0]) }
        let hasSmall = range.contains { ASCII.isLower(bytes[$0]) }
        let isWord = range.allSatisfy { ASCII.isName(bytes[$0]) } && !hasDigit
        switch connection {
        case .change: return hasDigit || hasSmall
        case .value: return hasDigit || hasSmall && !isWord
        case .loose: return range.count > 1 && hasDigit || hasSmall && bytes.find(ASCII.space, in: range) != nil
        }
    }

    /// Whether a bracket opens right behind a name.
    private func holdsCall(_ range: Range<Int>) -> Bool {
        range.dropFirst().contains { bytes[$0] == ASCII.openParenthesis && ASCII.isName(bytes[$0 - 1]) }
    }

    private func quoted(_ range: Range<Int>) -> String? { isText(range) ? "\"\(bytes.text(range))\"" : nil }
}
