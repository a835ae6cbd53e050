/// Tells in which file a name is defined, or is to be defined by the specification, so that tests can import it.
public struct SymbolIndex: Sendable, Hashable {
    /// Files by name, relative to the root; the likeliest first.
    public var filesByName: [String: [String]]

    /// Creates an index.
    ///
    /// - Parameter filesByName: files relative to the root by the name that they define at their top level.
    public init(filesByName: [String: [String]]) { self.filesByName = filesByName }

    /// The likeliest file that defines a name. Complexity: O(1).
    ///
    /// - Parameters:
    ///   - name: a function or type.
    ///   - qualifier: the module in front of it (`menu` in `menu.parse`), if any; a file whose name it is wins.
    /// - Returns: a path relative to the root, or `nil` when the name is not known.
    public func file(defining name: String, qualifier: String? = nil) -> String? {
        guard let files = filesByName[name] else { return nil }
        guard let stem = qualifier?.split(separator: ".").last else { return files.first }
        return files.first { $0.split(separator: "/").last?.prefix { $0 != "." } ?? "" == stem } ?? files.first
    }
}
