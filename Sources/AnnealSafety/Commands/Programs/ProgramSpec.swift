/// How a program treats its arguments, where a table says enough.
struct ProgramSpec: Sendable {
    /// What flows out.
    enum Output: String, Sendable {
        /// Nothing that matters.
        case none
        /// Numbers, dates, names.
        case plain
        /// Contents of the files, or what flowed in.
        case text
        /// What flowed in, decoded or rewritten so that it reads otherwise.
        case decoded
        /// Something that the program makes.
        case made
        /// The environment.
        case environment
    }

    var options: OptionNames
    var style: Arguments.Style
    /// Roles of the operands; the last one repeats.
    var operands: [ArgumentRole]
    /// Whether the last operand is written, the others are as `operands` says.
    var writesLast = false
    var output: Output
    /// Effects of every run.
    var effects: [CommandEffect.Action]
    /// Effects of subcommands: one word or two; `*` for any other.
    var subcommands: [String: CommandEffect.Action]
}

extension CommandAnalysis {
    /// Notes what a program of the table does.
    func apply(_ spec: ProgramSpec, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(spec.options, spec.style)
        for effect in spec.effects { emit(effect, target: invocation.name) }
        var taint = Taint()
        for option in arguments.options {
            guard let value = option.value, let role = spec.options.roles[option.name] else { continue }
            taint.formUnion(use(value, as: role))
        }
        // What is taken for plain text may be the name of a file after all.
        if spec.subcommands.isEmpty, spec.output != .text, spec.operands.allSatisfy({ $0 == .text }) {
            readKeys(invocation.words)
        }
        let edits = InPlace.isAsked(invocation)
        if !spec.subcommands.isEmpty {
            let isRemote = subcommand(spec, arguments, invocation) == .network
            return Flow(taint: isRemote ? [.downloaded] : [.generated])
        }
        var operands = arguments.operands
        if spec.writesLast, operands.count > 1, let last = operands.popLast() { taint.formUnion(use(last, as: .write)) }
        for (index, word) in operands.enumerated() where !spec.operands.isEmpty {
            if word.text == "-" { continue }
            var role = spec.operands[min(index, spec.operands.count - 1)]
            if edits, role == .read || role == .tree { role = .edit }
            taint.formUnion(use(word, as: role))
        }
        switch spec.output {
        case .none: return .none
        case .plain: return .plain
        case .made: return Flow(taint: [.generated])
        case .environment: return Flow(taint: [.environment])
        case .decoded:
            if arguments.operands.isEmpty { return Flow(taint: invocation.input.taint.union(.decoded)) }
            return Flow(taint: taint.union(.decoded))
        case .text:
            let files = arguments.operands.filter { $0.text != "-" }
            if files.isEmpty || (spec.operands.first == .text && files.count == 1) {
                return Flow(taint: invocation.input.taint.union(taint))
            }
            return Flow(taint: taint)
        }
    }

    /// Does with an argument what its role says.
    ///
    /// - Returns: what flows out of it.
    @discardableResult
    func use(_ word: Word, as role: ArgumentRole) -> Taint {
        switch role {
        case .text: return word.taint.intersection([.secret, .environment])
        case .read: return readFile(word).taint
        case .tree: return readFile(word, traits: .recursive).taint
        case .list: touch(.list, word)
        case .write: made.insert(writeFile(word, appends: false))
        case .append: _ = writeFile(word, appends: true)
        case .edit: touch(.write, word, traits: word.text.utf8.contains(Mark.tree) ? .recursive : [])
        case .delete: touch(.delete, word)
        case .mode: touch(.mode, word)
        case .folder: touch(.write, word)
        case .host: connect(word)
        case .program: runProgramText(word)
        case .script: follow(word, isNamed: true)
        case .code: runCodeFile(word)
        case .process: emit(.signal, target: word.text)
        }
        return []
    }

    /// A program that a tool is told to run: a path or a command line.
    func runProgramText(_ word: Word, arguments: [Word] = []) {
        let old = actor.isNamed
        actor.isNamed = true
        defer { actor.isNamed = old }
        guard !word.isUnknown, !word.text.contains(" ") else {
            follow(word, isNamed: true)
            return
        }
        invoke([word] + arguments)
    }

    /// Whether an installer takes a word for a path, not for a name in its registry: `./r`, `.`, `lib/r`; not `r`,
    /// `@types/node` or an address.
    private static func isPath(_ word: Word) -> Bool {
        let text = word.text
        return text.hasPrefix(".") || text.contains("/") && !text.hasPrefix("@") && !text.contains("://")
    }

    /// Options of many tools whose value is a command line.
    private static let runners: Set<String> = [
        "--exec", "--on-change", "--cmd", "--command", "--onSuccess", "--onFailure", "--run", "--hook", "-x", "-c",
    ]

    /// Programs that let others reach a server on this machine.
    private static let tunnels: Set<String> = [
        "ngrok", "cloudflared", "localtunnel", "lt", "tailscale", "zrok", "bore", "pagekite", "sshuttle", "autossh",
    ]

    /// Programs that run tasks by names of the project's own.
    private static let scripts: Set<String> = ["npm", "pnpm", "yarn", "bun", "just", "task", "mage", "composer"]

    private static let folders: Set<String> = [
        "--prefix", "-C", "--manifest-path", "--dir", "--cwd", "--directory", "--package-path", "--project-dir",
        "--project-directory",
    ]

