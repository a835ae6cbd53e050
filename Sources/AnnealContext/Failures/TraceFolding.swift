/// Leaves the project's frames of stack traces, and puts a count in the place of the others.
enum TraceFolding {
    /// Frames of the project that stay at each end of a long trace.
    private static let kept = 6

    /// Folds all traces. A trace without any frame of the project keeps its two frames nearest to the error.
    static func folded(_ lines: [String]) -> [String] {
        var result: [String] = []
        var frames: [(isOwn: Bool, lines: [String])] = []
        var previous = TraceLine.none
        for line in lines {
            let kind = TraceLine.kind(of: line[...], after: previous)
            switch kind {
            case .own: frames.append((true, [line]))
            case .foreign: frames.append((false, [line]))
            case .detail: frames[frames.count - 1].lines.append(line)
            case .none:
                result += written(&frames)
                result.append(line)
            }
            previous = kind
        }
        return result + written(&frames)
    }

    private static func written(_ frames: inout [(isOwn: Bool, lines: [String])]) -> [String] {
        defer { frames = [] }
        guard frames.contains(where: { !$0.isOwn }) || frames.count > 2 * kept else { return frames.flatMap(\.lines) }
        var own = frames.filter(\.isOwn)
        if own.isEmpty {
            // Python tells the innermost frame last, all others first.
            let isPython = frames[0].lines[0].contains("File \"")
            own = Array(isPython ? frames.suffix(2) : frames.prefix(2))
        }
        let foreign = frames.count - own.count
        var lines: [String]
        if own.count > 2 * kept {
            lines =
                own.prefix(kept).flatMap(\.lines) + ["    [\(own.count - 2 * kept) frames left out]"]
                + own.suffix(kept).flatMap(\.lines)
        } else {
            lines = own.flatMap(\.lines)
        }
        if foreign > 0 {
            lines.append("    [\(foreign) \(foreign == 1 ? "frame" : "frames") outside the project left out]")
        }
        return lines
    }
}
