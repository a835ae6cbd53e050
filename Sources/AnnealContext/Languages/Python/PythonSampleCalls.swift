public import AnnealSpecs

/// A call with made-up arguments.
public struct SampleCall: Sendable, Hashable {
    /// An expression.
    public var call: String
    /// Whether annotations tell what the arguments have to be, so that code which stumbles over them is wrong.
    public var isTyped: Bool
}

extension Language {
    /// None: the language's values cannot be made up.
    public func sampleCalls(
        of interface: Interface, in files: [String], texts: [String], describing prose: String
    ) -> [SampleCall] { [] }
}

extension PythonLanguage {
    /// Calls with made-up arguments; see `Language.sampleCalls`.
    public func sampleCalls(
        of interface: Interface, in files: [String], texts: [String], describing prose: String
    ) -> [SampleCall] {
        PythonSampleCalls(files: files, texts: texts).calls(of: interface)
    }
}

/// Makes up arguments for a function from its annotations, from the types of the project and from its parameters' names.
///
/// Nobody knows what such calls should give. They bring to light that code stumbles over itself, and answers that do
/// different things can be told apart by them.
struct PythonSampleCalls {
    /// Parameters of the constructors by type.
    private var types: [String: [PythonParameter]] = [:]
    private var functions: [String: [PythonParameter]] = [:]
    private var isBound: [String: Bool] = [:]
    private let texts: [String]
    /// Calls that are made.
    private static let count = 3
    /// Objects within objects.
    private static let deepest = 8

    /// Reads the files of a project.
    ///
    /// - Parameters:
    ///   - files: their texts.
    ///   - texts: what parameters that take a text are given first, such as what the specification writes as code.
    init(files: [String], texts: [String]) {
        self.texts = texts
        for file in files {
            for node in PythonStructure(file).nodes {
                if node.kind == .function { functions[node.name] = PythonParameter.list(of: node.signature) }
                guard node.kind == .type else { continue }
                types[node.name] = Self.constructor(of: node)
                for member in node.children where member.kind == .function {
                    let key = "\(node.name).\(member.name)"
                    functions[key] = PythonParameter.list(of: member.signature)
                    isBound[key] = member.firstParameter == "self"
                }
            }
        }
    }

    private static func constructor(of type: PythonNode) -> [PythonParameter] {
        if let made = type.children.first(where: { $0.kind == .function && $0.name == "__init__" }) {
            return PythonParameter.list(of: made.signature)
        }
        let isData =
            type.lines.prefix(type.decoratorLines).contains { $0.contains("dataclass") }
            || type.signature.contains("NamedTuple")
        guard isData else { return [] }
        return type.children.filter { $0.kind == .assignment }.compactMap { field in
            let tokens = field.ownTokens
            guard let depth = tokens.first?.depth else { return nil }
            let parameter = PythonParameter(tokens, depth: depth)
            guard parameter?.annotation != nil, parameter?.annotation?.hasPrefix("ClassVar") != true,
                parameter?.defaultValue?.contains("init=False") != true
            else { return nil }
            return parameter
        }
    }

    /// Calls of a function; none where an argument cannot be made up.
    func calls(of interface: Interface) -> [SampleCall] {
        let key = interface.ownerType.map { "\($0).\(interface.name)" } ?? interface.name
        guard let parameters = functions[key] else { return [] }
        let isTyped = parameters.allSatisfy {
            $0.annotation.map { !["object", "Any", "list", "dict"].contains($0) } ?? false
        }
        var calls: [SampleCall] = []
        for variant in 0..<Self.count {
            guard let arguments = arguments(parameters, variant, depth: 0),
                let receiver = receiver(of: interface, key: key, variant)
            else { return [] }
            let call = "\(receiver)\(interface.name)(\(arguments))"
            if !calls.contains(where: { $0.call == call }) { calls.append(SampleCall(call: call, isTyped: isTyped)) }
        }
        return calls
    }

