public import AnnealFoundation
public import AnnealSpecs

/// Everything that Anneal knows of one programming language. A new language is one file with one such type, and its
/// entry in `Languages.all`.
public protocol Language: Sendable {
    /// The language's name in lower case, also the mark of a fenced code block: `python`.
    var name: String { get }
    /// Endings of its files without the dot, the usual one first.
    var fileExtensions: [String] { get }

    /// Whether a path is a test by the language's conventions.
    func isTest(path: String) -> Bool

    /// The outline of a source file; broken source gives what can be recognised.
    ///
    /// Complexity: O(n).
    func outline(of source: String) -> SourceOutline

    /// Puts definitions of a snippet into a file's source: those that exist are replaced where they stand, new ones
    /// are added in a sensible place, imports are added once. A class in the snippet that has only some of the
    /// methods of the class in the file replaces those methods and keeps the others.
    ///
    /// - Parameters:
    ///   - snippet: definitions as a model wrote them.
    ///   - source: the file's present text, empty for a new file.
    /// - Returns: the file's new text.
    func merge(_ snippet: String, into source: String) -> String

    /// Makes definitions usable from other files, where the language wants that to be written.
    ///
    /// - Parameters:
    ///   - names: what others use; names that the file does not define at its top level change nothing.
    ///   - source: the file's text.
    ///   - path: the file.
    ///   - project: the project, which may decide what kind of file it is.
    /// - Returns: the file's new text.
    func exporting(_ names: [String], in source: String, path: String, project: Project) -> String

    /// Takes imports of a file itself out of a snippet that is to be merged into it: models write them, and the file
    /// cannot be loaded with them.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - names: what it defines: an import of these, from wherever, is one of the file itself.
    ///   - snippet: what a model wrote for it.
    /// - Returns: the snippet without them.
    func withoutImports(of path: String, defining names: Set<String>, in snippet: String) -> String

    /// Adds imports that a file lacks: models leave them out, above all when they go on from a function's head.
    ///
    /// - Parameters:
    ///   - source: the file's text.
    ///   - path: the file.
    ///   - project: the project.
    ///   - symbols: where its names are defined.
    /// - Returns: the file's new text; unchanged where nothing is missing, or the language guesses nothing.
    func addingImports(to source: String, path: String, project: Project, symbols: SymbolIndex) -> String

    /// A command that finds faults in files without running them: syntax errors, names that are not defined. Its output
    /// is read by `staticFindings`.
    ///
    /// - Parameter paths: relative to the workspace.
    /// - Returns: the command, or `nil` if there is no quick way.
    func staticCheck(paths: [String]) -> Command?

    /// Reads what `staticCheck` printed.
    ///
    /// - Parameter result: how the command ended.
    /// - Returns: the faults, in the order of the files; empty when there are none.
    func staticFindings(from result: CommandResult) -> [StaticFinding]

    /// A file with the definitions that a specification names, their bodies raising "not implemented".
    ///
    /// - Parameters:
    ///   - interfaces: functions and types, with signatures where they are known.
    ///   - path: the file's path relative to the root.
    /// - Returns: the file's text; it compiles, and importing it has no effects.
    func skeleton(interfaces: [Interface], path: String) -> String

    /// Calls of a function with made-up arguments, of which nobody knows what they should give.
    ///
    /// - Parameters:
    ///   - interface: a function or method.
    ///   - files: texts of the project's files, that of the function among them.
    ///   - texts: what parameters that take a text are given first.
    ///   - prose: the specification's text, for what it says of plain objects.
    /// - Returns: the calls; none where an argument cannot be made up, or the language cannot tell.
    func sampleCalls(of interface: Interface, in files: [String], texts: [String], describing prose: String)
        -> [SampleCall]

    /// Functions and methods of a file whose body only says that it is not written: `name` or `Type.name`.
    func unwritten(in source: String) -> Set<String>

    /// Whether a test that fails tells the value that it got, so that answers can be compared on further calls.
    var tellsValues: Bool { get }

    /// The beginning of a function, for a model to go on with.
    ///
    /// - Parameters:
    ///   - interface: a function, or a method of a class of the file, with its signature.
    ///   - source: the file as it is.
    ///   - path: the file, which may decide how it is exported.
    ///   - kind: how far it goes.
    /// - Returns: the text; `nil` when the signature is not the language's, or the language has no such beginning.
    func beginning(of interface: Interface, in source: String, path: String, kind: FunctionBeginning) -> String?

    /// The project's commands for all its tests, recognised from its files; empty when it has none.
    ///
    /// - Parameter project: the project.
    /// - Returns: the commands, in the order in which a person would run them.
    func testCommands(in project: Project) -> [Command]

