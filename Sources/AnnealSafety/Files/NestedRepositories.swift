/// Git folders below the root of a working copy.
///
/// Git takes a folder with a `.git` in it for a repository of its own, and may run git there: by that repository's
/// settings, which can name programs. Code in the sandbox can make such folders, and git runs outside of it.
public enum NestedRepositories {
    /// Removes every `.git` below a folder but the folder's own. The files beside it stay. Complexity: O(files).
    ///
    /// Nothing else may work in the folder meanwhile.
    ///
    /// - Parameter root: absolute path of the folder.
    /// - Returns: what was removed, relative to the folder, sorted.
    /// - Throws: `FileRefusal` when a folder cannot be looked into or something cannot be removed: then git must not run.
    public static func remove(below root: String) throws -> [String] {
        let start = FolderWalk.bytes(root).count + 1
        var found: [[CChar]] = []
        try FolderWalk.walk(below: root, opening: true) { path, name, _ in
            guard ProtectedFiles.folded(FolderWalk.text(name)) == ".git" else { return .enter }
            let isOwn = path.count == start + name.count && FolderWalk.text(name) == ".git"
            if !isOwn { found.append(path) }
            return .pass
        }
        for path in found {
            if let slash = path.lastIndex(of: 0x2F) { FolderWalk.unlock(Array(path[..<slash])) }
            try FolderWalk.remove(path)
        }
        return found.map { FolderWalk.text($0.dropFirst(start)) }.sorted()
    }
}
