/// Connections, names, mail and load.
extension ProgramHandlers {
    static func netcat(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(
            OptionNames(
                """
                -p -w -s -e -c -i -q -x -X -I -O -T -g -G -m --exec --sh-exec --source --source-port --wait \
                --ssl-cert -o=write
                """))
        let host = arguments.operands.first
        let isLocal = host.map { analysis.isLoopback($0) } ?? true
        let listens =
            arguments.has("-l", "--listen")
            || invocation.words.contains { $0.text.hasPrefix("-") && !$0.text.hasPrefix("--") && $0.text.contains("l") }
        if arguments.values("-e", "-c", "--exec", "--sh-exec").isEmpty == false {
            analysis.emit(.reverseShell, target: host?.text ?? "")
        }
        if arguments.has("-U"), let host {
            analysis.emit(.daemon, target: host.text)
            return .generated
        }
        if listens {
            analysis.emit(.loopback, target: "a port that is open to others")
            if !invocation.input.taint.isDisjoint(with: [.secret, .environment]) {
                analysis.emit(.send, target: "whoever connects")
            }
            return Flow(taint: .downloaded)
        }
        guard let host else { return .generated }
        analysis.connect(host)
        if invocation.input.taint.contains(.interactive) { analysis.emit(.reverseShell, target: host.text) }
        if !isLocal, !invocation.input.taint.isDisjoint(with: .confidential) { analysis.emit(.send, target: host.text) }
        return Flow(taint: isLocal ? .generated : .downloaded)
    }

    static func socat(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let operands = invocation.arguments(OptionNames("-t -T -b -lf -L -W")).operands
        var isRemote = false
        var runs: Word?
        var files: [Word] = []
        for word in operands {
            let upper = word.text.uppercased()
            if upper.hasPrefix("EXEC:") || upper.hasPrefix("SYSTEM:") || upper.hasPrefix("SHELL:") {
                let text = word.text[word.text.index(after: word.text.firstIndex(of: ":") ?? word.text.startIndex)...]
                    .prefix { $0 != "," }
                runs = Word(text: String(text).replacing("'", with: ""), range: word.range)
            } else if upper.hasPrefix("TCP") || upper.hasPrefix("UDP") || upper.hasPrefix("OPENSSL")
                || upper.hasPrefix("SSL") || upper.hasPrefix("PROXY") || upper.hasPrefix("SOCKS")
            {
                let rest = word.text.split(separator: ":").dropFirst().first.map(String.init) ?? ""
                let listens = upper.contains("LISTEN") || upper.contains("-L:")
                if !Host.isLoopback(rest), !listens {
                    isRemote = true
                    analysis.emit(.network, target: rest)
                } else if listens {
                    analysis.emit(.loopback, target: word.text)
                    isRemote = isRemote || runs != nil
                }
            } else if upper.hasPrefix("UNIX") {
                analysis.emit(.daemon, target: word.text)
            } else if let colon = word.text.firstIndex(of: ":"),
                upper.hasPrefix("OPEN") || upper.hasPrefix("FILE") || upper.hasPrefix("CREATE")
                    || upper.hasPrefix("GOPEN")
            {
                let path = word.text[word.text.index(after: colon)...].prefix { $0 != "," }
                files.append(Word(text: String(path), range: word.range))
            }
        }
        for file in files where !analysis.readFile(file).taint.isEmpty && isRemote {
            analysis.emit(.send, target: file.text)
        }
        let listens = operands.contains { $0.text.uppercased().contains("LISTEN") }
        if let runs {
            if isRemote || listens { analysis.emit(.reverseShell, target: runs.text) }
            analysis.follow(runs)
        }
        if isRemote, !invocation.input.taint.isDisjoint(with: .confidential) { analysis.emit(.send) }
        return Flow(taint: isRemote ? .downloaded : .generated)
    }

