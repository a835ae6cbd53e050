/// Programs that work on other machines.
extension ProgramHandlers {
    static let remoteHandlers: [String: Handler] = [
        "ssh": { analysis, invocation in ssh(analysis, invocation) },
        "slogin": { analysis, invocation in ssh(analysis, invocation) },
        "mosh": { analysis, invocation in ssh(analysis, invocation) },
        "autossh": { analysis, invocation in ssh(analysis, invocation) },
        "sshpass": { analysis, invocation in wrap(analysis, invocation, "-p -f=read -P") },
        "scp": { analysis, invocation in transfer(analysis, invocation, "-P -i=read -F=read -o -c -l -S=program -J -D")
        },
        "sftp": { analysis, invocation in
            analysis.emit(.remote, target: invocation.words.last?.text ?? "")
            if let text = invocation.input.text, text.contains("put ") { analysis.emit(.send, target: "sftp put") }
            return .generated
        },
        "rsync": { analysis, invocation in
            transfer(
                analysis, invocation,
                "-e=script --rsh=script -f --exclude --include --exclude-from=read --include-from=read --files-from=read --filter --password-file=read --log-file=write --backup-dir --bwlimit --max-size --min-size --rsync-path=script --port --timeout --chmod --chown --out-format -T --temp-dir --partial-dir --link-dest --suffix -M"
            )
        },
        "ssh-keygen": { analysis, invocation in
            let arguments = invocation.arguments(
                OptionNames("-t -b -C -N -P -f -I -n -V -O -D=code -s -R -F -m -Y -a -r -M -w=code"))
            for option in arguments.options {
                if let value = option.value, let role: ArgumentRole = ["-D", "-w"].contains(option.name) ? .code : nil {
                    analysis.named { analysis.use(value, as: role) }
                }
            }
            if let file = arguments.value("-f") {
                if arguments.has("-y", "-p", "-c", "-e", "-i") {
                    analysis.touch(.read, file)
                } else if !arguments.has("-l", "-B", "-F", "-R") {
                    analysis.touch(.write, file)
                }
            } else if !arguments.has("-l", "-F", "-Y") {
                analysis.touch(
                    .write, Word(text: analysis.paths.places.home + "/.ssh/id_ed25519", range: invocation.range))
            }
            return .generated
        },
        "ssh-add": { analysis, invocation in
            analysis.emit(
                invocation.words.contains { $0.text == "-l" || $0.text == "-L" } ? .secret : .credentials,
                target: "ssh-add")
            return .generated
        },
        "ssh-agent": { analysis, invocation in
            analysis.emit(.behind, target: "ssh-agent")
            return invocation.words.isEmpty || invocation.words.first?.text.hasPrefix("-") == true
                ? .generated : analysis.invoke(invocation.words)
        },
        "ssh-copy-id": { analysis, _ in
            analysis.emit(.remote, target: "ssh-copy-id")
            analysis.emit(.later, target: "ssh-copy-id")
            return .none
        },
        "ansible": { analysis, _ in
            analysis.emit(.remote, target: "ansible")
            return .generated
        },
        "ansible-playbook": { analysis, invocation in
            let arguments = invocation.arguments()
            if arguments.has("--syntax-check", "--list-tasks", "--list-hosts") { return .generated }
            analysis.emit(.remote, target: "ansible-playbook")
            return .generated
        },
        "pdsh": { analysis, _ in
            analysis.emit(.remote)
            return .generated
        },
        "mstsc": { analysis, _ in
            analysis.emit(.remote)
            return .generated
        },
    ]

    private static func ssh(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let names = OptionNames(
            """
            -p -i -l -o -F=read -L -R -D -J -W -w -b -c -e -m -O -S -E=write -I=code -Q -B -P --ssh
            """)
        let arguments = invocation.arguments(names, .first)
        if arguments.has("-V") || arguments.has("-Q") { return .plain }
        if arguments.has("-G") {
            analysis.emit(.list, target: "settings of ssh", place: .home)
            return .plain
        }
        for option in arguments.values("-o") { sshOption(analysis, option) }
        for file in arguments.values("-F", "-E") { _ = analysis.paths.read(file.text, from: analysis.scope.folder) }
        guard let host = arguments.rest.first else { return .none }
        analysis.emit(.remote, target: Host.name(host.text))
        if !host.taint.isDisjoint(with: .confidential) { analysis.emit(.send, target: host.text) }
        if !invocation.input.taint.isDisjoint(with: .confidential) { analysis.emit(.send, target: host.text) }
        let command = arguments.rest.dropFirst()
        if !command.isEmpty {
            let text = command.map(\.text).joined(separator: " ")
            let taint = command.reduce(into: Taint()) { $0.formUnion($1.taint) }
            if !taint.isDisjoint(with: .confidential) { analysis.emit(.send, target: host.text) }
            // What a command on another machine changes stays there; its kind still counts.
            analysis.inSubshell { analysis.follow(Word(text: text, range: invocation.range), input: invocation.input) }
        } else if invocation.input.text != "" || !invocation.input.taint.isEmpty, let text = invocation.input.text {
            analysis.inSubshell { analysis.follow(Word(text: text, range: invocation.range)) }
        }
        return Flow(taint: .downloaded)
    }

