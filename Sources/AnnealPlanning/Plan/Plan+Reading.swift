public import AnnealFoundation
public import AnnealSpecs
public import Foundation

extension Plan {
    /// Reads a plan file, which a person may have edited, and checks it.
    ///
    /// - Parameter path: the file.
    /// - Returns: the plan, with a valid graph.
    /// - Throws: `PlanError` with the file and, within it, the JSON path.
    public static func read(path: String) throws(PlanError) -> Plan {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw PlanError(
                code: .unreadable, message: "the plan cannot be read", place: path,
                remedy: "check the path; `anneal plan SPEC --repo DIR --json --output FILE` writes a plan")
        }
        do {
            return try parse(data)
        } catch {
            var located = error
            located.place = error.place.map { "\(path) \($0)" } ?? path
            throw located
        }
    }

    /// Reads a plan from JSON and checks it.
    ///
    /// - Parameter data: the text of a plan file.
    /// - Returns: the plan, with a valid graph.
    /// - Throws: `PlanError` with the JSON path.
    public static func parse(_ data: Data) throws(PlanError) -> Plan {
        let plan: Plan
        do {
            plan = try CanonicalJSON.decode(Plan.self, from: data)
        } catch let error as DecodingError {
            throw malformed(error)
        } catch {
            throw PlanError(code: .malformed, message: "the plan is not JSON: \(error)")
        }
        guard plan.version == 1 else {
            throw PlanError(
                code: .version, message: "the plan has form \(plan.version), this program reads form 1",
                place: "$.version", remedy: "make the plan again with `anneal plan`")
        }
        guard !plan.graph.tasks.isEmpty else {
            throw PlanError(
                code: .nothingToDo, message: "the plan has no tasks", place: "$.graph.tasks",
                remedy: "make the plan again with `anneal plan`")
        }
        try plan.graph.validate()
        return plan
    }

    /// The requirements of a specification that no task serves: after a plan was edited, what would be forgotten.
    ///
    /// - Parameter specification: the document.
    /// - Returns: identifiers in the order of the document.
    public func unservedRequirements(of specification: SpecDocument) -> [RequirementID] {
        let served = Set(graph.tasks.flatMap(\.requirements))
        return specification.requirements.map(\.id).filter { !served.contains($0) }
    }

    private static func malformed(_ error: DecodingError) -> PlanError {
        let remedy = "correct it there; `anneal plan` shows what a plan looks like"
        switch error {
        case .keyNotFound(let key, let context):
            return PlanError(
                code: .malformed, message: "'\(key.stringValue)' is missing", place: jsonPath(context.codingPath),
                remedy: remedy)
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            return PlanError(
                code: .malformed, message: "the value is not \(wording(type))", place: jsonPath(context.codingPath),
                remedy: remedy)
        case .dataCorrupted(let context):
            let path = jsonPath(context.codingPath)
            let isJSON = !context.codingPath.isEmpty
            let reason = context.underlyingError.map { " (\($0.localizedDescription))" } ?? ""
            return PlanError(
                code: .malformed,
                message: isJSON ? "the value is not one of those allowed" : "the text is not JSON\(reason)",
                place: path, remedy: remedy)
        @unknown default:
            return PlanError(code: .malformed, message: "the plan cannot be understood", remedy: remedy)
        }
    }

    private static func jsonPath(_ path: [any CodingKey]) -> String {
        path.reduce("$") { text, key in
            key.intValue.map { "\(text)[\($0)]" } ?? "\(text).\(key.stringValue)"
        }
    }

    private static func wording(_ type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Int.Type, is Double.Type: "a number"
        case is [String: Any].Type, is [String: JSONValue].Type: "an object"
        default:
            "\(type)".hasPrefix("Array") || "\(type)".hasPrefix("UnkeyedDecoding") ? "a list" : "of the kind needed"
        }
    }
}
