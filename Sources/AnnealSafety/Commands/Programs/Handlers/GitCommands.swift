/// Subcommands of git by what they do.
enum GitCommands {
    private static let reading: Set<String> = [
        "status", "diff", "log", "show", "blame", "annotate", "shortlog", "describe", "rev-parse", "rev-list",
        "ls-files",
        "ls-tree", "cat-file", "diff-tree", "diff-index", "diff-files", "name-rev", "merge-base", "for-each-ref",
        "show-ref", "symbolic-ref", "grep", "whatchanged", "cherry", "count-objects", "fsck", "verify-commit",
        "verify-tag",
        "check-ignore", "check-attr", "check-ref-format", "var", "version", "help", "range-diff", "reflog",
        "stripspace",
        "verify-pack", "show-branch", "get-tar-commit-id", "column", "patch-id", "interpret-trailers", "merge-tree",
        "show-index", "check-mailmap", "bugreport", "diagnose", "hash-object", "mktree", "write-tree", "archive",
        "bundle", "last-modified", "fmt-merge-msg", "unpack-file", "sparse-checkout",
        "commit-graph", "multi-pack-index", "merge-file", "rerere", "format-patch", "fast-export",
        "diff-pairs", "pack-refs", "update-index", "notes",
        "commit-tree",
    ]

    private static let adding: Set<String> = [
        "add", "stage", "commit", "init", "merge", "cherry-pick", "revert", "mv", "am", "apply", "switch", "tag",
        "branch",
        "checkout", "stash", "worktree", "restore", "rm", "config", "remote", "bisect", "submodule", "subtree", "reset",
        "rebase", "clean", "push", "fetch", "pull", "clone",
    ]

    /// Notes what a subcommand does.
    static func run(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let name = invocation.name
        let arguments = invocation.arguments(names[name] ?? OptionNames("-n -m -F=read"))
        if arguments.has("--help") || (invocation.words.count == 1 && invocation.words[0].text == "-h") {
            return .plain
        }
        readOptions(analysis, name, arguments)
        if reading.contains(name) { return read(analysis, name, arguments, invocation) }
        if let change = changes[name] { return change(analysis, arguments, invocation) }
        switch name {
        case "fetch", "pull", "clone", "ls-remote", "remote-update", "svn", "p4", "cvsimport", "cvsserver", "imap-send",
            "send-email",
            "request-pull", "fetch-pack", "http-fetch", "upload-pack", "receive-pack":
            network(analysis, name, arguments)
        case "send-pack", "http-push", "push": push(analysis, arguments)
        case "lfs":
            return analysis.runNamed("git-lfs", invocation.words, input: invocation.input, range: invocation.range)
        case "read-tree": analysis.emit(arguments.has("--reset", "-u") ? .discard : .run, target: "git read-tree")
        case "filter-branch", "filter-repo", "replace", "fast-import", "prune", "gc", "repack", "update-ref",
            "prune-packed", "rerere-forget", "quick-purge":
            let isGentle =
                name == "gc" && !arguments.has("--prune", "--aggressive") || name == "repack" || name == "prune-packed"
            if !isGentle { analysis.emit(.history, target: "git " + name) }
            for script in arguments.values(
                "--tree-filter", "--index-filter", "--msg-filter", "--env-filter", "--commit-filter",
                "--tag-name-filter")
            {
                analysis.follow(script, isNamed: true)
            }
        case "credential", "credential-store", "credential-cache", "credential-osxkeychain", "credential-libsecret",
            "askpass":
            let gives =
                arguments.operands.first?.text == "get"
                || arguments.operands.first?.text == "fill" && invocation.input.text?.isEmpty == false
            analysis.emit(gives ? .credentials : .secret, target: "git " + name)
            return Flow(taint: .secret)
        case "daemon", "instaweb", "gui", "gitk", "citool", "web--browse", "maintenance", "fsmonitor--daemon":
            analysis.emit(.behind, target: "git " + name)
        case "difftool", "mergetool":
            for word in arguments.values("-x", "--extcmd") { analysis.follow(word, isNamed: true) }
            analysis.emit(.run, target: "git " + name)
        case "shell", "for-each-repo": analysis.emit(.opaque, target: "git " + name)
        default:
            // An alias of the repository or a program called `git-…`.
            analysis.emit(.opaque, target: "git " + name, traits: .uncertain)
        }
        return .generated
    }

