public import AnnealFoundation

/// A call of a service: its name, what it takes, what it gives.
public struct ServiceCall: Sendable {
    /// What an argument holds.
    public enum Kind: Sendable, Hashable {
        /// A text.
        case text
        /// A whole number.
        case integer
        /// Any number.
        case number
        /// True or false.
        case truth
        /// A list of texts.
        case texts
        /// An object whose values are numbers.
        case numbers
        /// A list of objects.
        case objects

        /// The name of the type in a JSON schema.
        public var type: String {
            switch self {
            case .text: "string"
            case .integer: "integer"
            case .number: "number"
            case .truth: "boolean"
            case .texts, .objects: "array"
            case .numbers: "object"
            }
        }

        /// Whether a value is of this kind.
        func fits(_ value: JSONValue) -> Bool {
            switch self {
            case .text: value.stringValue != nil
            case .integer: value.intValue != nil
            case .number: value.doubleValue != nil
            case .truth: value.boolValue != nil
            case .texts: value.arrayValue?.allSatisfy { $0.stringValue != nil } ?? false
            case .numbers: value.objectValue?.values.allSatisfy { $0.doubleValue != nil } ?? false
            case .objects: value.arrayValue?.allSatisfy { $0.objectValue != nil } ?? false
            }
        }
    }

    /// An argument.
    public struct Parameter: Sendable {
        /// Its name.
        public var name: String
        /// What it holds.
        public var kind: Kind
        /// Whether the call needs it.
        public var isRequired: Bool
        /// The smallest and largest number.
        public var range: ClosedRange<Double>?
        /// What it means.
        public var summary: String

        /// Creates a parameter.
        ///
        /// - Parameters:
        ///   - name: its name.
        ///   - kind: what it holds.
        ///   - isRequired: whether the call needs it.
        ///   - range: the smallest and largest number.
        ///   - summary: what it means.
        public init(
            name: String, kind: Kind, isRequired: Bool = false, range: ClosedRange<Double>? = nil, summary: String
        ) {
            self.name = name
            self.kind = kind
            self.isRequired = isRequired
            self.range = range
            self.summary = summary
        }

        /// Whether a value is one.
        func fits(_ value: JSONValue) -> Bool {
            guard kind.fits(value) else { return false }
            return value.doubleValue.map { range?.contains($0) ?? true } ?? true
        }

        var schema: JSONValue {
            var members: [String: JSONValue] = ["type": .string(kind.type), "description": .string(summary)]
            switch kind {
            case .texts: members["items"] = ["type": "string"]
            case .objects: members["items"] = ["type": "object"]
            case .numbers: members["additionalProperties"] = ["type": "number"]
            default: break
            }
            if let range {
                members["minimum"] = Self.whole(range.lowerBound)
                members["maximum"] = Self.whole(range.upperBound)
            }
            return .object(members)
        }

        /// The range in words; empty without one.
        var rangeText: String {
            guard let range else { return "" }
            let bounds = [range.lowerBound, range.upperBound].map { Int(exactly: $0).map(String.init) ?? "\($0)" }
            return " from \(bounds[0]) to \(bounds[1])"
        }

        private static func whole(_ number: Double) -> JSONValue {
            Int(exactly: number).map { .int($0) } ?? .double(number)
        }
    }

    /// Its name, the last part of its path.
    public var name: String
    /// What it does, in a sentence.
    public var summary: String
    /// What it takes.
    public var parameters: [Parameter]
    /// What it gives, as a JSON schema.
    public var result: JSONValue

    /// Creates a call.
    ///
    /// - Parameters:
    ///   - name: the last part of its path.
    ///   - summary: what it does, in a sentence.
    ///   - parameters: what it takes.
    ///   - result: what it gives, as a JSON schema.
    public init(name: String, summary: String, parameters: [Parameter], result: JSONValue) {
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.result = result
    }

    /// The arguments as a JSON schema.
    public var schema: JSONValue {
        [
            "type": "object", "additionalProperties": false,
            "properties": .object(
                Dictionary(parameters.map { ($0.name, $0.schema) }, uniquingKeysWith: { $1 })),
            "required": .array(parameters.filter(\.isRequired).map { .string($0.name) }),
        ]
    }

    /// Checks arguments.
    ///
    /// - Parameter arguments: a JSON value.
    /// - Throws: `ServiceError` that names the argument and what it must be.
    public func check(_ arguments: JSONValue) throws(ServiceError) {
        guard let members = arguments.objectValue else {
            throw ServiceError(message: "the arguments are no JSON object", place: name, remedy: "send an object")
        }
        for (key, value) in members {
            guard let parameter = parameters.first(where: { $0.name == key }) else {
                throw ServiceError(
                    message: "there is no argument '\(key)'", place: name,
                    remedy: "use \(parameters.map(\.name).joined(separator: ", "))")
            }
            guard parameter.fits(value) else {
                throw ServiceError(
                    message: "'\(key)' must be of type \(parameter.kind.type)\(parameter.rangeText)", place: name,
                    remedy: parameter.summary)
            }
        }
        if let missing = parameters.first(where: { $0.isRequired && members[$0.name] == nil }) {
            throw ServiceError(
                message: "the argument '\(missing.name)' is missing", place: name, remedy: missing.summary)
        }
    }
}

extension ServiceCall {
    /// The arguments that a request's body holds; an empty body is an empty object.
    ///
    /// - Parameter request: the request.
    /// - Returns: a JSON value, not checked yet.
    /// - Throws: `ServiceError` when the body is no JSON.
    public static func arguments(of request: ServiceRequest) throws(ServiceError) -> JSONValue {
        guard let arguments = try? JSONValue(parsing: request.body.isEmpty ? "{}" : request.body) else {
            throw ServiceError(message: "the body is no JSON", place: request.path, remedy: "send an object")
        }
        return arguments
    }
}
