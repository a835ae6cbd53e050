internal import AnnealFoundation

/// Makes requirements of drafts: criteria with their examples, interfaces, references, identity.
struct RequirementBuilder {
    let source: SpecSource
    let sections: [Section]
    let read: View<ReadSpan>
    let dialect: Dialect
    let modules: ModuleNames
    let interfaces: InterfaceReader
    let format: SpecDocument.Format

    /// Makes one requirement.
    ///
    /// - Parameters:
    ///   - draft: where it stands.
    ///   - id: its identifier, unique in the document.
    ///   - scenarios: criteria from stories that belong to it.
    ///   - known: identifiers of all requirements.
    /// - Returns: the requirement.
    func requirement(
        _ draft: RequirementDraft, id: String, scenarios: [CriterionDraft], known: UniqueIdentifiers
    ) -> Requirement {
        let text = source.text.markdown(
            from: draft.firstLine, through: draft.lastLine, indent: draft.indent, column: draft.column)
        var heading: Int?
        if case .sections(let range) = draft.origin { heading = sections[range.lowerBound].heading }
        var signatures: [FunctionSignature] = []
        let named = interfaces.interfaces(in: draft.blocks, heading: heading, signatures: &signatures)
        let drafts = CriteriaBuilder.criteria(of: draft, source, sections) + scenarios
        let criteria = self.criteria(drafts, id: id, signatures: signatures)
        return Requirement(
            id: RequirementID(id), fingerprint: Fingerprint.of(title: draft.title, text: text), title: draft.title,
            text: text, priority: draft.priority, criteria: criteria, interfaces: named,
            references: references(in: draft, own: id, known), location: draft.location)
    }

    /// Examples outside of any requirement.
    func examples(in blocks: [Int], signatures: [FunctionSignature]) -> [Example] {
        var scope = ExampleScope(dialect: dialect, functions: signatures)
        var examples: [Example] = []
        for index in blocks {
            var inner = index
            while inner < source.blocks[index].end {
                let block = source.blocks[inner]
                switch block.kind {
                case .paragraph:
                    readExamples(.prose(block: inner, range: block.text), &scope, &examples)
                case .code: readExamples(.code(block: inner), &scope, &examples)
                case .table: readExamples(.table(block: inner), &scope, &examples)
                default: break
                }
                inner = block.kind == .table ? block.end : inner + 1
            }
        }
        return examples
    }

    private func criteria(_ drafts: [CriterionDraft], id: String, signatures: [FunctionSignature]) -> [Criterion] {
        var scope = ExampleScope(dialect: dialect, functions: signatures)
        var criteria: [Criterion] = []
        criteria.reserveCapacity(drafts.count)
        let isNumbered = format == .kiro && drafts.first?.number != nil
        var taken = 0
        for draft in drafts {
            var examples: [Example] = []
            for part in draft.parts { readExamples(part, &scope, &examples) }
            var number = criteria.count + 1
            // Kiro's own numbers are what people refer to.
            if isNumbered, let written = draft.number, written > taken { number = written }
            number = max(number, taken + 1)
            taken = number
            criteria.append(
                Criterion(
                    id: CriterionID(id + "." + String(number)), text: draft.text, form: draft.form, examples: examples,
                    location: draft.location))
        }
        PairExamples(dialect: dialect, signatures: signatures, modules: modules)?.add(to: &criteria)
        LawExamples(dialect: dialect).add(to: &criteria)
        EmptyInputExamples(dialect: dialect, signatures: signatures, modules: modules)?.add(to: &criteria)
        ConditionExamples(dialect: dialect, signatures: signatures, modules: modules)?.add(to: &criteria)
        return criteria
    }

    private func readExamples(_ part: CriterionDraft.Part, _ scope: inout ExampleScope, _ examples: inout [Example]) {
        let expressions = ExpressionReader(bytes: source.flat, dialect: dialect, modules: modules)
        switch part {
        case .prose(let block, let range):
            let spans = source.spans(of: source.blocks[block], in: range)
            guard !spans.isEmpty else { return }
            let prose = ProseExamples(source: source, read: read, expressions: expressions)
            prose.read(spans: spans, in: range, scope: &scope, into: &examples)
            FixtureExamples(prose: prose, block: block).read(spans: spans, in: range, scope: &scope, into: &examples)
        case .code(let block):
            if TranscriptExamples.mayBe(source.text.bytes.text(source.blocks[block].info)) {
                TranscriptExamples(source: source).read(block: block, scope: &scope, into: &examples)
            }
            var code = CodeExamples(source, block: block, dialect: dialect, modules: modules)
            code?.read(scope: &scope, into: &examples)
        case .table(let block):
            TableExamples(source: source, read: read, expressions: expressions)
                .read(table: block, scope: &scope, into: &examples)
        }
    }