    private static let names: [String: OptionNames] = [
        "commit": OptionNames(
            """
            -m -F=read -C -c -t=read --message --file=read --author --date --template=read --fixup --squash \
            --reuse-message --trailer --cleanup
            """),
        "log": OptionNames(
            """
            -n -L -S -G --since --until --author --grep --format --pretty --max-count --after --before \
            --diff-filter --skip -O
            """),
        "diff": OptionNames("-S -G -O -U --output=write -l --stat-width --src-prefix --dst-prefix"),
        "show": OptionNames("-S -G -U --format --pretty --output=write"),
        "blame": OptionNames("-L -S=read --since --contents=read --ignore-rev --ignore-revs-file=read"),
        "grep": OptionNames("-e -f=read -A -B -C -m --max-depth --threads -O"),
        "checkout": OptionNames("-b -B --orphan --conflict --pathspec-from-file=read"),
        "switch": OptionNames("-c -C --create --force-create --orphan --conflict"),
        "branch": OptionNames("-u --set-upstream-to --sort --format --contains --no-contains --points-at"),
        "tag": OptionNames("-m -F=read -u --sort --format --contains --points-at"),
        "config": OptionNames("-f --file --blob --type --default --value --comment"),
        "push": OptionNames("-o --push-option --receive-pack=script --exec=script --repo"),
        "clone": OptionNames(
            """
            -b -o -c -u=script --branch --depth --origin --config --upload-pack=script --template=code --reference \
            --separate-git-dir --filter -j
            """),
        "fetch": OptionNames("--depth --upload-pack=script -o -j --refmap --shallow-since"),
        "pull": OptionNames("--depth --upload-pack=script -s -X --strategy"),
        "ls-remote": OptionNames("--upload-pack=script --exec=script"),
        "rebase": OptionNames("-x=script --exec=script --onto -s -X --strategy --whitespace -C"),
        "merge": OptionNames("-m -F=read -s -X --strategy --strategy-option"),
        "archive": OptionNames("-o=write --output=write --format --prefix --remote --exec=script --add-file=read"),
        "format-patch": OptionNames(
            """
            -o=write --output-directory=write --subject-prefix --start-number -v --signature-file=read --to --cc
            """),
        "reset": OptionNames("--pathspec-from-file=read"),
        "stash": OptionNames("-m --message --pathspec-from-file=read"),
        "clean": OptionNames("-e --exclude"),
        "restore": OptionNames("-s --source --conflict --pathspec-from-file=read"),
        "worktree": OptionNames("-b -B --reason --expire"),
        "bisect": OptionNames("--term-old --term-new"),
        "submodule": OptionNames("-b --branch --name --reference --depth -j"),
        "apply": OptionNames("-p -C --directory --exclude --include --build-fake-ancestor=write"),
        "filter-branch": OptionNames(
            """
            --tree-filter --index-filter --msg-filter --env-filter --commit-filter --tag-name-filter \
            --parent-filter --subdirectory-filter -d
            """),
        "difftool": OptionNames("-x -t --extcmd --tool"),
        "notes": OptionNames("-m -F=read --ref"),
        "init": OptionNames("-b --initial-branch --template=code --separate-git-dir --object-format"),
        "am": OptionNames("-p -C --directory"),
        "remote": OptionNames("-t -m"),
    ]

    /// Options whose values are files or programs.
    private static func readOptions(_ analysis: CommandAnalysis, _ name: String, _ arguments: Arguments) {
        guard let names = names[name] else { return }
        for option in arguments.options {
            guard let value = option.value, let role = names.roles[option.name], role != .text, value.text != "-" else {
                continue
            }
            analysis.use(value, as: role)
        }
    }

