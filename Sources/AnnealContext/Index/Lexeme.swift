/// A word or a sign of a source text.
struct Lexeme {
    /// Where it stands.
    enum Place: UInt8 {
        /// A word of the code.
        case code
        /// A word of a string or character.
        case string
        /// A word of a comment.
        case comment
        /// A sign of the code, one byte long.
        case sign
    }

    /// The first byte's offset.
    var start: Int32
    /// In bytes.
    var length: Int32
    /// From 0.
    var line: Int32
    /// Where it stands.
    var place: Place
    /// Whether nothing but white space stands before it in its line.
    var isFirst: Bool

    /// The offset behind its last byte.
    var end: Int { Int(start + length) }
}
