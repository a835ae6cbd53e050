#if canImport(Glibc)
    internal import Foundation
    internal import Glibc

    /// Watches folders by Linux's inotify.
    ///
    /// Belongs to one task at a time. Source: inotify(7).
    final class FolderWatch {
        private static let mask =
            UInt32(IN_CLOSE_WRITE) | UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_MOVED_FROM)
            | UInt32(IN_MOVED_TO) | UInt32(IN_ATTRIB)

        private let root: String
        private let descriptor: Int32
        private var folders: [Int32: String] = [:]
        /// Kept, since it is asked a hundred times a second.
        private var buffer = [UInt8](repeating: 0, count: 1 << 16)

        /// Begins to watch; `nil` when the system has no more watches.
        ///
        /// - Parameters:
        ///   - root: absolute path.
        ///   - folders: relative to it, with `/` at their ends.
        init?(root: String, folders: [String]) {
            self.root = root
            // IN_NONBLOCK and IN_CLOEXEC are O_NONBLOCK and O_CLOEXEC.
            descriptor = inotify_init1(O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0, watch(folders) else { return nil }
        }

        deinit { if descriptor >= 0 { close(descriptor) } }

        /// Watches folders as well; those that are watched already stay so.
        ///
        /// - Returns: `false` when the system has no more watches.
        func watch(_ folders: [String]) -> Bool {
            for folder in folders {
                let number = inotify_add_watch(descriptor, root + "/" + folder, Self.mask)
                if number >= 0 { self.folders[number] = folder; continue }
                // A folder that is gone again needs none.
                guard errno == ENOENT || errno == ENOTDIR || errno == EACCES else { return false }
            }
            return true
        }

        /// What has happened since the last call.
        func changes() -> TreeChanges {
            var changes = TreeChanges()
            while true {
                let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
                guard count > 0 else { return changes }
                buffer.withUnsafeBytes { add(UnsafeRawBufferPointer(rebasing: $0[..<count]), to: &changes) }
            }
        }

        /// Reads events: number of the watch, mask, cookie, length of the name, 32 bits each; the name, filled up with zeros.
        private func add(_ events: UnsafeRawBufferPointer, to changes: inout TreeChanges) {
            var offset = 0
            while offset + 16 <= events.count {
                let number = events.loadUnaligned(fromByteOffset: offset, as: Int32.self)
                let mask = events.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
                let length = Int(events.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
                let end = min(offset + 16 + length, events.count)
                let name = String(decoding: events[(offset + 16)..<end].prefix { $0 != 0 }, as: UTF8.self)
                offset = end
                if mask & UInt32(IN_IGNORED) != 0 { folders[number] = nil; continue }
                guard mask & UInt32(IN_Q_OVERFLOW) == 0, mask & UInt32(IN_ISDIR) == 0, !name.isEmpty,
                    name != ".gitignore", let folder = folders[number]
                else { changes.isUnknown = true; continue }
                changes.files.insert(folder + name)
            }
        }
    }
#else
    /// Where the system tells nothing, the whole folder is looked at from time to time.
    final class FolderWatch {
        init?(root: String, folders: [String]) { return nil }

        func watch(_ folders: [String]) -> Bool { false }

        func changes() -> TreeChanges { TreeChanges(isUnknown: true) }
    }
#endif
