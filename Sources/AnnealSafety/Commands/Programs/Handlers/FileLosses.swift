extension CommandAnalysis {
    /// Removes a path.
    func remove(_ word: Word, isRecursive: Bool) {
        touch(.delete, word, traits: isRecursive ? .recursive : [])
    }

    /// Destroys what is in a file, which nothing brings back.
    func lose(_ word: Word) {
        let reading = paths.read(word.text, from: scope.folder)
        // What is overwritten outside cannot be brought back, one file or many; inside it is removed as by `rm`.
        let isOutside = reading.place == .home || reading.place == .outside
        emit(
            .delete, target: word.text, place: reading.place,
            traits: isOutside ? reading.traits.union(.wholesale) : reading.traits)
        if reading.place == .device { emit(.disk, target: word.text) }
    }
}

extension CommandAnalysis {
    /// Notes that a file takes up what has no end.
    func fill(_ path: String, with flow: Flow) {
        if flow.taint.contains(.endless), !path.hasPrefix("/dev/") { emit(.exhaust, target: path) }
    }
}

/// Sizes as programs write them.
enum Size {
    /// Whether a size is 20 gigabytes or more.
    static func isHuge(_ text: String) -> Bool {
        let digits = text.drop { !($0 >= "0" && $0 <= "9") }.prefix { $0 >= "0" && $0 <= "9" }
        guard let number = Double(digits), let unit = text.last?.lowercased() else { return false }
        let letters = text.lowercased().filter(\.isLetter)
        let factor: Double
        switch letters.first.map(String.init) ?? unit {
        case "k": factor = 1e3
        case "m": factor = 1e6
        case "g": factor = 1e9
        case "t": factor = 1e12
        case "p", "e", "z", "y": factor = 1e15
        default: factor = 1
        }
        return number * factor >= 2e10
    }
}

/// Permissions as `chmod` reads them.
enum Mode {
    /// Whether a program with this mode runs with the rights of its owner or group.
    static func isSetIdentity(_ mode: String) -> Bool {
        if mode.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x37 }) {
            let digits = mode.drop { $0 == "0" }
            return digits.count >= 4 && ["2", "4", "6", "3", "5", "7"].contains(String(digits.prefix(1)))
        }
        return mode.split(separator: ",").contains { part in
            guard let sign = part.firstIndex(where: { $0 == "+" || $0 == "=" }) else { return false }
            return part[sign...].contains("s")
        }
    }

    /// Whether everybody may write.
    static func isOpen(_ mode: String) -> Bool {
        if mode.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x37 }) {
            return mode.last.map { ["2", "3", "6", "7"].contains($0) } ?? false
        }
        return mode.split(separator: ",").contains { part in
            guard let sign = part.firstIndex(where: { $0 == "+" || $0 == "=" }) else { return false }
            let who = part[..<sign]
            return part[sign...].contains("w") && (who.contains("o") || who.contains("a"))
        }
    }
}
