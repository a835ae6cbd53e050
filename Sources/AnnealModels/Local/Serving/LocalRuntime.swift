public import AnnealFoundation
internal import Foundation

/// Serves local models: fetches what is missing, starts a server on loopback when none runs, and shares the one that
/// runs.
///
/// A server outlives the command that started it and ends itself when nobody has used it for `model.idleMinutes`.
/// Each model has one server at most, whatever many processes ask for it.
public struct LocalRuntime: Sendable {
    /// The models that can be served.
    public let catalogue: ModelCatalogue
    /// The files of models.
    public let store: ModelStore
    let directories: StateDirectories
    let environment: [String: String]
    let settings: Settings
    let launcher: any ProcessLauncher
    let python: ManagedPython

    /// How long a server may take to load its model.
    static let loadingTime = Duration.seconds(300)

    /// Creates a runtime; nothing is looked at before it is used.
    ///
    /// - Parameters:
    ///   - directories: where models, runtime and state are kept.
    ///   - environment: the process's environment.
    ///   - settings: `model.name` and the `model.local…` settings count.
    ///   - launcher: starts programs.
    ///   - catalogue: the models that can be served.
    public init(
        directories: StateDirectories, environment: [String: String], settings: Settings,
        launcher: any ProcessLauncher, catalogue: ModelCatalogue = .standard
    ) {
        self.directories = directories
        self.environment = environment
        self.settings = settings
        self.launcher = launcher
        self.catalogue = catalogue
        store = ModelStore(directories: directories, environment: environment, launcher: launcher)
        python = ManagedPython(folder: directories.runtime, environment: environment, launcher: launcher)
    }

    /// Gives a server of a model: the one that runs, or a new one, for which model and runtime are fetched when they
    /// are missing.
    ///
    /// Ask again before long pauses end, or at least every `model.idleMinutes`, so that the server stays.
    ///
    /// - Parameters:
    ///   - model: a name of the catalogue or the path of a GGUF file; `nil` takes `model.name`, or the default model.
    ///   - progress: told of what is done.
    /// - Returns: the server, checked to answer for this model.
    /// - Throws: `ModelError` with code `.localRuntime`, or `.unknownModel`; `CancellationError`.
    public func ensureServing(
        model: String?, progress: @escaping @Sendable (LocalProgress) -> Void
    ) async throws -> LocalServer {
        try await serve(model: model, file: nil, restartsWhenDifferent: false, progress: progress)
    }

    /// Gives a server as `ensureServing` does, but replaces an idle one that was started with other settings.
    ///
    /// - Parameters:
    ///   - model: a name of the catalogue or the path of a GGUF file; `nil` takes `model.name`, or the default model.
    ///   - file: where to take the model's file from, when it is not here.
    ///   - progress: told of what is done.
    /// - Returns: the server, checked to answer for this model.
    /// - Throws: `ModelError` with code `.localRuntime`, or `.unknownModel`; `CancellationError`.
    public func serve(
        model: String?, file: String? = nil, progress: @escaping @Sendable (LocalProgress) -> Void
    ) async throws -> LocalServer {
        try await serve(model: model, file: file, restartsWhenDifferent: true, progress: progress)
    }

    /// How the servers are; asks each of them. Servers that are gone are left out.
    ///
    /// - Returns: a status for each server, in the order of the models' names.
    /// - Throws: `CancellationError`.
    public func status() async throws -> [LocalStatus] {
        var all: [LocalStatus] = []
        for place in try places() {
            guard let record = place.liveRecord() else { continue }
            let server = try await place.answering(record)
            let busy = server == nil ? 0 : try await ServerProbe(port: record.port).busySlots()
            let state: LocalStatus.State =
                server != nil ? .ready : record.phase == .loading ? .loading : .unresponsive
            all.append(
                LocalStatus(
                    model: record.model, state: state, pid: record.pid, server: server, busySlots: busy,
                    plan: record.plan, log: record.log))
        }
        return all
    }

    /// Ends servers.
    ///
    /// - Parameter model: the model whose server ends; `nil` ends all.
    /// - Returns: the models whose servers were ended.
    /// - Throws: `ModelError` when the model is not known, `CancellationError`.
    @discardableResult
    public func stop(model: String? = nil) async throws -> [String] {
        let only = try model.map { try catalogue.resolve($0, folder: directories.models).name }
        var ended: [String] = []
        for place in try places() {
            guard let record = place.liveRecord(), only == nil || record.model == only else { continue }
            try await ServerProcess(pid: record.pid).end()
            place.clear(pid: record.pid)
            ended.append(record.model)
        }
        return ended
    }

