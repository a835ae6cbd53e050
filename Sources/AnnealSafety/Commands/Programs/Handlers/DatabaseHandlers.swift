/// Databases in files and on servers.
extension ProgramHandlers {
    static let databaseHandlers: [String: Handler] = [
        "sqlite3": { analysis, invocation in sqlite(analysis, invocation) },
        "sqlite": { analysis, invocation in sqlite(analysis, invocation) },
        "duckdb": { analysis, invocation in sqlite(analysis, invocation) },
        "psql": { analysis, invocation in
            let arguments = invocation.arguments(
                OptionNames(
                    """
                    -h -p -U -d -c -f=read -o=write -v -F -P --host --port --username --dbname --command \
                    --file=read
                    """))
            if arguments.has("--version", "-V") { return .plain }
            for text in arguments.values("-c", "--command") { meta(analysis, text) }
            if let text = invocation.input.text { meta(analysis, Word(text: text, range: invocation.range)) }
            for file in arguments.values("-f", "--file") { _ = analysis.readFile(file) }
            let host =
                arguments.value("-h", "--host")?.text ?? arguments.operands.first.map { Host.name($0.text) }
                ?? "localhost"
            let isOwn = arguments.value("-h", "--host") != nil || host.contains("://") || !arguments.operands.isEmpty
            // What a file of the workspace says is the workspace's own.
            let texts = arguments.values("-c", "--command", "-f", "--file").map(\.text)
            access(analysis, host, isNamed: isOwn, texts: texts)
            if !Host.isLoopback(host), !invocation.input.taint.isDisjoint(with: [.secret, .environment]) {
                analysis.emit(.send, target: host)
            }
            return Flow(taint: .file)
        },
        "mysql": { analysis, invocation in
            let arguments = invocation.arguments(
                OptionNames("-h -P -u -D -e --host --port --user --database --execute"))
            for text in arguments.values("-e", "--execute") { meta(analysis, text) }
            if arguments.has("--version", "-V") { return .plain }
            access(
                analysis, arguments.value("-h", "--host")?.text ?? "localhost",
                isNamed: arguments.value("-h", "--host") != nil, texts: arguments.values("-e", "--execute").map(\.text))
            return Flow(taint: .file)
        },
        "redis-cli": { analysis, invocation in
            let arguments = invocation.arguments(
                OptionNames("-h -p -s -a -n -u -x -r -i -D --user --pass --eval=read --pattern --rdb=write"), .words)
            if arguments.has("--version", "-v", "--help") { return .plain }
            let address = arguments.value("-u")?.text
            let host = arguments.value("-h")?.text ?? address.map { Host.name($0) } ?? "localhost"
            access(
                analysis, host, isNamed: arguments.value("-h") != nil || address != nil,
                texts: [arguments.operands.map(\.text).joined(separator: " ")])
            if !Host.isLoopback(host), !invocation.input.taint.isDisjoint(with: [.secret, .environment]) {
                analysis.emit(.send, target: host)
            }
            return Flow(taint: .file)
        },
    ]

    /// A request to a server of databases: one of the workspace's own on this machine that only asks or adds is nothing to
    /// be asked for.
    private static func access(_ analysis: CommandAnalysis, _ host: String, isNamed: Bool, texts: [String]) {
        let words = texts.joined(separator: ";").uppercased()
        guard isNamed, Host.isLoopback(host), texts.contains(where: { !$0.isEmpty }), !loses(words) else {
            analysis.emit(.database, target: host)
            return
        }
        analysis.emit(.loopback, target: host)
    }

    /// Whether statements, in capital letters, lose data or reach beyond the database.
    private static func loses(_ words: String) -> Bool {
        [
            "DROP", "TRUNCATE", "FLUSH", "SHUTDOWN", "CONFIG", "DEBUG", "EVAL", "MODULE", "SLAVEOF", "REPLICAOF",
            "MIGRATE",
            "PROGRAM", "COPY ", "OUTFILE", "LOAD_FILE", "LOAD DATA", "PG_READ", "LO_IMPORT", "LO_EXPORT", "\\!",
            "SYSTEM",
            "ALTER SYSTEM", "GRANT", "ALTER USER", "ALTER ROLE", "CREATE EXTENSION", "SCRIPT", "MONITOR", "BGSAVE",
        ].contains { words.contains($0) }
            || (words.contains("DELETE FROM") || words.contains("UPDATE ")) && !words.contains("WHERE")
    }

