/// Single programs whose options matter: logging, typesetting, numbers without an end, macros of package tools.
extension ProgramHandlers {
    static let moreHandlers: [String: Handler] = [
        "seq": { analysis, invocation in
            let isEndless =
                invocation.words.contains { ["inf", "infinity", "INF"].contains($0.text) }
                || invocation.words.last.map { Size.isHuge($0.text) } ?? false
            return isEndless ? Flow(taint: .endless) : .plain
        },
        "logger": { analysis, invocation in
            let arguments = invocation.arguments(
                OptionNames("-n -P -t -p -f --server --port --tag --priority --file -i= --id= -S --size"))
            var taint = arguments.operands.reduce(into: invocation.input.taint) { $0.formUnion($1.taint) }
            for file in arguments.values("-f", "--file") { taint.formUnion(analysis.readFile(file).taint) }
            if let host = arguments.value("-n", "--server"), !analysis.isLoopback(host) {
                analysis.emit(taint.isDisjoint(with: .confidential) ? .network : .send, target: host.text)
            } else {
                analysis.emit(.run, target: "logger")
            }
            return .none
        },
        "nodemon": { analysis, invocation in watcher(analysis, invocation) },
        "sg": { analysis, invocation in group(analysis, invocation) },
        "rpm": { analysis, invocation in macros(analysis, invocation) },
        "rpmbuild": { analysis, invocation in macros(analysis, invocation) },
        "pdflatex": { analysis, invocation in typeset(analysis, invocation) },
        "xelatex": { analysis, invocation in typeset(analysis, invocation) },
        "lualatex": { analysis, invocation in typeset(analysis, invocation) },
        "latex": { analysis, invocation in typeset(analysis, invocation) },
        "tex": { analysis, invocation in typeset(analysis, invocation) },
        "pdftex": { analysis, invocation in typeset(analysis, invocation) },
        "latexmk": { analysis, invocation in typeset(analysis, invocation) },
    ]

    /// A program that starts another one again and again; what `--exec` holds is run as that of any program.
    private static func watcher(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(
            OptionNames("-x -e -w -i -d -C -c --exec --ext --watch --ignore --delay --cwd --config --signal"), .first)
        if let text = arguments.value("-x") { analysis.inSubshell { analysis.follow(text) } }
        if arguments.value("-x", "--exec") == nil, let file = arguments.rest.first {
            analysis.runCodeFile(file, language: "javascript", arguments: Array(arguments.rest.dropFirst()))
        } else {
            analysis.emit(.own, target: invocation.name)
        }
        return .generated
    }

    /// `sg GROUP -c COMMAND` runs a command with the rights of a group; `sg run …` is another program of this name.
    private static func group(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let words = invocation.words
        let isSearch =
            ["run", "scan", "test", "new", "lsp", "completions", "help"].contains(words.first?.text ?? "")
            || words.contains { $0.text == "-p" || $0.text.hasPrefix("--pattern") || $0.text.hasPrefix("--lang") }
        if isSearch {
            return analysis.runNamed("ast-grep", words, input: invocation.input, range: invocation.range)
        }
        analysis.emit(.privilege, target: "sg " + (words.first { $0.text != "-" }?.text ?? ""))
        let command = words.drop { $0.text != "-c" }.dropFirst()
        guard let text = command.first else { return analysis.runShellInput(invocation.input) }
        return analysis.follow(text, input: invocation.input)
    }

    /// `rpm --eval '%(command)'`: what stands in `%(…)` is run by a shell.
    private static func macros(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        for word in invocation.words {
            guard let start = word.text.firstRange(of: "%(") else { continue }
            let body = word.text[start.upperBound...]
            analysis.follow(
                Word(text: String(body.last == ")" ? body.dropLast() : body), taint: word.taint, range: word.range))
        }
        return packages(analysis, invocation)
    }

    /// TeX runs programs only where it is told that it may: `-shell-escape` and `\write18{command}`.
    private static func typeset(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let escapes = invocation.words.contains {
            let option = $0.text.drop { $0 == "-" }
            return option == "shell-escape" || option == "enable-write18"
                || option.hasPrefix("latexoption=-shell-escape")
        }
        if escapes {
            analysis.emit(.named, target: "programs that a document names")
            for word in invocation.words {
                var rest = word.text[...]
                while let start = rest.firstRange(of: "write18{") {
                    rest = rest[start.upperBound...]
                    analysis.follow(Word(text: String(rest.prefix { $0 != "}" }), taint: word.taint, range: word.range))
                }
            }
        }
        guard let spec = ProgramTable.standard.spec(of: "pdflatex") else { return .generated }
        return analysis.apply(spec, invocation)
    }
}
