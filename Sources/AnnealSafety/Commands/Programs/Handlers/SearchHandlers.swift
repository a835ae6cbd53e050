/// Programs that search for files and may do something to each.
extension ProgramHandlers {
    static let searchHandlers: [String: Handler] = [
        "find": { analysis, invocation in find(analysis, invocation) },
        "gfind": { analysis, invocation in find(analysis, invocation) },
        "bfs": { analysis, invocation in find(analysis, invocation) },
        "fd": { analysis, invocation in fd(analysis, invocation) },
        "fdfind": { analysis, invocation in fd(analysis, invocation) },
        "rg": { analysis, invocation in
            ripgrep(analysis, invocation)
        },
        "grep": { analysis, invocation in grep(analysis, invocation) },
        "egrep": { analysis, invocation in grep(analysis, invocation) },
        "fgrep": { analysis, invocation in grep(analysis, invocation) },
        "zgrep": { analysis, invocation in grep(analysis, invocation) },
    ]

    private static func grep(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        guard let spec = ProgramTable.standard.spec(of: "grep") else { return .generated }
        let arguments = invocation.arguments(spec.options)
        var operands = arguments.operands
        let patterns = arguments.values("-e", "--regexp") + arguments.values("-f", "--file")
        var pattern = patterns.first?.text ?? ""
        if patterns.isEmpty, !operands.isEmpty { pattern = operands.removeFirst().text }
        for file in arguments.values("-f", "--file") { _ = analysis.readFile(file) }
        var traits: CommandEffect.Traits =
            arguments.has("-r", "-R", "--recursive", "--dereference-recursive") ? .recursive : []
        if SecretWords.names(pattern) { traits.insert(.secrets) }
        if invocation.input.taint.contains(.environment), pattern.contains("_"), KnownVariables.isSecret(pattern),
            pattern.utf8.allSatisfy({ $0 < 0x61 })
        {
            analysis.emit(.credentials, target: pattern)
        }
        return search(
            analysis, operands, traits: traits,
            onlyNames: arguments.has("-l", "-L", "-c", "--count", "--files-with-matches", "-q", "--quiet"),
            input: invocation.input)
    }

    private static func ripgrep(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        guard let spec = ProgramTable.standard.spec(of: "rg") else { return .generated }
        let names = OptionNames(
            spec.options.roles.map { $0.key + "=" + $0.value.rawValue }.joined(separator: " ")
                + " --pre=program --pre-glob --hostname-bin=program")
        let arguments = invocation.arguments(names)
        for option in arguments.options {
            if let value = option.value, let role = names.roles[option.name] { analysis.use(value, as: role) }
        }
        var operands = arguments.operands
        if arguments.values("-e", "--regexp", "-f", "--file").isEmpty, !arguments.has("--files", "--type-list"),
            !operands.isEmpty
        {
            operands.removeFirst()
        }
        if arguments.has("--files") {
            var flow = Flow(taint: [])
            for word in operands.isEmpty ? [Word(text: ".", range: invocation.range)] : operands {
                analysis.touch(.list, word)
                flow.names.append(Word(text: word.text + "/" + Mark.treeText, range: word.range))
            }
            return flow
        }
        return search(
            analysis, operands, traits: .recursive,
            onlyNames: arguments.has("-l", "--files-with-matches", "-c", "--count", "-q"), input: invocation.input)
    }

    private static func search(
        _ analysis: CommandAnalysis, _ operands: [Word], traits: CommandEffect.Traits, onlyNames: Bool, input: Flow
    ) -> Flow {
        guard !operands.isEmpty else { return Flow(taint: input.taint) }
        var flow = Flow(taint: [])
        for word in operands {
            if word.text == "-" {
                flow.taint.formUnion(input.taint)
                continue
            }
            flow.taint.formUnion(analysis.readFile(word, traits: traits).taint)
            if onlyNames {
                flow.names.append(
                    Word(text: word.text + (traits.contains(.recursive) ? "/" + Mark.starText : ""), range: word.range))
            }
        }
        if onlyNames { flow.taint.subtract(.file) }
        return flow
    }

    // MARK: find

