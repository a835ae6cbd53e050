public import AnnealFoundation

/// A call of the context service: its name, what it takes, what it gives.
struct ServiceCall: Sendable {
    /// What an argument holds.
    enum Kind: String, Sendable {
        case text = "string"
        case integer
        case truth = "boolean"
        /// A list of texts.
        case texts = "array"

        /// Whether a value is of this kind.
        func fits(_ value: JSONValue) -> Bool {
            switch self {
            case .text: value.stringValue != nil
            case .integer: value.intValue != nil
            case .truth: value.boolValue != nil
            case .texts: value.arrayValue?.allSatisfy { $0.stringValue != nil } ?? false
            }
        }
    }

    /// An argument.
    struct Parameter: Sendable {
        var name: String
        var kind: Kind
        var isRequired = false
        /// The smallest and largest number.
        var range: ClosedRange<Int>?
        var summary: String

        var schema: JSONValue {
            var members: [String: JSONValue] = ["type": .string(kind.rawValue), "description": .string(summary)]
            if kind == .texts { members["items"] = ["type": "string"] }
            if let range {
                members["minimum"] = .int(range.lowerBound)
                members["maximum"] = .int(range.upperBound)
            }
            return .object(members)
        }
    }

    var name: String
    var summary: String
    var parameters: [Parameter]
    /// What it gives, as a JSON schema.
    var result: JSONValue

    /// The arguments as a JSON schema.
    var schema: JSONValue {
        [
            "type": "object", "additionalProperties": false,
            "properties": .object(
                Dictionary(parameters.map { ($0.name, $0.schema) }, uniquingKeysWith: { $1 })),
            "required": .array(parameters.filter(\.isRequired).map { .string($0.name) }),
        ]
    }

    /// Checks arguments.
    ///
    /// - Throws: `ServiceError` that names the argument and what it must be.
    func check(_ arguments: JSONValue) throws(ServiceError) {
        guard let members = arguments.objectValue else {
            throw ServiceError(message: "the arguments are no JSON object", place: name, remedy: "send an object")
        }
        for (key, value) in members {
            guard let parameter = parameters.first(where: { $0.name == key }) else {
                throw ServiceError(
                    message: "there is no argument '\(key)'", place: name,
                    remedy: "use \(parameters.map(\.name).joined(separator: ", "))")
            }
            guard parameter.kind.fits(value), value.intValue.map({ parameter.range?.contains($0) ?? true }) ?? true
            else {
                let range = parameter.range.map { " from \($0.lowerBound) to \($0.upperBound)" } ?? ""
                throw ServiceError(
                    message: "'\(key)' must be of type \(parameter.kind.rawValue)\(range)", place: name,
                    remedy: parameter.summary)
            }
        }
        if let missing = parameters.first(where: { $0.isRequired && members[$0.name] == nil }) {
            throw ServiceError(
                message: "the argument '\(missing.name)' is missing", place: name, remedy: missing.summary)
        }
    }
}

/// A call of the context service cannot be answered.
public struct ServiceError: DescribedError, Hashable {
    /// What happened.
    public var message: String
    /// The call or the address.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { .badInput }

    /// Creates an error.
    public init(message: String, place: String? = nil, remedy: String? = nil) {
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}
