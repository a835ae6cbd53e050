/// Editors, which run what their scripts say.
extension ProgramHandlers {
    static let editorHandlers: [String: Handler] = {
        var handlers: [String: Handler] = [:]
        for name in ["vim", "vi", "nvim", "ex", "view", "gvim", "rvim", "vimdiff", "nvi", "vim.tiny", "vim.basic"] {
            handlers[name] = { vim($0, $1) }
        }
        for name in ["ed", "red"] { handlers[name] = { ed($0, $1) } }
        for name in ["emacs", "emacsclient", "mg", "zile"] { handlers[name] = { emacs($0, $1) } }
        for name in [
            "nano", "pico", "micro", "hx", "helix", "kak", "joe", "jed", "ne", "mcedit", "gedit", "kate", "mousepad",
            "subl", "code", "cursor", "idea", "pycharm", "zed", "atom", "codium", "TextEdit", "notepad", "windsurf",
            "webstorm", "goland", "clion", "xed", "studio", "fleet", "lite",
        ] {
            handlers[name] = { analysis, invocation in
                if invocation.words.contains(where: { $0.text == "--install-extension" }) {
                    analysis.emit(.install, target: invocation.name)
                }
                for word in invocation.arguments(
                    OptionNames("-T -r -s -Y --goto --install-extension --user-data-dir --extensions-dir")
                ).operands where !word.text.hasPrefix("+") {
                    analysis.touch(
                        .write, Word(text: String(word.text.split(separator: ":").first ?? ""), range: word.range))
                }
                return .none
            }
        }
        return handlers
    }()

    private static func vim(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        var words = invocation.words[...]
        while let word = words.popFirst() {
            switch word.text {
            case "-c", "--cmd", "+c":
                if let command = words.popFirst() { order(analysis, command) }
            case "-S", "-u", "-U", "-s":
                if let file = words.popFirst(),
                    !["NONE", "NORC", "DEFAULTS", "/dev/null"].contains(file.text)
                {
                    analysis.named { analysis.runCodeFile(file, language: "vim") }
                }
            case "-w", "-W", "-i", "-T", "-r", "-t", "-q", "-o", "-O":
                if word.text != "-o" && word.text != "-O" { words = words.dropFirst() }
            case "-": break
            case _
            where word.text.hasPrefix("-") && !word.text.hasPrefix("--") && word.text.hasSuffix("c")
                && word.text.count < 6:
                if let command = words.popFirst() { order(analysis, command) }
            default:
                if word.text.hasPrefix("+") {
                    order(analysis, Word(text: String(word.text.dropFirst()), range: word.range))
                } else if !word.text.hasPrefix("-") {
                    analysis.touch(.write, word)
                }
            }
        }
        if let text = invocation.input.text, !text.isEmpty,
            invocation.name == "ex"
                || invocation.words.contains(where: {
                    $0.text.hasPrefix("-e") || $0.text == "-s" || $0.text == "-es" || $0.text == "-Es"
                })
        {
            for line in text.split(separator: "\n") {
                order(analysis, Word(text: String(line), range: invocation.range))
            }
        }
        return .none
    }

