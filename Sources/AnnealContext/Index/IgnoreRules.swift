internal import Foundation

/// The rules of `.gitignore` files: what belongs to a tree but not to the project.
///
/// Source: gitignore(5). Unlike git, a file that is tracked although a rule names it is left out as well.
struct IgnoreRules: Sendable {
    private struct Pattern {
        var glob: [UInt8]
        var isNegated: Bool
        var isForFolders: Bool
        /// Whether it is matched with the path from the folder of its file on, not with the name alone.
        var isAnchored: Bool
    }

    private var patterns: [Pattern] = []

    /// Whether there is no rule.
    var isEmpty: Bool { patterns.isEmpty }

    /// Reads the text of a `.gitignore`.
    init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            var rest = Array(line.utf8)
            while rest.last == 0x20, rest.dropLast().last != 0x5C { rest.removeLast() }
            let isNegated = rest.first == 0x21
            if isNegated { rest.removeFirst() }
            let isForFolders = rest.last == 0x2F
            if isForFolders { rest.removeLast() }
            guard !rest.isEmpty else { continue }
            let isAnchored = rest.contains(0x2F)
            if rest.first == 0x2F { rest.removeFirst() }
            patterns.append(
                Pattern(glob: rest, isNegated: isNegated, isForFolders: isForFolders, isAnchored: isAnchored))
        }
    }

    /// What the rules say of a path; `nil` when none of them speaks of it.
    ///
    /// - Parameters:
    ///   - path: from the folder of the rules on.
    ///   - isFolder: whether it is a folder.
    /// - Returns: whether it is left out; the last rule that matches decides.
    func verdict(on path: String, isFolder: Bool) -> Bool? {
        let bytes = Array(path.utf8)
        let name = bytes.lastIndex(of: 0x2F).map { bytes[($0 + 1)...] } ?? bytes[...]
        for pattern in patterns.reversed() where isFolder || !pattern.isForFolders {
            if Self.matches(pattern.glob[...], pattern.isAnchored ? bytes[...] : name) { return !pattern.isNegated }
        }
        return nil
    }

    /// Whether a path matches a pattern with `*`, `?`, `[…]`, `**` and `\`.
    static func matches(_ glob: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>) -> Bool {
        guard let first = glob.first else { return path.isEmpty }
        let rest = glob.dropFirst()
        switch first {
        case 0x2A where rest.first == 0x2A:
            let behind = rest.dropFirst()
            // `**/` stands for any folders, none among them; `/**` for everything below.
            if behind.first == 0x2F, matches(behind.dropFirst(), path) { return true }
            if behind.isEmpty { return true }
            return !path.isEmpty && matches(glob, path.dropFirst())
        case 0x2A:
            if matches(rest, path) { return true }
            guard let byte = path.first, byte != 0x2F else { return false }
            return matches(glob, path.dropFirst())
        case 0x3F:
            guard let byte = path.first, byte != 0x2F else { return false }
            return matches(rest, path.dropFirst())
        case 0x5B:
            guard let byte = path.first, byte != 0x2F, let end = rest.dropFirst().firstIndex(of: 0x5D) else {
                return false
            }
            return isIn(byte, rest[rest.startIndex..<end]) && matches(glob[(end + 1)...], path.dropFirst())
        case 0x5C:
            guard let literal = rest.first, literal == path.first else { return false }
            return matches(rest.dropFirst(), path.dropFirst())
        default:
            return first == path.first && matches(rest, path.dropFirst())
        }
    }

    private static func isIn(_ byte: UInt8, _ set: ArraySlice<UInt8>) -> Bool {
        let isNegated = set.first == 0x21 || set.first == 0x5E
        let members = Array(isNegated ? set.dropFirst() : set)
        var index = 0
        var isMember = false
        while index < members.count {
            if index + 2 < members.count, members[index + 1] == 0x2D {
                isMember = isMember || (members[index]...max(members[index], members[index + 2])).contains(byte)
                index += 3
            } else {
                isMember = isMember || members[index] == byte
                index += 1
            }
        }
        return isMember != isNegated
    }
}
