/// Programs that stop others, start them later, or show the machine.
extension ProgramHandlers {
    static let processHandlers: [String: Handler] = [
        "kill": { analysis, invocation in
            var words = invocation.words
            if words.first?.text == "-l" || words.first?.text == "-L" { return .plain }
            if let first = words.first, first.text == "-s" || first.text == "-n" || first.text == "--signal" {
                words.removeFirst(min(2, words.count))
            } else if let first = words.first, first.text.hasPrefix("-"), first.text != "--", words.count > 1 {
                words.removeFirst()
            }
            for word in words where word.text != "--" {
                if word.text == "-1" {
                    analysis.emit(.signalAll)
                } else if word.text.hasPrefix("%") || word.text.utf8.contains(Mark.job) || word.text == "$$" {
                    continue
                } else {
                    // The first process is the system itself.
                    analysis.emit(word.text == "1" ? .halt : .signal, target: word.text)
                }
            }
            return .none
        },
        "killall5": { analysis, _ in
            analysis.emit(.signalAll)
            return .none
        },
        "pkill": { analysis, invocation in signal(analysis, invocation) },
        "killall": { analysis, invocation in signal(analysis, invocation) },
        "skill": { analysis, invocation in signal(analysis, invocation) },
        "xkill": { analysis, invocation in signal(analysis, invocation) },
        "renice": { analysis, invocation in
            analysis.emit(.signal, target: "renice")
            return .none
        },
        "fuser": { analysis, invocation in
            if invocation.words.contains(where: { $0.text.hasPrefix("-") && $0.text.contains("k") }) {
                analysis.emit(.signal, target: "fuser -k")
            }
            return .generated
        },
        "crontab": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-u -s"))
            if arguments.has("-l"), arguments.operands.isEmpty {
                analysis.emit(.list, target: "crontab", place: .home)
            } else {
                analysis.emit(.later, target: "crontab")
            }
            return Flow(taint: .generated)
        },
        "at": { analysis, _ in
            analysis.emit(.later, target: "at")
            return .none
        },
        "stress": { analysis, _ in
            analysis.emit(.exhaust, target: "stress")
            return .none
        },
        "stress-ng": { analysis, _ in
            analysis.emit(.exhaust, target: "stress-ng")
            return .none
        },
        "ps": { analysis, invocation in
            // `ps e` and `ps auxe` show environments.
            let shows = invocation.words.contains { word in
                let letters = word.text
                if letters.hasPrefix("-") || letters.contains("=") || letters.contains(",") { return false }
                return letters.contains("e") && letters.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
                    && letters.count < 7
            }
            if shows { analysis.emit(.credentials, target: "environments of other processes") }
            return .generated
        },
        "last": { _, _ in .generated },
        "sysctl": { analysis, invocation in
            let writes = invocation.words.contains {
                $0.text.contains("=") || $0.text == "-w" || $0.text == "-p" || $0.text == "--system"
                    || $0.text == "--write"
            }
            analysis.emit(writes ? .system : .run, target: "sysctl")
            return .plain
        },
        "date": { analysis, invocation in
            if invocation.words.contains(where: { $0.text == "-s" || $0.text.hasPrefix("--set") }) {
                analysis.emit(.system, target: "date --set")
            }
            let arguments = invocation.arguments(OptionNames("-d -f -r -s --date --file --reference --set"))
            for file in arguments.values("-r", "--reference") { analysis.touch(.list, file) }
            let files = arguments.values("-f", "--file")
            guard !files.isEmpty else { return .plain }
            return Flow(taint: files.reduce(into: Taint()) { $0.formUnion(analysis.readFile($1).taint) })
        },
        "hostname": { analysis, invocation in
            if invocation.words.contains(where: { !$0.text.hasPrefix("-") }) {
                analysis.emit(.system, target: "hostname")
            }
            return .plain
        },
        "hostnamectl": { analysis, invocation in
            let first = invocation.words.first?.text ?? "status"
            analysis.emit(first == "status" ? .run : .system, target: "hostnamectl " + first)
            return .plain
        },
        "timedatectl": { analysis, invocation in
            let first = invocation.words.first?.text ?? "status"
            analysis.emit(first.hasPrefix("set") ? .system : .run, target: "timedatectl " + first)
            return .plain
        },
        "ip": { analysis, invocation in
            let changes = invocation.words.contains {
                ["add", "del", "delete", "set", "flush", "replace", "change"].contains($0.text)
            }
            analysis.emit(changes ? .system : .run, target: "ip")
            return .plain
        },
        "ifconfig": { analysis, invocation in
            analysis.emit(
                invocation.words.filter { !$0.text.hasPrefix("-") }.count > 1 ? .system : .run, target: "ifconfig")
            return .plain
        },
        "route": { analysis, invocation in
            analysis.emit(
                invocation.words.contains { ["add", "del", "flush"].contains($0.text) } ? .system : .run,
                target: "route")
            return .plain
        },
        "dmesg": { analysis, invocation in
            let clears = invocation.words.contains {
                $0.text == "-C" || $0.text == "-c" || $0.text == "--clear" || $0.text == "--read-clear"
            }
            analysis.emit(clears ? .traces : .daemon, target: "dmesg")
            return .generated
        },
        "swapoff": { analysis, _ in
            analysis.emit(.system, target: "swapoff")
            return .none
        },
        "sleep": { _, _ in .none },
        "defaults": { analysis, invocation in
            let first = invocation.words.first?.text ?? ""
            if first == "read" || first == "read-type" || first == "find" || first == "domains" {
                analysis.emit(.list, target: "defaults", place: .home)
            } else {
                analysis.emit(
                    invocation.words.contains { $0.text.lowercased().contains("loginhook") } ? .later : .settings,
                    target: "defaults " + first)
            }
            return .generated
        },
        "gsettings": { analysis, invocation in
            analysis.emit(invocation.words.first?.text == "set" ? .settings : .list, target: "gsettings", place: .home)
            return .generated
        },
        "dconf": { analysis, _ in
            analysis.emit(.settings, target: "dconf")
            return .generated
        },
        "pbpaste": { analysis, _ in
            analysis.emit(.daemon, target: "clipboard")
            return Flow(taint: .secret)
        },
        "xclip": { analysis, invocation in
            analysis.emit(.daemon, target: "clipboard")
            return .generated
        },
        "xsel": { analysis, _ in
            analysis.emit(.daemon, target: "clipboard")
            return .generated
        },
        "pbcopy": { analysis, _ in
            analysis.emit(.daemon, target: "clipboard")
            return .none
        },
        "wl-paste": { analysis, _ in
            analysis.emit(.daemon, target: "clipboard")
            return Flow(taint: .secret)
        },
        "wl-copy": { analysis, _ in
            analysis.emit(.daemon, target: "clipboard")
            return .none
        },
        "tmux": { analysis, invocation in session(analysis, invocation) },
        "screen": { analysis, invocation in session(analysis, invocation) },
        "systemctl": { analysis, invocation in protections(analysis, invocation) },
        "service": { analysis, invocation in protections(analysis, invocation) },
        "launchctl": { analysis, invocation in protections(analysis, invocation) },
        "osascript": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-e -l -s"))
            for text in arguments.values("-e") {
                analysis.runCode(text, language: "osascript", input: .none, arguments: [])
            }
            if arguments.values("-e").isEmpty {
                if let file = arguments.operands.first {
                    analysis.runCodeFile(file, language: "osascript")
                } else {
                    analysis.runFlow(invocation.input, language: "osascript")
                }
            }
            return .generated
        },
        "jq": { analysis, invocation in
            guard let spec = ProgramTable.standard.spec(of: "jq") else { return .generated }
            let program = invocation.arguments(spec.options).operands.first?.text ?? ""
            if program == "env" || program == "$ENV" || program.contains("$ENV | ") || program.hasPrefix("env |")
                || program.contains("env |") && !program.contains(".env |")
            {
                analysis.emit(.environment)
            }
            return analysis.apply(spec, invocation)
        },
        "scutil": { analysis, invocation in
            analysis.emit(invocation.words.contains { $0.text == "--set" } ? .system : .run, target: "scutil")
            return .generated
        },
        "networksetup": { analysis, invocation in
            analysis.emit(
                invocation.words.contains {
                    $0.text.hasPrefix("-set") || $0.text.hasPrefix("-add") || $0.text.hasPrefix("-remove")
                } ? .system : .run, target: "networksetup")
            return .generated
        },
        "dbus-send": { analysis, invocation in
            let halts = invocation.words.contains {
                $0.text.contains("PowerOff") || $0.text.contains("Reboot") || $0.text.contains("Halt")
                    || $0.text.contains("Suspend")
            }
            analysis.emit(halts ? .halt : .daemon, target: "dbus-send")
            return .generated
        },
        "passwd": { analysis, _ in
            analysis.emit(.privilege, target: "passwd")
            return .none
        },
        "anneal": { analysis, invocation in own(analysis, invocation) },
    ]

    private static let watchers = [
        "auditd", "firewalld", "ufw", "apparmor", "fail2ban", "clamav", "falcon", "osqueryd", "crowdstrike", "sysmon",
        "nftables", "iptables",
        "rsyslog", "syslog", "journald", "selinux", "xprotect",
    ]

    /// Services: what watches over the machine is not stopped.
    private static func protections(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let stops = invocation.words.contains {
            ["stop", "disable", "mask", "kill", "unload", "bootout", "remove"].contains($0.text)
        }
        if stops,
            let service = invocation.words.first(where: { word in
                Watchers.contain(word.text) || watchers.contains { word.text.lowercased().contains($0) }
            })
        {
            analysis.emit(.system, target: service.text)
        }
        return table(analysis, invocation)
    }

    private static func signal(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let isAll = invocation.words.contains {
            $0.text == "." || $0.text == "-1" || $0.text.utf8.allSatisfy { $0 == Mark.star } && !$0.text.isEmpty
        }
        if let watcher = invocation.words.first(where: { Watchers.contain($0.text) }) {
            analysis.emit(.system, target: watcher.text)
        }
        analysis.emit(isAll ? .signalAll : .signal, target: invocation.words.last?.text ?? "")
        return .none
    }

    /// `tmux new -d 'command'`, `screen -dm command`.
    private static func session(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let first = invocation.words.first { !$0.text.hasPrefix("-") }?.text ?? ""
        let shows: Set<String> = [
            "ls", "list-sessions", "capture-pane", "has-session", "display-message", "list-windows", "list-panes",
            "show-options",
        ]
        if shows.contains(first) || invocation.words.first?.text == "-ls" || invocation.words.first?.text == "-V" {
            return .generated
        }
        analysis.emit(.behind, target: invocation.name)
        for word in invocation.words where word.text.contains(" ") { analysis.follow(word) }
        let words = invocation.words.drop {
            $0.text.hasPrefix("-") || ["new", "new-session", "send-keys", "send"].contains($0.text)
        }
        if let program = words.first, !program.text.contains(" "), invocation.name == "screen" {
            analysis.invoke(Array(words))
        }
        return .none
    }

    /// Anneal itself: looking is harmless, changing the guard is not a command's business.
    private static func own(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let words = invocation.words.filter { !$0.text.hasPrefix("-") }.map(\.text)
        switch words.first ?? "" {
        case "guard":
            analysis.emit(
                ["check", "explain", "test", "scan", "log", "verify"].contains(words.dropFirst().first ?? "")
                    ? .run : .guardSetting, target: "anneal guard")
        case "config":
            analysis.emit(
                ["show", "explain", "list", "path"].contains(words.dropFirst().first ?? "show") ? .run : .guardSetting,
                target: "anneal config")
        case "spec", "show", "runs", "plan", "doctor", "help", "completions", "": analysis.emit(.run, target: "anneal")
        default: analysis.emit(.guardSetting, target: "anneal " + (words.first ?? ""))
        }
        return .generated
    }
}
