/// A call in a program text: its name and its arguments, as far as they are constant.
struct CodeCall {
    var name: String
    /// Constant texts; `nil` for any other expression. A list of texts is one argument with several.
    var arguments: [[String]?]
    /// The tokens of the arguments.
    var tokens: ArraySlice<CodeToken>
    /// The constant text that a method is called on: the path in `Path("x").unlink()`.
    var receiver: String?

    /// The name's last part, lower case.
    var verb: String {
        let end =
            name.lastIndex { $0 == "." || $0 == ":" || $0 == ">" }.map { name.index(after: $0) } ?? name.startIndex
        return name[end...].lowercased()
    }

    /// The first argument as one text.
    var first: String? { text(0) }

    func text(_ index: Int) -> String? {
        guard index < arguments.count, let values = arguments[index] else { return nil }
        return values.joined(separator: " ")
    }
}

/// Finds calls and the constant texts they are given.
struct CodeCalls {
    let tokens: [CodeToken]
    let home: String
    let folder: String
    let hasBareCalls: Bool
    private var constants: [String: [String]] = [:]
    private(set) var calls: [CodeCall] = []
    private(set) var commands: [String] = []
    /// All names that occur.
    private(set) var names: Set<String> = []
    private(set) var texts: [String] = []
    /// Whether there are more calls or tokens than are looked at.
    private(set) var isCut = false
    /// How many tokens of arguments are still looked at: those of nested calls count for each call around them.
    private var work = 60_000
    /// How long a constant text may become that is put together, in bytes.
    private static let longest = 1 << 13

    init(_ tokens: [CodeToken], language: CodeReader.Language, home: String, folder: String) {
        self.tokens = tokens
        self.home = home
        self.folder = folder
        hasBareCalls = ["perl", "ruby", "php", "tcl", "awk", "lua", "julia"].contains(language.name)
        isCut = tokens.count >= CodeReader.most
        read()
    }

    private static let bare: Set<String> = [
        "system", "exec", "unlink", "open", "eval", "require", "rmdir", "kill", "print", "puts", "spawn", "glob",
        "rename",
        "mkdir", "chmod", "chown", "symlink", "opendir", "do", "load", "FileUtils.rm_rf", "FileUtils.rm_r",
        "File.delete",
        "File.read", "File.unlink", "Dir.rmdir", "IO.popen", "echo", "p", "include", "say", "rm_rf", "sh", "syscall",
        "FileUtils.rm", "File.write", "getprint", "get", "getstore", "mirror", "Dir.glob", "FileUtils.remove_dir",
        "readpipe",
    ]

    private mutating func read() {
        var index = 0
        while index < tokens.count, calls.count < 400 || !isCut {
            guard work > 0 else {
                isCut = true
                return
            }
            switch tokens[index] {
            case .command(let text): commands.append(text)
            case .text(let text): texts.append(text)
            case .name(let name):
                names.insert(name)
                if index + 1 < tokens.count, tokens[index + 1] == .sign(0x3D), index + 2 < tokens.count,
                    tokens[index + 2] != .sign(0x3D)
                {
                    let rest = tokens[(index + 2)...].prefix(400)
                    let end = rest.firstIndex(of: .sign(0x3B)) ?? rest.endIndex
                    work -= end - index
                    if let value = value(tokens[(index + 2)..<end]) {
                        let length = value.reduce(0) { $0 + $1.utf8.count }
                        constants[name] = length < Self.longest ? value : [Mark.unknownText]
                    }
                }
                if index + 1 < tokens.count, tokens[index + 1] == .sign(0x28) || tokens[index + 1] == .sign(0x60) {
                    let end = close(index + 1)
                    work -= 2 * (end - index)
                    add(name, tokens[min(index + 2, end)..<end], at: index)
                    addNamed(name, tokens[min(index + 2, end)..<end], end: end)
                } else if hasBareCalls, Self.bare.contains(name), index + 1 < tokens.count {
                    let rest = tokens[(index + 1)...].prefix(2000)
                    let end = rest.firstIndex { $0 == .sign(0x3B) || $0 == .sign(0x7D) } ?? rest.endIndex
                    work -= end - index
                    add(name, tokens[(index + 1)..<end])
                } else if index + 1 < tokens.count, case .text(let text) = tokens[index + 1],
                    name == "$" || name.hasSuffix(".$")
                {
                    commands.append(text)
                }
            case .sign(0x29):
                // `x().y(…)`: calls on what another call gave.
                if index + 2 < tokens.count, tokens[index + 1] == .sign(0x2E), case .name = tokens[index + 2] { break }
            default: break
            }
            index += 1
        }
    }

    mutating func add(_ name: String, _ body: ArraySlice<CodeToken>, at index: Int? = nil) {
        guard calls.count < 400 else {
            isCut = true
            return
        }
        let arguments = split(body).map { value($0) }
        calls.append(
            CodeCall(
                name: name, arguments: arguments, tokens: body, receiver: index.flatMap { receiver(name, before: $0) }))
    }

