internal import Foundation

/// A file of the index as retrieval sees it.
struct IndexedFile {
    /// Its number in the index.
    var id: UInt32
    /// Relative to the root.
    var path: String
    /// Bytes.
    var size: Int
    /// What it is for.
    var category: FileCategory
    /// Parts of words by field.
    var lengths: [Float]
    /// Parts of words in all fields.
    var length: Float

    /// Its folder; empty at the root.
    var folder: Substring { path.lastIndex(of: "/").map { path[..<$0] } ?? "" }
    /// Its path without the ending.
    var stem: Substring { path.lastIndex(of: ".").map { path[..<$0] } ?? path[...] }
}
