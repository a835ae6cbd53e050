/// The programs of sed and awk.
extension ProgramHandlers {
    static func sed(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let names = OptionNames("-e -f=read -l --expression --file=read --line-length")
        var words = invocation.words
        // `-i''`, `-i ''`, `-i.bak`: the ending belongs to the option.
        var edits = false
        words.removeAll { word in
            let isEdit =
                word.text == "--in-place" || word.text.hasPrefix("--in-place=")
                || (word.text.hasPrefix("-i") && !word.text.hasPrefix("--"))
            if isEdit { edits = true }
            return isEdit || (edits && word.text.isEmpty)
        }
        let arguments = Arguments(words, names, .gnu)
        if arguments.has("-i", "--in-place") { edits = true }
        var scripts = arguments.values("-e", "--expression")
        var operands = arguments.operands
        if scripts.isEmpty, arguments.values("-f", "--file").isEmpty, !operands.isEmpty {
            scripts = [operands.removeFirst()]
        }
        for file in arguments.values("-f", "--file") { analysis.runCodeFile(file, language: "sed") }
        for script in scripts { sedScript(analysis, script) }
        if edits {
            for word in operands { analysis.use(word, as: .edit) }
            return .none
        }
        let flow = content(analysis, operands, invocation.input)
        let changes = scripts.contains {
            $0.text.contains("s/") || $0.text.contains("s|") || $0.text.contains("y/") || $0.text.contains("s,")
        }
        let isKnown = flow.text.map { !$0.isEmpty } ?? false
        return Flow(taint: isKnown && changes ? flow.taint.union(.decoded) : flow.taint)
    }

    /// Commands of sed that run or write: `e`, `w`, `r`, the flags `e` and `w` of `s`.
    static func sedScript(_ analysis: CommandAnalysis, _ script: Word) {
        for line in script.text.split(whereSeparator: { $0 == "\n" || $0 == ";" }) {
            var text = line.drop { $0 == " " || $0 == "{" }
            text = dropAddress(text)
            guard let command = text.first else { continue }
            let rest = text.dropFirst()
            switch command {
            case "e":
                let order = rest.drop { $0 == " " }
                if order.isEmpty {
                    analysis.emit(.opaque, target: "sed e")
                } else {
                    analysis.follow(Word(text: String(order), range: script.range))
                }
            case "w", "W":
                _ = analysis.writeFile(Word(text: String(rest.drop { $0 == " " }), range: script.range), appends: false)
            case "r", "R": _ = analysis.readFile(Word(text: String(rest.drop { $0 == " " }), range: script.range))
            case "s":
                guard let mark = rest.first else { continue }
                let parts = rest.dropFirst().split(separator: mark, maxSplits: 2, omittingEmptySubsequences: false)
                guard parts.count > 2 else { continue }
                let flags = parts[2]
                if flags.prefix(while: { $0.isLetter || $0.isNumber }).contains("e") {
                    analysis.emit(.opaque, target: "sed s///e")
                    analysis.follow(Word(text: String(parts[1]), range: script.range))
                }
                if let write = flags.firstIndex(of: "w") {
                    _ = analysis.writeFile(
                        Word(text: String(flags[flags.index(after: write)...].drop { $0 == " " }), range: script.range),
                        appends: false)
                }
            default: break
            }
        }
    }

    static func dropAddress(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first {
            if first.isNumber || first == "$" || first == "," || first == "~" || first == "+" || first == "!"
                || first == " "
            {
                text = text.dropFirst()
            } else if first == "/" {
                guard let end = text.dropFirst().firstIndex(of: "/") else { return text }
                text = text[text.index(after: end)...]
                if text.first == "I" { text = text.dropFirst() }
            } else {
                return text
            }
        }
        return text
    }