    /// Whether a tool of the cloud is asked for what it keeps secret.
    private static func givesSecrets(_ words: [Word]) -> Bool {
        let text = words.map(\.text).joined(separator: " ")
        return text.contains("auth:token") || text.hasPrefix("auth token") || text.hasPrefix("secrets download")
            || text.hasPrefix("secrets get")
            || text.hasPrefix("env pull") || text.contains("print-access-token") || text.hasPrefix("secret get")
            || text.hasPrefix("secrets export")
            || text.hasPrefix("tokens create") || text.contains("secrets versions access")
    }

    @discardableResult
    private func subcommand(
        _ spec: ProgramSpec, _ arguments: Arguments, _ invocation: Invocation
    ) -> CommandEffect.Action {
        let words = arguments.operands.filter { !$0.text.hasPrefix("+") }
        let first = words.first?.text ?? ""
        let second = words.count > 1 ? first + " " + words[1].text : first
        actor.subcommand = first
        actor.options = arguments.options.map(\.name)
        let isHelp =
            (arguments.has("--help", "--version") && words.count < 2)
            || (arguments.has("-h") && arguments.options.count == 1 && words.isEmpty) || first == "help"
            || first == "version"
        let action =
            spec.subcommands[second] ?? spec.subcommands[first]
            ?? arguments.options.lazy.compactMap { spec.subcommands[$0.name] }.first
            ?? (first.isEmpty ? spec.subcommands["-"] : nil)
            ?? spec.subcommands["*"] ?? .opaque
        for folder in arguments.options where Self.folders.contains(folder.name) {
            guard let value = folder.value else { continue }
            if isDownloaded(value) { emit(.fetched, target: value.text) }
            switch paths.read(value.text, from: scope.folder).place {
            case .workspace, .workspaceRoot, .buildResult, .temporary, .harmlessDevice, .automation: break
            case .unknown: emit(.opaque, target: value.text)
            default: emit(.foreign, target: value.text)
            }
        }
        for (index, word) in invocation.words.enumerated()
        where Self.runners.contains(word.text) && index + 1 < invocation.words.count {
            if invocation.words[index + 1].text.contains(" ") { follow(invocation.words[index + 1], isNamed: true) }
        }
        if action == .install, let source = words.dropFirst().first(where: { Self.isPath($0) && isDownloaded($0) }) {
            emit(.fetched, target: source.text)
        }
        readKeys(invocation.words)
        readSubstitutions(invocation.words)
        if action == .own || action == .run, !Self.scripts.contains(invocation.name) {
            dataLoss(invocation.name, invocation.words)
        }
        if action == .container { hostAccess(invocation.words) }
        if Servers.serve(invocation.name) {
            for word in words where word.text.hasPrefix("/") || word.text.hasPrefix("..") { serve(word) }
        }
        if action != .own, action != .run { suspectCommands(invocation.words) }
        for word in invocation.words where word.text.hasPrefix("/dev/") {
            if paths.read(word.text, from: scope.folder).place == .device { emit(.disk, target: word.text) }
        }
        if arguments.has("--daemon", "--daemonize", "--detach", "--background") {
            emit(.behind, target: invocation.name)
        }
        if words.first?.isUnknown == true {
            emit(.opaque, target: invocation.name)
            if spec.subcommands["*"] == .privilege || spec.subcommands["*"] == .system {
                emit(action, target: invocation.name)
            }
        } else if action == .settings, arguments.has("--local") {
            emit(.run, target: invocation.name)
        } else if (action == .network && !Self.tunnels.contains(invocation.name)) || action == .database,
            let host = words.first(where: { $0.text.contains("://") }),
            isLoopback(host)
        {
            emit(.loopback, target: host.text)
        } else if action == .network, Self.givesSecrets(words) {
            emit(.credentials, target: invocation.name)
        } else if !isHelp || action == .own {
            emit(action, target: first.isEmpty ? invocation.name : invocation.name + " " + first)
        }
        if action == .network || action == .publish || action == .remote { sendSecrets(invocation.words) }
        // Requests over the bus: `Manager.Reboot`, `org.freedesktop.login1.Manager PowerOff`.
        let halting = ["Reboot", "PowerOff", "Halt", "Suspend", "Hibernate", "KExec", "SoftReboot"]
        if ["busctl", "dbus-send", "gdbus", "qdbus"].contains(invocation.name),
            invocation.words.contains(where: { word in
                halting.contains { word.text == $0 || word.text.hasSuffix("." + $0) }
            })
        {
            emit(.halt, target: invocation.name)
        }
        return action
    }

    /// Notes which of a network tool's arguments are secrets or files that hold some: `@file`, `key=@file`, `file://…`.
    ///
    /// - Parameters:
    ///   - words: the arguments.
    ///   - places: the places whose files are not to be sent.
    func sendSecrets(_ words: [Word], from places: Set<Place> = [.secret]) {
        for word in words {
            if !word.taint.isDisjoint(with: .confidential) { emit(.send, target: word.text) }
            let path = word.text.split(separator: "@").last.map(String.init) ?? word.text
            let scheme = ["file://", "fileb://"].first { path.hasPrefix($0) }
            let file = String(path.dropFirst(scheme?.count ?? 0))
            // What is named as a file is sent as it is.
            let isNamed = scheme != nil || word.text.contains("@")
            guard file.contains("/") || file.hasPrefix("~") || file.hasPrefix("."), !file.contains("://") else {
                continue
            }
            let place = paths.read(file, from: scope.folder).place
            if places.contains(place) || isNamed && place == .workspaceSecret { emit(.send, target: file) }
        }
    }
}
