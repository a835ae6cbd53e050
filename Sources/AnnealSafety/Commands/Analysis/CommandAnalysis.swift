/// Goes through a script as a shell would, without running anything, and notes what it does.
///
/// All branches are taken to happen, loops run once for each word, functions are followed where they are called.
/// An instance serves one command and is used by one thread.
final class CommandAnalysis {
    /// Who does something: for the effects of what is being looked at.
    struct Actor {
        var program = ""
        var subcommand = ""
        var options: [String] = []
        /// Whether a tool, an option or a variable names the program, rather than the script itself.
        var isNamed = false
    }

    /// A function that is being called.
    struct Call {
        var name: String
        /// Where its body stands: a function that redefines itself is another one.
        var body: ShellRange
        /// How many pipelines and background commands are open around the call.
        var forks: Int
        /// How many branches are open around the call.
        var branches: Int
    }

    let paths: PathReader
    private(set) var effects: [CommandEffect] = []
    var scope: Scope
    var actor = Actor()
    /// The part of the command that is being looked at.
    var range = ShellRange(0, 0)
    /// The part that texts within the command are attributed to, such as that after `sh -c`.
    var fixedRange: ShellRange?
    var calls: [Call] = []
    /// How many pipelines and background commands are open.
    var forks = 0
    /// How many branches are open, within which a variable keeps its other values.
    var branches = 0
    /// Whether the innermost loop has no end, and nothing leaves it.
    var isEndless = false
    /// Whether what is being looked at runs on another machine.
    var isRemote = false
    /// Whether redirections stay when the command has ended, as those of `exec` do.
    var isExecutingRedirections = false
    /// Files that programs of the script made from the workspace's own, by absolute path.
    var made: Set<String> = []
    /// Whether the arguments come from what flows in.
    var readsItems = false
    /// Texts that the script itself wrote into files, by absolute path.
    var written: [String: Flow] = [:]
    /// Files and folders that the script downloaded, by absolute path.
    var fetched: [String] = []
    /// How many effects are noted at most.
    private static let mostEffects = 2000
    /// How many exit traps of a shell are followed.
    private static let mostTraps = 64
    private var depth = 0
    private var work: Int

    /// Prepares an analysis.
    ///
    /// - Parameters:
    ///   - paths: reads paths.
    ///   - work: how many steps may be taken; of what is made to be slow a step takes some ten microseconds.
    init(paths: PathReader, work: Int = 2_500) {
        self.paths = paths
        self.work = work
        scope = Scope(folder: paths.places.root)
    }

    // MARK: Bounds

    /// Whether work may go on; takes steps from what is left and notes once that something was left out.
    func spend(_ steps: Int = 1) -> Bool {
        guard work > 0 else { return false }
        work -= steps
        if work <= 0 { emit(.opaque, target: "the rest, which is too long to follow") }
        return work > 0
    }

    /// Does something one level deeper, unless that is too deep.
    func deeper<Result>(or shallow: Result, _ body: () -> Result) -> Result {
        guard depth < 40, spend() else {
            if depth >= 40 { emit(.opaque, target: "what is nested too deeply") }
            return shallow
        }
        depth += 1
        defer { depth -= 1 }
        return body()
    }

    // MARK: Effects

    /// Notes an effect of what is being looked at.
    func emit(
        _ action: CommandEffect.Action, target: String = "", place: Place? = nil, traits: CommandEffect.Traits = []
    ) {
        guard effects.count < Self.mostEffects else {
            // What is not noted any more must not look as if it were nothing.
            if effects.count == Self.mostEffects {
                note(.opaque, target: "the rest, which does too much to be followed")
            }
            work = 0
            return
        }
        var action = action
        if action == .own {
            if isFetched(scope.folder) { action = .fetched } else if isElsewhere(scope.folder) { action = .foreign }
        }
        note(action, target: target, place: place, traits: traits)
    }

    /// Whether a folder was downloaded by the script, or lies in one that was.
    private func isFetched(_ folder: String) -> Bool {
        fetched.contains { $0 != paths.places.root && (folder == $0 || folder.hasPrefix($0 + "/")) }
    }

    /// Whether a path was downloaded by the script, or lies in a folder that was.
    func isDownloaded(_ word: Word) -> Bool {
        guard !fetched.isEmpty else { return false }
        return isFetched(paths.absolute(word.text, from: scope.folder))
    }

    private func note(
        _ action: CommandEffect.Action, target: String, place: Place? = nil, traits: CommandEffect.Traits = []
    ) {
        effects.append(
            CommandEffect(
                action, target: Word.shown(target), place: place, traits: traits, program: actor.program,
                subcommand: actor.subcommand, options: actor.options, range: range))
    }