    /// Options of ssh that run programs here.
    private static func sshOption(_ analysis: CommandAnalysis, _ option: Word) {
        let halves = option.text.split(maxSplits: 1) { $0 == "=" || $0 == " " }.map(String.init)
        guard halves.count == 2 else { return }
        switch halves[0].lowercased() {
        case "proxycommand", "localcommand", "knownhostscommand", "permitlocalcommand":
            if halves[1] == "yes" || halves[1] == "no" || halves[1] == "none" { return }
            analysis.emit(.variable, target: halves[0])
            analysis.follow(Word(text: halves[1], taint: option.taint, range: option.range), isNamed: true)
        case "pkcs11provider", "securitykeyprovider", "xauthlocation": analysis.emit(.variable, target: halves[0])
        default: break
        }
    }

    /// `scp` and `rsync`: what goes to a host leaves the machine.
    private static func transfer(_ analysis: CommandAnalysis, _ invocation: Invocation, _ options: String) -> Flow {
        let names = OptionNames(options)
        let arguments = invocation.arguments(names)
        for option in arguments.options {
            guard let value = option.value else { continue }
            if option.name == "-o", invocation.name == "scp" { sshOption(analysis, value) }
            guard let role = names.roles[option.name], role != .text else { continue }
            if role == .script {
                // `-e 'ssh -p 2222'` only says how to reach the host.
                let first = value.text.split(separator: " ").first.map(String.init) ?? ""
                if first == "ssh" {
                    let words = value.text.split(separator: " ").map { Word(text: String($0), range: value.range) }
                    for (index, word) in words.enumerated() where word.text == "-o" && index + 1 < words.count {
                        sshOption(analysis, words[index + 1])
                    }
                    if value.text.contains("ProxyCommand"), let at = value.text.firstRange(of: "ProxyCommand") {
                        let rest = value.text[at.upperBound...].drop {
                            $0 == "=" || $0 == "'" || $0 == "\"" || $0 == " "
                        }.prefix { $0 != "'" && $0 != "\"" }
                        analysis.follow(Word(text: String(rest), range: value.range), isNamed: true)
                    }
                } else {
                    analysis.follow(value, isNamed: true)
                }
            } else if role != .read || option.name != "-i" {
                analysis.use(value, as: role)
            }
        }
        guard let target = arguments.operands.last, arguments.operands.count > 1 else {
            if let only = arguments.operands.first {
                if isRemote(only.text) {
                    analysis.emit(.remote, target: only.text)
                } else {
                    analysis.touch(.list, only)
                }
            }
            return .none
        }
        let sources = arguments.operands.dropLast()
        if isRemote(target.text) {
            let host = Host.name(target.text)
            if Host.isLoopback(host) {
                analysis.emit(.loopback, target: host)
            } else {
                analysis.emit(.send, target: target.text)
            }
            for source in sources where !isRemote(source.text) { _ = analysis.readFile(source, traits: .recursive) }
            return .none
        }
        for source in sources {
            if isRemote(source.text) {
                analysis.emit(.remote, target: Host.name(source.text))
            } else {
                _ = analysis.readFile(source, traits: .recursive)
            }
        }
        let path = analysis.writeFile(target, appends: false)
        if sources.contains(where: { isRemote($0.text) }) { analysis.fetched.append(path) }
        if arguments.options.contains(where: { $0.name.hasPrefix("--delete") || $0.name == "--remove-source-files" }),
            !arguments.has("-n", "--dry-run")
        {
            analysis.touch(.delete, target, traits: [.recursive])
        }
        return .none
    }

    private static func isRemote(_ text: String) -> Bool {
        if text.contains("://") { return true }
        guard let colon = text.firstIndex(of: ":") else { return false }
        return !text[..<colon].contains("/") && colon != text.startIndex
    }
}
