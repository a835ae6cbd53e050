public import Foundation

/// What a repository is written in, by its build files.
public enum PresentStack {
    private static let files: [(file: String, technology: String)] = [
        ("Package.swift", "swift"), ("pyproject.toml", "python"), ("setup.py", "python"),
        ("requirements.txt", "python"), ("tsconfig.json", "typescript"), ("package.json", "javascript"),
        ("go.mod", "go"), ("Cargo.toml", "rust"), ("pom.xml", "java"), ("build.gradle", "java"), ("Gemfile", "ruby"),
        ("composer.json", "php"), ("mix.exs", "elixir"), ("CMakeLists.txt", "cpp"),
    ]

    /// The technologies that a folder's files tell of.
    ///
    /// - Parameter folder: a repository's root.
    /// - Returns: names as in the list of technologies, without doubles.
    public static func technologies(in folder: URL) -> [String] {
        var found: [String] = []
        for (file, technology) in files
        where !found.contains(technology)
            && FileManager.default.fileExists(atPath: folder.appending(path: file).path)
        {
            found.append(technology)
        }
        return found
    }
}