    /// Programs that download, to a file or to the output.
    static func download(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(
            OptionNames("-o -d --out --dir -x -s -j -n -a -T -cols -width --user-agent -i=read"))
        let addresses = arguments.operands
        guard !addresses.isEmpty else {
            analysis.emit(.network, target: invocation.name)
            return Flow(taint: .downloaded)
        }
        for address in addresses { analysis.connect(address) }
        let folder = arguments.value("-d", "--dir").map { $0.text + "/" } ?? ""
        if let file = arguments.value("-o", "--out"), !["lynx", "w3m", "links", "elinks"].contains(invocation.name) {
            let path = file.text.hasPrefix("/") ? file.text : folder + file.text
            return save(analysis, [Word(text: path, taint: file.taint, range: file.range)], isLocal: false)
        }
        if invocation.name == "aria2c" || invocation.name == "axel" {
            let files = addresses.map { address in
                let name = address.text.split(separator: "/").last.map(String.init) ?? "download"
                return Word(text: folder + name, range: address.range)
            }
            return save(analysis, files, isLocal: false)
        }
        return Flow(taint: .downloaded)
    }

    /// Programs that only ask for names, whose questions may carry something away.
    static func names(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(
            OptionNames(
                """
                -c -i -w -t -p -s -W -I -q -f=read -k=read -b -T -l -M -h
                """))
        let hosts = arguments.operands.filter {
            !$0.text.hasPrefix("+") && !$0.text.hasPrefix("@")
                && !["A", "AAAA", "MX", "TXT", "NS", "ANY", "CNAME"].contains($0.text)
        }
        for word in hosts { analysis.connect(word) }
        if invocation.words.contains(where: { !$0.taint.isDisjoint(with: .confidential) }) {
            analysis.emit(.send, target: invocation.name)
        }
        if hosts.isEmpty { analysis.emit(.network, target: invocation.name) }
        // Records of names hold any text that their owner likes.
        return Flow(taint: hosts.allSatisfy { analysis.isLoopback($0) } ? .generated : .downloaded)
    }

    /// Programs that send what flows into them, or files that they are given.
    static func sender(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(
            OptionNames(
                """
                -s -a -A -r -c -b -t -h -p -e -u -f -m -U -I -T -D -W --attach --to --from --server --body \
                --header
                """))
        var taint = invocation.input.taint
        for file in arguments.values("-a", "-A", "--attach")
        where invocation.name.hasPrefix("mail") || invocation.name == "mutt" || invocation.name == "swaks" {
            taint.formUnion(
                analysis.readFile(
                    Word(
                        text: file.text.hasPrefix("@") ? String(file.text.dropFirst()) : file.text, taint: file.taint,
                        range: file.range)
                ).taint.union(.file))
        }
        for word in arguments.operands + arguments.options.compactMap(\.value) {
            taint.formUnion(word.taint)
            let isPut = word.text.contains("put ") || word.text.contains("mput ") || word.text.contains("mirror -R")
            if isPut { taint.insert(.file) }
        }
        let shares: Set<String> = ["gist", "pastebinit", "croc", "wormhole", "transfer", "ffsend", "ncftpput"]
        if shares.contains(invocation.name) {
            let isReceiving = ["receive", "recv", "list"].contains(arguments.operands.first?.text ?? "")
            if !isReceiving, !arguments.operands.isEmpty || !taint.isEmpty { taint.insert(.file) }
        }
        if let text = invocation.input.text, text.contains("\nput ") || text.hasPrefix("put ") { taint.insert(.file) }
        let address =
            (arguments.operands + arguments.options.compactMap(\.value)).first { $0.text.contains("://") }
            ?? arguments.operands.first
        let host = address.map { Host.name($0.text) } ?? ""
        if !Host.isLoopback(host) {
            analysis.sendSecrets(invocation.words, from: [.secret, .workspaceSecret])
        }
        if invocation.input.taint.contains(.interactive) { analysis.emit(.reverseShell, target: host) }
        analysis.emit(Host.isLoopback(host) ? .loopback : .network, target: host)
        if !Host.isLoopback(host), !taint.isDisjoint(with: .confidential) { analysis.emit(.send, target: host) }
        return Flow(taint: .downloaded)
    }

    static func load(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(
            OptionNames("-n -c -t -d -z -m -H -s=code -T -p -D -q -plaintext -import-path -proto"))
        for word in arguments.operands where word.text.contains("://") || word.text.contains(":") {
            analysis.connect(word)
        }
        return .generated
    }
}
