/// Programs that speak to hosts.
extension ProgramHandlers {
    static let networkHandlers: [String: Handler] = [
        "curl": { analysis, invocation in curl(analysis, invocation) },
        "wget": { analysis, invocation in wget(analysis, invocation) },
        "wget2": { analysis, invocation in wget(analysis, invocation) },
        "http": { analysis, invocation in httpie(analysis, invocation) },
        "https": { analysis, invocation in httpie(analysis, invocation) },
        "xh": { analysis, invocation in httpie(analysis, invocation) },
        "nc": { analysis, invocation in netcat(analysis, invocation) },
        "ncat": { analysis, invocation in netcat(analysis, invocation) },
        "netcat": { analysis, invocation in netcat(analysis, invocation) },
        "nc.traditional": { analysis, invocation in netcat(analysis, invocation) },
        "nc.openbsd": { analysis, invocation in netcat(analysis, invocation) },
        "nc6": { analysis, invocation in netcat(analysis, invocation) },
        "cryptcat": { analysis, invocation in netcat(analysis, invocation) },
        "gnutls-cli": { analysis, invocation in sender(analysis, invocation) },
        "socat": { analysis, invocation in socat(analysis, invocation) },
        "telnet": { analysis, invocation in sender(analysis, invocation) },
        "dig": { analysis, invocation in names(analysis, invocation) },
        "nslookup": { analysis, invocation in names(analysis, invocation) },
        "host": { analysis, invocation in names(analysis, invocation) },
        "ping": { analysis, invocation in names(analysis, invocation) },
        "mail": { analysis, invocation in sender(analysis, invocation) },
        "mailx": { analysis, invocation in sender(analysis, invocation) },
        "sendmail": { analysis, invocation in sender(analysis, invocation) },
        "mutt": { analysis, invocation in sender(analysis, invocation) },
        "msmtp": { analysis, invocation in sender(analysis, invocation) },
        "swaks": { analysis, invocation in sender(analysis, invocation) },
        "gist": { analysis, invocation in sender(analysis, invocation) },
        "pastebinit": { analysis, invocation in sender(analysis, invocation) },
        "wormhole": { analysis, invocation in sender(analysis, invocation) },
        "croc": { analysis, invocation in sender(analysis, invocation) },
        "ffsend": { analysis, invocation in sender(analysis, invocation) },
        "transfer": { analysis, invocation in sender(analysis, invocation) },
        "termbin": { analysis, invocation in sender(analysis, invocation) },
        "mosquitto_pub": { analysis, invocation in sender(analysis, invocation) },
        "websocat": { analysis, invocation in sender(analysis, invocation) },
        "tftp": { analysis, invocation in sender(analysis, invocation) },
        "ftp": { analysis, invocation in sender(analysis, invocation) },
        "lftp": { analysis, invocation in sender(analysis, invocation) },
        "ncftpput": { analysis, invocation in sender(analysis, invocation) },
        "smbclient": { analysis, invocation in sender(analysis, invocation) },
        "aria2c": { analysis, invocation in download(analysis, invocation) },
        "axel": { analysis, invocation in download(analysis, invocation) },
        "lynx": { analysis, invocation in download(analysis, invocation) },
        "w3m": { analysis, invocation in download(analysis, invocation) },
        "links": { analysis, invocation in download(analysis, invocation) },
        "elinks": { analysis, invocation in download(analysis, invocation) },
        "fetch": { analysis, invocation in download(analysis, invocation) },
        "curlie": { analysis, invocation in download(analysis, invocation) },
        "ipfs": { analysis, invocation in
            let isAdding = invocation.words.first?.text == "add"
            for word in invocation.words.dropFirst() where isAdding && !word.text.hasPrefix("-") {
                _ = analysis.readFile(word, traits: .recursive)
            }
            analysis.emit(isAdding ? .send : .network, target: "ipfs")
            return Flow(taint: .downloaded)
        },
        "wscat": { analysis, invocation in sender(analysis, invocation) },
        "ab": { analysis, invocation in load(analysis, invocation) },
        "wrk": { analysis, invocation in load(analysis, invocation) },
        "hey": { analysis, invocation in load(analysis, invocation) },
        "grpcurl": { analysis, invocation in load(analysis, invocation) },
        "ssh-keyscan": { analysis, invocation in names(analysis, invocation) },
        "aws": { analysis, invocation in cloud(analysis, invocation) },
        "gsutil": { analysis, invocation in cloud(analysis, invocation) },
        "gcloud": { analysis, invocation in cloud(analysis, invocation) },
        "az": { analysis, invocation in cloud(analysis, invocation) },
        "s3cmd": { analysis, invocation in cloud(analysis, invocation) },
        "mc": { analysis, invocation in cloud(analysis, invocation) },
        "rclone": { analysis, invocation in cloud(analysis, invocation) },
        "gh": { analysis, invocation in forge(analysis, invocation) },
        "glab": { analysis, invocation in forge(analysis, invocation) },
        "hub": { analysis, invocation in forge(analysis, invocation) },
    ]

