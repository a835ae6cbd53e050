/// What the index keeps of a file's content, postings apart.
struct FileContent {
    /// The language's name.
    var language: String
    /// Lines.
    var lineCount: Int
    /// Parts of words by field.
    var lengths: [Int32]
    /// The pieces along the declarations: first line from 1, first position.
    var chunks: [(line: Int32, position: Int32)]
    /// The declarations.
    var symbols: [IndexedSymbol]
    /// How often the code uses each name, by the name's hash.
    var uses: [UInt32: Int]
    /// What the file imports, as it is written there.
    var imports: [String]
}
