internal import AnnealFoundation

/// Finds the interfaces that a document names: files, modules, functions, types, commands, routes.
struct InterfaceReader {
    let source: SpecSource
    let read: View<ReadSpan>
    let dialect: Dialect
    /// The document's only source file, to which everything belongs then.
    let onlyFile: String?
    /// The document's only package.
    let onlyPackage: String?

    private static let typeWords = WordSet(
        "class type struct exception subclass dataclass object record enum protocol error")
    /// What only functions do.
    private static let doings = WordSet("throws raises returns resolves rejects")
    private static let moduleWords = WordSet("package module library")
    private static let known: Set<String> = [
        "List", "Dict", "Any", "Optional", "Tuple", "None", "Promise", "Set", "Union", "Iterable", "Callable",
        "Sequence",
        "Iterator", "Generator", "Array", "Map", "Object", "String", "Number", "Boolean", "True", "False", "Path",
        "Error",
        "Exception", "NaN", "Infinity", "Decimal", "Date", "Mapping", "Float", "Integer", "Int", "Bool", "Literal",
    ]

    init(_ source: SpecSource, _ read: View<ReadSpan>, _ dialect: Dialect) {
        self.dialect = dialect
        self.source = source
        self.read = read
        var files: Set<String> = []
        var packages: Set<String> = []
        for (index, span) in read.enumerated() {
            if span.kind == .path {
                let path = source.flat.text(span.content)
                if !path.hasSuffix(".json"), !path.hasSuffix(".toml") { files.insert(path) }
            } else if span.kind == .name, files.count < 2 || packages.count < 2,
                Self.moduleWords.contains(Self.wordBefore(source, source.spans[index].outer.lowerBound))
            {
                packages.insert(source.flat.text(span.content))
            }
        }
        onlyFile = files.count == 1 ? files.first : nil
        onlyPackage = packages.count == 1 ? packages.first : nil
    }

    /// The interfaces that some blocks name, each once, in the order of the text.
    ///
    /// - Parameters:
    ///   - blocks: blocks with all that is in them.
    ///   - heading: a heading whose name counts too.
    ///   - signatures: gets the signatures of functions.
    /// - Returns: the interfaces.
    func interfaces(in blocks: [Int], heading: Int?, signatures: inout [FunctionSignature]) -> [Interface] {
        var found = FoundInterfaces()
        var headingNames: [Int] = []
        if let heading {
            headingNames = source.blocks[heading].spans.filter { read[$0].kind == .name }
            readSpans(of: heading, &found, &signatures)
        }
        for index in blocks {
            var inner = index
            while inner < source.blocks[index].end {
                let block = source.blocks[inner]
                if block.kind == .code {
                    readCode(block, &found, &signatures)
                } else {
                    readSpans(of: inner, &found, &signatures)
                }
                inner += 1
            }
        }
        // A heading's name is a function when nothing else is known of it.
        for span in headingNames where source.flat.find(ASCII.dot, in: read[span].content) == nil {
            let name = source.flat.text(read[span].content)
            guard !name.beginsUppercase else { continue }
            found.add(Interface(kind: .function, name: name, qualifier: onlyFile, location: location(span)))
        }
        return found.interfaces
    }

    private var expressions: ExpressionReader { ExpressionReader(bytes: source.flat, dialect: dialect) }

    private func location(_ span: Int) -> SourceLocation { source.location(source.spans[span].outer.lowerBound) }

    private func readSpans(of index: Int, _ found: inout FoundInterfaces, _ signatures: inout [FunctionSignature]) {
        let block = source.blocks[index]
        for span in block.spans {
            let content = read[span].content
            switch read[span].kind {
            case .signature:
                guard let expression = read[span].expression,
                    let signature = FunctionSignature(expressions, expression, dialect)
                else { continue }
                if signature.name.beginsUppercase {
                    guard signature.name.hasLowercase else { continue }
                    found.add(
                        Interface(
                            kind: .type, name: signature.name,
                            qualifier: signature.qualifier ?? file(for: span, in: block),
                            signature: signature.text, location: location(span)))
                    continue
                }
                signatures.append(signature)
                found.add(
                    Interface(
                        kind: .function, name: signature.name,
                        qualifier: signature.qualifier ?? file(for: span, in: block), signature: signature.text,
                        location: location(span)))
                if let result = signature.result { addTypes(of: result, at: location(span), &found) }
            case .call, .equation:
                guard let (qualifier, name) = calledName(span), !found.isComplete(.function, name) else { continue }
                found.add(
                    Interface(
                        kind: .function, name: name, qualifier: qualifier ?? file(for: span, in: block),
                        location: location(span)))
            case .path:
                let path = source.flat.text(content)
                found.add(
                    Interface(
                        kind: .file, name: path, qualifier: path.utf8.contains(ASCII.slash) ? nil : onlyPackage,
                        location: location(span)))
            case .command:
                found.add(Interface(kind: .command, name: source.flat.text(content), location: location(span)))
            case .route: found.add(Interface(kind: .route, name: source.flat.text(content), location: location(span)))
            case .name: readName(span, block, &found)
            default: break
            }
        }
    }