    private static let curlNames = OptionNames(
        """
        -o=write -d -F -T -H -X -u -A -e -b -c=write -m -x -K=read -w -r -y -Y -z -t -E=read -C -D=write -Q \
        --output=write --data --data-raw --data-binary --data-urlencode --data-ascii --json --form --form-string \
        --upload-file --header --request --user --user-agent --referer --cookie --cookie-jar=write --max-time \
        --connect-timeout --proxy --config=read --write-out --range --retry --retry-delay --retry-max-time \
        --cert=read --key=read --cacert=read --capath --url --resolve --connect-to --dump-header=write \
        --max-redirs --limit-rate --unix-socket --interface --output-dir --trace=write --trace-ascii=write \
        --stderr=write --proto --proto-redir --ciphers --tls-max --netrc-file=read --pass --socks5 \
        --socks5-hostname --rate --variable --expand-data --expand-url --aws-sigv4 --oauth2-bearer \
        --etag-save=write --etag-compare=read --url-query --quote --mail-from --mail-rcpt --max-filesize
        """)

    /// Settings of curl, a line each: `url = "…"`, `output = …`; they are options of the command line.
    private static func settings(_ analysis: CommandAnalysis, _ text: String, _ invocation: Invocation) {
        var words: [Word] = []
        let lines = text.split(separator: "\n")
        for line in analysis.first(64, of: lines, "settings of curl") where !line.hasPrefix("#") {
            let halves = line.split(maxSplits: 1) { $0 == "=" || $0 == ":" || $0 == " " }
            guard let name = halves.first?.filter({ $0 != " " && $0 != "-" }), !name.isEmpty else { continue }
            words.append(Word(text: name.count > 1 ? "--" + name : "-" + name, range: invocation.range))
            let value = halves.count > 1 ? halves[1].filter { $0 != "\"" }.drop { " =:".contains($0) } : ""
            if !value.isEmpty { words.append(Word(text: String(value), range: invocation.range)) }
        }
        guard !words.isEmpty, analysis.spend(words.count) else { return }
        _ = curl(analysis, Invocation(name: "curl", words: words, input: .none, range: invocation.range))
    }

    private static func curl(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(curlNames)
        let addresses = arguments.operands + arguments.values("--url")
        let isLocal = !addresses.isEmpty && addresses.allSatisfy { analysis.isLoopback($0) }
        var sends = Taint()
        var saved: [Word] = []
        for option in arguments.options {
            guard let value = option.value else { continue }
            switch option.name {
            case "-d", "--data", "--data-binary", "--data-urlencode", "--data-ascii", "--json", "--variable",
                "--url-query", "--expand-data":
                sends.formUnion(payload(analysis, value, marks: "@"))
            case "--data-raw": sends.formUnion(value.taint)
            case "-F", "--form": sends.formUnion(payload(analysis, value, marks: "@<"))
            case "-T", "--upload-file":
                sends.formUnion(
                    value.text == "-" || value.text == "."
                        ? invocation.input.taint.union(.file) : analysis.readFile(value).taint.union(.file))
            case "-H", "--header", "-u", "--user", "-b", "--cookie", "-A", "--user-agent", "-e", "--referer",
                "--oauth2-bearer":
                if value.text.hasPrefix("@") {
                    sends.formUnion(payload(analysis, value, marks: "@"))
                } else {
                    sends.formUnion(value.taint.subtracting(.generated))
                }
            case "-K", "--config":
                analysis.emit(.opaque, target: value.text)
                if value.text == "-", let text = invocation.input.text { settings(analysis, text, invocation) }
            case "-o", "--output": saved.append(value)
            default: if let role = curlNames.roles[option.name], role != .text { analysis.use(value, as: role) }
            }
        }
        for address in addresses {
            if address.text.lowercased().hasPrefix("file:") {
                let flow = analysis.readFile(
                    Word(text: "/" + address.text.dropFirst(5).drop { $0 == "/" }, range: address.range))
                return flow
            }
            if isLocal { analysis.emit(.loopback, target: Host.name(address.text)) } else { analysis.connect(address) }
        }
        if let socket = arguments.value("--unix-socket") {
            let place = analysis.paths.read(socket.text, from: analysis.scope.folder).place
            analysis.emit(
                [.workspace, .temporary, .buildResult].contains(place) ? .loopback : .daemon, target: socket.text)
        }
        if isLocal, arguments.has("--resolve", "--connect-to", "-x", "--proxy", "--socks5") {
            analysis.emit(.network, target: "another host than the address says")
        }
        if addresses.isEmpty, !arguments.has("--version", "-V", "--help", "-h") {
            analysis.emit(.network, target: "curl")
        }
        if !isLocal, !sends.isDisjoint(with: .confidential) {
            analysis.emit(.send, target: addresses.first?.text ?? "")
        }
        if arguments.has("-O", "--remote-name", "--remote-name-all", "-J") {
            for address in addresses {
                let name = address.text.split(separator: "/").last.map(String.init) ?? "download"
                saved.append(Word(text: name, range: address.range))
            }
        }
        // By its whole name: `--output` is no shorter form of it.
        if let folder = arguments.options.last(where: { $0.name == "--output-dir" })?.value {
            saved = saved.map { file in
                file.text.hasPrefix("/") || file.text == "-"
                    ? file : Word(text: folder.text + "/" + file.text, taint: file.taint, range: file.range)
            }
        }
        return save(analysis, saved, isLocal: isLocal)
    }

