internal import AnnealSafety

extension UnansweredQuestion {
    /// Characters of a command that a note has.
    private static let longest = 200

    /// What a report tells of it, as Markdown.
    var note: String {
        let line = VisibleText.line(text).replacing("`", with: "'")
        let shown = line.count > Self.longest ? "\(line.prefix(Self.longest))…" : line
        let who = task ?? "the run"
        let what = subject == .command ? "run" : "write"
        // The reason names parts of the command, which the model wrote.
        let why = VisibleText.line("\(reason) [\(rule)]").replacing("`", with: "'")
        let way =
            flags.isEmpty
            ? "only a person at the terminal can allow it" : "`\(flags.joined(separator: " "))` would allow it"
        return "\(who) wanted to \(what) `\(shown)` and nobody was there to agree: \(why); \(way)"
    }
}
