/// Program texts in languages whose grammar the guard does not know: what they may do is told by the words they use, and
/// to what by their texts in quotes.
enum UnreadCode {
    /// Languages whose calls `CodeReading` reads.
    private static let read: Set<String> = [
        "python", "javascript", "perl", "ruby", "php", "lua", "awk", "tcl", "pwsh", "powershell", "make", "julia",
    ]

    /// Clients of databases, whose statements only read and write.
    static let statements: Set<String> = [
        "duckdb", "clickhouse", "spark", "hive", "beeline", "trino", "presto", "snowsql", "bq",
    ]

    /// Languages in which `'` stands before a name or a single letter.
    static let lispish: Set<String> = [
        "sbcl", "ecl", "clisp", "guile", "racket", "csi", "chicken", "scheme", "mit", "chez", "emacs", "emacsclient",
        "clojure", "clj", "bb", "ghc", "ghci", "ocaml", "utop", "elisp",
    ]

    /// Whether calls are no calls as other languages write them.
    static func isForeign(_ language: String) -> Bool { lispish.contains(language) || statements.contains(language) }

    /// Whether a language has to be judged by its words.
    static func holds(_ language: String) -> Bool { !read.contains(language) }

    /// What a text may do.
    struct Deeds: OptionSet, Sendable {
        let rawValue: UInt8
        static let runs = Deeds(rawValue: 1)
        static let deletes = Deeds(rawValue: 2)
        /// It removes files, whatever it quotes.
        static let deletesFiles = Deeds(rawValue: 4)
        static let writes = Deeds(rawValue: 8)
        static let reads = Deeds(rawValue: 16)
        static let connects = Deeds(rawValue: 32)
    }

    private static let words: [(Deeds, [String])] = [
        (
            .runs,
            [
                "system(", "(system", "system \"", "system*", "system.cmd", "system.shell", "shell(", "shell-",
                "shell \"", ":shell", "exec(", "execute(", "(exec", "exec \"", ".exec", "popen", "spawn",
                "processbuilder",
                "process(", "process \"", "(process", "run-process", "callprocess", "readprocess", "createprocess",
                "process.run", "sys.process", "run-program", "run_program", "callcommand", "os.cmd", "os:cmd",
                "sys.command", ".!", "ksh", "open_process", "command(", "run(",
            ]
        ),
        (
            [.deletes, .deletesFiles],
            [
                "unlink", "rm_rf", "rm_r", "rm!", "rmtree", "deltree", "delete-", "delete_file", "file.delete",
                "files.delete", "deletefile", "removeitem", "removedirectory", "removefile", "removepath",
                "file.remove", "file.rm",
            ]
        ),
        (.deletes, ["remove", "delete", "erase", "rmdir"]),
        (.writes, ["write", "spit", "save", "copy", "rename", "chmod", "sink", "mkdir", "put_string", "cp!"]),
        (.reads, ["read", "open", "slurp", "load", "file", "source", "lines", "contents", "from", "import"]),
        (.connects, ["http", "socket", "url", "tcp", "gethostby", "download", "ftp"]),
    ]

    /// The words by their first byte.
    private static let buckets: [[(word: [UInt8], deeds: Deeds)]] = {
        var buckets: [[(word: [UInt8], deeds: Deeds)]] = Array(repeating: [], count: 256)
        for (deeds, group) in words {
            for word in group {
                let bytes = Array(word.utf8)
                buckets[Int(bytes[0])].append((bytes, deeds))
            }
        }
        return buckets
    }()

    /// What the words of a text say, in one pass.
    static func deeds(_ text: String) -> Deeds {
        let bytes = text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        var deeds = Deeds()
        for index in bytes.indices {
            for (word, deed) in buckets[Int(bytes[index])] where bytes[index...].starts(with: word) {
                deeds.formUnion(deed)
            }
        }
        return deeds
    }

    /// The text without what it quotes, and the quoted texts. Where `'` does not quote, only `"` does.
    static func parts(_ text: String, quotesSingly: Bool) -> (code: String, literals: [String]) {
        var code = ""
        var literals: [String] = []
        var literal = ""
        var mark: Character?
        var isEscaped = false
        for character in text {
            guard let open = mark else {
                if character == "\"" || character == "`" || (character == "'" && quotesSingly) {
                    mark = character
                } else {
                    code.append(character)
                }
                continue
            }
            if isEscaped {
                literal.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == open {
                literals.append(literal)
                code.append("\"")
                (literal, mark) = ("", nil)
            } else {
                literal.append(character)
            }
        }
        if !literal.isEmpty { literals.append(literal) }
        return (code, literals)
    }
}

extension CommandAnalysis {
    /// Judges a program text by its words and by what it quotes.
    func runUnread(_ word: Word, language: String = "") {
        guard spend(2 + word.text.utf8.count / 32) else { return }
        let (code, literals) = UnreadCode.parts(word.text, quotesSingly: !UnreadCode.lispish.contains(language))
        var deeds = UnreadCode.deeds(code)
        if UnreadCode.statements.contains(language) { deeds.subtract([.runs, .deletes, .deletesFiles]) }
        let known = literals.filter { !$0.isEmpty && $0.utf8.count < 4096 }.prefix(32)
        if !deeds.isEmpty, literals.count > 32 || literals.contains(where: { $0.utf8.count >= 4096 }) {
            emit(.opaque, target: "the rest of a program text")
        }
        if deeds.contains(.runs) { runLiterals(Array(known), word) }
        for literal in known where !literal.contains(" ") || literal.hasPrefix("/") {
            let path = literal.hasPrefix("~") ? tilde(literal) : literal
            let isPath = path.utf8.contains(0x2F) && !path.contains("://")
            let place = Word(text: CommandAnalysis.patterns(path), range: word.range)
            if isPath, deeds.contains(.deletes) {
                remove(place, isRecursive: true)
            } else if isPath, deeds.contains(.writes) {
                touch(.write, place)
            } else if isPath, deeds.contains(.reads) {
                _ = readFile(place)
            } else if isPath, paths.read(path, from: scope.folder).place == .secret {
                emit(.read, target: path, place: .secret)
            } else if deeds.contains(.connects) || path.contains("://"), path.contains("://"), !path.hasPrefix("file:")
            {
                connect(place)
            }
        }
        if deeds.contains(.deletesFiles), known.isEmpty { emit(.opaque, target: "what a program text removes") }
    }

    /// What a text runs: each quoted text as a command line, and all of them as the arguments of one program.
    private func runLiterals(_ literals: [String], _ word: Word) {
        guard let first = literals.first else {
            emit(.opaque, target: "what a program text runs")
            return
        }
        for literal in literals where literal.contains(" ") { follow(Word(text: literal, range: word.range)) }
        let program = first.split(separator: "/").last.map(String.init) ?? ""
        guard !first.contains(" ") else { return }
        if KnownPrograms.contains(program) {
            invoke(literals.map { Word(text: $0, range: word.range) })
        } else {
            emit(.opaque, target: first)
        }
    }
}
