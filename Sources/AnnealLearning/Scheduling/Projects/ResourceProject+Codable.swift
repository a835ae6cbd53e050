extension ResourceProject: Codable {
    private enum Key: String, CodingKey {
        case name, capacities, durations, demands, successors, bestKnown, knownLowerBound
    }

    /// Reads a project; it is checked as any other.
    ///
    /// - Parameter decoder: where it is read from.
    /// - Throws: `DecodingError`, also when it is no project.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        do {
            try self.init(
                name: values.decode(String.self, forKey: .name),
                capacities: values.decode([Int].self, forKey: .capacities),
                durations: values.decode([Int].self, forKey: .durations),
                demands: values.decode([[Int]].self, forKey: .demands),
                successors: values.decode([[Int]].self, forKey: .successors),
                bestKnown: values.decodeIfPresent(Int.self, forKey: .bestKnown),
                knownLowerBound: values.decodeIfPresent(Int.self, forKey: .knownLowerBound))
        } catch let error as LearningError {
            throw DecodingError.dataCorruptedError(forKey: .successors, in: values, debugDescription: error.message)
        }
    }

    /// Writes the project.
    ///
    /// - Parameter encoder: where it is written to.
    /// - Throws: what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(name, forKey: .name)
        try values.encode(capacities, forKey: .capacities)
        try values.encode(durations, forKey: .durations)
        try values.encode(demands, forKey: .demands)
        try values.encode(successors, forKey: .successors)
        try values.encodeIfPresent(bestKnown, forKey: .bestKnown)
        try values.encodeIfPresent(knownLowerBound, forKey: .knownLowerBound)
    }
}
