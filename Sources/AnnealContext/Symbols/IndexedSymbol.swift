/// What a declaration declares.
public enum SymbolKind: String, Sendable, Hashable, Codable {
    /// A function, method, initialiser or subscript with a body.
    case function
    /// A function without a body, as in a C header.
    case prototype
    /// A class, structure, interface, module or namespace.
    case type
    /// A type of listed cases.
    case enumeration
    /// An extension of a type that is declared elsewhere.
    case extending
    /// A type's other name.
    case alias
    /// A macro.
    case macro
    /// A variable or constant at the top level or in a type.
    case variable
    /// A case of an enumeration.
    case member

    /// Whether the body holds further declarations.
    var holdsMembers: Bool { self == .type || self == .enumeration || self == .extending }
}

/// A declaration in a file of the index.
public struct IndexedSymbol: Sendable, Hashable {
    /// The name without arguments or owner.
    public var name: String
    /// What is declared.
    public var kind: SymbolKind
    /// The first line, from 1; that of the documentation where there is some.
    public var firstLine: Int
    /// The line of the declaration itself, from 1.
    public var line: Int
    /// The last line of its body, from 1.
    public var lastLine: Int
    /// The number of the declaration around it within the file's list, or `nil`.
    public var parent: Int?
    /// The declaration up to its body in one line, at most 240 bytes.
    public var signature: String
    /// The first sentence of its documentation; empty where there is none.
    public var documentation: String
}
