/// Programs that give keys and passwords.
extension ProgramHandlers {
    static let secretHandlers: [String: Handler] = [
        "gpg": { analysis, invocation in gpg(analysis, invocation) },
        "gpg2": { analysis, invocation in gpg(analysis, invocation) },
        "pass": { analysis, invocation in
            let first = invocation.words.first?.text ?? "ls"
            analysis.emit(
                ["ls", "list", "find", "search", "help", "version", "git"].contains(first) ? .secret : .credentials,
                target: "pass")
            return Flow(taint: .secret)
        },
        "security": { analysis, invocation in
            let first = invocation.words.first?.text ?? ""
            analysis.emit(
                ["find-identity", "list-keychains", "help", "default-keychain"].contains(first)
                    ? .secret : .credentials, target: "security " + first)
            return Flow(taint: .secret)
        },
        "op": { analysis, invocation in vault(analysis, invocation, harmless: ["--version", "help", "whoami"]) },
        "bw": { analysis, invocation in vault(analysis, invocation, harmless: ["--version", "help", "status"]) },
        "vault": { analysis, invocation in
            vault(analysis, invocation, harmless: ["version", "--version", "help", "status"])
        },
        "lpass": { analysis, invocation in vault(analysis, invocation, harmless: ["--version", "status"]) },
        "keyring": { analysis, invocation in vault(analysis, invocation, harmless: ["--version"]) },
        "secret-tool": { analysis, invocation in vault(analysis, invocation, harmless: ["--version"]) },
        "sops": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("--extract --set -k -p"))
            if arguments.has("-d", "--decrypt") || arguments.operands.first?.text == "decrypt"
                || arguments.operands.first?.text == "exec-env"
            {
                analysis.emit(.credentials, target: "sops --decrypt")
                return Flow(taint: .secret)
            }
            for word in arguments.operands { analysis.touch(.read, word) }
            return .generated
        },
        "ansible-vault": { analysis, invocation in
            let first = invocation.words.first?.text ?? ""
            analysis.emit(
                ["view", "decrypt", "edit"].contains(first) ? .credentials : .secret, target: "ansible-vault " + first)
            return Flow(taint: .secret)
        },
        "age": { analysis, invocation in
            let names = OptionNames("-i=read -o=write -r -R=read --identity=read --output=write")
            let arguments = invocation.arguments(names)
            for option in arguments.options {
                if let value = option.value, let role = names.roles[option.name] { analysis.use(value, as: role) }
            }
            for word in arguments.operands { _ = analysis.readFile(word) }
            return Flow(taint: arguments.has("-d", "--decrypt") ? [.secret, .decoded] : .file)
        },
        "getent": { analysis, invocation in
            let isSecret = invocation.words.contains { $0.text == "shadow" || $0.text == "gshadow" }
            let words = invocation.words.map(\.text).filter { !$0.hasPrefix("-") }
            // A name that is looked up is told to a server.
            for word in invocation.words where !word.taint.isDisjoint(with: .confidential) { analysis.connect(word) }
            let asksNames = ["hosts", "ahosts", "ahostsv4", "ahostsv6", "networks", "netgroup"].contains(
                words.first ?? "")
            let isAway = asksNames && words.dropFirst().contains { !Host.isLoopback($0) }
            analysis.emit(isSecret ? .credentials : isAway ? .network : .run, target: "getent")
            return .generated
        },
        "keytool": { analysis, invocation in
            analysis.emit(
                invocation.words.contains { $0.text == "-list" || $0.text == "-printcert" } ? .run : .secret,
                target: "keytool")
            return .generated
        },
        "printkeys": { _, _ in .generated },
    ]

    private static func gpg(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let names = OptionNames(
            """
            -o=write -u -r --output=write --local-user --recipient --keyserver --homedir --passphrase \
            --passphrase-file=read --default-key --keyring
            """)
        let arguments = invocation.arguments(names)
        for option in arguments.options {
            if let value = option.value, let role = names.roles[option.name], role != .text {
                analysis.use(value, as: role)
            }
        }
        if arguments.options.contains(where: {
            $0.name.hasPrefix("--export-secret") || $0.name == "--export-ownertrust"
        }) {
            analysis.emit(.credentials, target: "gpg --export-secret-keys")
            return Flow(taint: .secret)
        }
        if arguments.options.contains(where: {
            [
                "--recv-keys", "--receive-keys", "--recv-key", "--search-keys", "--send-keys", "--refresh-keys",
                "--locate-keys", "--fetch-keys", "--auto-key-locate",
            ].contains($0.name)
        }) {
            analysis.emit(.network, target: "gpg")
        }
        if arguments.options.contains(where: {
            $0.name.hasPrefix("--delete-") || $0.name == "--import" || $0.name.hasPrefix("--gen")
                || $0.name.hasPrefix("--quick-") || $0.name.hasPrefix("--full-gen") || $0.name == "--edit-key"
        }) {
            analysis.emit(.settings, target: "gpg")
        }
        for word in arguments.operands
        where arguments.has(
            "--verify", "-d", "--decrypt", "-e", "-c", "-s", "-b", "--sign", "--encrypt", "--detach-sign",
            "--clearsign", "--dearmor", "--enarmor", "--armor")
        { _ = analysis.readFile(word) }
        if arguments.has("-d", "--decrypt") { return Flow(taint: [.decoded, .secret]) }
        if arguments.has("--list-secret-keys", "-K") { analysis.emit(.secret, target: "gpg -K") }
        return Flow(taint: .generated)
    }

    private static func vault(_ analysis: CommandAnalysis, _ invocation: Invocation, harmless: Set<String>) -> Flow {
        guard let first = invocation.words.first?.text, !harmless.contains(first) else { return .plain }
        analysis.emit(.credentials, target: invocation.name + " " + first)
        return Flow(taint: .secret)
    }
}