    /// Functions that every program has.
    private static let builtIn: Set<String> = [
        "len", "str", "int", "float", "list", "sorted", "round", "print", "bool", "dict", "set", "tuple", "repr",
    ]

    private func calledName(_ span: Int) -> (qualifier: String?, name: String)? {
        var callee = read[span].expression?.callee
        if callee == nil, let relation = read[span].expression?.relation {
            // `f(2) == 4`
            let end = source.flat.find(ASCII.openParenthesis, in: relation.left) ?? relation.left.upperBound
            callee = relation.left.lowerBound..<end
        }
        guard let callee, !callee.isEmpty else { return nil }
        let (qualifier, name) = dotted(callee)
        guard !name.isEmpty, !name.beginsUppercase, !Self.builtIn.contains(name) else { return nil }
        return (qualifier, name)
    }

    /// What stands behind the last dot of a name, and what is in front of it; empty parts do not count.
    private func dotted(_ range: Range<Int>) -> (qualifier: String?, name: String) {
        let bytes = source.flat
        guard bytes.find(ASCII.dot, in: range) != nil else { return (nil, bytes.text(range)) }
        let parts = bytes.split(range, at: ASCII.dot).map { bytes.text($0) }
        return (parts.count > 1 ? parts.dropLast().joined(separator: ".") : nil, parts.last ?? "")
    }

    /// A single name: a type or a module, if the words around say so.
    private func readName(_ span: Int, _ block: Block, _ found: inout FoundInterfaces) {
        let outer = source.spans[span].outer
        let content = read[span].content
        let before = Self.wordBefore(source, outer.lowerBound)
        var last = content.lowerBound
        while let dot = source.flat.find(ASCII.dot, in: last..<content.upperBound) { last = dot + 1 }
        guard last < content.upperBound else { return }
        // Most names are words of the text; only few are looked at closely.
        let isModule = Self.moduleWords.contains(before)
        let acts = last == content.lowerBound && Self.doings.contains(wordAfter(outer.upperBound, block))
        guard isModule || acts || ASCII.isUpper(source.flat[last]) else { return }
        let (qualifier, name) = dotted(content)
        guard !name.isEmpty else { return }
        if isModule, !name.beginsUppercase {
            found.add(Interface(kind: .module, name: source.flat.text(content), location: location(span)))
            return
        }
        if acts, name.beginsLowercase {
            found.add(
                Interface(kind: .function, name: name, qualifier: file(for: span, in: block), location: location(span)))
            return
        }
        guard name.beginsUppercase, name.hasLowercase, !Self.known.contains(name),
            !BuiltInErrors.names.contains(name)
        else { return }
        guard qualifier != nil || Self.typeWords.contains(before) || isDescribedAsType(after: outer.upperBound, block)
        else {
            return
        }
        found.add(
            Interface(
                kind: .type, name: name, qualifier: qualifier ?? file(for: span, in: block), location: location(span)))
    }

    /// "`Bill` is a class", "`MenuError`, a subclass of", "`Grid` has `rows`".
    private func isDescribedAsType(after offset: Int, _ block: Block) -> Bool {
        let tail = offset..<min(block.text.upperBound, offset + 40)
        for words: StaticString in [
            " is a class", " is a subclass", ", a subclass", " (a subclass", " class", " has the attributes",
            " has these attributes", " has `", " is a type", " objects", " is a dataclass", " is an error",
        ]
        where source.flat.has(words, at: offset, before: tail.upperBound) {
            return true
        }
        return false
    }

    private func addTypes(of result: String, at location: SourceLocation, _ found: inout FoundInterfaces) {
        result.withBytes { bytes in
            var offset = 0
            while offset < bytes.count {
                let start = offset
                while offset < bytes.count, ASCII.isName(bytes[offset]) { offset += 1 }
                if offset > start, ASCII.isUpper(bytes[start]) {
                    let name = bytes.text(start..<offset)
                    if !Self.known.contains(name), name.hasLowercase {
                        found.add(Interface(kind: .type, name: name, qualifier: onlyFile, location: location))
                    }
                }
                offset += 1
            }
        }
    }