    /// As many elements as are looked at; where there are more, the rest is noted as something that cannot be seen.
    func first<Element>(_ count: Int, of elements: [Element], _ what: String) -> [Element] {
        guard elements.count > count else { return elements }
        emit(.opaque, target: "the rest of " + what)
        return Array(elements.prefix(count))
    }

    /// Leaves out effects that were noted since there were so many, but keeps that something was left out.
    func keepEffects(from start: Int, where isKept: (CommandEffect) -> Bool) {
        guard start < effects.count, work > 0 else { return }
        effects.replaceSubrange(start..., with: effects[start...].filter(isKept))
    }

    /// Does something for another part of the command, or for another program, and returns to this one.
    func attributed<Result>(to range: ShellRange? = nil, actor: Actor? = nil, _ body: () -> Result) -> Result {
        let (oldRange, oldActor) = (self.range, self.actor)
        if let range, fixedRange == nil { self.range = range }
        if let actor { self.actor = actor }
        defer { (self.range, self.actor) = (oldRange, oldActor) }
        return body()
    }

    /// Does something whose variables and folder end with it.
    @discardableResult
    func inSubshell<Result>(_ body: () -> Result) -> Result {
        let saved = scope
        defer { scope = saved }
        let result = body()
        runExitTraps(beyond: saved.exitTraps.count)
        return result
    }

    /// Follows what `trap … EXIT` runs when a shell ends: each that was set, since branches may leave any of them in place,
    /// and those that they set themselves.
    ///
    /// - Parameter count: how many traps belong to the shell around it.
    func runExitTraps(beyond count: Int = 0) {
        guard scope.exitTraps.count > count else { return }
        recallValues()
        var next = count
        while next < scope.exitTraps.count {
            guard next - count < Self.mostTraps else {
                emit(.opaque, target: "the rest of the exit traps")
                return
            }
            let trap = scope.exitTraps[next]
            next += 1
            follow(trap, inSameShell: true)
        }
    }

    /// Does something that may happen or not.
    func inBranch<Result>(_ body: () -> Result) -> Result {
        branches += 1
        defer { branches -= 1 }
        return body()
    }

    // MARK: Scripts within texts

    /// Follows a text as a script: what `sh -c`, `eval` and program variables hold.
    ///
    /// - Parameters:
    ///   - word: the text.
    ///   - input: what flows into it.
    ///   - isNamed: whether a tool runs it, so that its programs count as named to a tool.
    ///   - arguments: what it is given as `$1` and so on; `nil` keeps those of the script around it.
    ///   - inSameShell: whether the shell at hand runs it; else `sh` does, which need not be bash.
    /// - Returns: what flows out of it.
    @discardableResult
    func follow(
        _ word: Word, input: Flow = .none, isNamed: Bool = false, arguments: [Word]? = nil, inSameShell: Bool = false
    ) -> Flow {
        if word.taint.contains(.downloaded) || word.taint.contains(.decoded) {
            emit(.fetched, target: word.text)
            return .generated
        }
        if word.isUnknown || word.taint.contains(.uncertain) || word.text.utf8.contains(Mark.tree) {
            emit(.opaque, target: word.text)
        }
        guard !word.text.isEmpty, word.text != Mark.unknownText else { return .none }
        return deeper(or: .generated) {
            guard spend(word.text.utf8.count / 64) else { return .generated }
            guard let script = try? ShellParser.parse(Self.source(word.text)) else {
                emit(.opaque, target: word.text)
                return .generated
            }
            let (oldFixed, oldNamed, oldArguments) = (fixedRange, actor.isNamed, scope.arguments)
            if fixedRange == nil { range = word.range }
            fixedRange = range
            if isNamed { actor.isNamed = true }
            if let arguments { scope.arguments = arguments }
            let oldEcho = scope.echoDecodes
            if !inSameShell { scope.echoDecodes = true }
            defer {
                (fixedRange, actor.isNamed, scope.arguments) = (oldFixed, oldNamed, oldArguments)
                if !inSameShell { scope.echoDecodes = oldEcho }
            }
            return run(script, input: input)
        }
    }

    /// A text as a script: patterns are written as such again; other marks stay and are unknown there, too.
    static func source(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == Mark.star || $0 == Mark.one }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case UnicodeScalar(Mark.star): result.unicodeScalars.append("*")
            case UnicodeScalar(Mark.one): result.unicodeScalars.append("?")
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