    /// An order of vi: `:!command`, `:%!filter`, `:w !command`, `:r !command`, `:call system("…")`, `:python …`.
    private static func order(_ analysis: CommandAnalysis, _ word: Word) {
        for part in word.text.split(separator: "|").isEmpty ? [word.text[...]] : [word.text[...]] {
            let text = part.drop { $0 == ":" || $0 == " " }
            if let mark = text.firstIndex(of: "!") {
                let before = text[..<mark].filter { $0 != " " }
                let isFilter =
                    before.allSatisfy { "0123456789%$.,'<>+-".contains($0) }
                    || ["w", "r", "write", "read", "%w", "sil", "silent", "te", "term"].contains(String(before))
                let after = text[text.index(after: mark)...].prefix {
                    $0 != "|" || isFilter && !text.hasSuffix("|q") && !text.hasSuffix("|q!") && !text.hasSuffix("|x")
                }
                if isFilter, !after.isEmpty {
                    analysis.follow(Word(text: String(after), taint: word.taint, range: word.range))
                }
            }
            for call in ["delete(", "writefile(", "rename("] {
                guard let at = text.firstRange(of: call) else { continue }
                let rest = text[at.upperBound...]
                for part in rest.split(whereSeparator: { $0 == "\"" || $0 == "'" })
                where part.contains("/") || part.contains("~") {
                    let path = part.hasPrefix("~") ? analysis.tilde(String(part)) : String(part)
                    let place = Word(text: path, range: word.range)
                    if call == "writefile(" {
                        analysis.touch(.write, place)
                    } else {
                        analysis.remove(place, isRecursive: true)
                    }
                }
            }
            for call in ["system(", "systemlist(", "job_start(", "term_start(", "os.execute(", "io.popen("] {
                guard let at = text.firstRange(of: call) else { continue }
                let rest = text[at.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == "[" }
                analysis.follow(
                    Word(text: String(rest.prefix { $0 != "\"" && $0 != "'" && $0 != ")" }), range: word.range))
            }
            if let language = ["python3", "python", "py3", "py", "lua", "perl", "ruby"].first(where: {
                text.hasPrefix($0 + " ")
            }) {
                analysis.runCode(
                    Word(text: String(text.dropFirst(language.count + 1)), range: word.range),
                    language: language == "py3" || language == "py" ? "python" : language, input: .none, arguments: [])
            }
            for write in ["w ", "w! ", "write ", "saveas ", "sav "] where text.hasPrefix(write) {
                let path = text.dropFirst(write.count)
                if !path.hasPrefix("!") { analysis.touch(.write, Word(text: String(path), range: word.range)) }
            }
            for source in ["so ", "source ", "luafile ", "pyfile "] where text.hasPrefix(source) {
                let file = String(text.dropFirst(source.count))
                if file.hasPrefix("<(") {
                    analysis.follow(Word(text: "source " + file, range: word.range))
                } else {
                    analysis.named { analysis.runCodeFile(Word(text: file, range: word.range), language: "vim") }
                }
            }
        }
    }

    private static func ed(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        for word in invocation.arguments(OptionNames("-p")).operands { analysis.touch(.write, word) }
        guard let text = invocation.input.text else {
            analysis.emit(.opaque, target: "ed")
            return .none
        }
        var isText = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if isText {
                if line == "." { isText = false }
                continue
            }
            if let last = line.last, "aic".contains(last), line.dropLast().allSatisfy({ "0123456789,$.".contains($0) })
            {
                isText = true
            } else if line.hasPrefix("!") {
                analysis.follow(Word(text: String(line.dropFirst()), range: invocation.range))
            } else if line.hasPrefix("w ") || line.hasPrefix("r ") || line.hasPrefix("e ") || line.hasPrefix("W ") {
                let rest = line.dropFirst(2)
                if rest.hasPrefix("!") {
                    analysis.follow(Word(text: String(rest.dropFirst()), range: invocation.range))
                } else {
                    analysis.touch(
                        line.hasPrefix("w") || line.hasPrefix("W") ? .write : .read,
                        Word(text: String(rest), range: invocation.range))
                }
            }
        }
        return .none
    }

    private static func emacs(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let names = OptionNames("--eval --execute -eval -execute -l -load --load -f --funcall --script -script -x -L")
        let arguments = invocation.arguments(names, .words)
        for code in arguments.values("--eval", "--execute", "-eval") {
            var rest = code.text[...]
            var isShell = false
            for call in [
                "shell-command", "call-process", "start-process", "async-shell-command", "shell-command-to-string",
                "delete-directory", "delete-file",
            ] where rest.contains(call) { isShell = true }
            while isShell, let open = rest.firstIndex(of: "\"") {
                let body = rest[rest.index(after: open)...]
                guard let end = body.firstIndex(of: "\"") else { break }
                let text = String(body[..<end])
                if code.text.contains("delete-") {
                    analysis.remove(
                        Word(text: text.hasPrefix("~") ? analysis.tilde(text) : text, range: code.range),
                        isRecursive: true)
                } else {
                    analysis.follow(Word(text: text, range: code.range))
                }
                rest = body[body.index(after: end)...]
            }
        }
        if arguments.options.contains(where: { $0.name == "--daemon" || $0.name == "--bg-daemon" }) {
            analysis.emit(.behind, target: "emacs --daemon")
        }
        for file in arguments.values("-l", "-load", "--load", "--script", "-script", "-x") {
            analysis.runCodeFile(file, language: "elisp")
        }
        for word in arguments.operands where !word.text.hasPrefix("+") { analysis.touch(.write, word) }
        return .none
    }
}
