/// Programs that copy, move and link.
extension ProgramHandlers {
    private static let copyNames = OptionNames(
        """
        -t -S -m -o -g -Z --target-directory --suffix --mode --owner --group --backup --reflink --sparse \
        --preserve --no-preserve --context --strip-program
        """)

    static let copyHandlers: [String: Handler] = [
        "cp": { analysis, invocation in copy(analysis, invocation, isMove: false) },
        "gcp": { analysis, invocation in copy(analysis, invocation, isMove: false) },
        "install": { analysis, invocation in copy(analysis, invocation, isMove: false) },
        "ditto": { analysis, invocation in copy(analysis, invocation, isMove: false) },
        "mv": { analysis, invocation in copy(analysis, invocation, isMove: true) },
        "ln": { analysis, invocation in link(analysis, invocation) },
        "link": { analysis, invocation in link(analysis, invocation) },
        "rename": { analysis, invocation in
            for word in invocation.arguments().operands.dropFirst() { analysis.touch(.write, word) }
            return .none
        },
        "mmv": { analysis, invocation in .none },
    ]

    private static func copy(_ analysis: CommandAnalysis, _ invocation: Invocation, isMove: Bool) -> Flow {
        let arguments = invocation.arguments(copyNames)
        let isRecursive = isMove || arguments.has("-r", "-R", "-a", "--recursive", "--archive")
        if invocation.name == "install", arguments.has("-d", "--directory") {
            for word in arguments.operands { analysis.touch(.write, word) }
            return .none
        }
        if let mode = arguments.value("-m", "--mode"), Mode.isSetIdentity(mode.text) {
            analysis.emit(.privilege, target: mode.text)
        }
        var sources = arguments.operands
        var target = arguments.value("-t", "--target-directory")
        if target == nil, sources.count > 1 { target = sources.popLast() }
        var flow = Flow.none
        for source in sources {
            if isMove {
                moveAway(analysis, source, to: target)
                flow.taint.formUnion(.file)
            } else {
                flow = analysis.readFile(source, traits: isRecursive ? .recursive : [])
            }
        }
        guard let target else { return .none }
        for source in analysis.first(64, of: sources, "what is copied") {
            put(analysis, source, target, flow: flow, isOne: sources.count == 1)
        }
        return .none
    }

    /// What is moved is gone from where it was: out of system, home or `.git` that is a loss.
    private static func moveAway(_ analysis: CommandAnalysis, _ source: Word, to target: Word?) {
        let reading = analysis.paths.read(source.text, from: analysis.scope.folder)
        let goal = target.map { analysis.paths.read($0.text, from: analysis.scope.folder).place }
        switch reading.place {
        case .workspace, .buildResult, .temporary, .automation:
            if goal == .harmlessDevice {
                analysis.touch(.delete, source, traits: .recursive)
            } else {
                analysis.touch(.write, source)
                // All that there is, where nothing lasts.
                if goal == .temporary, reading.place == .workspace, reading.traits.contains(.contents) {
                    analysis.emit(.discard, target: source.text)
                }
            }
        case .workspaceSecret: analysis.touch(.write, source)
        case .outside, .home: analysis.touch(.delete, source)
        case .ancestor, .homeRoot, .root, .system, .systemState, .git, .gitInternal, .gitProgram, .secret, .startup,
            .workspaceRoot, .kernel, .device, .guardFiles:
            analysis.touch(.delete, source, traits: .recursive)
        default: analysis.touch(.delete, source)
        }
    }

    /// Writes a copy to a target, which may be a file or a folder that takes it in.
    private static func put(_ analysis: CommandAnalysis, _ source: Word, _ target: Word, flow: Flow, isOne: Bool) {
        let name = source.text.split(separator: "/").last.map(String.init) ?? ""
        let reading = analysis.paths.read(target.text, from: analysis.scope.folder)
        let path = analysis.writeFile(target, appends: true)
        if let contents = analysis.written[analysis.paths.absolute(source.text, from: analysis.scope.folder)] {
            analysis.written[path] = contents
            analysis.written[path + "/" + name] = contents
        }
        if flow.taint.contains(.downloaded) { analysis.fetched.append(path) }
        // `cp key.pub ~/.ssh` and `cp hook .git/hooks` write into the folder.
        let isFolder = target.text.hasSuffix("/") || !isOne
        let decides: [Place] = [.homeRoot, .git, .workspaceRoot, .temporary]
        if isFolder || decides.contains(reading.place), !name.isEmpty, name != ".", name != ".." {
            let inner = analysis.paths.read(path + "/" + name, from: "/")
            if inner.place != reading.place { analysis.emit(.write, target: path + "/" + name, place: inner.place) }
        }
    }

    private static func link(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(copyNames)
        var sources = arguments.operands
        var target = arguments.value("-t", "--target-directory")
        if target == nil, sources.count > 1 { target = sources.popLast() }
        let isSymbolic = arguments.has("-s", "--symbolic")
        for source in sources {
            // The text of a symbolic link starts from where the link lies, which hardly ever matters here.
            let reading = analysis.paths.read(source.text, from: analysis.scope.folder)
            switch reading.place {
            case .secret, .guardFiles, .gitProgram:
                analysis.emit(isSymbolic ? .read : .write, target: source.text, place: reading.place)
            case .root, .homeRoot, .home, .ancestor, .outside:
                if !isSymbolic || !source.text.hasPrefix("..") {
                    analysis.emit(.read, target: source.text, place: .outside)
                }
            case .system, .systemState, .kernel, .device:
                if !isSymbolic { analysis.emit(.read, target: source.text, place: .outside) }
            default: break
            }
        }
        if let target {
            analysis.touch(.write, target)
        } else if let source = sources.first, let name = source.text.split(separator: "/").last {
            analysis.touch(.write, Word(text: String(name), range: source.range))
        }
        if isSymbolic, sources.count == 1, let source = sources.first {
            let name = source.text.split(separator: "/").last.map(String.init) ?? "link"
            let place = analysis.paths.absolute(target?.text ?? name, from: analysis.scope.folder)
            let folder = place.split(separator: "/").dropLast().joined(separator: "/")
            analysis.scope.links[place] = analysis.paths.absolute(source.text, from: "/" + folder)
        }
        return .none
    }
}
