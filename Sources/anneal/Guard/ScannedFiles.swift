import Foundation

/// The files that a scan looks at: a file, or everything below a folder but git's own folder.
struct ScannedFiles {
    /// The largest file that is looked at, in bytes.
    static let largest = 16 << 20

    let root: URL
    /// Paths from the root on, sorted; the file's name where the root is a file.
    let paths: [String]

    init(_ path: String) throws {
        var isFolder: ObjCBool = false
        let url = URL(fileURLWithPath: path)
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw GuardInputError(message: "there is no such file or folder", place: path)
        }
        guard isFolder.boolValue else {
            root = url.deletingLastPathComponent()
            paths = [url.lastPathComponent]
            return
        }
        root = url
        var found: [String] = []
        var folders = [""]
        while let folder = folders.popLast() {
            let place = folder.isEmpty ? url : url.appending(path: folder)
            for name in try FileManager.default.contentsOfDirectory(atPath: place.path) where name != ".git" {
                let relative = folder.isEmpty ? name : folder + "/" + name
                let attributes = try? FileManager.default.attributesOfItem(atPath: url.appending(path: relative).path)
                switch attributes?[.type] as? FileAttributeType {
                case .typeDirectory: folders.append(relative)
                case .typeRegular: found.append(relative)
                default: break
                }
            }
        }
        paths = found.sorted()
    }

    /// A file's bytes; `nil` where it cannot be read or is too large.
    func bytes(_ path: String) -> [UInt8]? {
        let url = root.appending(path: path)
        guard let size = try? FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int,
            size <= Self.largest,
            let data = try? Data(contentsOf: url)
        else { return nil }
        return Array(data)
    }
}
