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
                analysis.emit(.install, target: "go run")
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
            || (ProgramHandlers.handler(first.text) == nil && ProgramTable.standard.spec(of: first.text) == nil
                && !first.text.contains("/") && !first.isUnknown)
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

    private static func make(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(
            OptionNames("-f -C -I -o -W --file --makefile --directory --include-dir -E --eval"))
        let outer = analysis.scope.folder
        defer { analysis.scope.folder = outer }
        if let folder = arguments.value("-C", "--directory") {
            analysis.scope.folder = analysis.paths.absolute(folder.text, from: outer)
            let place = analysis.paths.read(analysis.scope.folder, from: "/").place
            if ![.workspace, .workspaceRoot, .buildResult].contains(place) {
                analysis.emit(place == .unknown ? .opaque : .foreign, target: folder.text)
            }
        }
        let files = arguments.values("-f", "--file", "--makefile")
        for file in files {
            if file.text == "-" {
                analysis.runFlow(invocation.input, language: "make")
            } else {
                analysis.runCodeFile(file, language: "make")
            }
        }
        for text in arguments.values("-E", "--eval") {
            analysis.runCode(text, language: "make", input: .none, arguments: [])
        }
        for word in arguments.operands {
            if word.text.hasPrefix("SHELL="),
                ["/bin/sh", "/bin/bash", "/usr/bin/bash", "/bin/zsh", "bash", "sh", "/usr/bin/env bash", "zsh"]
                    .contains(word.text.dropFirst(6))
            {
                continue
            }
            if word.text.hasPrefix("SHELL=") || word.text.hasPrefix("MAKEFLAGS=") {
                analysis.emit(.named, target: word.text)
            }
            if word.text.hasPrefix("SHELL=") {
                let program = Word(text: String(word.text.dropFirst(6)), taint: word.taint, range: word.range)
                analysis.follow(program, isNamed: true)
            }
            if let equals = word.text.firstIndex(of: "="), KnownVariables.runsCommand(String(word.text[..<equals])) {
                analysis.emit(.named, target: word.text)
            }
        }
        let isDry = arguments.has("-n", "--dry-run", "--just-print", "--recon", "-q", "--question")
        for word in arguments.operands {
            guard let equals = word.text.firstIndex(of: "="), !word.text.hasPrefix("SHELL=") else { continue }
            let (name, value) = (word.text[..<equals], String(word.text[word.text.index(after: equals)...]))
            if value.contains(";") || value.contains("|") || value.contains("$(") || value.contains("`")
                || value.hasPrefix("sh ") || value.hasPrefix("bash ")
            {
                analysis.follow(Word(text: value, taint: word.taint, range: word.range), isNamed: true)
            }
            if name == "DESTDIR" || name.lowercased() == "prefix",
                analysis.paths.read(value, from: analysis.scope.folder).place == .system || value == "/"
            {
                if name == "DESTDIR" { analysis.emit(.write, target: value, place: .system) }
            }
        }
        let isInstall =
            !isDry
            && arguments.operands.contains {
                ["install", "uninstall", "deploy", "publish", "release", "push", "upload"].contains($0.text)
            }
        if isInstall,
            !arguments.operands.contains(where: {
                $0.text.hasPrefix("DESTDIR=") || $0.text.hasPrefix("PREFIX=.") || $0.text.hasPrefix("prefix=.")
            })
        {
            analysis.emit(.install, target: "make install")
        }
        analysis.emit(.own, target: "make")
        return .generated
    }

    private static func cmake(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let words = invocation.words
        if words.first?.text == "-E", words.count > 1 {
            let rest = Array(words.dropFirst(2))
            switch words[1].text {
            case "rm", "remove", "remove_directory":
                for word in rest where !word.text.hasPrefix("-") {
                    analysis.remove(
                        word,
                        isRecursive: words[1].text == "remove_directory"
                            || rest.contains { $0.text.hasPrefix("-r") || $0.text.hasPrefix("-R") })
                }
            case "copy", "copy_directory", "copy_if_different", "rename", "create_symlink":
                if let target = rest.last { analysis.touch(.write, target) }
                for word in rest.dropLast() { _ = analysis.readFile(word) }
            case "make_directory", "touch": for word in rest { analysis.touch(.write, word) }
            case "env":
                var rest = rest
                while let first = rest.first, first.text.contains("=") || first.text.hasPrefix("-") {
                    rest.removeFirst()
                }
                return analysis.invoke(rest)
            case "time", "chdir": return analysis.invoke(words[1].text == "chdir" ? Array(rest.dropFirst()) : rest)
            case "environment": analysis.emit(.environment)
            default: break
            }
            return .generated
        }
        let arguments = invocation.arguments(
            OptionNames("-P=code -C=code -D -G -S -B --install --prefix --toolchain --preset -T -A"))
        for file in arguments.values("-P", "-C") { analysis.runCodeFile(file, language: "cmake") }
        for folder in arguments.values("-S", "-B") + arguments.operands where !folder.text.hasPrefix("-") {
            let place = analysis.paths.read(folder.text, from: analysis.scope.folder).place
            if ![.workspace, .workspaceRoot, .buildResult, .temporary].contains(place),
                folder.text.contains("/") || folder.text == ".."
            {
                if place == .ancestor, analysis.scope.folder != analysis.paths.places.root { continue }
                analysis.emit(.foreign, target: folder.text)
            }
        }
        if arguments.has("--install") {
            let prefix = arguments.value("--prefix")
            let place = prefix.map { analysis.paths.read($0.text, from: analysis.scope.folder).place } ?? .system
            if ![.workspace, .buildResult, .temporary].contains(place) {
                analysis.emit(.install, target: "cmake --install")
            }
        }
        analysis.emit(.own, target: "cmake")
        return .generated
    }

    private static func compile(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        for word in invocation.words
        where word.text.hasPrefix("-fplugin=") || word.text.hasPrefix("-wrapper") || word.text.hasPrefix("-specs=")
            || word.text.hasPrefix("-fpass-plugin") || word.text == "-load" || word.text == "-plugin"
        {
            analysis.emit(.named, target: word.text)
        }
        return table(analysis, invocation)
    }

    private static func compose(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(
            OptionNames("-f=read -p --file=read --project-name --profile --env-file=read"))
        let first = arguments.operands.first?.text ?? ""
        analysis.emit(
            ["config", "version", "help", "convert", ""].contains(first) ? .run : .container, target: "compose " + first
        )
        return .generated
    }

    private static func npx(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(OptionNames("-p -c=script --package --call=script -w --workspace"), .first)
        if let call = arguments.value("-c", "--call") { analysis.follow(call) }
        let isOffline = arguments.has("--no-install", "--no", "--offline")
        let tools: Set<String> = [
            "tsc", "eslint", "prettier", "jest", "vitest", "mocha", "tsx", "ts-node", "webpack", "vite", "rollup",
            "esbuild", "playwright", "cypress",
            "nyc", "c8", "ava", "tap", "biome", "next", "nuxt", "astro", "turbo", "nx", "lerna", "prisma",
            "tailwindcss", "storybook", "svelte-check",
            "vue-tsc", "stylelint", "markdownlint", "commitlint", "lint-staged", "husky", "rimraf", "cross-env",
            "concurrently", "nodemon", "knip", "depcheck", "swc", "babel", "karma", "ng",
        ]
        guard let tool = arguments.rest.first else { return .generated }
        if tool.isUnknown { analysis.emit(.opaque, target: tool.text) }
        let isInstalled = tools.contains(tool.text) && !arguments.has("-y", "--yes", "-p", "--package")
        if !isOffline, !isInstalled {
            analysis.emit(.install, target: "npx " + tool.text)
            analysis.suspect(Array(arguments.rest.dropFirst()))
            return .generated
        }
        if ProgramHandlers.handler(tool.text) != nil || ProgramTable.standard.spec(of: tool.text) != nil {
            return analysis.invoke(arguments.rest, input: invocation.input)
        }
        analysis.emit(.own, target: tool.text)
        return .generated
    }

    private static func npm(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let words = invocation.words.filter { !$0.text.hasPrefix("-") }
        if words.first?.text == "exec" || words.first?.text == "x" {
            let rest = Array(invocation.words.drop { $0.text != "exec" && $0.text != "x" }.dropFirst()).filter {
                $0.text != "--"
            }
            return npx(analysis, Invocation(name: "npx", words: rest, input: invocation.input, range: invocation.range))
        }
        for word in invocation.words where word.text.hasPrefix("--script-shell") {
            analysis.emit(.named, target: word.text)
            let value = word.text.drop { $0 != "=" }.dropFirst()
            if value.contains(" ") { analysis.follow(Word(text: String(value), range: word.range), isNamed: true) }
        }
        if words.first?.text == "audit", !words.contains(where: { $0.text == "fix" }) {
            analysis.emit(.network, target: "npm audit")
            return .generated
        }
        if words.first?.text == "config" || words.first?.text == "set",
            words.contains(where: {
                $0.text.hasPrefix("script-shell") || $0.text.hasPrefix("init-module")
                    || $0.text.hasPrefix("node-options") || $0.text.hasPrefix("git") || $0.text.hasPrefix("editor")
                    || $0.text.hasPrefix("globalconfig") || $0.text.hasPrefix("shell")
            })
        {
            analysis.emit(.later, target: "npm config")
        }
        if words.first?.text == "token"
            || words.first?.text == "config"
                && words.contains(where: {
                    $0.text.contains("authToken") || $0.text.contains("_auth") || $0.text.contains("_password")
                })
        {
            analysis.emit(.credentials, target: "npm " + (words.first?.text ?? ""))
        }
        return table(analysis, invocation)
    }

    private static func pip(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let words = invocation.words.filter { !$0.text.hasPrefix("-") }
        if words.first?.text == "install", invocation.words.contains(where: { $0.text == "--no-index" }) {
            let arguments = invocation.arguments(OptionNames("-t --target --root --prefix"))
            for folder in arguments.values("-t", "--target", "--root", "--prefix") { analysis.touch(.write, folder) }
            analysis.emit(.own, target: "pip install --no-index")
            return .generated
        }
        let arguments = invocation.arguments(OptionNames("-t --target --root --prefix -d --dest -w --wheel-dir"))
        for folder in arguments.values("-t", "--target", "--root", "--prefix", "-d", "--dest") {
            analysis.touch(.write, folder)
        }
        return table(analysis, invocation)
    }
}
