internal import AnnealFoundation

/// What makes a failure of a tool or a test the same failure when it happens again: what it says and where in the
/// project, without numbers, addresses, paths, times and line numbers.
public struct FailureSignature: Sendable, Hashable, Codable {
    /// A digest of messages and frames: 16 hexadecimal digits, the same in every run, on every machine.
    public let id: String
    /// What the failure says, the last lines that tell of an error first, with `<*>` for what is variable.
    public let messages: [String]
    /// The innermost frames of the project, the innermost first, as `file:function`.
    public let frames: [String]

    /// How many messages and how many frames make a failure.
    private static let messageLimit = 3
    private static let frameLimit = 3

    /// Reads the signature of a failure; `nil` when nothing in the output tells of an error.
    ///
    /// - Parameter output: what the tool or the test printed.
    public init?(output: String) {
        var messages: [String] = []
        var traces: [[StackFrame]] = []
        var isInTrace = false
        var isPython = false
        for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
            if let frame = StackFrame(line) {
                if !isInTrace { traces.append([]) }
                isInTrace = true
                isPython = isPython || line.contains("File \"")
                Self.add(frame, to: &traces[traces.count - 1])
                continue
            }
            // Python prints the source below a frame, Rust the place.
            if isInTrace, line.hasPrefix("    ") || line.hasPrefix("\t") { continue }
            isInTrace = false
            guard Self.tellsError(line) else { continue }
            let text = MaskedLine.text(String(line.trimmingSpaces.prefix(500)))
            if !messages.contains(text) { messages.append(text) }
        }
        let trace = traces.last(where: { trace in trace.contains { !$0.isForeign } }) ?? traces.last ?? []
        // Python's innermost frame comes last, that of the others first.
        let ordered = isPython ? trace.reversed() : trace
        let own = ordered.filter { !$0.isForeign }
        let frames = (own.isEmpty ? ordered : own).prefix(Self.frameLimit).map(\.text)
        guard !messages.isEmpty || !frames.isEmpty else { return nil }
        let last = Array(messages.suffix(Self.messageLimit).reversed())
        self.messages = last
        self.frames = Array(frames)
        id = String(ContentDigest(of: (last + ["@"] + frames).joined(separator: "\n")).hex.prefix(16))
    }

    /// Rust tells a frame's place on a line of its own.
    private static func add(_ frame: StackFrame, to trace: inout [StackFrame]) {
        if frame.function.isEmpty, let last = trace.last, last.file == nil {
            trace[trace.count - 1].file = frame.file
        } else {
            trace.append(frame)
        }
    }

    /// Whether a line tells of an error, in the words that compilers, test runners and runtimes have for it.
    private static func tellsError(_ line: Substring) -> Bool {
        let words = line.split(whereSeparator: \.isWhitespace)
        for (index, written) in words.enumerated() {
            let word = plain(written)
            if word.hasSuffix("Error") || word.hasSuffix("Exception") || word.hasPrefix("XCTAssert") { return true }
            let before = index > 0 ? words[index - 1].lowercased() : ""
            let after = index + 1 < words.count ? plain(words[index + 1]).lowercased() : ""
            // "no error", "0 errors" and "3 failed" count failures and are none themselves.
            let isCounted = before == "no" || before.allSatisfy(\.isNumber) && !before.isEmpty
            switch word.lowercased() {
            case "error", "failed", "failure", "fail": if !isCounted { return true }
            case "fatal", "panic", "panicked", "assertion", "segfault", "aborted",
                "traceback"
            where after != "most": return true
            case "undefined": if after == "reference" || after == "symbol" { return true }
            case "segmentation": if after == "fault" { return true }
            case "expectation": if after == "failed" { return true }
            default: continue
            }
        }
        return false
    }

    /// A word without signs around it.
    private static func plain(_ word: Substring) -> Substring {
        var word = word.drop { !$0.isLetter && !$0.isNumber }
        while let last = word.last, !last.isLetter, !last.isNumber { word = word.dropLast() }
        return word
    }
}
