internal import AnnealContext
internal import AnnealModels
internal import AnnealSpecs

extension WorkflowSession {
    /// Tries small changes of the best answers, a few of each in turn, and goes on from one that passes more.
    ///
    /// - Parameters:
    ///   - step: the step.
    ///   - tries: runs of the checks at most.
    ///   - blindly: whether any change is tried, or only those that a failure points at.
    /// - Throws: `SandboxError`, `CancellationError`, and a `CocoaError` when a file cannot be written.
    mutating func mutate(_ step: Workflow.Step, tries: Int, blindly: Bool = true) async throws {
        // With a single check something passes it by chance.
        guard let best, !best.failures.isEmpty, best.outcomes.count > 1 else { return }
        var seeds = Array(candidates.filter(\.parses).sorted { $0.isBetter(than: $1) }.prefix(5))
        guard blindly || seeds.contains(where: { !variants(of: $0, blindly: false, limit: 1).isEmpty }) else { return }
        let decision = try await log(step.name, batch: tries)
        let balanceBefore = best.balance
        var left = tries
        let share = max(4, tries / max(1, seeds.count))
        while let seed = seeds.first, left > 0, hasTime(for: .seconds(2)) {
            seeds.removeFirst()
            for variant in variants(of: seed, blindly: blindly, limit: min(share, left)) where hasTime(for: .seconds(2))
            {
                left -= 1
                triedVariants.insert(variant.files)
                let tried = try await judge.tried(variant)
                guard (tried.balance, tried.passed) > (seed.balance, seed.passed) else { continue }
                var judged = try await judge.judged(tried)
                judged.index = nextIndex()
                judged.hints.removeAll { droppedHints.contains($0.name) }
                candidates.append(judged)
                tell(judged)
                if judged.isComplete { left = 0 }
                // A step upwards: what else it needs is tried next.
                seeds.insert(judged, at: 0)
                break
            }
        }
        try await logOutcome(decision, balanceBefore: balanceBefore, usage: Usage())
    }

    /// Where the kept answer is one with a change that its failures pointed at, tries such changes of the other answers
    /// too, so that it does not stand alone: what many answers do but for the form of it is what the model reads in the
    /// text.
    mutating func adaptOthers() async throws {
        guard let best, best.isSound, best.adapts != nil else { return }
        let others = candidates.filter { $0.parses && !$0.isSound && $0.arm != Self.mutation && $0.arm != Self.present }
        for seed in others where !candidates.contains(where: { $0.adapts == seed.index }) {
            for variant in variants(of: seed, blindly: false, limit: 6) where hasTime(for: .seconds(2)) {
                triedVariants.insert(variant.files)
                guard try await judge.tried(variant).failures.isEmpty else { continue }
                var judged = try await judge.judged(variant)
                guard judged.isSound else { continue }
                judged.index = nextIndex()
                candidates.append(judged)
                tell(judged)
                break
            }
        }
    }

    /// The definitions of a file that the task is about, for a repair's request.
    static func code(of names: Set<String>, in text: String, language: any Language) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let definitions = language.outline(of: text).definitions.filter { names.contains($0.name) && $0.parent == nil }
        guard !definitions.isEmpty else { return text }
        return definitions.map { lines[($0.lines.lowerBound - 1)..<$0.lines.upperBound].joined(separator: "\n") }
            .joined(separator: "\n\n") + "\n"
    }

    /// Answers that differ from one by a small change in one of the task's functions.
    private func variants(of seed: Candidate, blindly: Bool, limit: Int) -> [Candidate] {
        seed.files.sorted { $0.key < $1.key }.flatMap { path, text -> [Candidate] in
            guard let language = Languages.forFile(path: path), !language.isTest(path: path) else { return [] }
            let names = Set(TaskChecks.interfaces(of: task, for: path).map(\.name))
            let own = language.outline(of: text).definitions.filter { names.isEmpty || names.contains($0.name) }
            let lines = Set(own.flatMap { Array($0.lines) })
            let pointed =
                forms(for: seed, in: text, own, path: path, language) + templates(for: seed, in: text, own, language)
            let made = pointed + (blindly ? Mutations.variants(of: text, lines: lines, limit: 400) : [])
            let fresh = made.enumerated().filter { _, changed in
                !triedVariants.contains(seed.files.merging([path: changed]) { $1 })
            }
            return fresh.prefix(limit).map { number, changed in
                var variant = Candidate(index: seed.index, arm: Self.mutation, files: seed.files, code: seed.code)
                variant.files[path] = changed
                if number < pointed.count {
                    variant.adapts = seed.arm == Self.mutation ? seed.adapts : seed.index
                    variant.copies = seed.copies
                }
                variant.code = Self.code(of: names, in: changed, language: language)
                return variant
            }
        }
    }

    /// Files in which one of the task's functions returns what it does in the form that failed examples show.
    private func forms(
        for seed: Candidate, in text: String, _ own: [SourceOutline.Definition], path: String, _ language: any Language
    ) -> [String] {
        guard environment.uses(.forms) else { return [] }
        let forms = ReturnForms(language: language.name, details: seed.failures.map(\.detail))
        return own.filter { $0.kind == .function || $0.kind == .method }.flatMap { function in
            forms.variants(of: text, function: function).map { changed in
                environment.uses(.imports)
                    ? language.addingImports(to: changed, path: path, project: project, symbols: symbols) : changed
            }
        }
    }

    /// Files with a statement more in one of the task's functions, where failures ask for it.
    private func templates(
        for seed: Candidate, in text: String, _ own: [SourceOutline.Definition], _ language: any Language
    ) -> [String] {
        guard environment.uses(.templates) else { return [] }
        let failed = Set(seed.failures.compactMap { TestRuns.check(ofTest: $0.name, in: tests) })
        let refused = failed.intersection(judge.refusals)
        let errors = checks.compactMap { check -> String? in
            if case .error(let type, nil) = check.example.expectation { type } else { nil }
        }
        let texts = requirements.map(\.text) + environment.specification.context.map(\.text)
        let templates = RepairTemplates(
            language: language.name, text: texts.joined(separator: "\n"), error: refused.isEmpty ? nil : errors.first)
        return own.filter { $0.kind == .function || $0.kind == .method }.flatMap { function in
            templates.variants(
                of: text, function: function, acceptsMore: refused.count < failed.count, refusesMore: !refused.isEmpty)
        }
    }
}
