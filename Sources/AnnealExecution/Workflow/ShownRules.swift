internal import AnnealContext

/// Rules of a repository for those who work in it, as far as there is room: what is too long is cut at a heading or a line.
struct ShownRules {
    /// Room for the words that tell of a cut.
    private static let noticeTokens = 24

    /// As Markdown; empty where there are none.
    private(set) var text = ""
    /// What was cut or left out, for the report.
    private(set) var notes: [String] = []

    /// Shows rules.
    ///
    /// Room is shared alike, and what a short one leaves goes to the longer ones, so that none pushes out another.
    ///
    /// - Parameters:
    ///   - rules: in their order.
    ///   - room: tokens at most, by the estimate.
    init(_ rules: [(path: String, text: String)], tokens room: Int = .max) {
        var left = room - Self.count(Self.heading(rules.count))
        var shares = [Int](repeating: 0, count: rules.count)
        let sizes = rules.map { Self.count(Self.part($0.path, $0.text)) }
        let order = sizes.indices.sorted { (sizes[$0], $0) < (sizes[$1], $1) }
        for (place, number) in order.enumerated() {
            shares[number] = max(0, min(sizes[number], left / (order.count - place)))
            left -= shares[number]
        }
        var parts: [String] = []
        for (number, rule) in rules.enumerated() {
            guard sizes[number] > shares[number] else {
                parts.append(Self.part(rule.path, rule.text))
                continue
            }
            let lines = rule.text.split(separator: "\n", omittingEmptySubsequences: false)
            let most = shares[number] - Self.count(Self.part(rule.path, "")) - Self.noticeTokens
            let kept = Self.fitting(lines, tokens: most)
            guard kept > 0 else {
                notes.append("\(rule.path) takes \(sizes[number]) tokens, for which the requests have no room")
                continue
            }
            notes.append(
                "of \(rule.path) requests show the first \(kept) of \(lines.count) lines: it takes \(sizes[number]) tokens"
            )
            let shown = lines[..<kept].joined(separator: "\n")
            parts.append(
                Self.part(rule.path, shown) + "\n\n(Cut here: the other \(lines.count - kept) lines found no room.)")
        }
        if !parts.isEmpty { text = Self.heading(parts.count) + parts.joined(separator: "\n\n") }
    }

    private static func count(_ text: String) -> Int { EstimatedTokens().count(text) }

    private static func heading(_ count: Int) -> String {
        let order = count > 1 ? "Where two of them differ, the later one holds.\n\n" : ""
        return "# Rules of this repository\n\n" + order
    }

    private static func part(_ path: String, _ text: String) -> String { "From `\(path)`:\n\n\(text)" }

    /// How many lines from the first on fit: up to the last heading, where that leaves half of them at least, and never into
    /// a block of code.
    private static func fitting(_ lines: [Substring], tokens: Int) -> Int {
        var bytes = 0
        var isCode = false
        var last = 0
        var heading = 0
        for (number, line) in lines.enumerated() {
            if !isCode {
                last = number
                if line.hasPrefix("#") { heading = number }
            }
            bytes += line.utf8.count + 1
            if line.hasPrefix("```") || line.hasPrefix("~~~") { isCode.toggle() }
            guard EstimatedTokens().count(bytes: bytes) <= tokens else { return heading * 2 >= last ? heading : last }
        }
        return lines.count
    }
}
