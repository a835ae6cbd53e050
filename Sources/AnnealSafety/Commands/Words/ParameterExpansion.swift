/// `$NAME` and `${…}`.
extension CommandAnalysis {
    /// The possible values of a variable.
    func variable(_ name: String) -> Piece {
        guard let name = referent(name) else { return .single(Mark.unknownText, .uncertain) }
        if name == "@" || name == "*" {
            guard let arguments = scope.arguments, isShort([arguments]) else { return .single(Mark.unknownText) }
            return Piece(alternatives: [arguments.map { ($0.text, $0.taint) }])
        }
        if let number = Int(name), number > 0 {
            guard let arguments = scope.arguments else { return .single(Mark.unknownText) }
            guard number <= arguments.count else { return .single("") }
            return .single(arguments[number - 1].text, arguments[number - 1].taint)
        }
        if let values = scope.variables[name] {
            guard isShort(values) else { return .single(Mark.unknownText, .uncertain) }
            return Piece(alternatives: values.map { $0.map { ($0.text, $0.taint) } })
        }
        if name == "OLDPWD", let folder = scope.previousFolder { return .single(folder) }
        if let text = KnownVariables.text(name, places: paths.places, folder: scope.folder) { return .single(text) }
        return .single(Mark.unknownText, KnownVariables.isSecret(name) ? .secret : [])
    }

    /// Whether values are short, or there are steps left to go through long ones.
    private func isShort(_ values: [[Word]]) -> Bool {
        let length = values.reduce(0) { $0 + $1.reduce(0) { $0 + 16 + $1.text.utf8.count } }
        return length < 1024 || spend(length >> 8)
    }

    /// The value of a variable that has exactly one, without stand-ins.
    func singleValue(_ name: String) -> String? {
        guard let values = known(name), values.count == 1, let fields = values.first, fields.count == 1 else {
            return nil
        }
        return fields[0].literal
    }

    /// Whether the script has set a variable.
    private func isSet(_ name: String) -> Bool {
        if let number = Int(name), number > 0 { return scope.arguments.map { $0.count >= number } ?? false }
        return known(name) != nil || name == "HOME" || name == "PWD" || name == "USER" || name == "SHELL"
    }

    /// Expands `${…}`.
    func expand(_ parameter: ShellParameter) -> Piece {
        if let index = parameter.index { _ = expand(index) }
        if parameter.isLength { return .single(Mark.plainText) }
        if parameter.isIndirect { return indirect(parameter) }
        var value = variable(parameter.name)
        if let index = parameter.index, !isWhole(index) {
            value = element(value, index, isScattered: scope.scattered.contains(referent(parameter.name) ?? ""))
        }
        guard !parameter.operation.isEmpty else { return value }
        switch parameter.operation {
        case ":-", "-", ":=", "=":
            let isKnown = isSet(parameter.name)
            let full = value.alternatives.filter { !$0.allSatisfy { $0.text.isEmpty } }
            guard !isKnown || full.count < value.alternatives.count else { return value }
            // What is not set may be set outside: the default is one value of several.
            let other = Piece(
                alternatives: argument(parameter).alternatives.map { fields in
                    fields.map { ($0.text, isKnown ? $0.taint : $0.taint.union(.uncertain)) }
                })
            // Without a colon what is empty stays so; a variable that was taken away is held to be empty as well.
            let kept = parameter.operation.hasPrefix(":") ? full : value.alternatives
            if parameter.operation.hasSuffix("=") {
                let texts = (isKnown ? kept : []) + other.alternatives
                set(parameter.name, texts.map { $0.map { Word(text: $0.text, taint: $0.taint, range: range) } })
            }
            return isKnown ? Piece(alternatives: kept + other.alternatives) : other
        case ":+", "+":
            let other = argument(parameter)
            let isFull = isSet(parameter.name) && !value.alternatives.contains { $0.allSatisfy { $0.text.isEmpty } }
            return isFull ? other : Piece(alternatives: [[("", [])]] + other.alternatives)
        case ":?", "?":
            _ = argument(parameter)
            return value
        case "#", "##", "%", "%%":
            let pattern = argument(parameter).alternatives.first?.first?.text ?? Mark.unknownText
            let longest = value.alternatives.flatMap { $0 }.map { $0.text.utf8.count }.max() ?? 0
            // Each length is tried, of texts below 512 bytes.
            guard longest < 64 || longest > 511 || spend((longest * longest) >> 10) else {
                return .single(Mark.unknownText, .uncertain)
            }
            return mapped(value) { Trimming.trim($0, pattern: pattern, operation: parameter.operation) }
        case "^", "^^":
            return mapped(value) {
                $0.utf8.contains(where: Mark.isMark)
                    ? $0 : parameter.operation == "^^" ? $0.uppercased() : $0.prefix(1).uppercased() + $0.dropFirst()
            }
        case ",", ",,": return mapped(value) { $0.utf8.contains(where: Mark.isMark) ? $0 : $0.lowercased() }
        case ":": return slice(value, parameter)
        case "/", "//", "/#", "/%":
            _ = argument(parameter)
            return mapped(value) { self.replace($0, parameter) }
        default:
            _ = argument(parameter)
            return mapped(value) { _ in Mark.unknownText }
        }
    }

    private func isWhole(_ index: ShellWord) -> Bool {
        if case .literal(let text)? = index.parts.first { return text == "@" || text == "*" }
        return false
    }

