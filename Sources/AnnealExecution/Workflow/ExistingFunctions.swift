internal import AnnealContext
internal import AnnealFoundation
internal import AnnealSpecs
internal import Foundation

/// Functions of the repository that a task's code will most likely call, by the words of their names and parameters.
///
/// A small model that sees no more of a function than that it exists writes its own instead; where it sees the whole of it,
/// it calls it.
struct ExistingFunctions: Sendable {
    /// One function.
    struct Found: Sendable, Hashable {
        /// Its name and signature.
        var interface: Interface
        /// Its file.
        var path: String
        /// The whole of it.
        var text: String
        /// Whether it belongs to the task for certain, or nearly: the requirements speak of it, or the task's function has
        /// all of its parameters.
        var isNear: Bool

        /// How it is shown: whole, or as a comment where it is long.
        var shown: String {
            text.utf8.count <= ExistingFunctions.longest
                ? text + "\n" : "\(CommentMark.of(path: path)) exists: \(interface.wording)\n"
        }
    }

    /// The functions, those with the most words in common first, then in the order of the files.
    let found: [Found]

    /// No function.
    static let none = ExistingFunctions(relatedTo: [], mentioned: [], in: [], language: "", except: [])

    /// Functions at most: with more of them the model calls what it need not.
    private static let most = 3
    /// Bytes of a function up to which it is shown whole.
    fileprivate static let longest = 800
    /// Words that a function has in common with many others of which it knows nothing.
    private static let common: Set<String> = [
        "arg", "args", "array", "build", "char", "code", "count", "create", "data", "dict", "file", "find", "flag",
        "format", "from", "func", "function", "get", "have", "idx", "index", "input", "item", "key", "kind", "kwarg",
        "length", "line", "list", "load", "make", "max", "min", "mode", "name", "node", "num", "number", "obj",
        "object", "option", "output", "parse", "path", "print", "read", "result", "save", "self", "set", "show", "size",
        "source", "start", "str", "string", "target", "test", "text", "time", "type", "user", "val", "validate",
        "value", "with", "word", "write",
    ]

    /// Finds them.
    ///
    /// - Parameters:
    ///   - own: the functions that the task writes.
    ///   - mentioned: words of its requirements; a function with such a name, of several words, is taken in any case.
    ///   - texts: the files in which they may be, with their whole text; those of other languages are passed over.
    ///   - name: the language in which the task is written.
    ///   - excluded: names that are no answer.
    init(
        relatedTo own: [Interface], mentioned: Set<String>, in texts: [(path: String, text: String)],
        language name: String, except excluded: Set<String>
    ) {
        let wanted = own.reduce(into: Set<String>()) { $0.formUnion(Self.words(of: $1.signature ?? $1.name)) }
        let given = Set(own.flatMap { Self.parameters(of: $0.signature ?? $0.name) })
        var seen = excluded.union(own.map(\.name))
        var found: [(function: Found, score: Int)] = []
        for (path, text) in texts {
            guard let language = Languages.forFile(path: path), language.name == name, !language.isTest(path: path)
            else { continue }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            for definition in language.outline(of: text).definitions
            where definition.kind == .function && definition.parent == nil && !definition.name.hasPrefix("_") {
                guard let signature = Self.signature(of: definition), definition.lines.upperBound <= lines.count else {
                    continue
                }
                let isMentioned = mentioned.contains(definition.name) && Self.isTelling(definition.name)
                let score = Self.words(of: signature).intersection(wanted).count + (isMentioned ? 100 : 0)
                guard score > 0, seen.insert(definition.name).inserted else { continue }
                let interface = Interface(
                    kind: .function, name: definition.name, signature: signature,
                    location: own.first?.location ?? SourceLocation(line: 1))
                let source = lines[(definition.lines.lowerBound - 1)..<definition.lines.upperBound]
                let needed = Self.parameters(of: signature)
                let function = Found(
                    interface: interface, path: path, text: source.joined(separator: "\n"),
                    isNear: isMentioned || !needed.isEmpty && given.isSuperset(of: needed))
                found.append((function, score))
            }
        }
        let order = found.indices.sorted { (found[$1].score, $0) < (found[$0].score, $1) }
        self.found = order.prefix(Self.most).map { found[$0].function }
    }

    /// Their names, of those that are short enough to be shown whole.
    var shownWhole: Set<String> {
        Set(found.filter { $0.text.utf8.count <= Self.longest }.map(\.interface.name))
    }

    /// What is shown of a file, with these functions whole where it has their signature in a comment.
    func unfolded(_ text: String, of path: String) -> String {
        let mark = CommentMark.of(path: path)
        let whole = found.filter { $0.path == path && shownWhole.contains($0.interface.name) }
        guard !whole.isEmpty else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.hasPrefix("\(mark) exists: ") else { return String(line) }
            return whole.first { line.contains($0.interface.wording) }?.text ?? String(line)
        }.joined(separator: "\n")
    }

    /// Whether a name is more than a word that a text can have for any reason.
    private static func isTelling(_ name: String) -> Bool {
        name.contains("_") || name.dropFirst().contains(where: \.isUppercase)
    }

    /// `find(key: str) -> int` of `def find(key: str) -> int`.
    private static func signature(of definition: SourceOutline.Definition) -> String? {
        guard let start = definition.signature.firstRange(of: definition.name + "("), definition.signature.count <= 160
        else {
            return nil
        }
        var text = definition.signature[start.lowerBound...]
        while let last = text.last, last.isWhitespace || last == ":" || last == "{" { text.removeLast() }
        return String(text)
    }

    /// The telling words of a function's name and of its parameters' names, in the singular.
    private static func words(of signature: String) -> Set<String> {
        let name = signature.prefix { $0 != "(" }
        let parameters = parameters(of: signature)
        // A parameter's whole name tells much, however short it is: `sku`.
        let short = parameters.filter { $0.count == 3 }.map { $0.lowercased() }
        let stems = ([String(name)] + parameters).flatMap(TaskChecks.stems)
        return Set(stems + short).subtracting(common)
    }

    /// The names of a signature's parameters, without defaults and types.
    static func parameters(of signature: String) -> [String] {
        signature.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }.split(separator: ",").map {
            $0.prefix { $0 != ":" && $0 != "=" }.trimmingCharacters(in: .whitespaces)
        }.filter { name in
            // What is behind a comma of a type is none.
            !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
        }
    }
}
