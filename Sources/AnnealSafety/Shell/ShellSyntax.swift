/// A part of a script in bytes (UTF-8), for messages that point at it.
public struct ShellRange: Sendable, Hashable {
    /// The first byte, counted from 0.
    public var start: Int
    /// The byte after the last one.
    public var end: Int

    /// Creates a range.
    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }
}

/// A script: commands in their order.
public struct ShellScript: Sendable, Hashable {
    /// The commands; each ends with a line end, `;` or `&`.
    public var items: [ShellItem]

    /// Creates a script.
    public init(items: [ShellItem] = []) { self.items = items }
}

/// Pipelines that depend on each other, as one entry of a list.
public struct ShellItem: Sendable, Hashable {
    /// The pipelines in order; the first has no connector.
    public var pipelines: [ShellPipeline]
    /// What stands between a pipeline and the next one; one less than there are pipelines.
    public var connectors: [Connector]
    /// Whether it ends with `&`.
    public var isBackground: Bool

    /// What connects two pipelines.
    public enum Connector: String, Sendable, Hashable {
        case and = "&&"
        case or = "||"
    }

    /// Creates an entry.
    public init(pipelines: [ShellPipeline], connectors: [Connector] = [], isBackground: Bool = false) {
        self.pipelines = pipelines
        self.connectors = connectors
        self.isBackground = isBackground
    }
}

/// Commands whose output is the next one's input.
public struct ShellPipeline: Sendable, Hashable {
    /// The commands in order.
    public var commands: [ShellCommand]
    /// For each `|` whether it is `|&`, which passes on the standard error as well; one less than there are commands.
    public var passesErrors: [Bool]
    /// How many `!` stand in front.
    public var negations: Int
    /// Whether `time` stands in front; with `-p` where `isPortable`.
    public var timing: Timing?

    /// The word `time` in front of a pipeline.
    public struct Timing: Sendable, Hashable {
        /// Whether `-p` follows.
        public var isPortable: Bool

        /// Creates it.
        public init(isPortable: Bool) { self.isPortable = isPortable }
    }

    /// Creates a pipeline.
    public init(
        commands: [ShellCommand], passesErrors: [Bool] = [], negations: Int = 0, timing: Timing? = nil
    ) {
        self.commands = commands
        self.passesErrors = passesErrors
        self.negations = negations
        self.timing = timing
    }
}

/// A command of any kind with its redirections.
public struct ShellCommand: Sendable, Hashable {
    /// What it is.
    public var kind: Kind
    /// Redirections of a compound command, in order; those of a simple command are in it as well, in their order among
    /// each other.
    public var redirections: [ShellRedirection]
    /// Where it stands.
    public var range: ShellRange

    /// What a command is.
    public enum Kind: Sendable, Hashable {
        /// Assignments, a program and its arguments.
        case simple(ShellSimpleCommand)
        /// `( … )`.
        case subshell(ShellScript)
        /// `{ …; }`.
        case group(ShellScript)
        /// `if … then … elif … then … else … fi`: pairs of condition and body, and what is done otherwise.
        case conditional(branches: [ShellBranch], otherwise: ShellScript?)
        /// `while` or `until`.
        indirect case loop(isUntil: Bool, condition: ShellScript, body: ShellScript)
        /// `for NAME in WORDS; do …; done`; `words` is `nil` where `in` is missing and the arguments are meant. `select`
        /// where `isSelect`.
        indirect case iteration(variable: String, words: [ShellWord]?, body: ShellScript, isSelect: Bool)
        /// `for (( a; b; c )); do …; done`.
        indirect case arithmeticLoop(initial: ShellWord?, condition: ShellWord?, step: ShellWord?, body: ShellScript)
        /// `case WORD in PATTERNS) …;; esac`.
        indirect case selection(subject: ShellWord, clauses: [ShellClause])
        /// `(( … ))`.
        indirect case arithmetic(ShellWord)
        /// `[[ … ]]`.
        case test(ShellTest)
        /// A definition; the body is run when it is called. `hasKeyword` for `function NAME`.
        indirect case function(name: String, body: ShellCommand, hasKeyword: Bool)
        /// `coproc [NAME] COMMAND`.
        indirect case coprocess(name: String?, body: ShellCommand)
    }

