/// Interpreters that the table describes, and their options that are followed by a program text.
enum InlineCode {
    private static let table = """
        R littler racket elixir iex coffee io ocaml utop ghc ghci swift clojure clj bb scala kotlin amm groovy: -e
        guile: -c -e
        sbcl ecl: --eval -eval
        clisp: -x
        csi chicken: -e -eval
        scheme mit-scheme chez: --eval -e
        racket elixir clojure clj bb raku crystal: --eval
        bun: -e --eval -p --print
        swipl: -g -t
        gprolog: --query-goal --entry-goal
        sage xonsh nu elvish rc es fish: -c
        maxima: --batch-string -r
        gap: -c
        gforth: -e
        matlab: -batch -r
        wolframscript: -code -c
        rdmd: --eval
        duckdb clickhouse clickhouse-client clickhouse-local: -c -q --query -query
        spark-sql hive beeline trino presto snowsql bq: -e -q --execute
        emacs emacsclient: -eval --eval -execute --execute
        crystal nim deno: eval
        """

    /// Frameworks and runners of tasks; what flows into them is no program text.
    private static let frameworkTable = """
        django-admin manage.py: -c --command
        wp: eval
        drush: php:eval php-eval ev eval
        artisan: --execute
        mix: -e --eval eval
        rake: -e -E
        rails: runner r
        """

    private static let options = read(table)
    private static let frameworkOptions = read(frameworkTable)

    private static func read(_ table: String) -> [String: Set<String>] {
        var options: [String: Set<String>] = [:]
        for line in table.split(separator: "\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { continue }
            for name in halves[0].split(separator: " ") {
                options[String(name), default: []].formUnion(halves[1].split(separator: " ").map(String.init))
            }
        }
        return options
    }

    /// The program texts that an interpreter is given.
    static func texts(_ name: String, _ words: [Word]) -> [Word] { texts(words, options[name]) }

    /// The program texts that a framework or a runner of tasks is given.
    static func frameworkTexts(_ name: String, _ words: [Word]) -> [Word] { texts(words, frameworkOptions[name]) }

    private static func texts(_ words: [Word], _ options: Set<String>?) -> [Word] {
        guard let options else { return [] }
        var texts: [Word] = []
        for (index, word) in words.enumerated() {
            if options.contains(word.text) {
                if index + 1 < words.count { texts.append(words[index + 1]) }
            } else if let halves = word.halves, options.contains(halves.name) {
                texts.append(halves.value)
            }
        }
        return texts
    }

    /// Whether a program is such an interpreter.
    static func isInterpreter(_ name: String) -> Bool { options[name] != nil }
}

extension CommandAnalysis {
    /// Runs the program texts that an interpreter of the table is given, on the command line or by what flows in.
    func runInlineCode(_ invocation: Invocation) {
        runFrameworkCode(invocation.name, invocation.words)
        guard InlineCode.isInterpreter(invocation.name) else { return }
        let texts = InlineCode.texts(invocation.name, invocation.words)
        for text in texts { runCode(text, language: invocation.name, input: invocation.input, arguments: []) }
        let hasOperands = invocation.words.contains { !$0.text.hasPrefix("-") || $0.text == "--version" }
        guard texts.isEmpty, !hasOperands, invocation.input.text != "" || !invocation.input.taint.isEmpty else {
            return
        }
        runFlow(invocation.input, language: invocation.name)
    }

    /// Runs the program texts that a framework is given on the command line: `manage.py shell -c`, `rails runner`.
    func runFrameworkCode(_ name: String, _ words: [Word]) {
        for text in InlineCode.frameworkTexts(name, words) {
            runCode(text, language: name, input: .none, arguments: [])
        }
    }
}
