/// Build programs that are told which file to run.
extension ProgramHandlers {
    static let buildHandlers: [String: Handler] = [
        "make": { analysis, invocation in make(analysis, invocation) },
        "gmake": { analysis, invocation in make(analysis, invocation) },
        "bmake": { analysis, invocation in make(analysis, invocation) },
        "mingw32-make": { analysis, invocation in make(analysis, invocation) },
        "cmake": { analysis, invocation in cmake(analysis, invocation) },
        "docker-compose": { analysis, invocation in compose(analysis, invocation) },
        "npx": { analysis, invocation in npx(analysis, invocation) },
        "pnpx": { analysis, invocation in npx(analysis, invocation) },
        "bunx": { analysis, invocation in npx(analysis, invocation) },
        "npm": { analysis, invocation in npm(analysis, invocation) },
        "pip": { analysis, invocation in pip(analysis, invocation) },
        "pip3": { analysis, invocation in pip(analysis, invocation) },
        "uv": { analysis, invocation in
            let words = invocation.words.filter { !$0.text.hasPrefix("-") }
            if words.first?.text == "run" {
                return runThrough(
                    analysis, invocation, after: "run",
                    values: "--with -p --python --project --directory --extra --group --env-file --index")
            }
            return table(analysis, invocation)
        },
        "poetry": { analysis, invocation in
            invocation.words.first?.text == "run"
                ? runThrough(analysis, invocation, after: "run", values: "") : table(analysis, invocation)
        },
        "pipenv": { analysis, invocation in
            invocation.words.first?.text == "run"
                ? runThrough(analysis, invocation, after: "run", values: "") : table(analysis, invocation)
        },
        "pdm": { analysis, invocation in
            invocation.words.first?.text == "run"
                ? runThrough(analysis, invocation, after: "run", values: "") : table(analysis, invocation)
        },
        "rye": { analysis, invocation in
            invocation.words.first?.text == "run"
                ? runThrough(analysis, invocation, after: "run", values: "") : table(analysis, invocation)
        },
        "bundle": { analysis, invocation in
            invocation.words.first?.text == "exec"
                ? runThrough(analysis, invocation, after: "exec", values: "") : table(analysis, invocation)
        },
        "conda": { analysis, invocation in
            invocation.words.first?.text == "run"
                ? runThrough(analysis, invocation, after: "run", values: "-n -p --name --prefix")
                : table(analysis, invocation)
        },
        "rustup": { analysis, invocation in
            invocation.words.first?.text == "run"
                ? analysis.invoke(Array(invocation.words.dropFirst(2)), input: invocation.input)
                : table(analysis, invocation)
        },
        "xcrun": { analysis, invocation in
            wrap(analysis, invocation, "--sdk --toolchain -sdk")
        },
        "gradle": { analysis, invocation in
            let names = OptionNames("-I=code --init-script=code -b=code --build-file=code -p --project-dir -P -D")
            let arguments = invocation.arguments(names)
            for option in arguments.options {
                if let value = option.value, let role = names.roles[option.name], role != .text {
                    analysis.named { analysis.use(value, as: role) }
                }
            }
            return table(analysis, invocation)
        },
        "sphinx-build": { analysis, _ in
            analysis.emit(.own, target: "sphinx-build")
            return .none
        },
        "terraform": { analysis, invocation in
            let words = invocation.words.filter { !$0.text.hasPrefix("-") }
            if words.first?.text == "destroy" || words.first?.text == "apply" {
                analysis.emit(.discard, target: "terraform " + (words.first?.text ?? ""))
            }
            return table(analysis, invocation)
        },
        "go": { analysis, invocation in
            let words = invocation.words
            for (index, word) in words.enumerated()
            where word.text == "-exec" || word.text == "-toolexec" || word.text == "-vettool" {
                if index + 1 < words.count { analysis.follow(words[index + 1], isNamed: true) }
            }
            for word in words where word.text.hasPrefix("-toolexec=") || word.text.hasPrefix("-exec=") {
                analysis.follow(
                    Word(text: String(word.text.drop { $0 != "=" }.dropFirst()), range: word.range), isNamed: true)
            }
            if words.first?.text == "run", words.contains(where: { $0.text.contains("@") && $0.text.contains(".") }) {
                analysis.emit(.fetched, target: "go run")
            }
            if words.first?.text == "env", words.contains(where: { $0.text == "-w" || $0.text == "-u" }) {
                analysis.emit(.settings, target: "go env -w")
            }
            return table(analysis, invocation)
        },
        "cargo": { analysis, invocation in
            for word in invocation.words
            where word.text.contains("runner=") || word.text.contains("rustc-wrapper=") || word.text.contains("linker=")
            {
                analysis.emit(.named, target: word.text)
                let value = word.text.split(separator: "=", maxSplits: 8).last.map(String.init) ?? ""
                let program = value.filter { $0 != "'" && $0 != "\"" && $0 != "[" && $0 != "]" && $0 != "," }
                analysis.follow(Word(text: program, taint: word.taint, range: word.range), isNamed: true)
            }
            return table(analysis, invocation)
        },
        "xcodebuild": { analysis, invocation in
            if invocation.words.contains(where: { $0.text.hasPrefix("-download") }) {
                analysis.emit(.network, target: "xcodebuild")
            }
            analysis.emit(.own, target: "xcodebuild")
            return .generated
        },
        "nginx": { analysis, invocation in
            let tests = invocation.words.contains { ["-t", "-T", "-v", "-V"].contains($0.text) }
            analysis.emit(tests ? .run : .daemon, target: "nginx")
            return .generated
        },
        "pre-commit": { analysis, invocation in hooks(analysis, invocation) },
        "lefthook": { analysis, invocation in hooks(analysis, invocation) },
        "husky": { analysis, invocation in hooks(analysis, invocation) },
        "overcommit": { analysis, invocation in hooks(analysis, invocation) },
        "swift": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-e"))
            for code in arguments.values("-e") {
                analysis.runCode(code, language: "swift", input: .none, arguments: [])
            }
            return table(analysis, invocation)
        },
        "deno": { analysis, invocation in
            let words = invocation.words.filter { !$0.text.hasPrefix("-") }
            if words.first?.text == "eval", words.count > 1 {
                return analysis.runCode(words[1], language: "deno", input: invocation.input, arguments: [])
            }
            if let address = words.dropFirst().first, address.text.contains("://") {
                analysis.emit(.fetched, target: address.text)
                return .generated
            }
            if words.first?.text == "run", words.dropFirst().first?.text == "-" || invocation.words.last?.text == "-" {
                analysis.runFlow(invocation.input, language: "deno")
            }
            return table(analysis, invocation)
        },
        "gunicorn": { analysis, invocation in
            if invocation.words.contains(where: { $0.text == "-D" || $0.text == "--daemon" }) {
                analysis.emit(.behind, target: "gunicorn")
            }
            return table(analysis, invocation)
        },
        "gdb": { analysis, invocation in debugger(analysis, invocation) },
        "lldb": { analysis, invocation in debugger(analysis, invocation) },
        "py-spy": { analysis, invocation in
            if invocation.words.contains(where: { $0.text == "-p" || $0.text == "--pid" }) {
                analysis.emit(.signal, target: "py-spy --pid")
            }
            return .generated
        },
        "gcore": { analysis, _ in
            analysis.emit(.credentials, target: "memory of another process")
            return .none
        },
        "update-alternatives": { analysis, invocation in
            let shows = invocation.words.contains {
                ["--display", "--list", "--query", "--get-selections"].contains($0.text)
            }
            analysis.emit(shows ? .run : .system, target: "update-alternatives")
            return .none
        },
        "apt-get": { analysis, invocation in packages(analysis, invocation) },
        "apt": { analysis, invocation in packages(analysis, invocation) },
        "dpkg": { analysis, invocation in packages(analysis, invocation) },
        "rpm": { analysis, invocation in packages(analysis, invocation) },
        "dnf": { analysis, invocation in packages(analysis, invocation) },
        "yum": { analysis, invocation in packages(analysis, invocation) },
        "concurrently": { analysis, invocation in
            for word in invocation.arguments(OptionNames("-n -c -p --names --kill-others-on-fail --success -m"))
                .operands
            { analysis.follow(word) }
            analysis.emit(.own, target: "concurrently")
            return .generated
        },
        "log": { analysis, invocation in
            analysis.emit(invocation.words.first?.text == "erase" ? .traces : .daemon, target: "log")
            return .generated
        },
        "wevtutil": { analysis, _ in
            analysis.emit(.traces, target: "wevtutil")
            return .none
        },
        "ld": { analysis, invocation in compile(analysis, invocation) },
        "gcc": { analysis, invocation in compile(analysis, invocation) },
        "g++": { analysis, invocation in compile(analysis, invocation) },
        "cc": { analysis, invocation in compile(analysis, invocation) },
        "clang": { analysis, invocation in compile(analysis, invocation) },
        "c++": { analysis, invocation in compile(analysis, invocation) },
        "clang++": { analysis, invocation in compile(analysis, invocation) },
        "java": { analysis, invocation in
            let arguments = invocation.arguments(
                OptionNames("-cp -classpath --class-path -jar --module-path -m -p"), .words)
            if let jar = arguments.value("-jar") {
                analysis.runCodeFile(jar, language: "java")
            } else {
                analysis.emit(.own, target: "java")
            }
            for option in invocation.words
            where option.text.hasPrefix("-javaagent") || option.text.hasPrefix("-agentpath")
                || option.text.contains("OnOutOfMemoryError")
            { analysis.emit(.named, target: option.text) }
            return .generated
        },
    ]

    /// Programs that write hooks of git.
    private static func hooks(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let first = invocation.words.first { !$0.text.hasPrefix("-") }?.text ?? (invocation.words.first?.text ?? "")
        switch first {
        case "install", "init", "add", "init-templatedir", "--install", "--sign":
            analysis.emit(.later, target: invocation.name + " " + first)
        case "autoupdate", "install-hooks", "update", "uninstall", "clean", "gc":
            analysis.emit(.install, target: invocation.name + " " + first)
        default: analysis.emit(.own, target: invocation.name)
        }
        return .generated
    }

    /// Debuggers: their orders may run programs and read other processes.
    private static func debugger(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let names = OptionNames(
            """
            -p --pid -ex --ex -iex -x=code --command=code -c -o -O -s=code -n --attach-pid --eval-command -d -cd \
            --core --args=
            """)
        let arguments = invocation.arguments(
            OptionNames(
                names.roles.keys.filter { $0 != "--args" }.map { $0 + "=" + (names.roles[$0]?.rawValue ?? "text") }
                    .joined(separator: " ")), .words)
        let attaches = arguments.has("-p", "--pid", "-n", "--attach-pid")
        if attaches { analysis.emit(.signal, target: invocation.name + " attaches to a process") }
        for file in arguments.values("-x", "--command", "-s") { analysis.runCodeFile(file, language: "gdb") }
        for order in arguments.values("-ex", "--ex", "-iex", "-o", "-O", "--eval-command") {
            let text = order.text
            if order.isUnknown { analysis.emit(.opaque, target: text) }
            if text.hasPrefix("shell ") || text.hasPrefix("!") || text.hasPrefix("platform shell ")
                || text.hasPrefix("make ")
            {
                analysis.follow(
                    Word(text: String(text.drop { $0 != " " && $0 != "!" }.dropFirst()), range: order.range))
            }
            if text.hasPrefix("pipe "), let bar = text.firstIndex(of: "|") {
                analysis.follow(Word(text: String(text[text.index(after: bar)...]), range: order.range))
            }
            for call in ["system(\"", "popen(\"", "execl(\""] {
                guard let at = text.firstRange(of: call) else { continue }
                analysis.follow(Word(text: String(text[at.upperBound...].prefix { $0 != "\"" }), range: order.range))
                if attaches { analysis.emit(.privilege, target: "code in another process") }
            }
            if attaches,
                text.hasPrefix("dump") || text.hasPrefix("generate-core") || text.hasPrefix("gcore")
                    || text.hasPrefix("call ") || text.hasPrefix("process save-core")
            {
                analysis.emit(.credentials, target: "memory of another process")
            }
            if text.hasPrefix("python ") || text.hasPrefix("script ") {
                analysis.runCode(
                    Word(text: String(text.drop { $0 != " " }.dropFirst()), range: order.range), language: "python",
                    input: .none, arguments: [])
            }
        }
        analysis.emit(.own, target: invocation.name)
        return .generated
    }

    private static let essential: Set<String> = [
        "libc6", "bash", "coreutils", "glibc", "systemd", "dpkg", "apt", "dash", "init", "util-linux",
        "linux-image-amd64", "kernel", "grub", "sudo", "login",
    ]

    /// Package managers of the system: what nobody can do without is not removed.
    static func packages(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let removes = invocation.words.contains {
            ["remove", "purge", "autoremove", "--purge", "-r", "-P", "--remove", "-e", "--erase", "erase"].contains(
                $0.text)
        }
        if removes, invocation.words.contains(where: { essential.contains($0.text) }) {
            analysis.emit(.system, target: invocation.name + " removes a part of the system")
        }
        if removes, let watcher = invocation.words.first(where: { Watchers.contain($0.text) }) {
            analysis.emit(.system, target: watcher.text)
        }
        if invocation.name == "apt-get" || invocation.name == "apt",
            invocation.words.contains(where: { ["-s", "--simulate", "--dry-run", "--just-print"].contains($0.text) })
        {
            analysis.emit(.run, target: invocation.name + " as a simulation")
            return .generated
        }
        for word in invocation.words
        where word.text.contains("::Pre-Invoke") || word.text.contains("::Post-Invoke")
            || word.text.contains("::Pre-Install")
        { analysis.emit(.privilege, target: word.text) }
        return table(analysis, invocation)
    }

    /// What the table says of a program.
    static func table(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        guard let spec = ProgramTable.standard.spec(of: invocation.name) else {
            analysis.emit(.opaque, target: invocation.name)
            return .generated
        }
        return analysis.apply(spec, invocation)
    }

    /// `uv run PROGRAM …`: the program runs in the project's environment.
    private static func runThrough(_ analysis: CommandAnalysis, _ invocation: Invocation, after: String, values: String)
        -> Flow
    {
        guard let at = invocation.words.firstIndex(where: { $0.text == after }) else { return .generated }
        let arguments = Arguments(Array(invocation.words[(at + 1)...]), OptionNames(values), .first)
        if arguments.has("--with", "--with-requirements") { analysis.emit(.install, target: invocation.name) }
        guard let first = arguments.rest.first else { return .generated }
        let isScript = first.text.hasSuffix(".py") && !first.text.contains("/")
        if isScript
            || (!KnownPrograms.contains(first.text) && !first.text.contains("/") && !first.isUnknown)
        {
            // A script or an entry point of the project.
            if isScript {
                analysis.runCodeFile(first, language: "python")
            } else {
                analysis.emit(.own, target: first.text)
            }
            return .generated
        }
        return analysis.withoutFunctions { analysis.invoke(arguments.rest, input: invocation.input) }
    }
}
