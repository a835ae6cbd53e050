/// One pass over a text: readers add what they find.
struct SecretScanPass {
    let text: ScannedText
    let judge: ValueJudge
    let threshold: Double
    private(set) var findings: [SecretFinding] = []
    /// The end of the last name that was read, so that a name with two words for a secret is read once.
    var nameEnd = 0
    /// The end of the last Kubernetes document that was read, so that a document is read once.
    var documentEnd = 0
    /// The end of the last line of cookies that was read.
    var cookieEnd = 0

    init(text: ScannedText, threshold: Double) {
        self.text = text
        judge = ValueJudge(text: text)
        self.threshold = threshold
    }

    /// Runs the automaton over the text. Complexity: O(n), with a bounded look around each anchor.
    mutating func run(_ bytes: UnsafeBufferPointer<UInt8>) {
        let anchors = SecretAnchors.standard
        let mark = AnchorAutomaton.mark
        anchors.automaton.columns.withUnsafeBufferPointer { columns in
            anchors.automaton.table.withUnsafeBufferPointer { table in
                var row = 0
                for index in 0..<bytes.count {
                    let next = table[row &+ Int(columns[Int(bytes[index])])]
                    row = Int(next & ~mark)
                    guard next & mark != 0 else { continue }
                    for number in anchors.automaton.anchors(endingIn: row) {
                        visit(
                            anchors.meanings[Int(number)], start: index + 1 - anchors.lengths[Int(number)],
                            end: index + 1)
                    }
                }
            }
        }
        readStore()
        resolve()
    }

    private mutating func visit(_ anchor: SecretAnchors.Meaning, start: Int, end: Int) {
        switch anchor {
        case .token(let number): readToken(TokenRules.all[number], anchorEnd: end)
        case .name: readName(around: start..<end)
        case .address: readAddress(separator: start)
        case .armour: readPrivateKey(at: start)
        case .putty: readPuTTYKey(at: start)
        case .keyValue: readXMLKey(at: start)
        case .webKey: readWebKey(at: start)
        case .webToken: readWebToken(at: start)
        case .kubernetes: readKubernetesSecret(at: start)
        case .scheme(let scheme): readScheme(scheme, at: start..<end)
        case .cookie: readCookies(at: start..<end)
        case .command(let number): readCommand(CommandRules.all[number], at: start..<end)
        case .hash: readPasswordHash(at: start)
        case .postgres: readPostgresLine(port: start)
        case .identified: readIdentified(at: end)
        case .phrase: readPhrase(at: start..<end)
        case .secureString: readSecureString(at: end)
        case .call(let number): readCall(CallRules.all[number], at: start..<end)
        case .typed: readTyped(at: start..<end)
        case .characters: readCharacters(at: start)
        case .twilio: readTwilioToken(at: start)
        case .dataSource: readDataSource(at: start)
        case .wireless: readWirelessCode(at: end)
        case .terraform: readTerraformResult(at: end)
        case .piped: readPiped(at: start..<end)
        case .pair: readSpokenPair(at: text[start] == Byte.space ? start..<end : (end - 1)..<end)
        case .foreign: readForeignName(at: end)
        case .insert: readInsert(at: end)
        case .plainAuthentication: readPlainAuthentication(at: end)
        case .login: readLogin(at: start..<end)
        case .headerField: readHeaderField(at: start..<end)
        case .encodedPair: readEncodedPair(at: end)
        case .listed: readCodes(at: end)
        case .grouped: readGroups(at: end)
        case .handed: readHanded(at: start..<end)
        case .announced: readAnnounced(at: end)
        case .oracle: readOracleAddress(at: end)
        }
    }

    /// Adds a finding that is sure enough.
    mutating func report(_ kind: SecretKind, _ range: Range<Int>, _ confidence: Double, _ reason: String) {
        guard confidence >= threshold, !range.isEmpty else { return }
        findings.append(
            SecretFinding(
                kind: kind, range: range, line: 0, column: 0, confidence: confidence, reason: reason, preview: ""))
    }

    /// Adds a finding that the judge has made.
    mutating func report(_ verdict: ValueJudge.Verdict?, _ range: Range<Int>) {
        guard let verdict else { return }
        report(verdict.kind, range, verdict.confidence, verdict.reason)
    }

    /// Orders the findings, keeps the surest of those that overlap, and works out lines and previews.
    private mutating func resolve() {
        findings.removeAll { SecretMark.overlaps($0.range, in: text) }
        guard !findings.isEmpty else { return }
        findings.sort { ($0.range.lowerBound, -$0.confidence) < ($1.range.lowerBound, -$1.confidence) }
        var kept: [SecretFinding] = []
        for finding in findings {
            guard let last = kept.last, last.range.upperBound > finding.range.lowerBound else {
                kept.append(finding)
                continue
            }
            if finding.confidence > last.confidence { kept[kept.count - 1] = finding }
        }
        locate(&kept)
        findings = kept
    }

    private func locate(_ findings: inout [SecretFinding]) {
        let preview = SecretPreview(text: text)
        var line = 1
        var lineStart = 0
        var position = 0
        for index in findings.indices {
            let start = findings[index].range.lowerBound
            while position < start {
                if text[position] == Byte.lineFeed {
                    line += 1
                    lineStart = position + 1
                }
                position += 1
            }
            findings[index].line = line
            findings[index].column = start - lineStart + 1
            let previous = index > 0 ? findings[index - 1].range.upperBound : 0
            findings[index].preview = preview.of(findings[index], after: max(lineStart, previous))
        }
    }
}
