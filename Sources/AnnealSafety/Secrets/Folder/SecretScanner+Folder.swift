public import Foundation

/// A file with secrets.
public struct SecretFile: Sendable, Hashable {
    /// The file's path from the folder that was scanned.
    public var path: String
    /// Its findings, in the order of their places.
    public var findings: [SecretFinding]
}

extension SecretScanner {
    /// The folders that are left out: a repository's own data and what builds and package managers make.
    public static let usualExclusions: Set<String> = [
        ".git", ".hg", ".svn", ".build", "node_modules", "DerivedData", "target", ".venv", "venv", "__pycache__",
        ".gradle",
    ]

    /// The largest file that is read.
    private static let largestFile = 32 << 20

    /// Finds the secrets of a file.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - path: the path to judge it by; the file's own when `nil`.
    /// - Returns: the findings; none for a file that is binary or larger than 32 MB.
    /// - Throws: the error of Foundation when it cannot be read.
    public func scan(file: URL, path: String? = nil) throws -> [SecretFinding] {
        let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        guard size <= Self.largestFile else { return [] }
        let bytes = [UInt8](try Data(contentsOf: file))
        guard !bytes.prefix(8192).contains(0) else { return [] }
        return scan(bytes, path: path ?? file.path)
    }

    /// Finds the secrets of a folder's text files.
    ///
    /// - Parameters:
    ///   - folder: the folder; symbolic links in it are not followed.
    ///   - exclusions: names of files and folders that are left out.
    /// - Returns: the files with findings, ordered by their paths.
    ///
    /// Complexity: O(n) in the bytes of all files; files that cannot be read are left out.
    public func scan(folder: URL, excluding exclusions: Set<String> = SecretScanner.usualExclusions) -> [SecretFile] {
        let keys: [URLResourceKey] = [.isRegularFileKey, .isSymbolicLinkKey, .isDirectoryKey]
        guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: keys) else {
            return []
        }
        let root = folder.standardizedFileURL.path + "/"
        var found: [SecretFile] = []
        for case let file as URL in files {
            if exclusions.contains(file.lastPathComponent) {
                files.skipDescendants()
                continue
            }
            let values = try? file.resourceValues(forKeys: Set(keys))
            guard values?.isRegularFile == true, values?.isSymbolicLink != true else { continue }
            let path = file.standardizedFileURL.path
            let relative = path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
            guard let findings = try? scan(file: file, path: relative), !findings.isEmpty else { continue }
            found.append(SecretFile(path: relative, findings: findings))
        }
        return found.sorted { $0.path < $1.path }
    }
}