    static func awk(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let names = OptionNames(
            """
            -F -v -f=code -i=code -l -e --field-separator --assign --file=code --source --include=code
            """)
        let arguments = invocation.arguments(names)
        for file in arguments.values("-f", "--file", "-i", "--include") {
            if file.text == "inplace" {
                continue
            } else if file.text == "-" {
                analysis.runFlow(invocation.input, language: "awk")
            } else {
                analysis.runCodeFile(file, language: "awk")
            }
        }
        var operands = arguments.operands
        var programs = arguments.values("-e", "--source")
        if programs.isEmpty, arguments.values("-f", "--file").isEmpty, !operands.isEmpty {
            programs = [operands.removeFirst()]
        }
        let files = operands.filter { !$0.text.contains("=") || $0.text.contains("/") }
        var flow = content(analysis, files, invocation.input)
        if arguments.values("-i", "--include").contains(where: { $0.text == "inplace" }) {
            for file in files { analysis.use(file, as: .edit) }
        }
        for program in programs {
            awkProgram(analysis, program)
            // Letters made of numbers read otherwise than they are written.
            if program.text.contains("%c") { flow.taint.formUnion(.decoded) }
            flow.taint.formUnion(program.taint.intersection([.secret]))
        }
        return Flow(taint: flow.taint)
    }

    /// What an awk program runs, reads and writes: `system("…")`, `"…" | getline`, `print | "…"`, `print > "…"`.
    static func awkProgram(_ analysis: CommandAnalysis, _ program: Word) {
        guard analysis.spend(program.text.utf8.count / 32) else { return }
        let tokens = CodeReader.tokens(program.text, language: CodeReader.Language("awk"))
        if tokens.count >= CodeReader.most { analysis.emit(.opaque, target: "the rest of an awk program") }
        var brings = false
        var runs = false
        var gives = false
        for (index, token) in tokens.enumerated() {
            let next = index + 1 < tokens.count ? tokens[index + 1] : nil
            let previous = index > 0 ? tokens[index - 1] : nil
            switch token {
            case .name("system"):
                var argument = tokens[min(index + 2, tokens.count)...].first
                if next != .sign(0x28) { argument = next }
                if case .text(let text)? = argument {
                    let isWhole = index + 3 < tokens.count && tokens[index + 3] == .sign(0x29)
                    analysis.follow(Word(text: isWhole ? text : text + Mark.unknownText, range: program.range))
                } else {
                    runs = true
                    analysis.emit(.opaque, target: "system")
                }
            case .text(let text):
                if next == .sign(0x7C) || previous == .sign(0x7C)
                    || (previous == .sign(0x26) && index > 1 && tokens[index - 2] == .sign(0x7C))
                {
                    if text.hasPrefix("/inet") {
                        analysis.emit(.network, target: text)
                    } else if previous == .sign(0x7C),
                        ["sh", "bash", "/bin/sh", "/bin/bash", "zsh", "dash"].contains(text)
                    {
                        analysis.emit(.opaque, target: "what awk prints to " + text)
                    } else {
                        let flow = analysis.follow(Word(text: text, range: program.range))
                        if flow.taint.contains(.downloaded) || flow.taint.contains(.decoded) { brings = true }
                    }
                } else if previous == .sign(0x3E) {
                    _ = analysis.writeFile(Word(text: text, range: program.range), appends: true)
                } else if case .sign(0x3C)? = previous {
                    let flow = analysis.readFile(Word(text: text, range: program.range))
                    if !flow.taint.isDisjoint(with: .confidential) { gives = true }
                } else if text.hasPrefix("/inet/") {
                    analysis.emit(.network, target: text)
                }
            case .name("ENVIRON"):
                if next != .sign(0x5B) { analysis.emit(.environment) }
            case .sign(0x7C):
                if next == .name("getline"), case .name(let name)? = previous {
                    let isRemote = tokens.contains {
                        if case .text(let text) = $0 { text.hasPrefix("/inet") } else { false }
                    }
                    analysis.emit(isRemote ? .reverseShell : .opaque, target: name)
                }
                if case .name(let name)? = next, name != "getline", index > 0, previous != .sign(0x7C) {
                    analysis.emit(.opaque, target: name)
                }
            default: break
            }
        }
        if brings, runs { analysis.emit(.fetched, target: "what awk reads") }
        let hasSocket = tokens.contains {
            if case .text(let text) = $0 { text.hasPrefix("/inet") } else { false }
        }
        if hasSocket, gives { analysis.emit(.send, target: "a host that awk speaks to") }
    }
}