    /// What stands in front of a method's name: an object, or the type; nothing for a function.
    private func receiver(of interface: Interface, key: String, _ variant: Int) -> String? {
        guard let owner = interface.ownerType else { return "" }
        return isBound[key] == true ? object(owner, variant, depth: 0).map { $0 + "." } : owner + "."
    }

    private func arguments(_ parameters: [PythonParameter], _ variant: Int, depth: Int) -> String? {
        var values: [String] = []
        for (number, parameter) in parameters.enumerated() {
            // Defaults are left as they are in the first call.
            if parameter.defaultValue != nil, depth == 0, variant == 0 { break }
            // Of several texts each parameter gets another one.
            guard let value = value(of: parameter, variant + (depth == 0 ? number : 0), depth: depth) else {
                if parameter.defaultValue != nil { break }
                return nil
            }
            values.append(value)
        }
        return values.joined(separator: ", ")
    }

    private func value(of parameter: PythonParameter, _ variant: Int, depth: Int) -> String? {
        if let annotation = parameter.annotation, annotation != "object", annotation != "Any" {
            return typed(annotation, name: parameter.name, variant, depth: depth)
        }
        if let value = parameter.defaultValue, value != "None" {
            if Int(value) != nil { return Self.pick(["3", "1", "10"], variant) }
            if Double(value) != nil { return Self.pick(["2.5", "1.0", "0.5"], variant) }
            if ["True", "False"].contains(value) { return Self.pick(["True", "False"], variant) }
            if value.hasPrefix("\"") || value.hasPrefix("'") { return text(variant) }
            if value == "()" || value == "[]" { return list(named: parameter.name, variant, depth: depth) ?? "[]" }
        }
        return named(parameter.name, variant, depth: depth)
    }

    private static func pick(_ values: [String], _ variant: Int) -> String { values[variant % values.count] }

