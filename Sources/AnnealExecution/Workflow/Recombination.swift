internal import AnnealContext
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSpecs

/// Puts the functions of different candidates together, each from the one in which it passes most of the checks that call
/// it: two answers that each get another function right make one that gets both right.
struct Recombination {
    /// A function or type that checks call.
    private struct Piece {
        var name: String
        var path: String
    }

    let task: PlanTask
    let tests: [GeneratedFile]
    /// What each of the task's checks calls, by the check's identifier.
    let calls: [String: String]

    /// The candidate that the best pieces make.
    ///
    /// - Parameter candidates: judged candidates, the best first.
    /// - Returns: it; `nil` where the task has fewer than two functions with checks, or the best candidate has the best
    ///   piece of each already.
    func combined(_ candidates: [Candidate]) -> Candidate? {
        guard let best = candidates.first, best.parses else { return nil }
        let pieces = pieces(of: best)
        guard pieces.count > 1 else { return nil }
        var made = Candidate(index: best.index, arm: Workflow.Step.recombine.name, files: best.files, code: best.code)
        for piece in pieces {
            let own = share(of: piece.name, in: best)
            let others = candidates.dropFirst().filter { $0.parses && $0.files[piece.path] != nil }
            guard let source = others.max(by: { share(of: piece.name, in: $0) < share(of: piece.name, in: $1) }),
                share(of: piece.name, in: source) > own
            else { continue }
            made.files[piece.path] = put(piece, of: source, into: made.files[piece.path] ?? "")
        }
        guard made.files != best.files else { return nil }
        made.code = code(of: Set(pieces.map(\.name)), in: made.files)
        return made
    }

    /// The task's functions and types that a candidate defines and a check calls.
    private func pieces(of candidate: Candidate) -> [Piece] {
        candidate.files.sorted { $0.key < $1.key }.flatMap { path, text -> [Piece] in
            guard let language = Languages.forFile(path: path), !language.isTest(path: path) else { return [] }
            let wanted = Set(TaskChecks.interfaces(of: task, for: path).map { $0.ownerType ?? $0.name })
            return language.outline(of: text).definitions.filter { $0.parent == nil && wanted.contains($0.name) }
                .filter { piece in calls.values.contains { Self.call($0, calls: piece.name) } }
                .map { Piece(name: $0.name, path: path) }
        }
    }

    /// The share of the checks which call a function that a candidate passes.
    private func share(of name: String, in candidate: Candidate) -> Double {
        let own = candidate.outcomes.filter { outcome in
            TestRuns.check(ofTest: outcome.name, in: tests).flatMap { calls[$0] }.map { Self.call($0, calls: name) }
                ?? false
        }
        guard !own.isEmpty else { return 0 }
        return Double(own.count { $0.status == .passed }) / Double(own.count)
    }

    /// A file with a definition of another candidate in the place of its own, and with what that one needs and the file
    /// lacks.
    private func put(_ piece: Piece, of source: Candidate, into text: String) -> String {
        guard let language = Languages.forFile(path: piece.path), let other = source.files[piece.path] else {
            return text
        }
        let present = Set(language.outline(of: text).definitions.filter { $0.parent == nil }.map(\.name))
        let lines = other.split(separator: "\n", omittingEmptySubsequences: false)
        let taken = language.outline(of: other).definitions.filter {
            $0.parent == nil && ($0.name == piece.name || !present.contains($0.name))
        }
        let snippet = taken.map { lines[($0.lines.lowerBound - 1)..<$0.lines.upperBound].joined(separator: "\n") }
        return language.merge(snippet.joined(separator: "\n\n") + "\n", into: text)
    }

    private func code(of names: Set<String>, in files: [String: String]) -> String {
        files.sorted { $0.key < $1.key }.compactMap { path, text -> String? in
            guard let language = Languages.forFile(path: path), !language.isTest(path: path) else { return nil }
            return WorkflowSession.code(of: names, in: text, language: language)
        }.joined(separator: "\n")
    }

    /// Whether an example's text calls a function: its name as a word, and an opening bracket behind it.
    static func call(_ text: String, calls name: String) -> Bool {
        var rest = text[...]
        while let found = rest.firstRange(of: name) {
            let before = found.lowerBound == text.startIndex ? nil : text[text.index(before: found.lowerBound)]
            let after = text[found.upperBound...].first
            let isWord = before.map { !($0.isLetter || $0.isNumber || $0 == "_") } ?? true
            if isWord, after == "(" || after == "." { return true }
            rest = text[found.upperBound...]
        }
        return false
    }
}

extension WorkflowSession {
    /// Puts the best functions of different candidates together, without the model.
    mutating func recombine(_ step: Workflow.Step) async throws {
        guard environment.uses(.recombination), let best, !best.failures.isEmpty, candidates.count > 1 else { return }
        let recombination = Recombination(
            task: task, tests: tests,
            calls: Dictionary(checks.map { ($0.id, $0.example.call) }, uniquingKeysWith: { $1 }))
        let ranked = candidates.sorted { $0.isBetter(than: $1) }
        guard var made = recombination.combined(ranked),
            !candidates.contains(where: { $0.files == made.files })
        else { return }
        if environment.uses(.imports) {
            for (path, text) in made.files {
                guard let language = Languages.forFile(path: path) else { continue }
                made.files[path] = language.addingImports(to: text, path: path, project: project, symbols: symbols)
            }
        }
        made.index = nextIndex()
        let decision = try await log(step.name, batch: 1)
        let balanceBefore = best.balance
        let judged = try await judge.judged(made)
        candidates.append(judged)
        tell(judged)
        try await logOutcome(decision, balanceBefore: balanceBefore, usage: Usage())
    }
}