    private static func read(
        _ analysis: CommandAnalysis, _ name: String, _ arguments: Arguments, _ invocation: Invocation
    ) -> Flow {
        analysis.emit(.run, target: "git " + name)
        if let output = arguments.value("--output", "-o", "--output-directory"),
            name == "archive" || name == "format-patch" || name == "diff"
        {
            _ = output
        }
        for value in arguments.options
        where value.name == "--ext-diff" || value.name == "--open-files-in-pager"
            || (name == "grep" && value.name == "-O")
        {
            if let program = value.value, !program.text.isEmpty { analysis.follow(program, isNamed: true) }
        }
        switch name {
        case "reflog":
            if ["expire", "delete"].contains(arguments.operands.first?.text ?? "") {
                analysis.emit(.history, target: "git reflog")
            }
        case "archive":
            if arguments.has("--remote") { analysis.emit(.network, target: "git archive") }
        case "bundle":
            if arguments.operands.first?.text == "create", arguments.operands.count > 1 {
                analysis.touch(.write, arguments.operands[1])
            }
        case "diff":
            if arguments.has("--no-index") { for word in arguments.operands { _ = analysis.readFile(word) } }
        case "hash-object":
            for word in arguments.operands { _ = analysis.readFile(word) }
        case "cat-file": break
        case "blame", "annotate", "interpret-trailers", "merge-file": analysis.readKeys(invocation.words)
        case "ls-files", "ls-tree", "diff-tree":
            var flow = Flow(taint: [])
            let isList = name != "ls-tree" || arguments.has("--name-only", "-r")
            if isList {
                let patterns = arguments.operands.map(\.text).filter { $0.contains("*") || $0.utf8.contains(Mark.star) }
                let text =
                    patterns.isEmpty
                    ? Mark.treeText + "/" + Mark.starText
                    : Mark.treeText + "/"
                        + (patterns[0].split(separator: "/").last.map { CommandAnalysis.patterns(String($0)) }
                            ?? Mark.starText)
                flow.names = [Word(text: text, range: invocation.range)]
            }
            return flow
        case "grep":
            if arguments.has("--no-index") {
                let hasPattern = arguments.value("-e", "-f") != nil
                for word in arguments.operands.dropFirst(hasPattern ? 0 : 1) {
                    _ = analysis.readFile(word, traits: .recursive)
                }
            }
            if arguments.has("-l", "--files-with-matches", "--name-only") {
                var flow = Flow(taint: [])
                flow.names = [Word(text: Mark.starText + "/" + Mark.starText, range: invocation.range)]
                return flow
            }
        default: break
        }
        if name == "diff" || name == "show", arguments.has("--name-only") {
            var flow = Flow(taint: [])
            flow.names = [Word(text: Mark.starText + "/" + Mark.starText, range: invocation.range)]
            return flow
        }
        if [
            "rev-parse", "describe", "rev-list", "merge-base", "symbolic-ref", "name-rev", "hash-object", "write-tree",
            "version",
        ].contains(name) {
            if name == "rev-parse", arguments.has("--show-toplevel") {
                return .known(analysis.paths.places.root + "\n")
            }
            if name == "rev-parse", arguments.has("--git-dir", "--absolute-git-dir", "--git-common-dir") {
                return .known(analysis.paths.places.root + "/.git\n")
            }
            return .plain
        }
        return Flow(taint: [.file])
    }

    static func done(_ analysis: CommandAnalysis, _ name: String) -> Flow {
        analysis.emit(.run, target: "git " + name)
        return Flow(taint: .generated)
    }

    static func config(_ analysis: CommandAnalysis, _ arguments: Arguments, _ invocation: Invocation) -> Flow {
        var operands = arguments.operands
        var isReading = arguments.has(
            "--get", "--get-all", "--get-regexp", "--list", "-l", "--get-urlmatch", "--show-origin", "--get-color",
            "--get-colorbool", "--name-only")
        var isRemoving = arguments.has("--unset", "--unset-all", "--remove-section", "--rename-section")
        if let first = operands.first?.text,
            ["get", "set", "list", "unset", "edit", "remove-section", "rename-section"].contains(first)
        {
            isReading = isReading || first == "get" || first == "list"
            isRemoving = isRemoving || first == "unset" || first.hasSuffix("section")
            if first == "edit" { analysis.emit(.settings, target: "git config") }
            operands.removeFirst()
        }
        if arguments.has("-e", "--edit") { analysis.emit(.settings, target: "git config") }
        let isGlobal = arguments.has("--global", "--system")
        if let file = arguments.value("-f", "--file") {
            if isReading || operands.count < 2 { _ = analysis.readFile(file) } else { analysis.touch(.write, file) }
        }
        if arguments.has("--global"), isReading || operands.count < 2 {
            analysis.emit(.list, target: "git's settings of the user", place: .home)
        }
        guard let key = operands.first else {
            return Flow(taint: isGlobal ? .environment : .generated)
        }
        if isReading || (operands.count < 2 && !isRemoving) {
            if KnownVariables.isSecret(key.text.replacing(".", with: "_"))
                || key.text.lowercased().hasPrefix("credential")
            {
                analysis.emit(.secret, target: key.text)
            }
            return Flow(taint: .generated)
        }
        if isRemoving {
            if isGlobal { analysis.emit(.settings, target: key.text) }
            return .none
        }
        GitSettings.judge(analysis, key.text, operands[1], isLasting: true)
        if isGlobal { analysis.emit(.settings, target: key.text) }
        return .none
    }
}
