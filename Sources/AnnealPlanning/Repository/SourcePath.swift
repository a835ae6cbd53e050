/// What the path of a source file tells.
enum SourcePath {
    /// Endings of files that hold code, without the dot.
    static let codeExtensions: Set<String> = [
        "py", "js", "mjs", "cjs", "ts", "mts", "tsx", "jsx", "swift", "go", "rs", "java", "kt", "c", "h", "cc", "cpp",
        "hpp", "cs", "rb", "php", "sh",
    ]

    /// The file's name without folders and ending.
    static func stem(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return String(name.prefix { $0 != "." })
    }

    /// The ending without the dot, in lower case.
    static func fileExtension(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// Whether the file holds code by its ending.
    static func isCode(_ path: String) -> Bool { codeExtensions.contains(fileExtension(path)) }

    /// The folder that the file lies in, empty for the root.
    static func folder(_ path: String) -> String { path.split(separator: "/").dropLast().joined(separator: "/") }

    /// The name of the folder that the file lies in, empty for the root.
    static func folderName(_ path: String) -> String {
        path.split(separator: "/").dropLast().last.map(String.init) ?? ""
    }

    /// Whether the file stands for its whole folder: `__init__.py`, `index.js`, `mod.rs`.
    static func isPackageFile(_ path: String) -> Bool {
        ["__init__", "index", "mod"].contains(stem(path)) && path.contains("/")
    }

    /// Whether the file is where a program begins: `__main__.py`, `main.go`, `cli.mjs`.
    static func isEntryPoint(_ path: String) -> Bool { ["__main__", "main", "cli"].contains(stem(path).lowercased()) }

    /// Whether the file is a test by the usual conventions of many languages.
    static func isTest(_ path: String) -> Bool {
        let parts = path.lowercased().split(separator: "/")
        guard let name = parts.last else { return false }
        let folders: Set<Substring> = ["test", "tests", "__tests__", "spec", "specs"]
        return parts.dropLast().contains(where: folders.contains) || name.hasPrefix("test_") || name.contains(".test.")
            || name.contains("_test.") || name.contains(".spec.") || name.hasSuffix("tests.swift")
    }
}
