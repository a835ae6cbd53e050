internal import AnnealSpecs

/// Which requirement defines which name, and which requirements only speak of it.
///
/// A requirement claims a name with a strength: a definition in code is the strongest, then a signature with types,
/// then a signature that the sentence is about, then a bare name. The strongest claim owns the name, the earliest among
/// equals; a weaker claim that the requirement begins with makes it a change of what the owner defines.
struct NameClaims {
    /// A name that a requirement defines or changes.
    struct Claim: Hashable {
        var name: String
        var qualifier: String?
        var isType: Bool
        var strength: Int
        var signature: String?
        var parameters: [String]
        /// Position among the mentions of the requirement's text, for finding the file that is named beside it.
        var position: Int
        /// Whether another requirement, or the repository, defines the name already.
        var isChange = false
    }

    /// Names of standard libraries that specifications like to mention and never ask for.
    static let builtins: Set<String> = [
        "print", "len", "str", "int", "float", "list", "dict", "set", "tuple", "bool", "sorted", "sum", "min", "max",
        "range", "open", "round", "abs", "repr", "eval", "exec", "isinstance", "glob", "encodeURIComponent",
        "decodeURIComponent", "parseInt", "parseFloat", "String", "Number", "Boolean", "Array", "Object", "Promise",
        "Map",
        "Set", "Date", "Error", "Exception", "Infinity", "NaN", "List", "Dict", "Tuple", "Optional", "Any", "Union",
        "Callable", "Iterable", "Iterator", "Sequence", "Mapping", "None", "True", "False", "Path", "Decimal",
        "Literal",
        "Generator", "RegExp", "JSON", "Math", "Symbol", "Buffer", "Readable", "Writable", "AbortSignal", "Counter",
    ]

    /// Claims by requirement.
    private(set) var claims: [[Claim]]
    /// The requirement that owns a name.
    private(set) var owner: [String: Int] = [:]

    /// Finds the claims.
    ///
    /// - Parameters:
    ///   - requirements: the requirements.
    ///   - proses: their texts.
    ///   - repository: the code that is there.
    ///   - modules: stems of files and packages that the document names.
    init(requirements: [Requirement], proses: [SpecProse], repository: RepositoryMap, modules: Set<String>) {
        claims = zip(requirements, proses).map { requirement, prose in
            var reader = ClaimReader(prose: prose, repository: repository, modules: modules)
            return reader.claims(of: requirement)
        }
        var strongest: [String: Int] = [:]
        for (index, list) in claims.enumerated() {
            for claim in list where claim.strength > strongest[claim.name] ?? 0 {
                strongest[claim.name] = claim.strength
                owner[claim.name] = index
            }
        }
        for index in claims.indices {
            let lead = claims[index].first { !$0.isType }?.name ?? claims[index].first?.name
            claims[index] = claims[index].compactMap { claim in
                var claim = claim
                if owner[claim.name] != index {
                    guard claim.name == lead || claim.strength >= 2 && !claim.isType else { return nil }
                    claim.isChange = true
                } else if repository.place(of: claim.name, qualifier: claim.qualifier) != nil {
                    claim.isChange = true
                }
                return claim
            }
        }
    }

    /// Whether a name belongs to a language and not to the specification.
    static func isForeign(_ name: String) -> Bool {
        builtins.contains(name) || !name.contains { $0.isLowercase }
            || (name.first?.isUppercase ?? false) && (name.hasSuffix("Error") || name.hasSuffix("Exception"))
                && standardErrors.contains(name)
    }

    private static let standardErrors: Set<String> = [
        "ValueError", "TypeError", "KeyError", "IndexError", "LookupError", "RangeError", "RuntimeError", "OSError",
        "SyntaxError", "ReferenceError", "AttributeError", "ZeroDivisionError", "FileNotFoundError", "StopIteration",
        "NotImplementedError", "ArithmeticError", "OverflowError", "UnicodeDecodeError", "AssertionError", "IOError",
        "PermissionError", "TimeoutError", "ConnectionError", "FileExistsError", "ImportError", "MemoryError",
        "RecursionError", "NameError", "EOFError", "KeyboardInterrupt", "BaseException", "AggregateError", "EvalError",
        "URIError", "AssertionError", "AbortError",
    ]
}

/// Finds the claims of one requirement.
private struct ClaimReader {
    let prose: SpecProse
    let repository: RepositoryMap
    let modules: Set<String>
    private var found: [NameClaims.Claim] = []

    init(prose: SpecProse, repository: RepositoryMap, modules: Set<String>) {
        self.prose = prose
        self.repository = repository
        self.modules = modules
    }

    mutating func claims(of requirement: Requirement) -> [NameClaims.Claim] {
        for (position, mention) in prose.mentions.enumerated() { read(mention, position) }
        for interface in requirement.interfaces where interface.kind == .function || interface.kind == .type {
            let isType = interface.kind == .type
            if isType ? repository.place(of: interface.name) != nil : interface.signature == nil { continue }
            add(
                interface.name, interface.qualifier, isType: isType, strength: isType ? 1 : 2,
                signature: interface.signature, parameters: [], position: prose.mentions.count)
        }
        if found.isEmpty {
            let call = prose.mentions.enumerated().first { $1.kind == .call && !NameClaims.isForeign($1.name) }
            if let (position, mention) = call {
                add(mention.name, mention.qualifier, isType: mention.looksLikeType, strength: 1, position: position)
            }
        }
        return found
    }

