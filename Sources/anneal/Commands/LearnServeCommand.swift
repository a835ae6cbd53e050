import AnnealDecisions
import AnnealFoundation
import AnnealServing
import ArgumentParser
import Foundation

/// `anneal learn serve`: what policies choose, for other programs.
struct LearnServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer other programs what to do at a decision point, and learn from outcomes.",
        discussion: """
            HTTP with JSON: /v1/choose, /v1/outcome and /v1/policies, described at /openapi.json, with /metrics and \
            /healthz. It listens on this machine only and wants a token, which is made at the start and written to a file \
            that only you can read; ANNEAL_LEARNING_TOKEN sets another. Policies that are trained while it runs are taken \
            up within a second. A policy decides here only where outcomes told to this service let it in; those of runs \
            count for runs. Where backend.registry names a registry, the service tells there that it is there.
            """)

    @Option(help: "The port; 0 takes a free one.") var port = 8002
    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Flag(help: "Answer without a token.") var noToken = false
    @Option(help: "Connections at the same time.") var connections = 64
    @Option(help: "Seconds after which a connection is closed on which nothing comes.") var idleSeconds = 60
    @Option(
        help: "The share of choices of the policy that is not in charge, 0 to 0.2; learning.exploration if left out.")
    var exploration: Double?
    @Flag(help: "One JSON object.") var json = false

    func validate() throws {
        guard connections > 0, idleSeconds > 0 else {
            throw ValidationError("--connections and --idle-seconds take whole numbers from 1 on")
        }
        guard exploration.map((0...0.2).contains) ?? true else {
            throw ValidationError("--exploration takes a number from 0 to 0.2")
        }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            let environment = ProcessInfo.processInfo.environment
            let directories = StateDirectories(environment: environment)
            let settings = try Settings(
                environment: environment, userFile: directories.configuration.appending(path: "config.yaml").path)
            let service = LearningService(
                store: PolicyStore(directories), log: try SQLiteDecisionLog(path: directories.database.path),
                exploration: exploration ?? settings.number("learning.exploration") ?? 0.1)
            let routes = LearningRoutes(service: service)
            let token = noToken ? nil : ServiceToken.make(variable: "ANNEAL_LEARNING_TOKEN")
            let server = try await ServiceServer(
                routes, refusals: routes.refusals, command: "anneal learn serve", host: host, port: port, token: token,
                limits: ConnectionLimits(connections: connections, idle: .seconds(idleSeconds)))
            let keeper = try ServiceListing.keeper(
                of: "anneal-learning", host: host, port: server.port, settings: settings)
            try ServiceToken.tell(
                server, token, file: "learn-serve.json", what: "policies", more: [:], json: json)
            return try await ServiceListing.serving(keeper) {
                try await withThrowingDiscardingTaskGroup { tasks in
                    tasks.addTask { try await service.watch() }
                    try await server.serve()
                    tasks.cancelAll()
                }
            }
        }
    }
}
