/// Where in a file a word stands, as far as retrieval tells places apart.
enum IndexField: UInt8, CaseIterable, Sendable {
    /// A folder of the path.
    case folder
    /// The file's own name.
    case name
    /// The name of a declaration where it is declared.
    case definition
    /// A comment, or any prose.
    case comment
    /// A string.
    case string
    /// Any other word of the code.
    case code

    /// Bits of a position that hold the field.
    static let bits = 3
    /// How many there are.
    static let count = 6

    /// Its bit in a summary.
    var bit: UInt8 { 1 << rawValue }
    /// The bits of folder and name, and of the name alone.
    static let pathBits = folder.bit | name.bit
    static let nameBit = name.bit
}
