/// The programming language whose expressions a specification writes, as far as reading them differs.
enum Dialect: Sendable {
    case python
    case javascript
    case swift
    /// Not told by the document: what is an expression in Python or JavaScript counts.
    case unknown

    /// Whether `#` begins a comment.
    var hasHashComments: Bool { self == .python || self == .unknown }

    /// Whether `("x")` may be a list of one value, so that it is not sure what it means.
    var hasListsInParentheses: Bool { self == .python || self == .unknown }
}
