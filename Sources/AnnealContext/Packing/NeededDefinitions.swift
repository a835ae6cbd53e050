/// What a task's code will most likely use of a repository, as far as a budget of tokens reaches.
///
/// Small declarations are shown whole, of others the signature with the first sentence of the documentation. Files come
/// in the order of their paths and declarations in the order of their lines, so that what two tasks need alike reads
/// alike.
public struct NeededDefinitions: Sendable, Hashable {
    /// What is shown of a file.
    public struct File: Sendable, Hashable {
        /// The file, relative to the root.
        public var path: String
        /// Whole declarations, and comments with signatures.
        public var text: String

        /// Creates one.
        public init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }

    /// The files, by path.
    public private(set) var files: [File] = []
    /// The names that are shown, with their owners' names.
    public private(set) var names: [String] = []
    /// What found no room, the most valuable first.
    public private(set) var leftOut: [ContextPack.LeftOut] = []
    /// Tokens of the texts with their paths, by the estimate.
    public private(set) var tokens = 0

    /// Finds what is needed.
    ///
    /// - Parameters:
    ///   - request: the task and the code that there is.
    ///   - index: is up to date.
    /// - Throws: `IndexError`. Complexity: that of a search, and O(n) in the bytes of the files that may be needed.
    public init(_ request: NeedRequest, index: RepositoryIndex) throws {
        try self.init(request, index: index, weights: .standard)
    }

    init(_ request: NeedRequest, index: RepositoryIndex, weights: NeedWeights) throws {
        guard request.task.contains(where: { $0.isLetter || $0.isNumber }) else { return }
        let candidates = try PackCandidates(request, index: index)
        let values = NeedValues(candidates, request, weights: weights)
        let order = values.units.indices.filter { values.values[$0] >= weights.least }
            .sorted { (values.values[$1], $0) < (values.values[$0], $1) }
        var chosen: [Int: String] = [:]
        var texts = Set<String>()
        var begun = Set<Int>()
        for number in order {
            let unit = values.units[number]
            let file = candidates.files[unit.file]
            guard
                let text = Self.text(
                    of: unit, in: file, isWhole: values.values[number] >= weights.leastWhole, weights: weights)
            else { continue }
            guard texts.insert(text).inserted else { continue }
            // The path's line and the fences around the text.
            let heading = begun.contains(unit.file) ? 0 : Self.count(file.path) + 6
            let cost = Self.count(text) + heading
            guard tokens + cost <= request.budget else {
                leftOut.append(
                    ContextPack.LeftOut(
                        path: file.path, symbol: unit.name.isEmpty ? nil : unit.fullName,
                        firstLine: unit.lines.lowerBound, lastLine: unit.lines.upperBound, tokens: cost,
                        value: Double(values.values[number]), isOutlined: false))
                continue
            }
            tokens += cost
            begun.insert(unit.file)
            chosen[number] = text
        }
        for place in begun.sorted(by: { candidates.files[$0].path < candidates.files[$1].path }) {
            let numbers = chosen.keys.filter { values.units[$0].file == place }.sorted()
            names += numbers.map { values.units[$0].fullName }.filter { !$0.isEmpty }
            files.append(
                File(path: candidates.files[place].path, text: numbers.compactMap { chosen[$0] }.joined()))
        }
    }

    private static func count(_ text: String) -> Int { EstimatedTokens().count(text) }

    /// A unit as the model sees it; `nil` where nothing of it tells anything.
    private static func text(
        of unit: CodeUnit, in file: CandidateFile, isWhole: Bool, weights: NeedWeights
    ) -> String? {
        let source = file.text(unit.lines)
        let mark = CommentMark.of(path: file.path)
        if unit.kind == nil { return isWhole && count(source) <= weights.wholeTokens ? source : nil }
        if isWhole, count(source) <= weights.wholeTokens {
            return unit.owner.isEmpty ? source : "\(mark) of \(unit.owner):\n" + source
        }
        guard !unit.signature.isEmpty else { return nil }
        let owner = unit.owner.isEmpty ? "" : "\(unit.owner): "
        let note = unit.documentation.isEmpty ? "" : ": \(unit.documentation.prefix(120))"
        return "\(mark) exists: \(owner)\(unit.signature)\(note)\n"
    }
}