    /// Writes a test file from checks, in the style that the project uses and that its test runner finds.
    ///
    /// Every check becomes a test of its own, whose name contains the check's identifier made fit for a name. A check
    /// that cannot be expressed is left out. Expected values are compared in the language's own sense of equality,
    /// floating-point numbers exactly as written.
    ///
    /// - Parameters:
    ///   - checks: the checks of one requirement.
    ///   - requirement: its identifier, for the file's name.
    ///   - project: the repository.
    ///   - symbols: where the names that the checks use are defined, so that they can be imported.
    ///   - skipping: checks, by identifier, that become skipped tests, with the reason.
    /// - Returns: the path relative to the project's root and the text; `nil` if no check can be expressed.
    func testFile(
        for checks: [Check], requirement: RequirementID, project: Project, symbols: SymbolIndex,
        skipping: [String: String]
    ) -> GeneratedFile?

    /// A command that runs test files and reports each test, in a form that `testOutcomes` understands. It works
    /// without network and with nothing but the language's usual tools.
    ///
    /// - Parameters:
    ///   - paths: test files, relative to the workspace; empty runs all tests of the project.
    ///   - project: the project.
    /// - Returns: the command.
    func testRun(paths: [String], project: Project) -> Command

    /// The plain command with which a person repeats `testRun` in the project's root: `python3 -m pytest -q FILE`.
    ///
    /// - Parameters:
    ///   - paths: test files, relative to the workspace; empty runs all tests of the project.
    ///   - project: the project.
    /// - Returns: the command.
    func plainTestRun(paths: [String], project: Project) -> Command

    /// Reads the outcome of every test from what `testRun` printed.
    func testOutcomes(from result: CommandResult) -> [TestOutcome]
}

/// A fault that was found without running the code.
public struct StaticFinding: Sendable, Hashable, Codable {
    /// The file, relative to the workspace.
    public var path: String
    /// The line, from 1.
    public var line: Int
    /// What is wrong, in a form that helps a model to mend it.
    public var message: String

    /// Creates a finding.
    public init(path: String, line: Int, message: String) {
        self.path = path
        self.line = line
        self.message = message
    }
}

/// What a source file defines.
public struct SourceOutline: Sendable, Hashable, Codable {
    /// One definition.
    public struct Definition: Sendable, Hashable, Codable {
        /// What kind of thing is defined.
        public enum Kind: String, Sendable, Hashable, Codable {
            /// A function.
            case function
            /// A method of a type.
            case method
            /// A class, struct, enumeration, protocol or interface.
            case type
            /// A constant or variable.
            case value
        }

        /// What kind of thing.
        public var kind: Kind
        /// Its name.
        public var name: String
        /// The type that it belongs to, for a method.
        public var parent: String?
        /// The signature as written, without its body: `def parse(text: str) -> int`.
        public var signature: String
        /// The first paragraph of its doc comment, if any.
        public var documentation: String?
        /// First and last line, from 1, decorators and comments directly above included.
        public var lines: ClosedRange<Int>

        /// Creates a definition.
        public init(
            kind: Kind, name: String, parent: String? = nil, signature: String, documentation: String? = nil,
            lines: ClosedRange<Int>
        ) {
            self.kind = kind
            self.name = name
            self.parent = parent
            self.signature = signature
            self.documentation = documentation
            self.lines = lines
        }
    }

    /// The definitions in the order of the file, methods after their type.
    public var definitions: [Definition]
    /// Modules or files that are imported, as written.
    public var imports: [String]

    /// Creates an outline.
    public init(definitions: [Definition] = [], imports: [String] = []) {
        self.definitions = definitions
        self.imports = imports
    }
}

/// Something to be checked by running code: an example with the criterion that it covers.
public struct Check: Sendable, Hashable, Codable {
    /// Identifies the check: the criterion and a number, `R1.2#1`.
    public var id: String
    /// The criterion that it covers.
    public var criterion: CriterionID
    /// The example.
    public var example: Example

    /// Creates a check.
    public init(id: String, criterion: CriterionID, example: Example) {
        self.id = id
        self.criterion = criterion
        self.example = example
    }
}

/// A file that Anneal writes.
public struct GeneratedFile: Sendable, Hashable, Codable {
    /// Path relative to the project's root.
    public var path: String
    /// Its text.
    public var text: String
    /// The checks that became tests, by the name of the test.
    public var checksByTest: [String: String]

    /// Creates a file.
    public init(path: String, text: String, checksByTest: [String: String] = [:]) {
        self.path = path
        self.text = text
        self.checksByTest = checksByTest
    }
}

/// How one test ended.
public struct TestOutcome: Sendable, Hashable, Codable {
    /// How a test can end.
    public enum Status: String, Sendable, Hashable, Codable {
        /// It passed.
        case passed
        /// An expectation was not met.
        case failed
        /// Something broke before or outside of an expectation.
        case errored
        /// It was skipped.
        case skipped
    }

    /// The test's name; with its file or class where the name alone is not unique.
    public var name: String
    /// How it ended.
    public var status: Status
    /// What a person or model needs to see of a failure: the call, expected and actual value, the place.
    public var detail: String

    /// Creates an outcome.
    public init(name: String, status: Status, detail: String = "") {
        self.name = name
        self.status = status
        self.detail = detail
    }
}