    private static let findValues: Set<String> = [
        "-name", "-iname", "-path", "-ipath", "-wholename", "-regex", "-iregex", "-type", "-xtype", "-maxdepth",
        "-mindepth", "-mtime", "-atime", "-ctime", "-mmin", "-amin", "-cmin", "-newer", "-size", "-user", "-group",
        "-perm", "-links", "-inum", "-samefile", "-lname", "-ilname", "-fstype", "-uid", "-gid", "-printf", "-used",
        "-context", "-regextype", "-anewer", "-cnewer", "-newermt", "-D", "-flags", "-newerct", "-newerat",
    ]

    private static func find(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        var starts: [Word] = []
        var index = 0
        let words = invocation.words
        while index < words.count, let first = words[index].text.utf8.first,
            first != 0x2D || words[index].text == "-L" || words[index].text == "-H" || words[index].text == "-P",
            first != 0x21, first != 0x28
        {
            if first != 0x2D { starts.append(words[index]) }
            index += 1
        }
        if starts.isEmpty { starts = [Word(text: ".", range: invocation.range)] }
        var search = FileSearch(starts: starts)
        var actions: [(kind: Substring, words: [Word])] = []
        var isNegated = false
        while index < words.count {
            let word = words[index]
            index += 1
            switch word.text {
            case "-name", "-iname", "-path", "-ipath", "-wholename":
                guard index < words.count else { break }
                if !isNegated {
                    search.narrow(
                        by: words[index].text, isPath: word.text.hasSuffix("path") || word.text == "-wholename")
                }
                index += 1
            case "-type":
                if index < words.count, words[index].text == "d", !isNegated { search.isFolders = true }
                if index < words.count, words[index].text == "f", !isNegated { search.isFiles = true }
                index += 1
            case "-maxdepth":
                if index < words.count, words[index].text == "0" { search.isStart = true }
                index += 1
            case "-delete": actions.append(("-delete", []))
            case "-exec", "-execdir", "-ok", "-okdir":
                var command: [Word] = []
                while index < words.count, words[index].text != ";" {
                    let isEnd = words[index].text == "+" && command.last?.text == "{}"
                    if isEnd { break }
                    command.append(words[index])
                    index += 1
                }
                index += 1
                actions.append((Substring(word.text), command))
            case "-fprint", "-fprint0", "-fls", "-fprintf":
                if index < words.count { _ = analysis.writeFile(words[index], appends: false) }
                index += word.text == "-fprintf" ? 2 : 1
            case "-files0-from":
                if index < words.count { _ = analysis.readFile(words[index]) }
                index += 1
            case "-empty": search.isEmpty = true
            case "-newer", "-mtime", "-mmin", "-size", "-atime", "-ctime": index += 1
            default: if findValues.contains(word.text) { index += 1 }
            }
            isNegated = word.text == "!" || word.text == "-not"
            if word.text == "-o" || word.text == "-or" { search.widen() }
        }
        for start in starts { analysis.touch(.list, start, traits: .recursive) }
        for action in actions { analysis.perform(action.kind, action.words, on: search, range: invocation.range) }
        var flow = Flow(taint: [])
        flow.names = search.found
        return flow
    }

    private static func fd(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let names = OptionNames(
            """
            -e -E -t -d -S -j -c -o --extension --exclude --type --max-depth --size --changed-within \
            --changed-before --owner --color --base-directory --search-path --threads -g=text
            """)
        var words = invocation.words
        var action: (kind: Substring, words: [Word])?
        if let at = words.firstIndex(where: { ["-x", "-X", "--exec", "--exec-batch"].contains($0.text) }) {
            let command = Array(words[(at + 1)...]).filter { $0.text != ";" }
            words = Array(words[..<at])
            let hasPlace = command.contains { $0.text.contains("{") }
            action = ("-exec", hasPlace ? command : command + [Word(text: "{}", range: invocation.range)])
        }
        let arguments = Arguments(words, names, .gnu)
        let starts =
            arguments.operands.count > 1
            ? Array(arguments.operands.dropFirst()) : [Word(text: ".", range: invocation.range)]
        var search = FileSearch(starts: starts)
        if let pattern = arguments.operands.first, !pattern.text.isEmpty, pattern.text != "." {
            search.narrow(by: "*" + pattern.text + "*", isPath: false)
        }
        if let end = arguments.value("-e", "--extension") { search.narrow(by: "*." + end.text, isPath: false) }
        for start in starts { analysis.touch(.list, start, traits: .recursive) }
        if let action { analysis.perform(action.kind, action.words, on: search, range: invocation.range) }
        var flow = Flow(taint: [])
        flow.names = search.found
        return flow
    }
}
