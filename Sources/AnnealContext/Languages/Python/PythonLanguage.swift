internal import AnnealFoundation
public import AnnealSpecs

/// Python 3, tested with unittest or pytest.
public struct PythonLanguage: Language {
    /// The language's name.
    public let name = "python"
    /// Endings of its files.
    public let fileExtensions = ["py", "pyi"]

    /// Creates the language; it holds nothing.
    public init() {}

    /// Whether a file is a test: `test_*.py`, `*_test.py`, and `conftest.py`.
    public func isTest(path: String) -> Bool {
        guard let file = path.split(separator: "/").last, file.hasSuffix(".py") else { return false }
        return file.hasPrefix("test_") || file.hasSuffix("_test.py") || file == "conftest.py" || file == "tests.py"
    }

    /// Puts a snippet's definitions into a file; see `Language.merge`.
    ///
    /// Merging the same snippet again changes nothing. Examples of use at the snippet's top level are left out.
    ///
    /// - Parameters:
    ///   - snippet: definitions as a model wrote them, a part of a file or a whole one.
    ///   - source: the file's present text, empty for a new file.
    /// - Returns: the file's new text.
    public func merge(_ snippet: String, into source: String) -> String {
        // Broken code can be read differently once it stands in a file; merging until nothing changes settles it.
        var text = PythonMerge.merge(snippet, into: source)
        for _ in 0..<4 {
            let next = PythonMerge.merge(snippet, into: text)
            if next == text { return text }
            text = next
        }
        // The file has a string or bracket without an end, which swallows what comes after it. A snippet that has
        // all of the file takes its place; otherwise nothing is safe.
        let names = { (text: String) in
            Set(outline(of: text).definitions.filter { $0.parent == nil && $0.kind != .value }.map(\.name))
        }
        let whole = PythonMerge.merge(snippet, into: "")
        let replacesAll = !names(whole).isEmpty && names(whole).isSuperset(of: names(source))
        return replacesAll && PythonMerge.merge(snippet, into: whole) == whole ? whole : source
    }

    /// A file of the interfaces that a specification names; see `Language.skeleton`.
    public func skeleton(interfaces: [Interface], path: String) -> String {
        PythonSkeleton(interfaces: interfaces).text
    }
}
