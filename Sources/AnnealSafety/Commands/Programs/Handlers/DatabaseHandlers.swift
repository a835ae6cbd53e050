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
            analysis.emit(.database, target: host)
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
            analysis.emit(.database, target: arguments.value("-h", "--host")?.text ?? "localhost")
            return Flow(taint: .file)
        },
    ]

    /// `\! command` and `system command` of clients.
    private static func meta(_ analysis: CommandAnalysis, _ word: Word) {
        for mark in ["\\! ", "\\!", "\\system ", "system "] {
            guard let at = word.text.firstRange(of: mark) else { continue }
            if mark == "system ", at.lowerBound != word.text.startIndex { continue }
            analysis.follow(Word(text: String(word.text[at.upperBound...].prefix { $0 != "\n" }), range: word.range))
            return
        }
        let upper = word.text.uppercased()
        if upper.contains("TO PROGRAM"), let quote = word.text.firstIndex(of: "'") {
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
        for name in ["readfile('", "writefile('", "fsdir('", "edit('"] {
            guard let at = joined.lowercased().firstRange(of: name) else { continue }
            let path = String(joined[at.upperBound...].prefix { $0 != "'" })
            if name.hasPrefix("write") {
                analysis.touch(.write, Word(text: path, range: invocation.range))
            } else {
                _ = analysis.readFile(Word(text: path, range: invocation.range))
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