    /// Creates a command.
    public init(kind: Kind, redirections: [ShellRedirection] = [], range: ShellRange) {
        self.kind = kind
        self.redirections = redirections
        self.range = range
    }
}

/// A condition and what is done when it holds.
public struct ShellBranch: Sendable, Hashable {
    /// The commands whose status counts.
    public var condition: ShellScript
    /// The commands that follow.
    public var body: ShellScript

    /// Creates a branch.
    public init(condition: ShellScript, body: ShellScript) {
        self.condition = condition
        self.body = body
    }
}

/// Patterns of `case` and what is done when one fits.
public struct ShellClause: Sendable, Hashable {
    /// How a clause ends.
    public enum End: String, Sendable, Hashable {
        case stops = ";;"
        case fallsThrough = ";&"
        case goesOn = ";;&"
    }

    /// The patterns.
    public var patterns: [ShellWord]
    /// The commands.
    public var body: ShellScript
    /// How it ends.
    public var end: End

    /// Creates a clause.
    public init(patterns: [ShellWord], body: ShellScript, end: End) {
        self.patterns = patterns
        self.body = body
        self.end = end
    }
}

/// Assignments, a program and its arguments, any of which may be missing.
public struct ShellSimpleCommand: Sendable, Hashable {
    /// Assignments in front of the program.
    public var assignments: [ShellAssignment]
    /// The program and its arguments. An argument of `export`, `declare` and the like that assigns an array is an
    /// `assignment` part.
    public var words: [ShellWord]

    /// Creates a command.
    public init(assignments: [ShellAssignment] = [], words: [ShellWord] = []) {
        self.assignments = assignments
        self.words = words
    }
}

/// `NAME=value`, `NAME+=value`, `NAME[index]=value`, `NAME=(elements)`.
public struct ShellAssignment: Sendable, Hashable {
    /// What is assigned.
    public enum Value: Sendable, Hashable {
        case word(ShellWord)
        /// Elements of an array, each with its index where it has one.
        case array([ShellElement])
    }

    /// The variable's name.
    public var name: String
    /// The index between brackets.
    public var index: ShellWord?
    /// Whether it is `+=`.
    public var isAppending: Bool
    /// What is assigned; an empty word for `NAME=`.
    public var value: Value

    /// Creates an assignment.
    public init(name: String, index: ShellWord? = nil, isAppending: Bool = false, value: Value) {
        self.name = name
        self.index = index
        self.isAppending = isAppending
        self.value = value
    }
}

/// An element of an array: `[index]=value` or `value`.
public struct ShellElement: Sendable, Hashable {
    /// The index between brackets.
    public var index: ShellWord?
    /// Whether it is `[index]+=value`.
    public var isAppending: Bool
    /// The value.
    public var value: ShellWord

    /// Creates an element.
    public init(index: ShellWord? = nil, isAppending: Bool = false, value: ShellWord) {
        self.index = index
        self.isAppending = isAppending
        self.value = value
    }
}

/// A redirection: `2> file`, `<< END`, `{fd}>&-`.
public struct ShellRedirection: Sendable, Hashable {
    /// What is done.
    public enum Operation: String, Sendable, Hashable {
        case input = "<"
        case output = ">"
        case append = ">>"
        case outputAlways = ">|"
        case inputOutput = "<>"
        case duplicateInput = "<&"
        case duplicateOutput = ">&"
        case outputAndError = "&>"
        case appendOutputAndError = "&>>"
        case hereDocument = "<<"
        case hereDocumentWithoutTabs = "<<-"
        case hereString = "<<<"
    }

    /// The descriptor in front of it: a number, or a variable between braces.
    public enum Descriptor: Sendable, Hashable {
        case number(Int)
        case variable(String)
    }

    /// The descriptor; `nil` where none is written.
    public var descriptor: Descriptor?
    /// What is done.
    public var operation: Operation
    /// A file, a descriptor or `-`; for a here-document its delimiter as written, quotes included.
    public var target: ShellWord
    /// The text of a here-document, without the delimiter's line; expanded where the delimiter is not quoted, else one
    /// literal part.
    public var document: ShellWord? {
        get { text.word }
        set { text = ShellDocumentText(newValue) }
    }
    /// Where it stands.
    public var range: ShellRange
    /// Where the document is kept: the parser learns it after it has made the redirection.
    var text: ShellDocumentText

