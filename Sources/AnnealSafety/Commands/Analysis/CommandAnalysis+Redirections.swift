/// Redirections, and paths that are read and written.
extension CommandAnalysis {
    /// Does something with redirections.
    ///
    /// - Parameters:
    ///   - redirections: in their order.
    ///   - input: what would flow in without them.
    ///   - body: what is done with what flows in.
    /// - Returns: what flows out past them.
    func redirecting(_ redirections: [ShellRedirection], input: Flow, _ body: (Flow) -> Flow) -> Flow {
        guard !redirections.isEmpty else { return body(input) }
        var input = input
        var targets: [(path: String, appends: Bool)] = []
        var isAway = false
        let hadNetwork = scope.hasNetworkDescriptor
        for redirection in redirections {
            attributed(to: redirection.range) {
                let isOutput = redirection.descriptor.map { $0 == .number(1) } ?? true
                switch redirection.operation {
                case .hereDocument, .hereDocumentWithoutTabs:
                    input = redirection.document.map { text(of: $0, after: "") } ?? .none
                case .hereString: input = text(of: redirection.target, after: "\n")
                case .input:
                    var flow = Flow.none
                    for word in expandSingle(redirection.target) { flow = flow.followed(by: readFile(word)) }
                    if case .number(let number)? = redirection.descriptor, number > 0 {
                        written["/dev/fd/\(number)"] = flow
                    } else {
                        input = flow
                    }
                case .output, .outputAlways, .append, .outputAndError, .appendOutputAndError:
                    let appends = redirection.operation == .append || redirection.operation == .appendOutputAndError
                    for word in expandSingle(redirection.target) {
                        let path = writeFile(word, appends: appends)
                        if isOutput || redirection.operation == .outputAndError { targets.append((path, appends)) }
                    }
                    if isOutput { isAway = true }
                case .inputOutput:
                    for word in expandSingle(redirection.target) { _ = writeFile(word, appends: true) }
                    if scope.hasNetworkDescriptor { input = Flow(taint: .downloaded) }
                case .duplicateOutput, .duplicateInput:
                    for word in expandSingle(redirection.target) {
                        let isDescriptor = word.text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }
                        if isDescriptor || word.isUnknown {
                            guard scope.hasNetworkDescriptor, word.text != "1", word.text != "2", word.text != "-"
                            else { continue }
                            if redirection.operation == .duplicateInput {
                                input = Flow(taint: .downloaded)
                            } else if isOutput {
                                targets.append(("/dev/tcp/", true))
                            }
                            continue
                        }
                        targets.append((writeFile(word, appends: false), false))
                        isAway = true
                    }
                }
            }
        }
        let output = body(input)
        for target in targets {
            if isNetworkDevice(target.path), !output.taint.isDisjoint(with: .confidential) {
                emit(.send, target: target.path)
            }
            if target.path == "/dev/tcp/" { continue }
            judgeContents(of: target.path, output, appends: target.appends)
            written[target.path] =
                target.appends ? (written[target.path] ?? Flow(taint: .file)).followed(by: output) : output
            if output.taint.contains(.downloaded), output.text == nil, !fetched.contains(target.path),
                target.path != "/dev/null"
            {
                fetched.append(target.path)
            }
            if output.taint.contains(.endless), target.path != "/dev/null" { emit(.exhaust, target: target.path) }
        }
        if !isExecutingRedirections { scope.hasNetworkDescriptor = hadNetwork }
        return isAway ? .none : output
    }

    /// Notes what the contents of a file mean that is written.
    private func judgeContents(of path: String, _ output: Flow, appends: Bool) {
        guard !isNetworkDevice(path) else { return }
        if !appends, output.text == "" || output.text == "\n", output.names.isEmpty, output.taint.isEmpty {
            let reading = paths.read(path, from: "/")
            switch reading.place {
            case .home, .outside: emit(.delete, target: path, place: reading.place, traits: .wholesale)
            case .workspace where reading.traits.contains(.wholesale):
                emit(.delete, target: path, place: reading.place, traits: .wholesale)
            default: break
            }
        }
        if path.hasSuffix("/tasks.json"), output.text?.contains("folderOpen") == true { emit(.later, target: path) }
        if isEndless, appends || path.utf8.contains(Mark.plain), path != "/dev/null" { emit(.exhaust, target: path) }
    }

    /// What a here-document or here-string holds.
    private func text(of word: ShellWord, after end: String) -> Flow {
        var flow = Flow.none
        for value in first(16, of: expandSingle(word), "the values of a here-document") {
            flow = flow.followed(by: .known(value.text + end, taint: value.taint))
        }
        return flow
    }

    /// Whether a path is bash's name for a connection.
    func isNetworkDevice(_ path: String) -> Bool { path.hasPrefix("/dev/tcp/") || path.hasPrefix("/dev/udp/") }

    private func openNetworkDevice(_ path: String) {
        let parts = path.split(separator: "/")
        let host = parts.count > 2 ? String(parts[2]) : ""
        if Host.isLoopback(host) {
            emit(.loopback, target: host)
        } else {
            emit(.network, target: host)
            scope.hasNetworkDescriptor = true
        }
    }

    // MARK: Files

    /// Notes that something is done to a path.
    ///
    /// - Parameters:
    ///   - action: what is done.
    ///   - word: the path as written.
    ///   - traits: how it is done.
    /// - Returns: what the path is.
    @discardableResult
    func touch(_ action: CommandEffect.Action, _ word: Word, traits: CommandEffect.Traits = []) -> PathReading {
        guard spend(), word.text.utf8.count < 1 << 13 else {
            emit(action, target: String(word.text.prefix(200)), place: .unknown, traits: traits)
            return PathReading(path: Mark.unknownText, place: .unknown)
        }
        let isLink = scope.links[paths.absolute(word.text, from: scope.folder)] != nil
        let word = scope.links.isEmpty || isLink && action == .delete ? word : throughLinks(word)
        var reading = paths.read(word.text, from: scope.folder)
        if written[reading.path] != nil, word.text.hasPrefix("/dev/fd/") { return reading }
        var traits = traits.union(reading.traits)
        if word.taint.contains(.uncertain) { traits.insert(.uncertain) }
        if action == .delete, scope.hasHiddenPatterns, reading.traits.contains(.contents), reading.place == .workspace,
            reading.path == scope.folder + "/" + Mark.starText, scope.folder == paths.places.root
        {
            reading.place = .workspaceRoot
        }
        if action == .delete, reading.place == .home, !word.text.hasPrefix("..") { traits.insert(.wholesale) }
        if isEndless, action == .write, word.text.utf8.contains(Mark.plain) { emit(.exhaust, target: word.text) }
        if action == .read, traits.contains(.recursive) || traits.contains(.wholesale),
            paths.coversSecrets(reading.path)
        {
            reading.place = .secret
        }
        emit(action, target: word.text, place: reading.place, traits: traits)
        // Wherever an unknown folder lies, some names in it are made to be run.
        if action == .write, reading.place == .unknown, let name = word.text.split(separator: "/").last,
            ProtectedPaths.startupNames.contains(String(name))
        {
            emit(.later, target: word.text)
        }
        return reading
    }

    /// A path as it is once the links are followed that the script made.
    func throughLinks(_ path: String) -> String {
        var path = path
        for _ in 0..<4 {
            guard let link = scope.links.first(where: { path == $0.key || path.hasPrefix($0.key + "/") }) else { break }
            path = (link.value == "/" ? "" : link.value) + path.dropFirst(link.key.count)
            if path.isEmpty { path = "/" }
        }
        return path
    }

    private func throughLinks(_ word: Word) -> Word {
        let path = paths.absolute(word.text, from: scope.folder)
        let real = throughLinks(path)
        return real == path ? word : Word(text: real, taint: word.taint, range: word.range)
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - word: its path.
    ///   - traits: how it is read.
    /// - Returns: what is in it, as far as the script itself tells.
    func readFile(_ word: Word, traits: CommandEffect.Traits = []) -> Flow {
        if word.text == "/dev/stdin" || word.text == "/dev/fd/0" { return .generated }
        let path = paths.absolute(word.text, from: scope.folder)
        if isNetworkDevice(path) {
            openNetworkDevice(path)
            return Flow(taint: .downloaded)
        }
        if let flow = written[path] { return flow }
        if fetched.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) { return Flow(taint: .downloaded) }
        let reading = touch(.read, word, traits: traits)
        switch reading.place {
        case .harmlessDevice:
            if path == "/dev/zero" || path.hasSuffix("random") || path == "/dev/full" { return Flow(taint: .endless) }
            return .none
        case .secret, .workspaceSecret: return Flow(taint: [.file, .secret])
        case .system, .kernel: return Flow(taint: .generated)
        default: return Flow(taint: .file)
        }
    }

    /// Writes a file.
    ///
    /// - Parameters:
    ///   - word: its path.
    ///   - appends: whether what is there stays.
    ///   - traits: how it is written.
    /// - Returns: its absolute path.
    func writeFile(_ word: Word, appends: Bool, traits: CommandEffect.Traits = []) -> String {
        let path = paths.absolute(word.text, from: scope.folder)
        if isNetworkDevice(path) {
            openNetworkDevice(path)
            return path
        }
        if path.hasPrefix("/dev/fd/"), written[path] != nil { return path }
        touch(.write, word, traits: traits)
        return path
    }
}
