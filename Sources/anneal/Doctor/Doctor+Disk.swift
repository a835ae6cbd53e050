import AnnealFoundation
import Foundation

extension Doctor {
    /// Whether the folders of Anneal can be written and have room.
    func diskFindings() -> [Finding] {
        [
            folderFinding("state", directories.state, needed: 1_000_000_000, variable: "XDG_STATE_HOME"),
            folderFinding("cache", directories.cache, needed: 2_500_000_000, variable: "XDG_CACHE_HOME"),
        ]
    }

    private func folderFinding(_ name: String, _ folder: URL, needed: Int, variable: String) -> Finding {
        let existing = nearestExisting(folder)
        guard FileManager.default.isWritableFile(atPath: existing.path) else {
            return .fail(
                "disk", "the folder of \(name) cannot be written: \(folder.path)",
                remedy: "make \(existing.path) writable, or set \(variable)")
        }
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: existing.path)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.intValue else {
            return .ok("disk", "\(name) in \(folder.path)")
        }
        let text = "\(free / 1_000_000) MB free for \(name) in \(folder.path)"
        let remedy = "free some space, or set \(variable) to a larger disk"
        if free < needed / 10 { return .fail("disk", text, remedy: remedy) }
        return free < needed ? .warn("disk", text, remedy: remedy) : .ok("disk", text)
    }

    private func nearestExisting(_ folder: URL) -> URL {
        var folder = folder
        while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
            folder = folder.deletingLastPathComponent()
        }
        return folder
    }
}
