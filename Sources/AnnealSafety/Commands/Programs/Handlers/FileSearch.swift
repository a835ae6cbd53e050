/// What a search for files finds, as words.
struct FileSearch {
    var starts: [Word]
    /// The names that are searched for; none stands for everything.
    private(set) var patterns: [String] = []
    private var isWide = false
    var isFolders = false
    var isFiles = false
    var isStart = false
    var isEmpty = false

    init(starts: [Word]) { self.starts = starts }

    /// Only what fits a pattern is found.
    mutating func narrow(by pattern: String, isPath: Bool) {
        let name = isPath ? String(pattern.split(separator: "/").last { $0 != "*" } ?? "*") : pattern
        if !CommandAnalysis.patterns(name).utf8.allSatisfy({ $0 == Mark.star }) { patterns.append(name) }
    }

    /// Whether only folders of git are found, by their very name.
    var isGitFolder: Bool { !isWide && patterns.contains { $0.lowercased() == ".git" } }

    /// An alternative follows.
    mutating func widen() { isWide = true }

    /// Whether everything below the starts is meant.
    var isEverything: Bool { patterns.isEmpty && !isFiles && !isEmpty }

    /// Paths as they are handed to commands.
    var found: [Word] {
        starts.flatMap { start -> [Word] in
            if isStart { return [start] }
            let base = start.text.hasSuffix("/") ? start.text : start.text + "/"
            guard !patterns.isEmpty, patterns.count <= 16 else {
                return [Word(text: base + Mark.treeText, taint: start.taint, range: start.range)]
            }
            return patterns.map {
                Word(
                    text: base + Mark.treeText + "/" + CommandAnalysis.patterns($0), taint: start.taint,
                    range: start.range)
            }
        }
    }
}

extension CommandAnalysis {
    /// Does to each file of a search what `find` is told.
    func perform(_ kind: Substring, _ command: [Word], on search: FileSearch, range: ShellRange) {
        guard kind != "-delete" else {
            for word in search.found {
                if search.isEverything {
                    touch(
                        .delete,
                        word.text.hasSuffix("/" + Mark.treeText)
                            ? Word(text: String(word.text.dropLast(2)), range: word.range) : word,
                        traits: [.recursive, .contents])
                } else {
                    let reading = paths.read(word.text, from: scope.folder)
                    let place = reading.place == .workspaceRoot ? .workspace : reading.place
                    emit(
                        .delete, target: word.text, place: place,
                        traits: search.isEmpty && search.isFolders ? [] : reading.traits.union(.wholesale))
                }
            }
            return
        }
        if search.isGitFolder, command.first.map({ $0.text.split(separator: "/").last == "rm" }) ?? false {
            for start in search.starts {
                touch(.delete, Word(text: start.text + "/.git", range: range), traits: .recursive)
            }
        }
        let outer = scope.folder
        if kind.hasSuffix("dir") { scope.folder = Mark.unknownText }
        defer { scope.folder = outer }
        let place = search.found
        for file in first(64, of: place, "the places of a search") {
            let words = command.map { word -> Word in
                guard word.text.contains("{}") else { return word }
                return Word(
                    text: word.text.replacing("{}", with: file.text), taint: word.taint.union(file.taint),
                    range: word.range)
            }
            let isShell =
                words.first.map {
                    ["sh", "bash", "dash", "zsh"].contains($0.text.split(separator: "/").last.map(String.init) ?? "")
                } ?? false
            if isShell, words.count > 1, words[1].text.utf8.contains(Mark.tree) {
                emit(.opaque, target: words[1].text)
                continue
            }
            withoutFunctionsVoid { invoke(words, input: .none) }
        }
    }

    private func withoutFunctionsVoid(_ body: () -> Flow) { _ = withoutFunctions(body) }
}