    private func text(_ variant: Int) -> String {
        let known = texts.prefix(4).map { "\"\(Self.escaped($0))\"" }
        return Self.pick(known + ["\"b a\"", "\"a\"", "\"\""], variant)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    // MARK: - By annotation

    private func typed(_ annotation: String, name: String, _ variant: Int, depth: Int) -> String? {
        guard depth < Self.deepest else { return nil }
        var text = annotation.trimmed
        if text.count > 1, let quote = text.first, quote == "\"" || quote == "'", text.last == quote {
            text = String(text.dropFirst().dropLast())
        }
        let choices = Self.split(text, at: "|").map(\.trimmed).filter { $0 != "None" }
        guard let first = choices.first else { return "None" }
        let base = String(first.prefix { $0 != "[" }).split(separator: ".").last.map(String.init) ?? ""
        let inner =
            first.contains("[") ? Self.split(String(first.drop { $0 != "[" }.dropFirst().dropLast()), at: ",") : []
        let next = { (index: Int, other: Int) -> String? in
            guard inner.indices.contains(index) else { return named(name, other, depth: depth + 1) }
            return typed(inner[index], name: name, other, depth: depth + 1)
        }
        switch base {
        case "int": return Self.pick(["3", "1", "10"], variant)
        case "float", "Decimal", "Number": return Self.pick(["2.5", "1.0", "0.5"], variant)
        case "str": return self.text(variant)
        case "bool": return Self.pick(["True", "False"], variant)
        case "Optional": return next(0, variant)
        case "list", "List", "Sequence", "Iterable", "Iterator", "Collection", "tuple", "Tuple", "set", "Set":
            return collection(base, inner: inner, name: name, variant, next)
        case "dict", "Dict", "Mapping", "defaultdict":
            guard inner.count == 2, let key = next(0, variant), let value = next(1, variant) else {
                return inner.isEmpty ? "{}" : nil
            }
            return "{\(key): \(value)}"
        default: return types[base] == nil ? nil : object(base, variant, depth: depth + 1)
        }
    }

    private func collection(
        _ base: String, inner: [String], name: String, _ variant: Int, _ next: (Int, Int) -> String?
    ) -> String? {
        if ["tuple", "Tuple"].contains(base), inner.last?.trimmed != "...", inner.count > 1 {
            let values = inner.indices.map { next($0, variant) }
            return values.contains(nil) ? nil : "(\(values.compactMap(\.self).joined(separator: ", ")))"
        }
        guard let one = next(0, variant), let two = next(0, variant + 1) else { return nil }
        let values = variant % 3 == 1 ? [one] : [one, two]
        switch base {
        case "tuple", "Tuple": return "(\(values.joined(separator: ", ")),)"
        case "set", "Set": return "{\(values.joined(separator: ", "))}"
        default: return "[\(values.joined(separator: ", "))]"
        }
    }

    private func object(_ type: String, _ variant: Int, depth: Int) -> String? {
        guard depth < Self.deepest, let parameters = types[type],
            let arguments = arguments(parameters, variant, depth: depth + 1)
        else { return nil }
        return "\(type)(\(arguments))"
    }

    private static func split(_ text: String, at separator: Character) -> [String] {
        var parts = [""]
        var depth = 0
        for character in text {
            if "[(".contains(character) { depth += 1 }
            if "])".contains(character) { depth -= 1 }
            if character == separator, depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts
    }

    // MARK: - By name

    private static let numbers: Set<String> = [
        "n", "k", "count", "number", "size", "limit", "index", "width", "height", "length", "depth", "level", "page",
        "year", "month", "day", "days", "hour", "hours", "minute", "minutes", "second", "seconds", "amount", "age",
        "value", "total", "step", "offset", "start", "end", "low", "high", "cents", "grams", "price", "quantity",
        "minimum", "maximum", "servings", "factor", "times", "x", "y", "a", "b",
    ]
    private static let words: Set<String> = [
        "text", "line", "name", "title", "word", "string", "message", "key", "label", "code", "s", "tag", "query",
        "pattern", "source", "content", "prefix", "suffix", "user", "kind", "unit", "ingredient", "item", "target",
    ]
    private static let lists: Set<String> = [
        "lines", "names", "words", "items", "tags", "keys", "labels", "strings", "texts", "targets",
    ]

    private func named(_ name: String, _ variant: Int, depth: Int) -> String? {
        guard depth < Self.deepest else { return nil }
        if let type = type(like: name) { return object(type, variant, depth: depth + 1) }
        if let list = list(named: name, variant, depth: depth) { return list }
        let last = name.split(separator: "_").last.map(String.init) ?? name
        if name.hasPrefix("is_") || name.hasPrefix("has_") { return Self.pick(["True", "False"], variant) }
        if Self.words.contains(last) { return text(variant) }
        if Self.numbers.contains(last) || name.hasPrefix("max_") || name.hasPrefix("min_") {
            return Self.pick(["3", "1", "10"], variant)
        }
        return last == "path" || last == "file" ? "\"sample.txt\"" : nil
    }

    /// A list, for a name in the plural.
    private func list(named name: String, _ variant: Int, depth: Int) -> String? {
        let last = name.split(separator: "_").last.map(String.init) ?? name
        var singular = [String(last.dropLast(last.hasSuffix("s") ? 1 : 0))]
        if last.hasSuffix("ies") { singular.append(String(last.dropLast(3)) + "y") }
        if last.hasSuffix("es") { singular.append(String(last.dropLast(2))) }
        if last.hasSuffix("s"), let type = singular.lazy.compactMap({ type(like: $0) }).first,
            let one = object(type, variant, depth: depth + 1), let two = object(type, variant + 1, depth: depth + 1)
        {
            return variant % 3 == 1 ? "[\(one)]" : "[\(one), \(two)]"
        }
        if Self.lists.contains(last) { return "[\(text(variant)), \(text(variant + 1))]" }
        return last == "numbers" || last == "values" ? Self.pick(["[3, 1, 2]", "[5]", "[2, 2]"], variant) : nil
    }

    private func type(like name: String) -> String? {
        let plain = name.lowercased().filter { $0 != "_" }
        return types.keys.filter { $0.lowercased() == plain }.min()
    }
}
