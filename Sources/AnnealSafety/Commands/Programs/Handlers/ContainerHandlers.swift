/// Container programs.
extension ProgramHandlers {
    static let containerHandlers: [String: Handler] = [
        "docker": { analysis, invocation in docker(analysis, invocation) },
        "podman": { analysis, invocation in docker(analysis, invocation) },
        "nerdctl": { analysis, invocation in docker(analysis, invocation) },
        "kubectl": { analysis, invocation in kubectl(analysis, invocation) },
        "oc": { analysis, invocation in kubectl(analysis, invocation) },
        "vagrant": { analysis, invocation in
            analysis.emit(.container, target: "vagrant")
            analysis.suspectCommands(invocation.words)
            return .generated
        },
    ]

    private static let containerNames = OptionNames(
        """
        -v --volume --mount -H --host -p --publish -e --env --name -w --workdir --network --net -u --user \
        --cap-add --device --pid --ipc --userns --security-opt --entrypoint -f --file --tag --context \
        --add-host --label -l -m --memory --cpus --restart --uts --cgroupns --volumes-from --env-file --platform \
        --target --build-arg --format --filter -n --tail --since --device-cgroup-rule
        """)

    /// Rights within a container that reach beyond it.
    private static let wideRights: Set<String> = [
        "ALL", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE", "DAC_READ_SEARCH", "NET_ADMIN", "SYS_RAWIO", "SYS_BOOT",
        "SYS_TIME",
        "BPF", "PERFMON", "MAC_ADMIN", "MAC_OVERRIDE", "SYSLOG",
    ]

    private static func docker(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(containerNames)
        let first = arguments.operands.first?.text ?? ""
        if ["version", "help", "--version", ""].contains(first) { return .plain }
        analysis.readKeys(invocation.words)
        if first == "compose" {
            let second = arguments.operands.dropFirst().first?.text ?? ""
            for volume in arguments.values("-v", "--volume", "--mount") where analysis.spend(8) {
                mount(analysis, volume)
            }
            if let start = invocation.words.firstIndex(where: { ["run", "exec"].contains($0.text) }) {
                analysis.suspectCommands(Array(invocation.words[start...]))
            }
            analysis.emit(
                ["config", "version", "convert", "help"].contains(second) ? .run : .container,
                target: "docker compose " + second)
            return .generated
        }
        analysis.emit(.container, target: invocation.name + " " + first)
        let rights = arguments.values("--cap-add").flatMap { $0.text.uppercased().split(separator: ",") }
        let hasRights = rights.contains { wideRights.contains(String($0.hasPrefix("CAP_") ? $0.dropFirst(4) : $0)) }
        let opensFences = arguments.values("--security-opt").contains { option in
            ["unconfined", "label=disable", "label:disable", "no-new-privileges=false"].contains {
                option.text.contains($0)
            }
        }
        let isWide =
            hasRights || opensFences || arguments.has("--privileged")
            // By its whole name: `--device` is no shorter form of it.
            || arguments.options.contains { $0.name == "--device-cgroup-rule" }
            || arguments.values("--pid", "--ipc", "--userns", "--uts", "--cgroupns").contains { $0.text == "host" }
            || arguments.values("--device").contains {
                !$0.text.hasPrefix("/dev/null") && !$0.text.hasPrefix("/dev/dri") && !$0.text.hasPrefix("nvidia")
            }
        if isWide { analysis.emit(.privilege, target: invocation.name + " " + first) }
        for volume in arguments.values("-v", "--volume", "--mount") where analysis.spend(8) { mount(analysis, volume) }
        if first == "cp" {
            for word in arguments.operands.dropFirst() where !word.text.contains(":") { analysis.touch(.write, word) }
        }
        if first == "login" { analysis.emit(.secret, target: "docker login") }
        if first == "push" { analysis.emit(.publish, target: "docker push") }
        if first == "system" || first == "volume" || first == "image" || first == "rm" || first == "rmi" {
            analysis.emit(.discard, target: invocation.name + " " + first)
        }
        if first == "unshare" {
            analysis.emit(.privilege, target: invocation.name + " unshare")
            let start = invocation.words.firstIndex { $0.text == first } ?? 0
            analysis.invoke(Array(invocation.words[(start + 1)...].drop { $0.text.hasPrefix("-") }))
        }
        let isRun = first == "run" || first == "exec"
        if isRun, let start = invocation.words.firstIndex(where: { $0.text == first }) {
            let inner = Arguments(Array(invocation.words[(start + 1)...]), containerNames, .first)
            let command = Array(inner.rest.dropFirst())
            if !command.isEmpty { analysis.inSubshell { analysis.invoke(command) } }
        }
        return Flow(taint: .generated)
    }