    private func serve(
        model: String?, file: String?, restartsWhenDifferent: Bool,
        progress: @escaping @Sendable (LocalProgress) -> Void
    ) async throws -> LocalServer {
        let entry = try catalogue.resolve(model ?? settings.text("model.name"), folder: directories.models)
        let place = ServerPlace(folder: serversFolder, model: entry.name)
        if let record = place.liveRecord(), !restartsWhenDifferent || !differs(record, for: entry),
            let server = try await place.answering(record)
        {
            place.touch()
            return server
        }
        let modelFile = try await store.fetch(entry, file: file, progress: progress)
        let program = ProgramSearch.find("llama-server", environment: environment)
        let interpreter = try await interpreter(for: program, progress: progress)
        return try await FileLock.holding(
            place.lock, deadline: LocalRuntime.loadingTime,
            onWait: {
                progress(LocalProgress(stage: .waiting, subject: "for another process that starts \(entry.name)"))
            }
        ) {
            if let record = place.liveRecord() {
                if let running = try await existing(
                    record, at: place, entry: entry, restarts: restartsWhenDifferent, progress: progress)
                {
                    return running
                }
                try await ServerProcess(pid: record.pid).end()
                place.clear(pid: record.pid)
            }
            let plan = self.plan(for: entry)
            let launch = ServerLaunch(
                place: place, entry: entry, modelFile: modelFile, plan: plan, program: program,
                interpreter: interpreter, idle: .seconds(60 * max(1, settings.integer("model.idleMinutes") ?? 15)),
                environment: environment, launcher: launcher)
            progress(LocalProgress(stage: .starting, subject: entry.name))
            return try await launch.start()
        }
    }

    /// The server of a record when it can be used; `nil` when it has to be replaced.
    private func existing(
        _ record: ServerRecord, at place: ServerPlace, entry: CatalogueEntry, restarts: Bool,
        progress: @escaping @Sendable (LocalProgress) -> Void
    ) async throws -> LocalServer? {
        if record.phase == .loading { progress(LocalProgress(stage: .starting, subject: entry.name)) }
        guard let server = try await place.ready(pid: record.pid, within: LocalRuntime.loadingTime) else { return nil }
        place.touch()
        guard restarts, differs(record, for: entry) else { return server }
        let busy = try await ServerProbe(port: record.port).busySlots()
        return busy > 0 ? server : nil
    }

    private func differs(_ record: ServerRecord, for entry: CatalogueEntry) -> Bool {
        let wanted = plan(for: entry)
        let running = record.plan
        return running.contextPerSlot != wanted.contextPerSlot || running.slots != wanted.slots
            || running.threads != wanted.threads
    }

    private func interpreter(
        for program: String?, progress: @escaping @Sendable (LocalProgress) -> Void
    ) async throws -> URL {
        guard program != nil else { return try await python.interpreterWithServer(progress: progress) }
        // The program needs Python only to be watched over; any will do.
        guard let any = ProgramSearch.find("python3", environment: environment) else {
            return try await python.interpreter(progress: progress)
        }
        return URL(fileURLWithPath: any)
    }

    /// What local models would be served with, without installing anything.
    ///
    /// - Returns: the runtime that is here.
    /// - Throws: `CancellationError`, `ProcessError`.
    public func installedRuntime() async throws -> InstalledRuntime {
        if let program = ProgramSearch.find("llama-server", environment: environment) { return .program(program) }
        if let interpreter = python.existingInterpreter, let version = try await python.serverVersion(interpreter) {
            return .module(version: version)
        }
        return ProgramSearch.find("python3", environment: environment) == nil ? .noPython : .none
    }

    /// How a model is served on this machine.
    ///
    /// - Parameter entry: the model.
    /// - Returns: what a server is started with.
    public func plan(for entry: CatalogueEntry) -> ServingPlan {
        ServingPlan.fitting(
            entry, settings: settings, cores: ProcessInfo.processInfo.activeProcessorCount,
            memory: ServingPlan.availableMemory())
    }

    private var serversFolder: URL { directories.state.appending(path: "servers", directoryHint: .isDirectory) }

    private func places() throws -> [ServerPlace] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: serversFolder.path)) ?? []
        return names.filter { $0.hasSuffix(ServerPlace.recordEnding) }.sorted().map {
            ServerPlace(folder: serversFolder, model: String($0.dropLast(ServerPlace.recordEnding.count)))
        }
    }
}
