internal import AnnealFoundation
public import AnnealServing
internal import AnnealTelemetry

/// What the learning service answers at which address: JSON calls and the policies below `/v1`, `/openapi.json`, `/metrics`,
/// `/healthz`.
public struct LearningRoutes: ServiceRoutes {
    private let service: LearningService

    /// Creates routes.
    ///
    /// - Parameter service: answers the calls.
    public init(service: LearningService) { self.service = service }

    /// Counts what the server turns away.
    public var refusals: any RefusalCounting { service.metrics }

    private static let description = OpenAPIDescription(
        title: "Anneal learning", summary: "What to do at a decision point, by policies that evidence let in.",
        calls: LearningCall.all, paths: LearningCall.paths)

    /// Answers a request.
    public func answer(_ request: ServiceRequest) async -> ServiceAnswer {
        do {
            switch (request.method, request.path) {
            case ("GET", "/healthz"): return .json(["status": "ok"])
            case ("GET", "/openapi.json"): return .json(Self.description.json(address: request.server))
            case ("GET", "/metrics"):
                let format = PrometheusText.Format(accept: request.headers["accept"])
                return ServiceAnswer(
                    status: 200, type: format.contentType,
                    body: service.metrics.text(service.shelves, open: service.open.count, format: format))
            case ("GET", "/v1/policies"): return .json(try await service.policies())
            case ("POST", let path) where path.hasPrefix("/v1/"):
                let name = String(path.dropFirst(4))
                guard LearningCall.all.contains(where: { $0.name == name }) else { break }
                return .json(try await service.answer(name, try ServiceCall.arguments(of: request)))
            default: break
            }
            return .unknown(request, paths: Self.description.allPaths)
        } catch {
            return .failure(error, of: request)
        }
    }
}
