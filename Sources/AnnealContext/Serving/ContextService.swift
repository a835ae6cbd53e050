public import AnnealEvents
public import AnnealFoundation
public import AnnealSafety
internal import AnnealServing
internal import Foundation
internal import Synchronization

/// Answers calls about one repository: search, pack, map, explain, features.
///
/// The index is brought up to date before a call when the last time is longer ago than a moment. Calls may overlap.
public final class ContextService: Sendable {
    /// The repository's index.
    public let index: RepositoryIndex
    /// What runs tell.
    public let board: FeatureBoard
    let metrics = ContextMetrics()
    private let search: RepositorySearch
    private let packer: ContextPacker
    private let counter: any TokenCounter
    private let launcher: any ProcessLauncher
    private let plan: ProjectContext.Plan
    private let log: (any EventLog)?
    private let embedder: (any TextEmbedder)?
    private let redactor: Redactor?
    private let state = Mutex(State())

    private struct State {
        var checked: ContinuousClock.Instant?
        var history: ReadHistory?
        var packs: [(id: String, pack: ContextPack)] = []
        var project: (context: ProjectContext, made: ContinuousClock.Instant, date: Date)?
    }

    /// Which history was read, and into which index.
    private struct ReadHistory: Hashable {
        var head: HeadMark
        var made: Int64
    }

    /// How long an index counts as fresh, how long a project's context does, how many packs can be gone on from.
    private static let fresh = Duration.milliseconds(500)
    private static let projectAge = Duration.seconds(60)
    private static let keptPacks = 64

    /// Creates a service.
    ///
    /// - Parameters:
    ///   - index: the repository's index.
    ///   - counter: counts tokens.
    ///   - plan: what the project's configuration says.
    ///   - log: where events of runs come from, if there is one.
    ///   - embedder: of queries; searches use the vectors that the index has of its model.
    ///   - redactor: takes secrets out of what is answered; `nil` where the answers stay with their owner.
    ///   - launcher: starts git.
    public init(
        index: RepositoryIndex, counter: any TokenCounter, plan: ProjectContext.Plan = ProjectContext.Plan(),
        log: (any EventLog)? = nil, embedder: (any TextEmbedder)? = nil, redactor: Redactor? = nil,
        launcher: any ProcessLauncher = SystemProcessLauncher()
    ) {
        self.index = index
        self.plan = plan
        self.log = log
        self.embedder = embedder
        self.redactor = redactor
        self.launcher = launcher
        self.counter = counter
        board = FeatureBoard(repository: index.root)
        search = RepositorySearch(index: index)
        packer = ContextPacker(index: index, counter: counter, search: search)
    }

    /// Answers a call.
    ///
    /// - Parameters:
    ///   - name: the call's name.
    ///   - arguments: a JSON object.
    /// - Returns: a JSON object, with marks in the place of secrets.
    /// - Throws: `ServiceError` for an unknown call or unfit arguments; `IndexError`, `PackError`, `CancellationError`.
    public func answer(_ name: String, _ arguments: JSONValue) async throws -> JSONValue {
        guard let call = ContextCall.all.first(where: { $0.name == name }) else {
            throw ServiceError(
                message: "there is no call '\(name)'", place: name,
                remedy: "call one of \(ContextCall.all.map(\.name).joined(separator: ", "))")
        }
        let start = ContinuousClock.now
        do {
            try call.check(arguments)
            let whole = try await self.answer(call, arguments)
            let answer = redactor?.redacted(whole) ?? whole
            metrics.count(name, failed: false, took: ContinuousClock.now - start)
            return answer
        } catch {
            metrics.count(name, failed: true, took: ContinuousClock.now - start)
            throw error
        }
    }

    private func answer(_ call: ServiceCall, _ arguments: JSONValue) async throws -> JSONValue {
        try await refresh()
        switch call.name {
        case "search":
            let limit = arguments["limit"]?.intValue ?? 10
            let query = arguments["query"]?.stringValue ?? ""
            let results = try search.search(query, limit: limit, vector: await vector(of: query))
            return ["results": .array(results.map(\.json))]
        case "explain": return try await explain(arguments)
        case "map":
            let map = try await RepositoryMap.counted(
                index: index, query: arguments["task"]?.stringValue, tokens: arguments["tokens"]?.intValue ?? 2000,
                by: counter)
            return [
                "text": .string(map.text), "tokens": .int(map.tokens), "files": .int(map.entries.count),
                "leftOut": .int(map.leftOut.count),
            ]
        case "pack": return try await pack(arguments)
        default: return try await features(arguments)
        }
    }

