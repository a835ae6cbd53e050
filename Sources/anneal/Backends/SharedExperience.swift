import AnnealBackends
import AnnealExperience
import AnnealFoundation
import ArgumentParser
import Foundation

/// The knowledge graph on the server of `backend.neo4j`, which follows this machine's store of experience.
///
/// The store is the source of truth, and knows what the server has not drawn yet. A run never depends on the server: what
/// it missed it gets after the next run.
struct SharedExperience: Sendable {
    private let store: ExperienceStore
    private let graph: BoltGraph
    private let place: String
    private let keepsText: Bool
    private let notes: SharedNotes

    /// How long is waited for the server when a run is over.
    static let limit = Duration.seconds(10)

    /// Reads the settings; nothing is asked of the server yet.
    ///
    /// - Parameters:
    ///   - settings: the settings in force.
    ///   - desk: where the store is.
    ///   - environment: where the password comes from.
    ///   - notes: what is told about the server.
    ///   - isAsked: whether somebody asks for the server by name, whatever the settings say about sharing.
    /// - Returns: `nil` where nothing is shared.
    /// - Throws: `BackendError` for an address that cannot be used.
    static func named(
        in settings: Settings, desk: ExperienceDesk, environment: [String: String], notes: SharedNotes,
        isAsked: Bool = false
    ) throws(BackendError) -> SharedExperience? {
        guard isAsked || settings.truth("experience.shared") && settings.truth("experience.remember") else {
            return nil
        }
        guard let text = settings.text("backend.neo4j") else {
            notes.tell(.experience, "experience is not shared: experience.shared needs a server (backend.neo4j)")
            return nil
        }
        let address = try BackendAddress(text, schemes: BoltConfiguration.schemes)
        var configuration = try BoltConfiguration(address, environment: environment)
        // A run does not wait as long for what it can do without.
        if address.options["timeout"] == nil { configuration.timeout = .seconds(3) }
        if address.options["patience"] == nil { configuration.patience = .milliseconds(500) }
        if address.options["retry"] == nil { configuration.retry = .seconds(3) }
        // A store that cannot be opened is told when the run is remembered.
        guard let store = try? desk.store() else { return nil }
        return SharedExperience(
            store: store, graph: BoltGraph(BoltClient(configuration)), place: address.description,
            keepsText: settings.truth("experience.sharedText"), notes: notes)
    }

    /// Does the work of a run, while the server gets what earlier runs left for it, and this machine's store what runs of
    /// other machines left there; so that a server that is gone is told before the run's report is written.
    ///
    /// - Parameters:
    ///   - takesOver: whether runs of other machines are taken over as well.
    ///   - work: the run, to where it is remembered.
    /// - Returns: what the work returned, when the server has that as well or it was waited long enough for it.
    /// - Throws: what the work throws.
    func sharing<Value>(takesOver: Bool = true, _ work: () async throws -> Value) async rethrows -> Value {
        // A task of its own, ended below in any case.
        let early = Task {
            guard await isThere() else { return }
            await follow()
            if takesOver { await takeOver() }
        }
        defer {
            early.cancel()
            graph.close()
        }
        let value = try await work()
        await finish(after: early)
        return value
    }

    /// Does the work of a run, and shares its experience where it is to be shared.
    static func sharing<Value>(
        on shared: SharedExperience?, _ work: () async throws -> Value
    ) async rethrows -> Value {
        guard let shared else { return try await work() }
        return try await shared.sharing(work)
    }

    /// Does what a command does with the store, and lets the server follow where the settings say so.
    ///
    /// - Throws: what the work throws; before it an error when the settings cannot be used.
    static func following<Value>(_ desk: ExperienceDesk, _ work: () async throws -> Value) async throws -> Value {
        let shared = try named(
            in: SettingsOptions.parse([]).settings(repository: nil), desk: desk,
            environment: ProcessInfo.processInfo.environment, notes: SharedNotes())
        guard let shared else { return try await work() }
        // What the command forgets must not be fetched again beside it.
        return try await shared.sharing(takesOver: false, work)
    }

    private func finish(after early: Task<Void, Never>) async {
        let isInTime = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await early.value
                await follow()
                return !Task.isCancelled
            }
            group.addTask {
                try? await Task.sleep(for: Self.limit)
                // Whoever waits for it is done then.
                early.cancel()
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
        guard let count = try? await store.changedProjects(for: place).count, count > 0 else { return }
        notes.tell(
            .missingExperience,
            "the experience of \(count) \(count == 1 ? "project" : "projects") did not reach the shared graph"
                + (isInTime ? "" : " in time") + "; it is sent after the next run")
    }

    /// Takes over what runs of other machines left on the server.
    ///
    /// - Returns: how much that was.
    /// - Throws: `ExperienceError` when the server cannot be asked.
    func take() async throws(ExperienceError) -> SharedExperienceReader.Taken {
        try await SharedExperienceReader(of: graph, at: place, into: store, keepsText: keepsText).take()
    }

    /// Ends the connections.
    func close() { graph.close() }

    private func takeOver() async {
        do throws(ExperienceError) {
            _ = try await take()
        } catch {
            guard !Task.isCancelled else { return }
            let place = error.place.map { " (\($0))" } ?? ""
            notes.tell(
                .othersExperience, "experience of other machines was not taken over: \(error.message)\(place)")
        }
    }

    private func isThere() async -> Bool {
        do throws(ExperienceError) {
            try await graph.run("RETURN 1 AS one")
            return true
        } catch {
            tell(error)
            return false
        }
    }

    private func follow() async {
        do throws(ExperienceError) {
            try await GraphProjection(of: store, in: graph, as: place).follow()
        } catch {
            tell(error)
        }
    }

    private func tell(_ error: ExperienceError) {
        // Then it was waited long enough, which is told otherwise.
        guard !Task.isCancelled else { return }
        let place = error.place.map { " (\($0))" } ?? ""
        notes.tell(
            .experience,
            "experience was not shared for a while: \(error.message)\(place); this machine's store has all of it")
    }
}
