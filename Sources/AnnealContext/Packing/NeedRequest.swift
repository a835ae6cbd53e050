/// A task whose code will use what a repository has.
public struct NeedRequest: Sendable, Hashable {
    /// The task in words; its first line counts most.
    public var task: String
    /// The most tokens, by the estimate of 3.3 bytes a token.
    public var budget: Int
    /// The files that the task writes.
    public var writes: [String]
    /// Files that the model sees anyway: nothing of them is chosen.
    public var shown: Set<String>
    /// Files in play of which a part may be chosen.
    public var paths: [String]
    /// The functions that the task changes, as they are now; empty when they are new.
    public var own: String
    /// The whole of the files that the task writes.
    public var around: String

    /// Creates a request.
    public init(
        task: String, budget: Int, writes: [String], shown: Set<String> = [], paths: [String] = [], own: String = "",
        around: String = ""
    ) {
        self.task = task
        self.budget = budget
        self.writes = writes
        self.shown = shown.union(writes)
        self.paths = paths
        self.own = own
        self.around = around
    }

    /// Signals that are the same for the same files, however the index came to be: an interrupted task that is taken up
    /// again gets the same choice.
    static let signals: SearchSignals = [.fields, .pieces, .pairs, .path, .neighbours, .category]

    /// Names of the rest of the written files that are looked up at most, those of the functions that change included.
    static let mostNames = 600

    /// The names that the code uses: all of the functions that change, then those of the rest as far as there is room,
    /// each in the order of the text.
    var names: [String] {
        let changing = Self.words(own)
        let known = Set(changing)
        let rest = Self.words(around).filter { !known.contains($0) }
        return changing + rest.prefix(max(0, Self.mostNames - changing.count))
    }

    /// The words of a text that can be names of declarations.
    static func identifiers(_ text: String) -> Set<String> { Set(words(text)) }

    /// The same in the order of the text, each once.
    private static func words(_ text: String) -> [String] {
        var seen = Set<Substring>()
        return text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }
            .filter { $0.count > 2 && $0.first?.isNumber == false && seen.insert($0).inserted }.map(String.init)
    }
}