    /// Paths of secrets among the texts of a statement, such as `read_text('/root/.ssh/id_rsa')`.
    ///
    /// - Returns: whether there are any.
    @discardableResult
    private static func readLiterals(_ analysis: CommandAnalysis, _ text: String, range: ShellRange) -> Bool {
        var holds = false
        guard analysis.spend(text.utf8.count / 64) else { return false }
        for literal in text.split(separator: "'") {
            let isPath = literal.hasPrefix("/") || literal.hasPrefix("~/") || literal.hasPrefix("file:/")
            guard isPath, !literal.contains(" ") else { continue }
            let path = literal.hasPrefix("~/") ? analysis.tilde(String(literal)) : String(literal)
            guard analysis.paths.read(path, from: analysis.scope.folder).place == .secret else { continue }
            _ = analysis.readFile(Word(text: path, range: range))
            holds = true
        }
        return holds
    }

    /// `\! command` and `system command` of clients.
    private static func meta(_ analysis: CommandAnalysis, _ word: Word) {
        for mark in ["\\! ", "\\!", "\\system ", "system "] {
            guard let at = word.text.firstRange(of: mark) else { continue }
            if mark == "system ", at.lowerBound != word.text.startIndex { continue }
            analysis.follow(Word(text: String(word.text[at.upperBound...].prefix { $0 != "\n" }), range: word.range))
            return
        }
        let upper = word.text.uppercased()
        readLiterals(analysis, word.text, range: word.range)
        if upper.contains("TO PROGRAM") || upper.contains("FROM PROGRAM"), let quote = word.text.firstIndex(of: "'") {
            analysis.follow(
                Word(text: String(word.text[word.text.index(after: quote)...].prefix { $0 != "'" }), range: word.range))
        }
    }

    private static func sqlite(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(
            OptionNames("-cmd -init=code -separator -nullvalue -newline -maxsize -mmap -c -s"), .words)
        let operands = arguments.operands
        var texts = operands.dropFirst().map(\.text) + arguments.values("-cmd", "-c").map(\.text)
        if let text = invocation.input.text, !text.isEmpty { texts.append(text) }
        if invocation.input.text == nil, operands.count < 2 {
            analysis.emit(.database, target: "what flows into " + invocation.name)
        }
        let joined = texts.joined(separator: ";")
        let upper = joined.uppercased()
        let bytes = Array(joined.utf8)
        // Only letters of ASCII: others may take more or fewer bytes as small ones, and the path is taken as it is written.
        let folded = bytes.map { byte -> UInt8 in byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
        for name in ["readfile('", "writefile('", "fsdir('", "edit('"] {
            var rest = folded[...]
            while let at = rest.firstRange(of: Array(name.utf8)), analysis.spend() {
                rest = rest[at.upperBound...]
                let path = String(decoding: bytes[at.upperBound...].prefix { $0 != 0x27 }, as: UTF8.self)
                if name.hasPrefix("write") {
                    analysis.touch(.write, Word(text: path, range: invocation.range))
                } else {
                    _ = analysis.readFile(Word(text: path, range: invocation.range))
                }
            }
        }
        for line in joined.split(whereSeparator: { $0 == "\n" || $0 == ";" }) {
            let line = line.drop { $0 == " " }
            for mark in [".shell ", ".system ", ".sh "] where line.hasPrefix(mark) {
                analysis.follow(Word(text: String(line.dropFirst(mark.count)), range: invocation.range))
            }
            for mark in [".output ", ".once ", ".backup ", ".save ", ".dump "]
            where line.hasPrefix(mark) && mark != ".dump " {
                let path = String(line.dropFirst(mark.count))
                if path.hasPrefix("|") {
                    analysis.follow(Word(text: String(path.dropFirst()), range: invocation.range))
                } else {
                    analysis.touch(.write, Word(text: path, range: invocation.range))
                }
            }
            if line.hasPrefix(".read ") || line.hasPrefix(".import ") || line.hasPrefix(".load ") {
                let path = String(line.split(separator: " ").dropFirst().first ?? "")
                if path.hasPrefix("|") {
                    analysis.follow(Word(text: String(path.dropFirst()), range: invocation.range))
                } else {
                    _ = analysis.readFile(Word(text: path, range: invocation.range))
                }
                if line.hasPrefix(".load") { analysis.emit(.named, target: path) }
            }
        }
        readLiterals(analysis, joined, range: invocation.range)
        let loses =
            ["DROP ", "TRUNCATE ", "VACUUM INTO", "LOAD_EXTENSION"].contains { upper.contains($0) }
            || (upper.contains("DELETE FROM") && !upper.contains("WHERE"))
            || (upper.contains("UPDATE ") && upper.contains(" SET ") && !upper.contains("WHERE"))
        if loses { analysis.emit(.discard, target: "data of " + (operands.first?.text ?? "a database")) }
        if let file = operands.first, file.text != ":memory:", !file.text.isEmpty {
            let writes = ["INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP", "REPLACE", "PRAGMA"].contains {
                upper.contains($0)
            }
            if writes { analysis.touch(.write, file) } else { _ = analysis.readFile(file) }
        }
        return Flow(taint: .file)
    }
}