    /// Identifiers of other requirements in a requirement's text.
    private func references(in draft: RequirementDraft, own: String, _ known: UniqueIdentifiers) -> [RequirementID] {
        var found: [RequirementID] = []
        for index in draft.blocks {
            for inner in index..<source.blocks[index].end where source.blocks[inner].kind != .code {
                let range = source.blocks[inner].text
                for id in References.in(source.flat, range) where id != own && known.contains(id) {
                    if !found.contains(RequirementID(id)) { found.append(RequirementID(id)) }
                }
            }
        }
        return found
    }
}

/// Mentions of requirements in prose.
enum References {
    /// Identifiers such as `R5`, `FR-003`, and N of "Requirement N", whether they exist or not. Complexity: O(n).
    static func `in`(_ bytes: Bytes, _ range: Range<Int>) -> [String] {
        var found: [String] = []
        var offset = range.lowerBound
        let text = bytes.buffer(range)
        while offset < range.upperBound {
            while offset < range.upperBound, !ASCII.isUpper(text[offset - range.lowerBound]) { offset += 1 }
            guard offset < range.upperBound else { break }
            guard offset == range.lowerBound || !ASCII.isName(bytes[offset - 1]) else {
                offset += 1
                continue
            }
            let start = offset
            while offset < range.upperBound, ASCII.isUpper(bytes[offset]) || bytes[offset] == ASCII.dash { offset += 1 }
            if offset - start == 1, bytes.has("requirement ", at: start, before: range.upperBound) {
                offset = start + 12
                let number = offset
                while offset < range.upperBound, ASCII.isDigit(bytes[offset]) { offset += 1 }
                if offset > number { found.append(bytes.text(number..<offset)) }
                continue
            }
            let digits = offset
            while offset < range.upperBound, ASCII.isDigit(bytes[offset]) { offset += 1 }
            guard offset > digits, offset - digits < 7, digits - start < 12,
                offset == range.upperBound || !ASCII.isName(bytes[offset])
            else { continue }
            found.append(bytes.text(start..<offset))
        }
        return found
    }
}

/// A requirement's identity by what it says.
enum Fingerprint {
    /// Digests title and text with runs of white space as one blank, so that moving or re-wrapping changes nothing.
    static func of(title: String, text: String) -> ContentDigest {
        let capacity = title.utf8.count + text.utf8.count + 1
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
            title.withBytes { bytes in
                _ = buffer.update(fromContentsOf: bytes.buffer(0..<bytes.count))
                buffer[bytes.count] = ASCII.newline
            }
            let start = title.utf8.count + 1
            let rest = UnsafeMutableBufferPointer(rebasing: buffer[start...])
            let count = text.withBytes { normalise($0, into: rest) }
            return ContentDigest(
                of: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<(start + count)]))
        }
    }

    /// Writes text with runs of white space as one blank and none at the end; returns how many bytes.
    private static func normalise(_ text: Bytes, into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let bytes = UnsafeRawBufferPointer(text.buffer(0..<text.count))
        let out = UnsafeMutableRawBufferPointer(buffer)
        var offset = 0
        var count = 0
        var wasSpace = false
        while offset < bytes.count {
            // Most text is words with one blank between them, which are copied eight bytes at once.
            while offset + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                guard isPlain(word), !(wasSpace && bytes[offset] == ASCII.space) else { break }
                out.storeBytes(of: word, toByteOffset: count, as: UInt64.self)
                offset += 8
                count += 8
                wasSpace = bytes[offset - 1] == ASCII.space
            }
            for _ in 0..<min(8, bytes.count - offset) {
                let isSpace = ASCII.isSpace(bytes[offset])
                out[count] = isSpace ? ASCII.space : bytes[offset]
                offset += 1
                count += isSpace && wasSpace ? 0 : 1
                wasSpace = isSpace
            }
        }
        return wasSpace ? count - 1 : count
    }

    /// Whether eight bytes have no control characters and no two blanks side by side, for certain.
    @inline(__always) private static func isPlain(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs = ones << 7
        let controls = (word &- ones &* 0x20) & ~word & highs
        let others = word ^ (ones &* 0x20)
        let blanks = (others &- ones) & ~others & highs
        return controls == 0 && blanks & blanks >> 8 == 0
    }
}
