/// A program that is run: its name without folder, its arguments, what flows into it.
struct Invocation {
    var name: String
    var words: [Word]
    var input: Flow
    var range: ShellRange

    /// The arguments as options and operands.
    func arguments(_ names: OptionNames = OptionNames(""), _ style: Arguments.Style = .gnu) -> Arguments {
        Arguments(words, names, style)
    }
}

/// Which options of a program take a value.
struct OptionNames: Sendable {
    /// Names with their hyphens, and what their value is.
    let roles: [String: ArgumentRole]

    /// Reads a list: `-n --lines -f=read`; without a role the value is plain text.
    init(_ text: String) {
        var roles: [String: ArgumentRole] = [:]
        for entry in text.split(separator: " ") {
            let halves = entry.split(separator: "=", maxSplits: 1)
            guard let name = halves.first else { continue }
            roles[String(name)] = halves.count > 1 ? ArgumentRole(rawValue: String(halves[1])) ?? .text : .text
        }
        self.roles = roles
    }

    func takesValue(_ name: String) -> Bool { roles[name] != nil }
}

/// What an argument means to a program.
enum ArgumentRole: String, Sendable {
    /// Plain text: nothing is done with it.
    case text
    /// A file whose contents are read.
    case read
    /// A folder whose files are read, or a file.
    case tree
    /// A path that is looked at.
    case list
    /// A file that is written anew.
    case write
    /// A file that is written at its end.
    case append
    /// A file that is changed in place.
    case edit
    /// A file that is removed.
    case delete
    /// A file whose permissions are changed.
    case mode
    /// A folder that is made.
    case folder
    /// A host, or an address with a scheme.
    case host
    /// A program that the tool runs.
    case program
    /// A text that a shell runs.
    case script
    /// A file of code that runs.
    case code
    /// A process.
    case process
}

/// Arguments taken apart.
struct Arguments {
    /// How a program reads its options.
    enum Style: Sendable {
        /// `-rf`, `-n5`, `--name=value`; options anywhere.
        case gnu
        /// As `gnu`, but the first operand ends the options.
        case first
        /// `-name value`: one hyphen in front of words, nothing joined.
        case words
    }

    /// An option with its value.
    struct Option {
        var name: String
        var value: Word?
    }

    private(set) var options: [Option] = []
    private(set) var operands: [Word] = []
    /// Where the first operand stands in the arguments, under the style `first`.
    private(set) var rest: [Word] = []

    init(_ words: [Word], _ names: OptionNames, _ style: Style) {
        var index = 0
        while index < words.count {
            let word = words[index]
            index += 1
            guard word.text.utf8.first == 0x2D, word.text.utf8.count > 1 else {
                operands.append(word)
                if style == .first {
                    rest = Array(words[(index - 1)...])
                    operands = rest
                    return
                }
                continue
            }
            if word.text == "--" {
                rest = Array(words[index...])
                operands += rest
                return
            }
            if style == .words || word.text.hasPrefix("--") {
                index = readLong(word, words, index, names)
            } else {
                index = readShort(word, words, index, names)
            }
        }
    }

    private mutating func readLong(_ word: Word, _ words: [Word], _ index: Int, _ names: OptionNames) -> Int {
        if let halves = word.halves {
            options.append(Option(name: halves.name, value: halves.value))
            return index
        }
        guard names.takesValue(word.text), index < words.count else {
            options.append(Option(name: word.text))
            return index
        }
        options.append(Option(name: word.text, value: words[index]))
        return index + 1
    }

    private mutating func readShort(_ word: Word, _ words: [Word], _ index: Int, _ names: OptionNames) -> Int {
        if names.takesValue(word.text), word.text.utf8.count > 2, index < words.count {
            options.append(Option(name: word.text, value: words[index]))
            return index + 1
        }
        var letters = Substring(word.text.dropFirst())
        while let letter = letters.first {
            letters = letters.dropFirst()
            let name = "-\(letter)"
            guard names.takesValue(name) else {
                options.append(Option(name: name))
                continue
            }
            if !letters.isEmpty {
                let text = letters.first == "=" ? letters.dropFirst() : letters
                options.append(
                    Option(name: name, value: Word(text: String(text), taint: word.taint, range: word.range)))
                return index
            }
            guard index < words.count else {
                options.append(Option(name: name))
                return index
            }
            options.append(Option(name: name, value: words[index]))
            return index + 1
        }
        return index
    }

    // MARK: Reading

    /// Whether an option is given; long names may be shortened, as the C library allows.
    func has(_ names: String...) -> Bool {
        options.contains { option in names.contains { Self.means(option.name, $0) } }
    }

    /// The values of options.
    func values(_ names: String...) -> [Word] {
        options.compactMap { option in names.contains { Self.means(option.name, $0) } ? option.value : nil }
    }

    /// The last value of options.
    func value(_ names: String...) -> Word? {
        options.last { option in option.value != nil && names.contains { Self.means(option.name, $0) } }?.value
    }

    private static func means(_ given: String, _ name: String) -> Bool {
        given == name || (given.utf8.count >= 5 && given.hasPrefix("--") && name.hasPrefix(given))
    }
}