    /// The constant that stands before a method's name.
    private func receiver(_ name: String, before index: Int) -> String? {
        if let dot = name.lastIndex(of: "."), let constant = constants[String(name[..<dot])] {
            return constant.joined(separator: " ")
        }
        guard index > 1, tokens[index - 1] == .sign(0x2E) else { return nil }
        var depth = 0
        var start = index - 2
        while start >= 0, index - start < 200 {
            switch tokens[start] {
            case .sign(0x29), .sign(0x5D): depth += 1
            case .sign(0x28), .sign(0x5B):
                depth -= 1
                if depth == 0 {
                    if start > 0, case .name = tokens[start - 1] { start -= 1 }
                    return value(tokens[start..<(index - 1)])?.joined(separator: " ")
                }
            default: if depth == 0 { return nil }
            }
            start -= 1
        }
        return nil
    }

    /// Where the bracket at an index is closed.
    func close(_ open: Int) -> Int {
        var depth = 0
        for index in open..<min(tokens.count, open + 2000) {
            switch tokens[index] {
            case .sign(0x28), .sign(0x5B), .sign(0x7B): depth += 1
            case .sign(0x29), .sign(0x5D), .sign(0x7D):
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
        }
        return min(tokens.count, open + 2000)
    }

    func split(_ body: ArraySlice<CodeToken>) -> [ArraySlice<CodeToken>] {
        var parts: [ArraySlice<CodeToken>] = []
        var depth = 0
        var start = body.startIndex
        for index in body.indices {
            switch body[index] {
            case .sign(0x28), .sign(0x5B), .sign(0x7B): depth += 1
            case .sign(0x29), .sign(0x5D), .sign(0x7D): depth -= 1
            case .sign(0x2C) where depth == 0:
                parts.append(body[start..<index])
                start = index + 1
            default: break
            }
        }
        if start < body.endIndex { parts.append(body[start...]) }
        return parts
    }

    /// What an expression is worth: a text, a list of texts, or `nil`.
    func value(_ expression: ArraySlice<CodeToken>, depth: Int = 0) -> [String]? {
        guard depth < 12 else { return nil }
        var result = ""
        var isKnown = false
        var index = expression.startIndex
        while index < expression.endIndex {
            if result.utf8.count > 4 * Self.longest { return [Mark.unknownText] }
            switch expression[index] {
            case .text(let text):
                result += text
                isKnown = true
            case .sign(0x2B), .sign(0x2E), .sign(0x3B): break
            case .sign(0x2F):
                if !isKnown { return nil }
                result += "/"
            case .sign(0x5B):
                guard !isKnown, let end = matching(expression, index) else { return isKnown ? [result] : nil }
                let values = split(expression[(index + 1)..<end]).map {
                    value($0, depth: depth + 1)?.joined(separator: " ") ?? Mark.unknownText
                }
                return values.isEmpty ? nil : values
            case .sign(0x28):
                guard let end = matching(expression, index),
                    let inner = value(expression[(index + 1)..<end], depth: depth + 1)
                else { return isKnown ? [result] : nil }
                result += inner.joined(separator: " ")
                isKnown = true
                index = end
            case .name(let name):
                let isCall = index + 1 < expression.endIndex && expression[index + 1] == .sign(0x28)
                if isCall, let end = matching(expression, index + 1) {
                    guard let text = callValue(name, expression[(index + 2)..<end], depth: depth) else {
                        // `require("os").homedir()`: what is called on it decides.
                        if !isKnown, end + 2 < expression.endIndex, expression[end + 1] == .sign(0x2E),
                            case .name = expression[end + 2]
                        {
                            index = end + 2
                            continue
                        }
                        return isKnown ? [result + Mark.unknownText] : nil
                    }
                    result += text
                    isKnown = true
                    index = end
                } else if ["f", "r", "b", "u", "rb", "br", "fr", "rf", "F", "R", "B"].contains(name) {
                    break
                } else if name.hasSuffix("environ") || name.hasSuffix("env") || name == "ENV" || name == "$ENV"
                    || name == "@ENV" || name == "$_ENV"
                {
                    guard let end = expression[index...].firstIndex(where: { $0 == .sign(0x5D) || $0 == .sign(0x7D) }),
                        expression[index...end].contains(where: { $0 == .text("HOME") || $0 == .name("HOME") })
                    else { return isKnown ? [result + Mark.unknownText] : nil }
                    result += home
                    isKnown = true
                    index = end
                } else if name == "Dir.home" || name == "Path.home" || name == "Pathname.home" {
                    result += home
                    isKnown = true
                } else if name == "Dir.pwd" || name == "__dirname" {
                    result += folder
                    isKnown = true
                } else if index == expression.startIndex, index + 1 < expression.endIndex,
                    expression[index + 1] == .sign(0x3A)
                {
                    index += 1
                } else if name == "process.env.HOME" || name == "$HOME" {
                    result += home
                    isKnown = true
                } else if let constant = constants[name] {
                    result += constant.joined(separator: " ")
                    isKnown = true
                } else {
                    guard isKnown else { return nil }
                    result += Mark.unknownText
                }
            case .number(let text):
                guard index == expression.startIndex else { return isKnown ? [result] : nil }
                result += text
                isKnown = true
            default: return isKnown ? [result] : nil
            }
            index += 1
        }
        return isKnown ? [result] : nil
    }

    private func matching(_ expression: ArraySlice<CodeToken>, _ open: Int) -> Int? {
        var depth = 0
        for index in open..<expression.endIndex {
            switch expression[index] {
            case .sign(0x28), .sign(0x5B), .sign(0x7B): depth += 1
            case .sign(0x29), .sign(0x5D), .sign(0x7D):
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
        }
        return nil
    }
}
