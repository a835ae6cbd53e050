/// The programming language whose expressions a specification writes, as far as reading them differs.
enum Dialect: Sendable {
    case python
    case javascript
    /// Not told by the document: what is an expression in either counts.
    case unknown
}
