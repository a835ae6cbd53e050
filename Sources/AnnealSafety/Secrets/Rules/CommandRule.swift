/// A program's option or argument that takes a secret.
struct CommandRule: Sendable {
    /// The program in lower case, with its subcommand where it has one.
    let program: String
    /// The option with its dash; empty when the value is known by its place.
    let option: [UInt8]
    /// How the value stands to the option.
    let join: Join
    /// Which part of the value is secret.
    let part: Part
    /// What it is.
    let sort: KeyMeaning.Sort

    /// How a value stands to its option.
    enum Join: String, Sendable {
        /// `-pVALUE`.
        case attached
        /// `-p VALUE`.
        case separate
        /// Either.
        case both
    }

    /// The part of an option's value, or of a command, that is secret.
    enum Part: Sendable {
        case all
        /// What follows the first of a sign: `user:password`, `user%password`.
        case after(UInt8)
        /// The last word of the command.
        case last
        /// The last word, if an option such as `-bn` says that it is a password.
        case flagged
        /// A word of the command counted from 1, options left out.
        case word(Int)
        /// The word of `net use` that is neither a drive nor a share.
        case share
    }

    /// Reads a rule: join, part, option (`*` for none) and program with blanks between.
    ///
    /// - Parameters:
    ///   - line: the rule's text.
    ///   - sort: what the value is.
    init?(_ line: Substring, sort: KeyMeaning.Sort) {
        let fields = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true)
        guard fields.count == 4, let join = Join(rawValue: String(fields[0])), let part = Self.part(fields[1]) else {
            return nil
        }
        self.join = join
        self.part = part
        self.sort = sort
        option = fields[2] == "*" ? [] : Array(fields[2].utf8)
        program = String(fields[3])
    }

    private static func part(_ text: Substring) -> Part? {
        switch text {
        case "all": return .all
        case "last": return .last
        case "flagged": return .flagged
        case "share": return .share
        default:
            if text.hasPrefix("after") { return text.utf8.last.map { .after($0) } }
            return text.hasPrefix("word") ? Int(text.dropFirst(4)).map { .word($0) } : nil
        }
    }
}
