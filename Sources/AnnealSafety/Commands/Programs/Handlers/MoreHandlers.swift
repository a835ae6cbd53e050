/// Single programs whose options matter: logging, typesetting, numbers without an end, macros of package tools.
extension ProgramHandlers {
    static let moreHandlers: [String: Handler] = [
        "seq": { analysis, invocation in
            let isEndless = invocation.words.contains { ["inf", "infinity", "INF"].contains($0.text) }
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
