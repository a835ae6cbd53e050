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
            // No name is as long as that; what is longer was written to be slow.
            guard !rest.isEmpty, rest.count <= 1024 else { continue }
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
    ///
    /// - Parameters:
    ///   - glob: the pattern.
    ///   - path: the path.
    /// - Returns: whether all of it does. Complexity: O(*n*·*m*), also for patterns that are made to be slow: what has
    ///   failed once is not tried again.
    static func matches(_ glob: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>) -> Bool {
        var matcher = Matcher(glob: Array(glob), path: Array(path))
        return matcher.fits(0, 0)
    }

    private struct Matcher {
        let glob: [UInt8]
        let path: [UInt8]
        private var failed: [Bool]

        init(glob: [UInt8], path: [UInt8]) {
            self.glob = glob
            self.path = path
            // A pattern with one star has few ways to fail.
            let stars = glob.count { $0 == 0x2A }
            failed = stars > 1 ? [Bool](repeating: false, count: (glob.count + 1) * (path.count + 1)) : []
        }

        /// Whether the rest of the pattern from a place on fits the rest of the path.
        mutating func fits(_ at: Int, _ here: Int) -> Bool {
            guard at < glob.count else { return here == path.count }
            guard !failed.isEmpty else { return step(at, here) }
            let cell = at * (path.count + 1) + here
            guard !failed[cell] else { return false }
            let result = step(at, here)
            failed[cell] = !result
            return result
        }

        private mutating func step(_ at: Int, _ here: Int) -> Bool {
            let byte = here < path.count ? path[here] : nil
            switch glob[at] {
            case 0x2A where at + 1 < glob.count && glob[at + 1] == 0x2A:
                let behind = at + 2
                // `**/` stands for any folders, none among them; `/**` for everything below.
                if behind < glob.count, glob[behind] == 0x2F, fits(behind + 1, here) { return true }
                return behind == glob.count || byte != nil && fits(at, here + 1)
            case 0x2A:
                return fits(at + 1, here) || byte != nil && byte != 0x2F && fits(at, here + 1)
            case 0x3F:
                return byte != nil && byte != 0x2F && fits(at + 1, here + 1)
            case 0x5B:
                guard let byte, byte != 0x2F, at + 2 < glob.count,
                    let end = glob[(at + 2)...].firstIndex(of: 0x5D)
                else { return false }
                return IgnoreRules.isIn(byte, glob[(at + 1)..<end]) && fits(end + 1, here + 1)
            case 0x5C:
                return at + 1 < glob.count && glob[at + 1] == byte && fits(at + 2, here + 1)
            default:
                return glob[at] == byte && fits(at + 1, here + 1)
            }
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
