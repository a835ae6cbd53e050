import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the outputs of this process can show.
struct Terminal: Sendable {
    /// Whether standard error is a terminal, where progress can be drawn over itself.
    let isInteractive: Bool
    /// Whether colours are wanted.
    let usesColor: Bool
    /// Columns.
    let width: Int

    /// Looks at this process.
    static func current(environment: [String: String] = ProcessInfo.processInfo.environment) -> Terminal {
        let interactive = isatty(2) == 1 && environment["TERM"] != "dumb"
        var size = winsize()
        let known = ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        let noColor = !(environment["NO_COLOR"] ?? "").isEmpty
        return Terminal(
            isInteractive: interactive, usesColor: interactive && !noColor, width: known ? Int(size.ws_col) : 80)
    }

    /// Rows of the terminal at standard error; 24 when there is none.
    static var rows: Int {
        var size = winsize()
        return ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_row > 0 ? Int(size.ws_row) : 24
    }

    /// A style of text.
    enum Style: String {
        case good = "32"
        case bad = "31"
        case doubtful = "33"
        case faint = "2"
        case strong = "1"
    }

    /// A text in a style, where colours are wanted.
    func styled(_ text: String, _ style: Style) -> String {
        usesColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Writes a line to standard error, where everything but results goes.
    static func note(_ line: String) {
        Output.notes.write(line + "\n")
    }

    /// Writes a line to standard output at once, so that a reader at the other end of a pipe sees it.
    static func result(_ line: String) {
        Output.results.write(line + "\n")
    }
}