    private mutating func read(_ mention: CodeMention, _ position: Int) {
        switch mention.kind {
        case .file, .command, .call: return
        case .definition:
            let isType = mention.text.contains("class ")
            add(
                mention.name, nil, isType: isType, strength: 4, signature: mention.text, parameters: mention.parameters,
                position: position)
        case .signature: readSignature(mention, position)
        case .name: readName(mention, position)
        }
    }

    private mutating func readSignature(_ mention: CodeMention, _ position: Int) {
        if mention.looksLikeType, repository.place(of: mention.name) != nil { return }
        let isTyped = mention.text.contains("->") || mention.text.contains(": ")
        let isMain = !found.contains { !$0.isType } || isSubject(mention) || isOffered(mention)
        var qualifier = mention.qualifier
        if qualifier == nil, let type = found.last(where: \.isType), found.last?.strength != 1,
            type.position < position,
            mention.before.contains("`\(type.name)") || mention.before.contains(".\(type.name)")
        {
            qualifier = type.name
        }
        add(
            mention.name, qualifier, isType: mention.looksLikeType, strength: isTyped ? 3 : isMain ? 2 : 1,
            signature: mention.text, parameters: mention.parameters, position: position)
        for type in mention.returned where repository.place(of: type) == nil {
            add(type, mention.qualifier, isType: true, strength: 1, position: position)
        }
    }

    private mutating func readName(_ mention: CodeMention, _ position: Int) {
        let last = mention.qualifier?.split(separator: ".").last.map(String.init)
        let place = repository.place(of: mention.name, qualifier: mention.qualifier)
        if mention.looksLikeType {
            guard place == nil else { return }
            let before = mention.before.lowercased()
            if before.hasSuffix("class ") || before.hasSuffix("exception ") || isSubject(mention) && last == nil {
                if last == nil, !before.hasSuffix("class "), !before.hasSuffix("exception "), !prosaicType(mention) {
                    return
                }
                add(mention.name, mention.qualifier, isType: true, strength: 3, position: position)
            } else if let last, modules.contains(last) {
                add(mention.name, mention.qualifier, isType: true, strength: 2, position: position)
            }
            return
        }
        guard let place, !place.isType, mention.name.count > 2 else { return }
        guard found.isEmpty || isSubject(mention) else { return }
        add(
            mention.name, place.parent ?? mention.qualifier, isType: false, strength: 2, position: position)
    }

    /// Whether the text goes on as if it described a type: "`Table` has `columns`".
    private func prosaicType(_ mention: CodeMention) -> Bool {
        let starts = [" has ", " is a class", " is a subclass", " is a dataclass", " holds ", " with the attributes"]
        return starts.contains(where: mention.after.hasPrefix)
    }

    /// Whether the sentence is about the mention: a verb follows, or an event of an EARS sentence precedes.
    private func isSubject(_ mention: CodeMention) -> Bool {
        if mention.before.lowercased().hasSuffix("when ") || mention.before.lowercased().hasSuffix("if ") {
            return true
        }
        let before = mention.before.lowercased()
        if before.hasSuffix("that ") || before.hasSuffix("which ") || before.hasSuffix("as ") { return false }
        var after = mention.after.drop { $0 == " " }
        if after.hasPrefix("and `") || after.hasPrefix(", `") || after.hasPrefix("or `") {
            guard let end = after.dropFirst(6).firstIndex(of: "`") else { return false }
            after = after[after.index(after: end)...].drop { $0 == " " }
        }
        let word = after.prefix { $0.isLetter }.lowercased()
        let rest = after.dropFirst(word.count).drop { $0 == " " }
        let still: Set<String> = ["itself", "also", "then", "now", "always"]
        let verb = still.contains(word) ? rest.prefix { $0.isLetter }.lowercased() : word
        let idle: Set<String> = ["keeps", "stays", "remains", "is", "as", "has", "was", "does", "this"]
        return verb == "must" || verb == "shall" || verb == "should" || verb == "will"
            || verb.count > 3 && verb.hasSuffix("s") && !idle.contains(verb)
    }

    /// Whether the sentence asks for the mention: "MUST offer `alarms(…)`".
    private func isOffered(_ mention: CodeMention) -> Bool {
        let words = ["offer", "provide", "compute", "add", "implement", "define", "export", "with", "in", "support"]
        let last = mention.before.lowercased().split { !$0.isLetter }.suffix(2)
        return last.contains { words.contains(String($0)) }
    }

    private mutating func add(
        _ name: String, _ qualifier: String?, isType: Bool, strength: Int, signature: String? = nil,
        parameters: [String] = [], position: Int
    ) {
        let isNamedOutright = strength >= 3 || qualifier != nil && signature != nil
        guard !NameClaims.isForeign(name), isNamedOutright || !prose.parameters.contains(name) else { return }
        if let index = found.firstIndex(where: { $0.name == name }) {
            if found[index].signature == nil, signature != nil {
                found[index].signature = signature
                found[index].parameters = parameters
            }
            if found[index].qualifier == nil { found[index].qualifier = qualifier }
            found[index].strength = max(found[index].strength, strength)
            return
        }
        found.append(
            NameClaims.Claim(
                name: name, qualifier: qualifier, isType: isType, strength: strength, signature: signature,
                parameters: parameters.filter { !$0.isEmpty }, position: position))
    }
}