    /// An element of an array: the one with a plain number, otherwise any.
    private func element(_ value: Piece, _ index: ShellWord, isScattered: Bool) -> Piece {
        guard !isScattered, index.parts.count == 1, case .literal(let text)? = index.parts.first, let number = Int(text)
        else {
            return Piece(alternatives: value.alternatives.flatMap { $0.map { [$0] } } + [[(Mark.unknownText, Taint())]])
        }
        return Piece(
            alternatives: value.alternatives.map { fields in
                let index = number < 0 ? fields.count + number : number
                return [fields.indices.contains(index) ? fields[index] : ("", Taint())]
            })
    }

    private func indirect(_ parameter: ShellParameter) -> Piece {
        guard parameter.operation.isEmpty else { return .single(Mark.unknownText) }
        if let target = scope.references[parameter.name] {
            // Of a reference it is the name of what it stands for.
            return .single(target.isEmpty || scope.references[target] != nil ? Mark.unknownText : target)
        }
        let names = variable(parameter.name).alternatives
        guard !names.isEmpty, names.count <= Self.mostValues else { return .single(Mark.unknownText) }
        return Piece(
            alternatives: names.flatMap { fields -> [[(text: String, taint: Taint)]] in
                guard let name = fields.first?.text, !name.utf8.contains(where: Mark.isMark) else {
                    return [[(Mark.unknownText, Taint())]]
                }
                return variable(name).alternatives
            })
    }

    private func argument(_ parameter: ShellParameter) -> Piece {
        guard let word = parameter.argument else { return .single("") }
        let values = expand(word, splits: false)
        return Piece(alternatives: values.map { $0.map { ($0.text, $0.taint) } })
    }

    private func mapped(_ value: Piece, _ change: (String) -> String) -> Piece {
        let length = value.alternatives.reduce(0) { $0 + $1.reduce(0) { $0 + $1.text.utf8.count } }
        guard length < 256 || spend(length >> 6) else { return .single(Mark.unknownText, .uncertain) }
        return Piece(alternatives: value.alternatives.map { $0.map { (change($0.text), $0.taint) } })
    }

    /// `${x:2:3}` of a text that is known.
    private func slice(_ value: Piece, _ parameter: ShellParameter) -> Piece {
        let bounds = (argument(parameter).alternatives.first?.first?.text ?? "").split(
            separator: ":", omittingEmptySubsequences: false)
        let numbers = bounds.map { Int($0.filter { $0 != " " && $0 != "(" && $0 != ")" }) }
        return mapped(value) { text in
            guard !text.utf8.contains(where: Mark.isMark), let offset = numbers.first ?? nil else {
                return text.utf8.allSatisfy { $0 == Mark.plain } ? text : Mark.unknownText
            }
            let characters = Array(text)
            let start = min(characters.count, offset < 0 ? max(0, characters.count + offset) : offset)
            guard numbers.count > 1 else { return String(characters[start...]) }
            guard let length = numbers[1] else { return Mark.unknownText }
            let end =
                length < 0 ? characters.count + length : min(characters.count, start + min(length, characters.count))
            return start < end ? String(characters[start..<end]) : ""
        }
    }

    /// `${x//a/b}` of texts that are known.
    private func replace(_ text: String, _ parameter: ShellParameter) -> String {
        guard !text.utf8.contains(where: Mark.isMark), let source = argument(parameter).alternatives.first?.first?.text,
            !source.utf8.contains(where: { Mark.isMark($0) || $0 == 0x2A || $0 == 0x3F || $0 == 0x5B || $0 == 0x5C })
        else { return Mark.unknownText }
        let halves = source.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let from = halves.first, !from.isEmpty else { return text }
        let to = halves.count > 1 ? String(halves[1]) : ""
        switch parameter.operation {
        case "/#": return text.hasPrefix(from) ? to + text.dropFirst(from.count) : text
        case "/%": return text.hasSuffix(from) ? text.dropLast(from.count) + to : text
        default: return Trimming.replacing(text, String(from), to, all: parameter.operation == "//")
        }
    }
}

/// Parts of texts taken away or replaced.
enum Trimming {
    /// `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}`.
    static func trim(_ text: String, pattern: String, operation: String) -> String {
        let pattern = Array(CommandAnalysis.patterns(pattern).utf8)
        let bytes = Array(text.utf8)
        if pattern.contains(Mark.unknown) || text.utf8.contains(Mark.unknown) { return Mark.unknownText }
        guard bytes.count < 512 else { return Mark.unknownText }
        let isPrefix = operation.hasPrefix("#")
        let isLongest = operation.count == 2
        let lengths = isLongest ? Array((0...bytes.count).reversed()) : Array(0...bytes.count)
        for length in lengths {
            let part = isPrefix ? Array(bytes[..<length]) : Array(bytes[(bytes.count - length)...])
            // A leading star fits hidden names as well here.
            if fits(pattern, part) {
                let rest = isPrefix ? bytes[length...] : bytes[..<(bytes.count - length)]
                return String(decoding: rest, as: UTF8.self)
            }
        }
        return text
    }

    private static func fits(_ pattern: [UInt8], _ part: [UInt8]) -> Bool {
        NamePattern.fits([0x61] + pattern, [0x61] + part)
    }

    /// A text with one or all occurrences replaced.
    static func replacing(_ text: String, _ from: String, _ to: String, all: Bool) -> String {
        let (bytes, pattern) = (Array(text.utf8), Array(from.utf8))
        guard !pattern.isEmpty, pattern.count <= bytes.count else { return text }
        var result: [UInt8] = []
        var index = 0
        var isDone = false
        while index < bytes.count {
            if result.count > 1 << 16 { return Mark.unknownText }
            if !isDone, index + pattern.count <= bytes.count,
                bytes[index..<(index + pattern.count)].elementsEqual(pattern)
            {
                result += to.utf8
                index += pattern.count
                isDone = !all
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
