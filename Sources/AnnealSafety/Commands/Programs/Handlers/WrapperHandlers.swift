/// Programs that run another program.
extension ProgramHandlers {
    static let wrapperHandlers: [String: Handler] = [
        "timeout": { analysis, invocation in wrap(analysis, invocation, "-k -s --kill-after --signal", skip: 1) },
        "gtimeout": { analysis, invocation in wrap(analysis, invocation, "-k -s --kill-after --signal", skip: 1) },
        "nice": { analysis, invocation in wrap(analysis, invocation, "-n --adjustment") },
        "ionice": { analysis, invocation in wrap(analysis, invocation, "-c -n -p --class --classdata") },
        "chrt": { analysis, invocation in wrap(analysis, invocation, "-p -T -P -D", skip: 1) },
        "taskset": { analysis, invocation in
            let isList = invocation.words.contains { $0.text == "-c" || $0.text == "--cpu-list" }
            return wrap(analysis, invocation, isList ? "-c --cpu-list" : "", skip: isList ? 0 : 1)
        },
        "numactl": { analysis, invocation in
            wrap(analysis, invocation, "-N -m -C -i --cpunodebind --membind --physcpubind --interleave")
        },
        "stdbuf": { analysis, invocation in wrap(analysis, invocation, "-i -o -e --input --output --error") },
        "unbuffer": { analysis, invocation in wrap(analysis, invocation, "") },
        "time": { analysis, invocation in wrap(analysis, invocation, "-f -o=write --format --output=write") },
        "gtime": { analysis, invocation in wrap(analysis, invocation, "-f -o=write --format --output=write") },
        "catchsegv": { analysis, invocation in wrap(analysis, invocation, "") },
        "setarch": { analysis, invocation in
            let architectures: Set<String> = [
                "x86_64", "i386", "i486", "i586", "i686", "aarch64", "arm", "armv7l", "linux32", "linux64", "ppc",
                "s390x", "uname26",
            ]
            let first = invocation.arguments(OptionNames(""), .first).rest.first?.text ?? ""
            return wrap(analysis, invocation, "", skip: architectures.contains(first) ? 1 : 0)
        },
        "linux32": { analysis, invocation in wrap(analysis, invocation, "") },
        "linux64": { analysis, invocation in wrap(analysis, invocation, "") },
        "arch": { analysis, invocation in
            let isRun = invocation.words.contains { !$0.text.hasPrefix("-") }
            return isRun ? wrap(analysis, invocation, "") : .plain
        },
        "prlimit": { analysis, invocation in wrap(analysis, invocation, "-p --pid") },
        "eatmydata": { analysis, invocation in wrap(analysis, invocation, "") },
        "fakeroot": { analysis, invocation in wrap(analysis, invocation, "-l -s -i --lib -b") },
        "faketime": { analysis, invocation in wrap(analysis, invocation, "-f", skip: 1) },
        "rlwrap": { analysis, invocation in wrap(analysis, invocation, "-f -H -s -p") },
        "chronic": { analysis, invocation in wrap(analysis, invocation, "") },
        "ts-run": { analysis, invocation in wrap(analysis, invocation, "") },
        "dotenv": { analysis, invocation in wrap(analysis, invocation, "-f -e") },
        "dotenvx": { analysis, invocation in wrap(analysis, invocation, "-f", skip: 1) },
        "env-cmd": { analysis, invocation in wrap(analysis, invocation, "-f -e") },
        "cross-env": { analysis, invocation in
            var words = invocation.words
            while let first = words.first, first.text.contains("="), !first.text.hasPrefix("-") { words.removeFirst() }
            return analysis.invoke(words, input: invocation.input)
        },
        "direnv": { analysis, invocation in
            let words = invocation.words
            if words.first?.text == "exec" {
                return analysis.invoke(Array(words.dropFirst(2)), input: invocation.input)
            }
            if words.first?.text == "allow" || words.first?.text == "permit" {
                analysis.emit(.later, target: "direnv allow")
            }
            return .generated
        },
        "xvfb-run": { analysis, invocation in wrap(analysis, invocation, "-n -s -e -f -p --server-num --server-args") },
        "dbus-run-session": { analysis, invocation in wrap(analysis, invocation, "--config-file") },
        "strace": { analysis, invocation in
            for word in invocation.words where word.text.hasPrefix("|") {
                analysis.follow(Word(text: String(word.text.dropFirst()), range: word.range), isNamed: true)
            }
            return wrap(analysis, invocation, "-e -o=write -p=process -s -a -u -P -E -O -S")
        },
        "ltrace": { analysis, invocation in wrap(analysis, invocation, "-e -o=write -p=process -s -u -l -n") },
        "perf": { analysis, invocation in
            let words = invocation.words
            guard let first = words.first, ["record", "stat", "trace", "mem"].contains(first.text) else {
                if words.first?.text == "top" { analysis.emit(.daemon, target: "perf top") }
                return .generated
            }
            let inner = Invocation(
                name: "perf", words: Array(words.dropFirst()), input: invocation.input, range: invocation.range)
            return wrap(
                analysis, inner, "-e -o=write -F -g -p=process -t -C -I -r -x --call-graph --event --output=write")
        },
        "valgrind": { analysis, invocation in wrap(analysis, invocation, "") },
        "hyperfine": { analysis, invocation in
            let names = OptionNames(
                """
                -w -m -M -r -p=script -c=script -s=script -S -P -L -D -n -i= --warmup --min-runs --max-runs --runs \
                --prepare=script --cleanup=script --setup=script --export-json=write --export-markdown=write \
                --export-csv=write --shell --style --parameter-list --parameter-scan --command-name --time-unit -u
                """)
            let arguments = invocation.arguments(names)
            for option in arguments.options {
                if let value = option.value, let role = names.roles[option.name] { analysis.use(value, as: role) }
            }
            for word in arguments.operands { analysis.follow(word) }
            return .plain
        },
        "watch": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-n --interval -q"), .first)
            let text = arguments.rest.map(\.text).joined(separator: " ")
            if !arguments.has("-g", "--chgexit", "-e", "--errexit") { analysis.emit(.endless, target: "watch") }
            return analysis.follow(Word(text: text, range: invocation.range), input: invocation.input)
        },
        "entr": { analysis, invocation in wrap(analysis, invocation, "") },
        "watchexec": { analysis, invocation in
            wrap(analysis, invocation, "-e -w -i -d -s --exts --watch --ignore --delay")
        },
        "flock": { analysis, invocation in
            let arguments = invocation.arguments(
                OptionNames("-w -E -c=script --timeout --wait --command=script"), .first)
            var words = arguments.rest
            if !words.isEmpty { words.removeFirst() }
            if let first = words.first, first.text == "-c" || first.text == "--command", words.count > 1 {
                return analysis.follow(words[1], input: invocation.input)
            }
            return words.isEmpty ? .none : analysis.invoke(words, input: invocation.input)
        },
        "nohup": { analysis, invocation in analysis.leftBehind(invocation.words, input: invocation.input) },
        "setsid": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames(""), .first)
            if arguments.has("-w", "--wait") { return analysis.invoke(arguments.rest, input: invocation.input) }
            return analysis.leftBehind(arguments.rest, input: invocation.input)
        },
        "daemonize": { analysis, invocation in
            analysis.leftBehind(
                invocation.arguments(OptionNames("-c -e -o -p -l -u"), .first).rest, input: invocation.input)
        },
        "dtach": { analysis, invocation in analysis.leftBehind([], input: invocation.input) },
        "start-stop-daemon": { analysis, invocation in
            analysis.emit(.daemon)
            return .none
        },
        "caffeinate": { analysis, invocation in wrap(analysis, invocation, "-t -w") },
        "script": { analysis, invocation in
            let names = OptionNames("-c=script -T -I -O -B -m -o --command=script --timing --log-out --log-in")
            let arguments = invocation.arguments(names)
            if let command = arguments.value("-c", "--command") { analysis.follow(command) }
            for word in arguments.operands.prefix(1) { _ = analysis.writeFile(word, appends: true) }
            if arguments.operands.count > 1 { analysis.invoke(Array(arguments.operands.dropFirst())) }
            return .none
        },
        "expect": { analysis, invocation in
            if let code = invocation.arguments(OptionNames("-c -f=code")).value("-c") {
                analysis.runCode(code, language: "tcl", input: .none, arguments: [])
            } else if let text = invocation.input.text, !text.isEmpty {
                analysis.runCode(
                    Word(text: text, range: invocation.range), language: "tcl", input: .none, arguments: [])
            }
            analysis.emit(.own)
            return .generated
        },
        "busybox": { analysis, invocation in analysis.invoke(invocation.words, input: invocation.input) },
        "toybox": { analysis, invocation in analysis.invoke(invocation.words, input: invocation.input) },
        "xargs": { analysis, invocation in xargs(analysis, invocation) },
        "gxargs": { analysis, invocation in xargs(analysis, invocation) },
        "parallel": { analysis, invocation in parallel(analysis, invocation) },
        "sudo": { analysis, invocation in
            privileged(analysis, invocation, "-u -g -h -p -C -D -R -T -U -r -t --user --group --host")
        },
        "doas": { analysis, invocation in privileged(analysis, invocation, "-u -C -a") },
        "run0": { analysis, invocation in privileged(analysis, invocation, "-u --user") },
        "pkexec": { analysis, invocation in privileged(analysis, invocation, "--user") },
        "gosu": { analysis, invocation in privileged(analysis, invocation, "") },
        "su": { analysis, invocation in
            let names = OptionNames(
                """
                -c=script -s=program -g -G -w --command=script --shell=program --session-command=script
                """)
            let arguments = invocation.arguments(names)
            analysis.emit(.privilege, target: "su")
            if let command = arguments.value("-c", "--command", "--session-command") { analysis.follow(command) }
            return .generated
        },
        "unshare": { analysis, invocation in
            privileged(
                analysis, invocation,
                "-S -G -R -w --setuid --setgid --root --wd --map-user --map-group --propagation --kill-child")
        },
        "chroot": { analysis, invocation in
            analysis.emit(.privilege, target: "chroot")
            return analysis.invoke(
                Array(invocation.arguments(OptionNames(""), .first).rest.dropFirst()), input: invocation.input)
        },
        "bwrap": { analysis, invocation in
            analysis.emit(.privilege, target: "bwrap")
            return .generated
        },
        "firejail": { analysis, invocation in wrap(analysis, invocation, "") },
    ]

    /// Runs the program behind the options, and behind as many operands as are to be left out.
    static func wrap(_ analysis: CommandAnalysis, _ invocation: Invocation, _ options: String, skip: Int = 0) -> Flow {
        let names = OptionNames(options)
        let arguments = invocation.arguments(names, .first)
        for option in arguments.options {
            if let value = option.value, let role = names.roles[option.name], role != .text {
                analysis.use(value, as: role)
            }
        }
        return analysis.withoutFunctions {
            analysis.invoke(Array(arguments.rest.dropFirst(skip)), input: invocation.input)
        }
    }

    private static func privileged(_ analysis: CommandAnalysis, _ invocation: Invocation, _ options: String) -> Flow {
        let arguments = invocation.arguments(OptionNames(options), .first)
        var words = arguments.rest
        while let first = words.first, first.text.contains("="), !first.text.hasPrefix("/") { words.removeFirst() }
        analysis.emit(.privilege, target: invocation.name)
        return analysis.withoutFunctions { analysis.invoke(words, input: invocation.input) }
    }
}

extension CommandAnalysis {
    /// The lists of arguments that what flows in stands for.
    func items(of input: Flow) -> [[Word]] {
        if !input.names.isEmpty { return first(64, of: input.names, "the names that flow in").map { [$0] } }
        if let text = input.text {
            let separators: Set<Character> = ["\n", " ", "\t", "\0"]
            let parts = text.split(maxSplits: 64, omittingEmptySubsequences: true) { separators.contains($0) }
            let words = first(64, of: parts, "the words that flow in")
            return words.isEmpty
                ? [[]] : words.map { [Word(text: Self.patternsKept(String($0)), taint: input.taint, range: range)] }
        }
        return [[Word(text: Mark.unknownText, taint: input.taint, range: range)]]
    }

    /// `xargs` does not read patterns.
    private static func patternsKept(_ text: String) -> String { text }

    /// Runs a program that stays when the command has ended.
    func leftBehind(_ words: [Word], input: Flow) -> Flow {
        emit(.behind, target: words.first?.text ?? "")
        return withoutFunctions { invoke(words, input: input) }
    }
}