    /// A folder of this machine that a container sees.
    static func mount(_ analysis: CommandAnalysis, _ volume: Word) {
        var source = volume.text
        if source.contains("source=") || source.contains("src=") {
            for part in source.split(separator: ",") where part.hasPrefix("source=") || part.hasPrefix("src=") {
                source = String(part.drop { $0 != "=" }.dropFirst())
                break
            }
        } else {
            source = String(source.prefix { $0 != ":" })
        }
        guard
            source.hasPrefix("/") || source.hasPrefix(".") || source.hasPrefix("~")
                || source.utf8.contains(where: Mark.isMark)
        else { return }
        if source.contains("docker.sock") || source.contains("containerd.sock") || source.contains("podman.sock") {
            analysis.emit(.privilege, target: source)
            return
        }
        let reading = analysis.paths.read(source, from: analysis.scope.folder)
        switch reading.place {
        case .workspace, .workspaceRoot, .buildResult, .temporary: break
        case .unknown: analysis.emit(.opaque, target: source)
        case .home, .outside, .ancestor: analysis.emit(.read, target: source, place: .outside)
        default: analysis.emit(.privilege, target: "mount of " + source)
        }
    }

    private static func kubectl(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(
            OptionNames(
                """
                -n -f=read -o -l -c --namespace --filename=read --context --kubeconfig --token --selector -k \
                --from-file --from-literal
                """))
        let first = arguments.operands.first?.text ?? ""
        if first == "version" && arguments.has("--client") || first == "help" || first == "kustomize"
            || first == "completion" || first == "explain" || first.isEmpty
        {
            return .plain
        }
        analysis.readKeys(invocation.words)
        let joined = invocation.words.map(\.text).joined(separator: " ").filter { $0 != " " }
        if joined.contains("\"privileged\":true") || joined.contains("\"hostPID\":true") || joined.contains("hostPath")
            || joined.contains("\"hostNetwork\":true")
        {
            analysis.emit(.privilege, target: invocation.name)
        }
        if let end = invocation.words.firstIndex(where: { $0.text == "--" }), ["exec", "debug", "run"].contains(first) {
            analysis.inSubshell { analysis.invoke(Array(invocation.words[(end + 1)...])) }
        }
        let isSecret = arguments.operands.dropFirst().contains { word in
            word.text.split(separator: ",").contains { kind in
                ["secret", "secrets"].contains(kind.prefix { $0 != "/" && $0 != "." })
            }
        }
        let second = arguments.operands.count > 1 ? arguments.operands[1].text : ""
        let makesToken =
            first == "create" && second == "token" || first == "whoami" && arguments.has("-t", "--show-token")
        let asksSecrets = invocation.words.contains { $0.text.hasPrefix("/api/") && $0.text.contains("/secrets") }
        let namesToken = invocation.words.contains { $0.text == "get-token" || $0.text == "create-token" }
        if makesToken || namesToken || first == "get" && asksSecrets {
            analysis.emit(.credentials, target: invocation.name + " " + first)
        }
        // A session on a node sees the node's files; an administrator of the cluster may everything.
        let isOnNode = first == "debug" && arguments.operands.dropFirst().contains { $0.text.hasPrefix("node/") }
        let isAdministrator = invocation.words.contains { ($0.halves?.value ?? $0).text == "cluster-admin" }
        if isOnNode || isAdministrator && ["create", "adm", "set", "patch"].contains(first) {
            analysis.emit(.privilege, target: invocation.name + " " + first)
        }
        if isSecret, first == "get" || first == "describe" || first == "edit" {
            analysis.emit(.credentials, target: invocation.name + " " + first + " secrets")
        }
        if first == "config", arguments.has("--raw") {
            analysis.emit(.credentials, target: invocation.name + " config view --raw")
        }
        if arguments.has("--dry-run"), arguments.values("--dry-run").contains(where: { $0.text == "client" }) {
            return .generated
        }
        analysis.emit(.container, target: invocation.name + " " + first)
        return .generated
    }
}
