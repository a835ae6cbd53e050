/// What a file is for, as far as that tells how likely it is asked for.
public enum FileCategory: Int, Sendable, Hashable, Codable {
    /// Written code and settings.
    case source = 0
    /// Tests and what they use.
    case test = 1
    /// Prose, examples, change logs.
    case documentation = 2
    /// Somebody else's code, kept in the repository.
    case vendored = 3
    /// Code that a program wrote.
    case generated = 4
    /// Data, lock files, build output.
    case data = 5

    private static let testFolders: Set<String> = [
        "test", "tests", "testing", "spec", "specs", "__tests__", "testdata", "fixtures", "e2e",
    ]
    private static let documentationFolders: Set<String> = [
        "doc", "docs", "documentation", "example", "examples", "sample", "samples", "demo", "demos",
    ]
    private static let vendoredFolders: Set<String> = [
        "vendor", "third_party", "third-party", "thirdparty", "external", "deps", "dist", "target",
    ]
    private static let proseEndings: Set<String> = ["md", "rst", "txt", "adoc", "html", "tex", "po"]
    private static let dataEndings: Set<String> = [
        "json", "csv", "tsv", "xml", "lock", "svg", "map", "sum", "snap", "log",
    ]

    /// The category of a file.
    ///
    /// - Parameters:
    ///   - path: relative to the root.
    ///   - head: the first bytes of its content.
    /// - Returns: the category.
    static func of(path: String, head: some Collection<UInt8>) -> FileCategory {
        let parts = path.lowercased().split(separator: "/").map(String.init)
        let name = parts.last ?? ""
        let stem = name.prefix { $0 != "." }
        let ending = name.split(separator: ".").last.map(String.init) ?? ""
        for folder in parts.dropLast() {
            if vendoredFolders.contains(folder) { return .vendored }
            if testFolders.contains(folder) { return .test }
            if documentationFolders.contains(folder) { return .documentation }
        }
        if stem.hasPrefix("test_") || stem.hasSuffix("_test") || stem.hasSuffix("_spec") || name.contains(".test.")
            || name.contains(".spec.") || path.hasSuffix("Tests.swift") || path.hasSuffix("Test.java")
        {
            return .test
        }
        if proseEndings.contains(ending) { return .documentation }
        if dataEndings.contains(ending) || name.contains(".min.") { return .data }
        return saysGenerated(head) ? .generated : .source
    }

    private static func saysGenerated(_ head: some Collection<UInt8>) -> Bool {
        let text = String(decoding: head.prefix(800), as: UTF8.self).lowercased()
        return text.contains("do not edit") || text.contains("@generated") || text.contains("automatically generated")
    }

    /// The factor on a file's score when the query asks for nothing of the kind.
    var factor: Float {
        switch self {
        case .source: 1
        case .generated: 0.95
        case .test: 0.7
        case .documentation: 0.6
        case .vendored: 0.6
        case .data: 0.5
        }
    }
}