    /// Creates a redirection.
    public init(
        descriptor: Descriptor? = nil, operation: Operation, target: ShellWord, document: ShellWord? = nil,
        range: ShellRange
    ) {
        self.descriptor = descriptor
        self.operation = operation
        self.target = target
        self.range = range
        text = ShellDocumentText(document)
    }

    /// Whether two redirections are the same, their documents included.
    public static func == (one: ShellRedirection, other: ShellRedirection) -> Bool {
        one.descriptor == other.descriptor && one.operation == other.operation && one.target == other.target
            && one.range == other.range && one.document == other.document
    }

    /// Hashes everything that counts for equality.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(descriptor)
        hasher.combine(operation)
        hasher.combine(target)
        hasher.combine(range)
        hasher.combine(document)
    }
}

/// A word: its parts in order, without white space between them.
public struct ShellWord: Sendable, Hashable {
    /// The parts; none for the value of `NAME=`.
    public var parts: [ShellPart]
    /// Where it stands.
    public var range: ShellRange

    /// Creates a word.
    public init(parts: [ShellPart], range: ShellRange) {
        self.parts = parts
        self.range = range
    }
}

/// A part of a word. Only the rare cases are kept apart in memory, since most words are one short text.
public enum ShellPart: Sendable, Hashable {
    /// Text without quotes, in which a backslash has been taken away from what it quoted: `a\ b` is `escaped("a b")` only
    /// for the blank. `*`, `?`, `[…]`, `{a,b}` and `~` in it count.
    case literal(String)
    /// A character that a backslash quotes.
    case escaped(String)
    /// `'…'`.
    case singleQuoted(String)
    /// `$'…'`, with what its escapes stand for, and as it is written between the quotes.
    indirect case ansiQuoted(String, source: String)
    /// `"…"`.
    case doubleQuoted([ShellPart])
    /// `$"…"`.
    case localized([ShellPart])
    /// `$NAME`, `$1`, `$?`: without braces.
    case variable(String)
    /// `${…}`.
    indirect case parameter(ShellParameter)
    /// `$(…)`, or with backquotes.
    case command(ShellScript, isBackquoted: Bool)
    /// `$((…))` or `$[…]`.
    indirect case arithmetic(ShellWord, isBracketed: Bool)
    /// `<(…)` or `>(…)`.
    case process(ShellScript, isOutput: Bool)
    /// `@(…)`, `?(…)`, `*(…)`, `+(…)`, `!(…)`: the mark and the text of the patterns, bars included.
    indirect case pattern(mark: Character, body: ShellWord)
    /// `NAME=(…)` as an argument of `declare` and the like.
    indirect case assignment(ShellAssignment)
}

/// `${…}`.
public struct ShellParameter: Sendable, Hashable {
    /// The name: `x`, `1`, `@`, `#`.
    public var name: String
    /// The index between brackets.
    public var index: ShellWord?
    /// Whether `#` stands in front: the length.
    public var isLength: Bool
    /// Whether `!` stands in front.
    public var isIndirect: Bool
    /// What follows the name: `:-`, `%%`, `//`, `:`, `^^`, `@`; empty for none.
    public var operation: String
    /// What follows the operation: a word, a pattern with its replacement, an offset with its length.
    public var argument: ShellWord?

    /// Creates it.
    public init(
        name: String, index: ShellWord? = nil, isLength: Bool = false, isIndirect: Bool = false,
        operation: String = "", argument: ShellWord? = nil
    ) {
        self.name = name
        self.index = index
        self.isLength = isLength
        self.isIndirect = isIndirect
        self.operation = operation
        self.argument = argument
    }
}

/// What stands within `[[ … ]]`.
public indirect enum ShellTest: Sendable, Hashable {
    case word(ShellWord)
    case unary(String, ShellWord)
    case binary(ShellWord, String, ShellWord)
    case not(ShellTest)
    case and(ShellTest, ShellTest)
    case or(ShellTest, ShellTest)
    case group(ShellTest)
}
