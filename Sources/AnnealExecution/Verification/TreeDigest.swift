internal import AnnealFoundation
internal import Foundation

/// The content of a folder in one digest: paths, bytes, whether files can be executed, and where links lead. Git's own folder
/// is left out, which a copy of a commit has elsewhere.
enum TreeDigest {
    /// Files, and bytes of all of them, beyond which nothing is reckoned: then it costs more than it brings.
    private static let mostFiles = 20_000
    private static let mostBytes = 128 << 20

    /// Reckons the digest. Complexity: O(bytes).
    ///
    /// - Parameter root: absolute path of the folder.
    /// - Returns: `nil` where there is too much, or something cannot be read.
    static func of(_ root: String) -> ContentDigest? {
        let manager = FileManager.default
        guard let paths = manager.enumerator(atPath: root) else { return nil }
        var lines: [String] = []
        var bytes = 0
        while let path = paths.nextObject() as? String {
            if path == ".git" {
                paths.skipDescendants()
                continue
            }
            if path.hasPrefix(".git/") { continue }
            let full = "\(root)/\(path)"
            guard lines.count < mostFiles, let attributes = try? manager.attributesOfItem(atPath: full),
                let type = attributes[.type] as? FileAttributeType
            else { return nil }
            var what: String
            switch type {
            case .typeDirectory: what = "folder"
            case .typeSymbolicLink:
                guard let target = try? manager.destinationOfSymbolicLink(atPath: full) else { return nil }
                what = "link \(ContentDigest(of: target))"
            case .typeRegular:
                // What is too much is not read.
                guard let size = attributes[.size] as? Int, size <= mostBytes - bytes,
                    let data = try? Data(contentsOf: URL(fileURLWithPath: full))
                else { return nil }
                bytes += data.count
                guard bytes <= mostBytes else { return nil }
                what = "file \(ContentDigest(of: data))"
                if manager.isExecutableFile(atPath: full) { what += " executable" }
            default: return nil
            }
            // The length keeps apart what a line break in a path would join.
            lines.append("\(path.utf8.count) \(path) \(what)")
        }
        return ContentDigest(of: lines.sorted().joined(separator: "\n"))
    }
}
