import AnnealContext
import AnnealEvents
import AnnealExperience
import AnnealFoundation
import AnnealOrchestration
import AnnealPlanning
import AnnealRecommendation
import AnnealSpecs
import Foundation

/// What commands about experience, and the end of a run, need: the store of this machine.
struct ExperienceDesk: Sendable {
    let directories: StateDirectories

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        directories = StateDirectories(environment: environment)
    }

    init(directories: StateDirectories) { self.directories = directories }

    /// Opens the store alone.
    ///
    /// - Throws: `ExperienceError`.
    func store() throws -> ExperienceStore {
        try ExperienceStore(path: ExperienceStore.file(in: directories).path)
    }

    /// Opens the library: texts are encoded by the sentence model where its files are, otherwise by hashing.
    ///
    /// - Throws: `ExperienceError`.
    func library() throws -> ExperienceLibrary {
        let store = try store()
        let graph = try SQLiteGraph(path: store.path)
        let environment = ProcessInfo.processInfo.environment
        if let folder = SentenceModel.folder(environment: environment, models: directories.models),
            let encoder = try? SentenceTextEncoder(folder: folder.path)
        {
            return ExperienceLibrary(store: store, encoder: encoder, graph: graph)
        }
        return ExperienceLibrary(store: store, graph: graph)
    }

    /// What weighs warnings, where a model was made that knows more than the shares of the kinds. One that cannot be used is
    /// told of, and advice is given without it.
    func scorer() -> GuidanceScorer? {
        let file = GuidanceModel.file(in: directories)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do {
            let model = try GuidanceModel(file)
            return model.account.isBetter ? try GuidanceScorer(model) : nil
        } catch {
            Terminal.note("advice is given without the distilled model: \(error.message)")
            return nil
        }
    }

    /// Advice for the tasks of a run, kept in the run's folder so that a run that is resumed asks the model the same again.
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - repository: absolute path of its repository.
    ///   - staysHere: whether the model runs on this machine.
    ///   - tokens: the most that the advice for a task may take.
    /// - Returns: what gives the advice; nothing where something goes wrong, which is told.
    /// - Throws: `ExperienceError` when the store cannot be opened.
    func advising(
        _ run: RunID, repository: String, staysHere: Bool, tokens: Int
    ) throws -> RunParts.Advising {
        let folder = directories.folder(of: run).appending(path: "experience", directoryHint: .isDirectory)
        let advisor = ExperienceAdvisor(library: try library(), scorer: scorer())
        let project = ExperienceProject(path: repository).id
        return { subject in
            let file = folder.appending(path: "\(subject.task.id)-\(subject.attempt).md")
            if let known = try? String(contentsOf: file, encoding: .utf8) { return known.isEmpty ? nil : known }
            do {
                let texts = [subject.task.title] + subject.requirements.map(\.text)
                let language = subject.task.writes.lazy.compactMap { Languages.forFile(path: $0)?.name }.first
                let section = try await advisor.guidance(
                    for: ExperienceAdvisor.Subject(
                        text: texts.joined(separator: "\n"), language: language, work: subject.task.kind.rawValue,
                        project: project, staysHere: staysHere)
                ).section(tokens: tokens)
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data((section ?? "").utf8).write(to: file, options: .atomic)
                return section
            } catch {
                Terminal.note("no advice from experience: \((error as? any DescribedError)?.message ?? "\(error)")")
                return nil
            }
        }
    }

    /// Remembers what can be learned from a run. What goes wrong is told and changes nothing of the run.
    ///
    /// - Parameters:
    ///   - summary: the run.
    ///   - redact: takes secrets out of texts.
    func learn(from summary: RunSummary, redact: @Sendable (String) -> String) async {
        // A run that was interrupted is remembered when it is resumed and ends.
        guard summary.plan != nil, !Task.isCancelled else { return }
        do {
            let events = SQLiteEventLog.file(in: directories).path
            let checks =
                FileManager.default.fileExists(atPath: events)
                ? try await RunAccount.CheckAccount.read(of: summary.run, from: events) : [:]
            let account = summary.account(checks: checks, at: Date(), redact: redact)
            // Vectors and the graph follow when somebody asks for them: a run's end costs the same however much is known.
            let experience = ExperienceExtractor.extract(account)
            try await store().add(experience.records, evidence: experience.evidence, projects: [experience.project])
        } catch {
            let reason = (error as? any DescribedError)?.message ?? "\(error)"
            Terminal.note("the run is done, but its experience was not remembered: \(reason)")
        }
    }
}