    /// The file that the words around a span name: "`f(x)` in `stats.py`", "in `stats.py`, `f(x)` …".
    private func file(for span: Int, in block: Block) -> String? {
        var best: Int?
        for other in block.spans where read[other].kind == .path {
            if other > span {
                if best.map({ $0 < span }) ?? true { best = other }
                break
            }
            best = other
        }
        return best.map { source.flat.text(read[$0].content) } ?? onlyFile
    }

    private func wordAfter(_ offset: Int, _ block: Block) -> WordKey {
        let start = min(offset + 1, block.text.upperBound)
        var end = start
        while end < block.text.upperBound, ASCII.isLetter(source.flat[end]) { end += 1 }
        return WordKey(source.flat, start..<end)
    }

    private static func wordBefore(_ source: SpecSource, _ offset: Int) -> WordKey {
        var end = offset
        while end > 0, source.flat[end - 1] == ASCII.space || source.flat[end - 1] == ASCII.asterisk { end -= 1 }
        var start = end
        while start > 0, ASCII.isLetter(source.flat[start - 1]) { start -= 1 }
        return WordKey(source.flat, start..<end)
    }

    // MARK: Code

    /// Where a signature ends: Swift writes the result behind the brackets.
    private func signatureEnd(_ close: Int, _ line: Range<Int>) -> Int {
        guard dialect == .swift else { return close }
        return source.flat.find(UInt8(ascii: "{"), in: close..<line.upperBound) ?? line.upperBound
    }

    /// Definitions in a code block.
    private func readCode(_ block: Block, _ found: inout FoundInterfaces, _ signatures: inout [FunctionSignature]) {
        let code = CodeLines(source.flat, block.text)
        let reader = ExpressionReader(bytes: source.flat, dialect: dialect == .swift ? .swift : .unknown)
        for line in code.lines.indices where code.indent(line) == 0 {
            let text = code.text(line)
            guard !text.isEmpty else { continue }
            if let signature = Docstring.signature(code, line, ExpressionReader(bytes: source.flat, dialect: .python)) {
                signatures.append(signature)
                found.add(
                    Interface(
                        kind: .function, name: signature.name, qualifier: onlyFile, signature: signature.text,
                        location: source.location(text.lowerBound)))
                continue
            }
            var start = text.lowerBound
            for word: StaticString in ["export ", "default ", "async ", "public ", "static ", "mutating "]
            where source.flat.has(word, at: start, before: text.upperBound) {
                start += word.utf8CodeUnitCount
            }
            for word: StaticString in ["function ", "func "]
            where source.flat.has(word, at: start, before: text.upperBound) {
                let name = (start + word.utf8CodeUnitCount)
                guard let open = source.flat.find(ASCII.openParenthesis, in: name..<text.upperBound),
                    let close = code.closing(open, before: text.upperBound),
                    let expression = reader.read(name..<signatureEnd(close, text), arrows: true),
                    let signature = FunctionSignature(reader, expression, dialect)
                else { continue }
                signatures.append(signature)
                found.add(
                    Interface(
                        kind: .function, name: signature.name, qualifier: onlyFile, signature: signature.text,
                        location: source.location(text.lowerBound)))
            }
            for word: StaticString in ["class ", "struct ", "enum ", "protocol ", "actor "]
            where source.flat.has(word, at: start, before: text.upperBound) {
                let begin = start + word.utf8CodeUnitCount
                var end = begin
                while end < text.upperBound, ASCII.isName(source.flat[end]) { end += 1 }
                guard end > begin else { continue }
                found.add(
                    Interface(
                        kind: .type, name: source.flat.text(begin..<end), qualifier: onlyFile,
                        location: source.location(text.lowerBound)))
            }
        }
    }
}

/// Errors that the languages bring along.
enum BuiltInErrors {
    static let names: Set<String> = [
        "ValueError", "TypeError", "KeyError", "IndexError", "LookupError", "RuntimeError", "ArithmeticError",
        "ZeroDivisionError", "OverflowError", "AttributeError", "NotImplementedError", "OSError", "IOError",
        "FileNotFoundError", "PermissionError", "StopIteration", "AssertionError", "UnicodeDecodeError", "NameError",
        "RangeError", "SyntaxError", "ReferenceError", "Error", "Exception", "EvalError", "URIError", "TimeoutError",
        "FileExistsError", "EOFError", "KeyboardInterrupt", "SystemExit", "RecursionError", "MemoryError",
    ]
}
