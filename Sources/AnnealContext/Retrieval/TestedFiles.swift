/// Which file each test file tests, by their names: `test_parser.py` and `tests/parser_spec.rb` test `parser`.
struct TestedFiles {
    /// Places of test files by the place of the file that they test.
    private(set) var tests: [Int: [Int]] = [:]

    /// A name in a file is common when more than so many files have it: none of them is then told as tested.
    private static let mostNamesakes = 3

    /// Finds the tested files.
    ///
    /// Of files with the tested name those with the test's ending count, and of these the ones whose folders have most
    /// names in common with the test's. Complexity: O(n).
    ///
    /// - Parameter files: by place.
    init(_ files: [IndexedFile]) {
        var named: [String: [Int]] = [:]
        for (place, file) in files.enumerated() where file.category != .test {
            let (name, ending) = Self.parts(of: file.path)
            named["\(name).\(ending)", default: []].append(place)
        }
        for (place, file) in files.enumerated() where file.category == .test {
            let (name, ending) = Self.parts(of: file.path)
            guard let tested = Self.testedName(name), let candidates = named["\(tested).\(ending)"] else { continue }
            let folders = Set(file.path.split(separator: "/").dropLast().map(String.init))
            let shared = candidates.map {
                files[$0].path.split(separator: "/").dropLast().count { folders.contains(String($0)) }
            }
            let most = shared.max() ?? 0
            let best = zip(candidates, shared).filter { $0.1 == most }.map(\.0)
            guard best.count <= Self.mostNamesakes else { continue }
            for target in best { tests[target, default: []].append(place) }
        }
    }

    /// A file's name in small letters without its ending, and the ending; signs that separate words are left out.
    private static func parts(of path: String) -> (name: String, ending: String) {
        let file = path.split(separator: "/").last ?? ""
        let parts = file.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let ending = parts.last else { return (String(file).lowercased(), "") }
        return (parts.dropLast().joined(separator: ".").lowercased(), ending.lowercased())
    }

    /// What a test's name says that it tests; `nil` when it says nothing.
    static func testedName(_ name: String) -> String? {
        for mark in ["tests", "test", "spec"] {
            for separator in ["_", "-", ".", ""] {
                let suffix = separator + mark
                if name.hasSuffix(suffix), name.count > suffix.count { return String(name.dropLast(suffix.count)) }
                let prefix = mark + separator
                if !separator.isEmpty, name.hasPrefix(prefix), name.count > prefix.count {
                    return String(name.dropFirst(prefix.count))
                }
            }
        }
        return nil
    }
}