    private func refresh() async throws {
        let now = ContinuousClock.now
        let isFresh = state.withLock { state in state.checked.map { now - $0 < Self.fresh } ?? false }
        guard !isFresh else { return }
        let report = try index.update()
        metrics.indexed(report)
        state.withLock { $0.checked = ContinuousClock.now }
        try await refreshHistory()
    }

    /// Reads new commits when HEAD has moved; git is asked only then.
    private func refreshHistory() async throws {
        guard let head = HeadMark(folder: index.root) else { return }
        // An index that was made anew has no history, whatever was read before.
        let mark = ReadHistory(head: head, made: try index.marks().made)
        guard state.withLock({ $0.history != mark }) else { return }
        do {
            let report = try await index.updateHistory(
                launcher: launcher, environment: ProcessInfo.processInfo.environment)
            // What could not be read is tried again.
            if report.missing == nil { state.withLock { $0.history = mark } }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // A history that cannot be read takes nothing away from the call.
        }
    }

    /// The vector of a query, where the index has vectors of the embedder's model. An embedder that fails takes nothing
    /// away: words alone count then.
    private func vector(of query: String) async throws -> QueryVector? {
        guard let embedder, query.contains(where: \.isLetter), try index.hasVectors(of: embedder.model) else {
            return nil
        }
        do {
            return try await embedder.vectors(of: [query]).first.map { QueryVector(model: embedder.model, values: $0) }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            metrics.embeddingFailed()
            return nil
        }
    }

    /// Makes the vectors of the index until the task is cancelled.
    ///
    /// - Parameter embedder: another one than that of queries, or queries wait for it.
    /// - Throws: `CancellationError`, `IndexError`, what the embedder throws.
    public func embed(with embedder: any TextEmbedder) async throws {
        try await BackgroundEmbedding(index: index, embedder: embedder).run { metrics.embedded($0) }
    }

    private func explain(_ arguments: JSONValue) async throws -> JSONValue {
        let path = arguments["path"]?.stringValue ?? ""
        let query = arguments["query"]?.stringValue ?? ""
        let results = try search.search(query, limit: .max, vector: await vector(of: query))
        guard let rank = results.firstIndex(where: { $0.path == path }), case .object(var members) = results[rank].json
        else {
            throw ServiceError(
                message: "the file matches nothing of the query, or is not in the index", place: path,
                remedy: "give a path as search tells it")
        }
        members["rank"] = .int(rank + 1)
        return .object(members)
    }

    private func pack(_ arguments: JSONValue) async throws -> JSONValue {
        var request = PackRequest(
            task: arguments["task"]?.stringValue ?? "", budget: arguments["budget"]?.intValue ?? 4000,
            paths: (arguments["paths"]?.arrayValue ?? []).compactMap(\.stringValue),
            includesRules: arguments["rules"]?.boolValue ?? true)
        if let after = arguments["after"]?.stringValue {
            guard let known = state.withLock({ state in state.packs.first { $0.id == after } }) else {
                throw ServiceError(
                    message: "there is no pack '\(after)' any more", place: "after",
                    remedy: "leave it out, and begin anew")
            }
            request.previous = known.pack
        }
        let pack = try await packer.pack(request)
        let id = EventID.next(at: Date())
        state.withLock { state in
            state.packs.append((id, pack))
            if state.packs.count > Self.keptPacks { state.packs.removeFirst() }
        }
        metrics.packed(tokens: pack.tokens)
        guard case .object(var members) = try JSONValue(parsing: CanonicalJSON.string(pack)) else { return .null }
        members["id"] = .string(id)
        members["text"] = .string(pack.text)
        return .object(members)
    }

    private func features(_ arguments: JSONValue) async throws -> JSONValue {
        if let log { try await board.refresh(from: log) }
        let now = Date()
        let (context, made) = try await project()
        let names = ProjectContext.vectorNames
        let vector = Dictionary(
            zip(names, context.vector(at: now)).map { ($0, JSONValue.double(Double($1))) }, uniquingKeysWith: { $1 })
        return [
            "live": board.features.json(
                at: now, path: arguments["path"]?.stringValue, task: arguments["task"]?.stringValue,
                limit: arguments["limit"]?.intValue ?? 50),
            "project": try JSONValue(parsing: CanonicalJSON.string(context)),
            "projectAge": .double(now.timeIntervalSince(made)), "vectorVersion": .int(ProjectContext.vectorVersion),
            "vector": .object(vector),
        ]
    }

    private func project() async throws -> (ProjectContext, Date) {
        let now = ContinuousClock.now
        if let known = state.withLock({ $0.project }), now - known.made < Self.projectAge {
            return (known.context, known.date)
        }
        let context = try await ProjectContext.read(index: index, plan: plan, launcher: launcher)
        let date = Date()
        state.withLock { $0.project = (context, now, date) }
        return (context, date)
    }
}
