/// What an opened brace encloses.
private enum Scope {
    case type(Int)
    case enumeration(Int)
    case body(Int)
    /// A block that declares nothing, such as `extern "C" {`; members count as if it were not there.
    case open(Int?)
    case other

    /// The declaration that it belongs to.
    var symbol: Int? {
        switch self {
        case .type(let symbol), .enumeration(let symbol), .body(let symbol): symbol
        case .open(let symbol): symbol
        case .other: nil
        }
    }

    /// Whether declarations in it are kept.
    var holdsMembers: Bool {
        switch self {
        case .type, .enumeration, .open: true
        case .body, .other: false
        }
    }
}

extension DeclarationFinder {
    /// Finds declarations whose bodies are told by braces.
    mutating func findByBraces() {
        var scopes: [Scope] = []
        var pending: Int?
        var statement = 0
        var depth = 0
        var place = 0
        while place < code.count {
            let lexeme = lexeme(place)
            let sign = sign(place)
            switch sign {
            case 0x7B:
                scopes.append(scope(at: place, pending: pending, statement: statement, in: scopes.last))
                if depth > 0 { scopes[scopes.count - 1] = .other }
                pending = nil
                statement = place + 1
            case 0x7D:
                if let symbol = scopes.popLast()?.symbol {
                    symbols[symbol].lastLine = max(symbols[symbol].lastLine, Int(lexeme.line) + 1)
                }
                depth = 0
                pending = nil
                statement = place + 1
            case 0x3B:
                if depth == 0 { pending = nil; statement = place + 1 }
            case 0x28: depth += 1
            case 0x29: depth = max(0, depth - 1)
            case 0x23 where syntax.declarations == .cLike && lexeme.isFirst:
                place = directive(at: place)
                statement = place
                continue
            case 0:
                let holds = scopes.last?.holdsMembers ?? true
                if lexeme.isFirst, depth == 0, !isContinued(place) { statement = place }
                if depth == 0 || (syntax.name == "go" && scopes.isEmpty),
                    let found = declared(at: place, statement: statement, in: scopes.last, holds: holds)
                {
                    pending = found.symbol
                    place = found.next
                    continue
                }
            default: break
            }
            place += 1
        }
    }

    /// Whether a line goes on with what the line above began.
    private func isContinued(_ place: Int) -> Bool {
        guard syntax.declarations == .cLike || syntax.name == "java" || syntax.name == "csharp", place > 0 else {
            return false
        }
        let sign = sign(place - 1)
        return sign != 0x3B && sign != 0x7D && sign != 0x7B && sign != 0x3A
    }

    private func scope(at place: Int, pending: Int?, statement: Int, in around: Scope?) -> Scope {
        guard let pending else {
            let isOuter = around?.holdsMembers ?? true
            // `extern "C" {`, `export default {`, `#if` blocks: what they hold is looked at.
            return isOuter && place - statement <= 2 && syntax.declarations == .cLike ? .open(around?.symbol) : .other
        }
        switch symbols[pending].kind {
        case .enumeration: return .enumeration(pending)
        case .type, .extending, .alias: return .type(pending)
        default: return .body(pending)
        }
    }

    /// A declaration that begins at a place.
    ///
    /// - Returns: its number, and the place from which to go on.
    private mutating func declared(
        at place: Int, statement: Int, in around: Scope?, holds: Bool
    ) -> (symbol: Int, next: Int)? {
        let start = min(statement, place)
        if let kind = kind(place) {
            return byKeyword(kind, at: place, start: start, in: around, holds: holds)
        }
        guard holds, isName(place) else { return nil }
        if case .enumeration(let symbol)? = around, syntax.name != "swift" {
            let before = sign(place - 1)
            let after = sign(place + 1)
            guard before == 0x7B || before == 0x2C, after == 0x2C || after == 0x3D || after == 0x7D || after == 0x28
            else {
                return nil
            }
            add(name: place, start: place, end: place + 1, kind: .member, parent: symbol)
            return nil
        }
        return byParentheses(at: place, start: start, parent: around?.symbol)
    }

    private mutating func byKeyword(
        _ kind: SymbolKind, at place: Int, start: Int, in around: Scope?, holds: Bool
    ) -> (symbol: Int, next: Int)? {
        // A member access or a label is no declaration.
        let before = sign(place - 1)
        if before == 0x2E || sign(place + 1) == 0x3A || (before == 0x3A && sign(place - 2) == 0x3A) { return nil }
        if kind == .alias, syntax.declarations == .cLike { return typedef(at: place, parent: around?.symbol) }
        guard var name = nameAfterKeyword(place, kind) else { return nil }
        if name != place, self.kind(name) != nil {
            guard kind == .enumeration, isName(name + 1) else { return nil }
            name += 1
        }
        switch kind {
        case .variable:
            guard holds else { return nil }
        case .member:
            guard case .enumeration? = around else { return nil }
        case .type, .enumeration:
            if syntax.declarations == .cLike {
                // Marks of export may stand in front of the name.
                while isName(name + 1), word(name + 1) != "final" { name += 1 }
                let next = sign(isName(name + 1) ? name + 2 : name + 1)
                guard next == 0x7B || (next == 0x3A && sign(name + 2) != 0x3A) else { return nil }
            }
        default: break
        }
        let symbol = add(name: name, start: start, end: headEnd(from: name, kind), kind: kind, parent: around?.symbol)
        return (symbol, name + 1)
    }
}
