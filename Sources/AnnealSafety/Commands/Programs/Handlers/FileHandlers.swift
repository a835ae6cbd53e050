/// Programs that remove files, change their rights, fill disks.
extension ProgramHandlers {
    static let fileHandlers: [String: Handler] = [
        "rm": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("--interactive --one-file-system"))
            let isRecursive = arguments.has("-r", "-R", "--recursive", "-d")
            if arguments.has("--no-preserve-root") {
                analysis.emit(.delete, target: "/", place: .root, traits: .recursive)
            }
            for word in arguments.operands { analysis.remove(word, isRecursive: isRecursive) }
            return .none
        },
        "rimraf": { analysis, invocation in
            for word in invocation.arguments().operands { analysis.remove(word, isRecursive: true) }
            return .none
        },
        "gio": { analysis, invocation in
            if ["trash", "remove"].contains(invocation.words.first?.text ?? "") {
                for word in invocation.words.dropFirst() where !word.text.hasPrefix("-") {
                    analysis.remove(word, isRecursive: true)
                }
            } else {
                analysis.emit(.daemon, target: "gio")
            }
            return .generated
        },
        "ls": { analysis, invocation in list(analysis, invocation) },
        "dir": { analysis, invocation in list(analysis, invocation) },
        "eza": { analysis, invocation in list(analysis, invocation) },
        "exa": { analysis, invocation in list(analysis, invocation) },
        "lsd": { analysis, invocation in list(analysis, invocation) },
        "dirname": { analysis, invocation in paths(analysis, invocation) },
        "basename": { analysis, invocation in paths(analysis, invocation) },
        "realpath": { analysis, invocation in paths(analysis, invocation) },
        "readlink": { analysis, invocation in paths(analysis, invocation) },
        "locate": { analysis, invocation in located(analysis, invocation) },
        "plocate": { analysis, invocation in located(analysis, invocation) },
        "mlocate": { analysis, invocation in located(analysis, invocation) },
        "mdfind": { analysis, invocation in
            if let folder = invocation.arguments(OptionNames("-onlyin -name -s"), .words).value("-onlyin") {
                analysis.touch(.list, folder, traits: .recursive)
                return .generated
            }
            analysis.emit(.list, target: "all files", place: .outside)
            return .generated
        },
        "unlink": { analysis, invocation in
            for word in invocation.arguments().operands { analysis.remove(word, isRecursive: false) }
            return .none
        },
        "rmdir": { analysis, invocation in
            for word in invocation.arguments().operands { analysis.touch(.delete, word) }
            return .none
        },
        "trash": { analysis, invocation in
            for word in invocation.arguments().operands { analysis.remove(word, isRecursive: true) }
            return .none
        },
        "trash-put": { analysis, invocation in
            for word in invocation.arguments().operands { analysis.remove(word, isRecursive: true) }
            return .none
        },
        "shred": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-n -s --iterations --size --random-source"))
            for word in arguments.operands { analysis.lose(word) }
            return .none
        },
        "wipe": { analysis, invocation in
            for word in invocation.arguments(OptionNames("-q -Q")).operands { analysis.remove(word, isRecursive: true) }
            return .none
        },
        "srm": { analysis, invocation in
            for word in invocation.arguments().operands { analysis.remove(word, isRecursive: true) }
            return .none
        },
        "truncate": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-s --size -r --reference=read"))
            if let size = arguments.value("-s", "--size"), Size.isHuge(size.text) {
                analysis.emit(.exhaust, target: size.text)
            }
            let isEmptying = arguments.value("-s", "--size").map { $0.text == "0" } ?? false
            for word in arguments.operands {
                let reading = analysis.paths.read(word.text, from: analysis.scope.folder)
                if isEmptying,
                    reading.place == .home || reading.place == .outside || reading.traits.contains(.wholesale)
                {
                    analysis.touch(.delete, word, traits: .wholesale)
                } else {
                    analysis.touch(.write, word)
                }
            }
            return .none
        },
        "fallocate": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-l -o --length --offset"))
            if let size = arguments.value("-l", "--length"), Size.isHuge(size.text) {
                analysis.emit(.exhaust, target: size.text)
            }
            for word in arguments.operands { analysis.touch(.write, word) }
            return .none
        },
        "mkfile": { analysis, invocation in
            let operands = invocation.arguments(OptionNames("")).operands
            if let size = operands.first, Size.isHuge(size.text) { analysis.emit(.exhaust, target: size.text) }
            for word in operands.dropFirst() { analysis.touch(.write, word) }
            return .none
        },
        "dd": { analysis, invocation in dd(analysis, invocation) },
        "dcfldd": { analysis, invocation in dd(analysis, invocation) },
        "pv": { analysis, invocation in
            var taint = invocation.input.taint
            for word in invocation.arguments(OptionNames("-L -s -i -w -N -B")).operands {
                taint.formUnion(analysis.readFile(word).taint)
            }
            return Flow(taint: taint)
        },
        "chmod": { analysis, invocation in chmod(analysis, invocation) },
        "chown": { analysis, invocation in owner(analysis, invocation) },
        "chgrp": { analysis, invocation in owner(analysis, invocation) },
        "mktemp": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-p --tmpdir --suffix -t"))
            let folder = arguments.value("-p", "--tmpdir")?.text ?? "/tmp"
            let template = arguments.operands.first?.text ?? "tmp.XXXX"
            let path = template.hasPrefix("/") ? template : folder + "/" + template
            analysis.touch(.write, Word(text: path, range: invocation.range))
            return .known(path.replacing("X", with: Mark.plainText) + "\n")
        },
        "mknod": { analysis, invocation in
            analysis.emit(.privilege, target: "mknod")
            return .none
        },
        "setfacl": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-m -x -M=read -X=read --modify --remove"))
            for word in arguments.operands {
                analysis.touch(.mode, word, traits: arguments.has("-R", "--recursive") ? .recursive : [])
            }
            return .none
        },
        "tee": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("--output-error"))
            let appends = arguments.has("-a", "--append")
            for word in arguments.operands {
                let path = analysis.writeFile(word, appends: appends)
                if analysis.isNetworkDevice(path), !invocation.input.taint.isDisjoint(with: .confidential) {
                    analysis.emit(.send, target: path)
                }
                if invocation.input.taint.contains(.downloaded), invocation.input.text == nil {
                    analysis.fetched.append(path)
                }
                analysis.written[path] = invocation.input
                analysis.fill(path, with: invocation.input)
            }
            return invocation.input
        },
        "sponge": { analysis, invocation in
            for word in invocation.arguments().operands {
                analysis.fill(analysis.writeFile(word, appends: false), with: invocation.input)
            }
            return invocation.input
        },
        "yes": { _, _ in Flow(taint: .endless) },
        "sync": { _, _ in .none },
        "logger": { _, _ in .none },
    ]

    /// `locate`: names of files anywhere that hold a pattern flow out.
    private static func located(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        analysis.emit(.list, target: "all files", place: .outside)
        var flow = Flow(taint: [])
        for pattern in invocation.arguments(OptionNames("-n -l -d --limit --database")).operands {
            let name = pattern.text.split(separator: "/").last.map(String.init) ?? pattern.text
            flow.names.append(Word(text: "/" + Mark.treeText + "/" + name, taint: pattern.taint, range: pattern.range))
        }
        return flow
    }

    /// `ls`: names of files flow out.
    private static func list(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        guard let spec = ProgramTable.standard.spec(of: "ls") else { return .generated }
        let arguments = invocation.arguments(spec.options)
        let isRecursive = arguments.has("-R", "--recursive")
        var flow = Flow(taint: [])
        let operands = arguments.operands.isEmpty ? [Word(text: ".", range: invocation.range)] : arguments.operands
        for word in operands {
            let reading = analysis.touch(.list, word, traits: isRecursive ? .recursive : [])
            let isFolder =
                !word.isPattern
                && (word.text == "." || word.text.hasSuffix("/")
                    || !(word.text.split(separator: "/").last ?? "").dropFirst().contains("."))
            if !isFolder || arguments.has("-d") {
                flow.names.append(word)
            } else if arguments.has("-a", "-A", "--all", "--almost-all") {
                flow.names.append(
                    Word(text: word.text == "." ? analysis.scope.folder : reading.path, range: word.range))
            } else {
                flow.names.append(
                    Word(text: (word.text == "." ? "" : word.text + "/") + Mark.starText, range: word.range))
            }
        }
        return flow
    }

    /// `dirname`, `basename`, `realpath` of what is known.
    private static func paths(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(OptionNames("-s --suffix --relative-to --relative-base"))
        guard let word = arguments.operands.first else { return .plain }
        var text = word.text
        switch invocation.name {
        case "dirname":
            while text.count > 1, text.hasSuffix("/") { text.removeLast() }
            if let slash = text.lastIndex(of: "/") {
                text = slash == text.startIndex ? "/" : String(text[..<slash])
            } else {
                text = "."
            }
        case "basename": text = text.split(separator: "/").last.map(String.init) ?? "/"
        default: text = analysis.paths.absolute(text, from: analysis.scope.folder)
        }
        if text.utf8.contains(Mark.unknown), invocation.name == "basename" { text = Mark.plainText }
        return .known(text + "\n", taint: word.taint)
    }

    /// `dd if=… of=…`.
    private static func dd(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        var flow = invocation.input
        var hasCount = false
        var target: Word?
        for word in invocation.words {
            guard let (name, value) = word.halves else { continue }
            switch name {
            case "if": flow = analysis.readFile(value)
            case "of": target = value
            case "count": hasCount = true
            default: break
            }
        }
        if hasCount { flow.taint.remove(.endless) }
        guard let target else { return flow }
        let path = analysis.writeFile(target, appends: false)
        if flow.taint.contains(.endless), !path.hasPrefix("/dev/") { analysis.emit(.exhaust, target: target.text) }
        return .none
    }

    private static func chmod(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        // A mode such as `-x` looks like an option.
        let words = invocation.words
        let isRecursive = words.contains { ($0.text.hasPrefix("-R") && $0.text != "-r") || $0.text == "--recursive" }
        var operands = words.filter {
            $0.text != "-R" && !$0.text.hasPrefix("--")
                && !["-v", "-c", "-f", "-vR", "-Rv", "-fR", "-Rf", "-cR"].contains($0.text)
        }
        if let reference = words.first(where: { $0.text.hasPrefix("--reference=") }) {
            _ = reference
        } else if !operands.isEmpty {
            let mode = operands.removeFirst().text
            if Mode.isSetIdentity(mode) { analysis.emit(.privilege, target: "chmod " + mode) }
            if Mode.isOpen(mode) {
                for word in operands { analysis.touch(.mode, word, traits: isRecursive ? [.recursive, .open] : .open) }
                return .none
            }
        }
        for word in operands { analysis.touch(.mode, word, traits: isRecursive ? .recursive : []) }
        return .none
    }

    private static func owner(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(OptionNames("--from --reference"))
        let operands =
            arguments.options.contains { $0.name == "--reference" }
            ? arguments.operands[...] : arguments.operands.dropFirst()
        let isRecursive = arguments.has("-R", "--recursive")
        if let owner = arguments.operands.first,
            owner.text == "root" || owner.text.hasPrefix("root:") || owner.text == "0" || owner.text.hasPrefix("0:")
        {
            analysis.emit(.privilege, target: "chown " + owner.text)
        }
        for word in operands { analysis.touch(.mode, word, traits: isRecursive ? .recursive : []) }
        return .none
    }
}
