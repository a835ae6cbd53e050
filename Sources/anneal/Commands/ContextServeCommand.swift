import AnnealContext
import AnnealEvents
import AnnealFoundation
import AnnealSafety
import AnnealServing
import ArgumentParser
import Foundation

/// `anneal context serve`: the same calls over HTTP and as tools of the Model Context Protocol.
struct ContextServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve search, pack, map, explain and features to other programs.",
        discussion: """
            HTTP with JSON below /v1, described at /openapi.json, with /metrics and /healthz, and the Model Context \
            Protocol at /mcp; with --stdio the protocol alone, a message a line. It listens on this machine only and \
            wants a token, which is made at the start and written to a file that only you can read; \
            ANNEAL_CONTEXT_TOKEN sets another. Where the files of the sentence encoder are here (`anneal context embed` \
            fetches them) vectors are made in the background; searches use those that there are. Where backend.registry \
            names a registry, the service tells there that it is there.
            """)

    @OptionGroup var options: ContextOptions
    @Option(help: "The port; 0 takes a free one.") var port = 8001
    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Flag(help: "Speak the Model Context Protocol over standard input and output.") var stdio = false
    @Flag(help: "Answer without a token.") var noToken = false
    @Flag(help: "Make no vectors.") var noVectors = false
    @Option(help: "Connections at the same time.") var connections = 64
    @Option(help: "Seconds after which a connection is closed on which nothing comes.") var idleSeconds = 60
    @OptionGroup var tokenizer: TokenizerOption

    func validate() throws {
        guard connections > 0, idleSeconds > 0 else {
            throw ValidationError("--connections and --idle-seconds take whole numbers from 1 on")
        }
    }

    func run() async throws {
        try await reportingErrors(json: options.json) {
            let embedders = try noVectors ? nil : ContextEmbedders(repository: options.repo).forService()
            let service = try await service(embedders?.queries)
            let version = AnnealVersion.text
            guard !stdio else {
                let dispatcher = MCPDispatcher(service: service, version: version)
                try await withThrowingDiscardingTaskGroup { tasks in
                    if let work = embedders?.work { Self.embed(service, with: work, in: &tasks) }
                    Self.watch(service, in: &tasks)
                    try await StandardStreamServer.serve(dispatcher, input: Self.lines()) { line in
                        Output.results.write(line + "\n")
                    }
                    tasks.cancelAll()
                }
                return .verified
            }
            let routes = ContextRoutes(service: service, version: version)
            let token = noToken ? nil : ServiceToken.make(variable: "ANNEAL_CONTEXT_TOKEN")
            let server = try await ServiceServer(
                routes, refusals: routes.refusals, command: "anneal context serve", host: host, port: port,
                token: token,
                limits: ConnectionLimits(connections: connections, idle: .seconds(idleSeconds)))
            let keeper = try ServiceListing.keeper(
                of: "anneal-context", host: host, port: server.port,
                settings: tokenizer.settings.settings(repository: options.repo))
            try ServiceToken.tell(
                server, token, file: "context-serve.json", what: options.repo,
                more: ["repository": .string(options.repo)], json: options.json)
            let work = embedders?.work
            return try await ServiceListing.serving(keeper) {
                try await withThrowingDiscardingTaskGroup { tasks in
                    if let log = try? EventsDesk().log() {
                        // Features that cannot be kept up to date are no reason to end the service.
                        tasks.addTask { try? await service.board.follow(log) }
                    }
                    if let work { Self.embed(service, with: work, in: &tasks) }
                    Self.watch(service, in: &tasks)
                    try await server.serve()
                    tasks.cancelAll()
                }
            }
        }
    }

    /// Keeps the index fresh beside the service. Where that ends each request looks at the folder itself, at most every half
    /// second.
    private static func watch(_ service: ContextService, in tasks: inout ThrowingDiscardingTaskGroup<any Error>) {
        tasks.addTask { try? await IndexWatcher(index: service.index).run() }
    }

    /// Makes vectors beside the service, which goes on without them where that fails.
    private static func embed(
        _ service: ContextService, with embedder: any TextEmbedder,
        in tasks: inout ThrowingDiscardingTaskGroup<any Error>
    ) {
        tasks.addTask(priority: .background) {
            do {
                try await service.embed(with: embedder)
            } catch is CancellationError {
            } catch {
                let described = error as? any DescribedError
                let reason =
                    described.map { [$0.message, $0.remedy].compactMap(\.self).joined(separator: "; ") } ?? "\(error)"
                Terminal.note("searches go by words and the vectors there are: \(reason)")
            }
        }
    }

    private func service(_ embedder: (any TextEmbedder)?) async throws -> ContextService {
        let index = try await options.updated()
        let settings = try tokenizer.settings.settings(repository: options.repo)
        return ContextService(
            index: index, counter: try await tokenizer.counter(repository: options.repo),
            plan: try ProjectContext.Plan(settings: settings), log: try? EventsDesk().log(),
            embedder: embedder, redactor: Redactor(key: try RedactionKey.load(orCreateAt: Self.redactionKey)))
    }

    /// The owner's key, the same as that of runs: a value has the same mark everywhere.
    private static var redactionKey: URL {
        StateDirectories(environment: ProcessInfo.processInfo.environment).state.appending(path: "redaction.key")
    }

    /// The lines of standard input; reading waits in a thread of its own.
    private static func lines() -> AsyncStream<String> {
        AsyncStream { continuation in
            Thread.detachNewThread {
                while let line = readLine() { continuation.yield(line) }
                continuation.finish()
            }
        }
    }
}
