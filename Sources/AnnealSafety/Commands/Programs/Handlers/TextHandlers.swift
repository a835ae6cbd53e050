/// Programs that change texts, some of which run others.
extension ProgramHandlers {
    static let textHandlers: [String: Handler] = [
        "sed": { analysis, invocation in sed(analysis, invocation) },
        "gsed": { analysis, invocation in sed(analysis, invocation) },
        "awk": { analysis, invocation in awk(analysis, invocation) },
        "gawk": { analysis, invocation in awk(analysis, invocation) },
        "mawk": { analysis, invocation in awk(analysis, invocation) },
        "nawk": { analysis, invocation in awk(analysis, invocation) },
        "sort": { analysis, invocation in
            let names = OptionNames(
                """
                -k -t -S -T -o=write --key --field-separator --output=write --compress-program=program --parallel \
                --files0-from=read --random-source=read --batch-size --sort --buffer-size
                """)
            let arguments = invocation.arguments(names)
            for option in arguments.options {
                if let value = option.value, let role = names.roles[option.name] { analysis.use(value, as: role) }
            }
            return content(analysis, arguments.operands, invocation.input)
        },
        "tr": { analysis, invocation in
            let sets = invocation.arguments().operands.map(\.text)
            guard let text = invocation.input.text, !text.utf8.contains(where: Mark.isMark), sets.count == 2,
                let result = Decoding.translated(text, sets[0], sets[1])
            else {
                if let text = invocation.input.text, sets.count == 1, invocation.words.first?.text == "-d" {
                    let removed = Set(Decoding.escapes(sets[0]))
                    return .known(String(text.filter { !removed.contains($0) }), taint: invocation.input.taint)
                }
                return Flow(taint: sets.count == 2 ? invocation.input.taint.union(.decoded) : invocation.input.taint)
            }
            return .known(result, taint: invocation.input.taint.union(.decoded))
        },
        "rev": { analysis, invocation in
            if let text = invocation.input.text, invocation.words.isEmpty {
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0.reversed()) }
                return .known(lines.joined(separator: "\n"), taint: invocation.input.taint.union(.decoded))
            }
            let flow = content(analysis, invocation.arguments().operands, invocation.input)
            return Flow(taint: flow.taint.union(.decoded))
        },
        "cat": { analysis, invocation in
            content(analysis, invocation.arguments().operands, invocation.input)
        },
        "head": { analysis, invocation in head(analysis, invocation) },
        "tail": { analysis, invocation in head(analysis, invocation) },
        "base64": { analysis, invocation in decode(analysis, invocation, "-d -D --decode", Decoding.base64) },
        "base32": { analysis, invocation in decode(analysis, invocation, "-d -D --decode", { _ in nil }) },
        "basenc": { analysis, invocation in decode(analysis, invocation, "-d --decode", { _ in nil }) },
        "uudecode": { analysis, invocation in
            Flow(
                taint: content(analysis, invocation.arguments(OptionNames("-o=write")).operands, invocation.input).taint
                    .union(.decoded))
        },
        "xxd": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-l -s -c -g -o -n -b -seek -len"))
            let isReverse = invocation.words.contains {
                $0.text.hasPrefix("-") && !$0.text.hasPrefix("--") && $0.text.contains("r")
            }
            if isReverse, arguments.operands.isEmpty, let text = invocation.input.text,
                let result = Decoding.hexadecimal(text)
            {
                return .known(result, taint: invocation.input.taint.union(.decoded))
            }
            var operands = arguments.operands
            if operands.count > 1, let output = operands.popLast() { _ = analysis.writeFile(output, appends: false) }
            let flow = content(analysis, operands, invocation.input)
            return Flow(taint: isReverse ? flow.taint.union(.decoded) : flow.taint)
        },
        "gunzip": { analysis, invocation in unpack(analysis, invocation) },
        "bunzip2": { analysis, invocation in unpack(analysis, invocation) },
        "unxz": { analysis, invocation in unpack(analysis, invocation) },
        "unzstd": { analysis, invocation in unpack(analysis, invocation) },
        "unlz4": { analysis, invocation in unpack(analysis, invocation) },
        "gzip": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-S -T -o=write --suffix"))
            return arguments.has("-d", "--decompress", "--uncompress")
                ? unpack(analysis, invocation) : pack(analysis, invocation, arguments)
        },
        "xz": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-S -T --suffix --threads"))
            return arguments.has("-d", "--decompress")
                ? unpack(analysis, invocation) : pack(analysis, invocation, arguments)
        },
        "bzip2": { analysis, invocation in pack(analysis, invocation, invocation.arguments()) },
        "zstd": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-o=write -T -D"))
            if let output = arguments.value("-o") { _ = analysis.writeFile(output, appends: false) }
            return arguments.has("-d", "--decompress")
                ? unpack(analysis, invocation) : pack(analysis, invocation, arguments)
        },
        "openssl": { analysis, invocation in openssl(analysis, invocation) },
        "envsubst": { analysis, invocation in Flow(taint: invocation.input.taint.union(.environment)) },
        "less": { analysis, invocation in pager(analysis, invocation) },
        "more": { analysis, invocation in pager(analysis, invocation) },
        "man": { analysis, invocation in
            let names = OptionNames(
                "-P=script -H=script -M -S -k -f -l --pager=script --html=script --browser=script -L -m -C=read")
            let arguments = invocation.arguments(names)
            for option in arguments.options {
                if let value = option.value, let role = names.roles[option.name] { analysis.use(value, as: role) }
            }
            return .generated
        },
        "m4": { analysis, invocation in
            if let text = invocation.input.text, text.contains("syscmd") || text.contains("esyscmd") {
                analysis.emit(.opaque, target: "syscmd")
                var rest = text[...]
                while let start = rest.firstRange(of: "syscmd(") {
                    rest = rest[start.upperBound...]
                    let body = rest.prefix { $0 != ")" }.filter { $0 != "`" && $0 != "'" }
                    analysis.follow(Word(text: String(body), range: invocation.range))
                }
            }
            return content(analysis, invocation.arguments(OptionNames("-D -I -U")).operands, invocation.input)
        },
        "split": { analysis, invocation in
            let names = OptionNames(
                """
                -l -b -n -C -a --filter=script --lines --bytes --number --suffix-length --additional-suffix -t
                """)
            let arguments = invocation.arguments(names)
            if let filter = arguments.value("--filter") { analysis.follow(filter, isNamed: true) }
            for word in arguments.operands.prefix(1) where word.text != "-" { _ = analysis.readFile(word) }
            for word in arguments.operands.dropFirst() { _ = analysis.writeFile(word, appends: false) }
            if arguments.value("--filter") == nil { analysis.fill("x", with: invocation.input) }
            return .none
        },
    ]

    static func content(_ analysis: CommandAnalysis, _ files: [Word], _ input: Flow) -> Flow {
        let files = files.filter { $0.text != "-" }
        guard !files.isEmpty else { return input }
        var flow = Flow.none
        for file in files { flow = flow.followed(by: analysis.readFile(file)) }
        return flow
    }

    private static func head(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(OptionNames("-n -c --lines --bytes -s --pid"))
        var flow = content(analysis, arguments.operands, invocation.input)
        let isHuge = arguments.value("-c", "--bytes").map { Size.isHuge($0.text) } ?? false
        if invocation.name == "head", !isHuge { flow.taint.remove(.endless) }
        return flow
    }

    private static func decode(
        _ analysis: CommandAnalysis, _ invocation: Invocation, _ options: String, _ decoder: (String) -> String?
    ) -> Flow {
        let arguments = invocation.arguments(OptionNames("-w -b -i=read -o=write --wrap"))
        let isDecoding = arguments.options.contains { option in
            options.split(separator: " ").contains { $0 == option.name }
        }
        if let output = arguments.value("-o") { _ = analysis.writeFile(output, appends: false) }
        let flow = content(analysis, arguments.operands + arguments.values("-i"), invocation.input)
        guard isDecoding else { return Flow(taint: flow.taint) }
        if let text = flow.text, !text.utf8.contains(where: Mark.isMark), let result = decoder(text) {
            return .known(result, taint: flow.taint.union(.decoded))
        }
        return Flow(taint: flow.taint.union(.decoded))
    }

    private static func unpack(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(OptionNames("-S -T -o=write"))
        let prints = arguments.has("-c", "--stdout", "--to-stdout")
        if arguments.operands.isEmpty { return Flow(taint: invocation.input.taint.union(.decoded)) }
        let flow = content(analysis, arguments.operands, invocation.input)
        if prints { return Flow(taint: flow.taint.union(.decoded)) }
        for word in arguments.operands { analysis.use(word, as: .edit) }
        return .none
    }

    private static func pack(_ analysis: CommandAnalysis, _ invocation: Invocation, _ arguments: Arguments) -> Flow {
        if arguments.operands.isEmpty { return Flow(taint: invocation.input.taint) }
        let flow = content(analysis, arguments.operands, invocation.input)
        if !arguments.has("-c", "--stdout") { for word in arguments.operands { analysis.use(word, as: .edit) } }
        return Flow(taint: flow.taint)
    }

    private static func openssl(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let command = invocation.words.first?.text ?? ""
        var taint = invocation.input.taint
        var words = invocation.words.dropFirst()
        var isDecoding = false
        while let word = words.popFirst() {
            switch word.text {
            case "-in", "-inkey", "-key", "-CA", "-CAkey", "-cert", "-certfile", "-pass", "-passin":
                if let file = words.popFirst(), !file.text.hasPrefix("pass:"), !file.text.hasPrefix("env:") {
                    let path = file.text.hasPrefix("file:") ? String(file.text.dropFirst(5)) : file.text
                    taint.formUnion(analysis.readFile(Word(text: path, taint: file.taint, range: file.range)).taint)
                }
            case "-out", "-keyout", "-writerand":
                if let file = words.popFirst() { _ = analysis.writeFile(file, appends: false) }
            case "-d": isDecoding = true
            case "-connect", "-host", "-proxy", "-url":
                if let host = words.popFirst() {
                    if !invocation.input.taint.isDisjoint(with: .confidential) {
                        analysis.emit(.send, target: host.text)
                    }
                    if invocation.input.taint.contains(.interactive) { analysis.emit(.reverseShell, target: host.text) }
                    analysis.connect(host)
                }
            default: break
            }
        }
        if command == "engine" || invocation.words.contains(where: { $0.text == "-engine" }),
            invocation.words.contains(where: { $0.text.contains(".so") || $0.text.contains(".dylib") })
        {
            analysis.emit(.named, target: "openssl engine")
        }
        if command == "s_client" || command == "s_time" { taint.insert(.downloaded) }
        if isDecoding { taint.insert(.decoded) }
        if command == "rand", let size = invocation.words.last, Size.isHuge(size.text) { taint.insert(.endless) }
        return Flow(taint: taint)
    }

    private static func pager(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(
            OptionNames("-p -P -x -z -t -j -y -D -h -b -o=write -O=write -k=read -T=read --prompt --pattern"))
        if arguments.has("-k", "--lesskey-file", "--lesskey-src", "--lesskey-content") {
            analysis.emit(.named, target: "what the keys of \(invocation.name) are set to")
        }
        for word in arguments.operands where word.text.hasPrefix("+!") {
            analysis.follow(Word(text: String(word.text.dropFirst(2)), range: word.range))
        }
        return content(analysis, arguments.operands.filter { !$0.text.hasPrefix("+") }, invocation.input)
    }
}