    /// Notes files that a download fills; without any, it flows out.
    static func save(_ analysis: CommandAnalysis, _ files: [Word], isLocal: Bool) -> Flow {
        for file in files where file.text != "-" {
            let path = analysis.writeFile(file, appends: false)
            if path == "/dev/null" { return .none }
            if !isLocal { analysis.fetched.append(path) }
        }
        if files.contains(where: { $0.text != "-" }) { return .none }
        return Flow(taint: isLocal ? .generated : .downloaded)
    }

    /// `text`, `@file`, `name=@file`, `name=<file`, `name@file`.
    static func payload(_ analysis: CommandAnalysis, _ value: Word, marks: String) -> Taint {
        var text = value.text[...]
        if let equals = text.firstIndex(of: "="), !text.hasPrefix("@") {
            text = text[text.index(after: equals)...]
        } else if !text.hasPrefix("@"), let at = text.firstIndex(of: "@"), marks == "@", !text.contains(" "),
            !text.contains("{")
        {
            text = text[at...]
        }
        guard let first = text.first, marks.contains(first) else { return value.taint }
        let path = String(text.dropFirst().prefix { $0 != ";" })
        if path == "-" { return value.taint.union(.file) }
        return analysis.readFile(Word(text: path, taint: value.taint, range: value.range)).taint.union(.file)
    }

    private static func wget(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let names = OptionNames(
            """
            -O -P -o=write -a=write -i=read -t -T -U -e -Q -w -l -A -R -D -I -X --output-document \
            --directory-prefix --output-file=write --post-data --post-file --body-data --body-file --method \
            --header --user-agent --user --password --timeout --tries --wait --limit-rate --input-file=read \
            --level --accept --reject --domains --load-cookies=read --save-cookies=write --use-askpass=program \
            --ca-certificate=read --execute
            """)
        let arguments = invocation.arguments(names)
        let isLocal = !arguments.operands.isEmpty && arguments.operands.allSatisfy { analysis.isLoopback($0) }
        var sends = Taint()
        for option in arguments.options {
            guard let value = option.value else { continue }
            switch option.name {
            case "--post-file", "--body-file": sends.formUnion(analysis.readFile(value).taint.union(.file))
            case "--post-data", "--body-data", "--header", "-U", "--user-agent":
                sends.formUnion(value.taint.subtracting(.generated))
            default: if let role = names.roles[option.name], role != .text { analysis.use(value, as: role) }
            }
        }
        for address in arguments.operands {
            if isLocal { analysis.emit(.loopback, target: Host.name(address.text)) } else { analysis.connect(address) }
        }
        if arguments.operands.isEmpty, arguments.has("-i", "--input-file") { analysis.emit(.network, target: "wget") }
        if !isLocal, !sends.isDisjoint(with: .confidential) {
            analysis.emit(.send, target: arguments.operands.first?.text ?? "")
        }
        if let output = arguments.value("-O", "--output-document") { return save(analysis, [output], isLocal: isLocal) }
        let folder = arguments.value("-P", "--directory-prefix")
        let files = arguments.operands.map { address -> Word in
            let name = address.text.split(separator: "/").last.map(String.init) ?? "index.html"
            return Word(text: (folder.map { $0.text + "/" } ?? "") + name, range: address.range)
        }
        return save(analysis, files, isLocal: isLocal)
    }

    private static func httpie(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(
            OptionNames("-o=write -a -A --output=write --auth --session --timeout --proxy -d -p --print --verify"))
        var operands = arguments.operands
        if let first = operands.first,
            ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"].contains(first.text)
        {
            operands.removeFirst()
        }
        guard let address = operands.first else { return .none }
        let isLocal = address.text.hasPrefix(":") || analysis.isLoopback(address)
        var sends = invocation.input.taint
        for item in operands.dropFirst() {
            if let at = item.text.firstIndex(of: "@") {
                sends.formUnion(
                    analysis.readFile(Word(text: String(item.text[item.text.index(after: at)...]), range: item.range))
                        .taint)
            }
            sends.formUnion(item.taint)
        }
        if isLocal {
            analysis.emit(.loopback, target: address.text)
            return .generated
        }
        analysis.connect(address)
        if !sends.isDisjoint(with: .confidential) { analysis.emit(.send, target: address.text) }
        return Flow(taint: .downloaded)
    }
}
