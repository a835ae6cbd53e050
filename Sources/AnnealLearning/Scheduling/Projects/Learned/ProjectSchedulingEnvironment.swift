/// Scheduling of projects with limited resources as something to learn: the candidates are the activities whose
/// predecessors are scheduled, and the one that is chosen is put where it can begin first (the serial scheme).
///
/// A choice earns minus the time by which the makespan grows over the project's lower bound, so that an episode earns minus
/// makespan over bound: -1 cannot be surpassed. Choices by a rule give the schedule of that rule.
///
/// Features of an activity, each of about size 1: the eighteen that `PriorityNetwork` sees of it, which do not change in an
/// episode; and of the schedule under way over the bound: when its predecessors end, when it could begin, when it would
/// end, and by how much the makespan would grow; then the makespan so far over the bound, and the share of activities that
/// are scheduled.
///
/// Source: R. Kolisch, "Serial and Parallel Resource-Constrained Project Scheduling Methods Revisited", EJOR 90 (1996).
public struct ProjectSchedulingEnvironment: CandidateEnvironment {
    /// The projects that episodes are drawn from.
    public let projects: [ResourceProject]
    private var random: RandomSource
    private var episode: ProjectEpisode?
    /// Which project the episode is of.
    private var index = 0
    /// What does not change in an episode, activity by activity.
    private var looks: [Float] = []
    /// The lower bound of the makespan of the episode's project.
    public private(set) var lowerBound = 0

    /// Creates the environment.
    ///
    /// - Parameters:
    ///   - projects: at least one.
    ///   - seed: of its randomness.
    /// - Throws: `LearningError` of code `invalidArgument` without a project.
    public init(projects: [ResourceProject], seed: UInt64 = 0) throws(LearningError) {
        guard !projects.isEmpty else {
            throw LearningError(
                code: .invalidArgument, message: "there are no projects", place: "ProjectSchedulingEnvironment",
                remedy: "give at least one")
        }
        self.projects = projects
        random = RandomSource(seed: seed)
    }

    /// Twenty-four.
    public var featureCount: Int { ProjectFeatures.nodeCount + 6 }
    /// How many activities may come next; 0 without an episode.
    public var candidateCount: Int { episode?.eligible.count ?? 0 }
    /// The activities that may come next, in the order of becoming so.
    public var candidates: [Int] { episode?.eligible ?? [] }
    /// Of each activity, when it begins; 0 for those that are not scheduled yet, empty without an episode.
    public var starts: [Int] { episode?.starts ?? [] }
    /// The makespan of what is scheduled so far.
    public var makespan: Int { episode?.makespan ?? 0 }

    /// Sets the randomness anew.
    public mutating func seed(_ seed: UInt64) { random = RandomSource(seed: seed) }

    /// Begins an episode with a project that is drawn.
    public mutating func reset() { begin(project: random.index(below: projects.count)) }

    /// Begins an episode with a project that is given.
    ///
    /// - Parameter project: the index of the project; one that is none counts as the nearest.
    public mutating func begin(project: Int) {
        index = min(max(0, project), projects.count - 1)
        let project = projects[index]
        lowerBound = project.lowerBound
        looks = ProjectFeatures(project).nodes
        episode = ProjectEpisode(project)
    }

    /// Writes twenty-four features an activity.
    public func writeFeatures(into features: UnsafeMutableBufferPointer<Float>) {
        guard let episode else { return }
        let still = ProjectFeatures.nodeCount
        let bound = Float(max(1, lowerBound))
        let done = Float(episode.placed.count) / Float(episode.project.count)
        var place = 0
        for activity in episode.eligible {
            for column in 0..<still { features[place + column] = looks[activity * still + column] }
            let start = episode.start(of: activity)
            let end = start + episode.project.durations[activity]
            features[place + still] = Float(episode.readyTime(of: activity)) / bound
            features[place + still + 1] = Float(start) / bound
            features[place + still + 2] = Float(end) / bound
            features[place + still + 3] = Float(max(0, end - episode.makespan)) / bound
            features[place + still + 4] = Float(episode.makespan) / bound
            features[place + still + 5] = done
            place += featureCount
        }
    }

    /// Schedules an activity.
    public mutating func step(_ candidate: Int) throws(LearningError) -> StepOutcome {
        guard (0..<candidateCount).contains(candidate) else {
            throw LearningError(
                code: .invalidArgument,
                message: "candidate \(candidate) is none of the \(candidateCount) activities that may come next",
                place: "ProjectSchedulingEnvironment.step", remedy: "call reset before an episode")
        }
        let before = makespan
        episode?.place(candidate)
        let reward = lowerBound > 0 ? Float(before - makespan) / Float(lowerBound) : 0
        return StepOutcome(reward: reward, isTerminated: candidateCount == 0)
    }
}

extension ProjectSchedulingEnvironment: Codable {
    private enum Key: String, CodingKey {
        case projects, random, index, placed
    }

    /// Reads an environment: the episode under way is the activities that were chosen, which are placed again.
    ///
    /// - Parameter decoder: where it is read from.
    /// - Throws: `DecodingError`, also for a choice that cannot have been made.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        projects = try values.decode([ResourceProject].self, forKey: .projects)
        random = try values.decode(RandomSource.self, forKey: .random)
        guard !projects.isEmpty else {
            throw DecodingError.dataCorruptedError(
                forKey: .projects, in: values, debugDescription: "there are no projects")
        }
        guard let placed = try values.decodeIfPresent([Int].self, forKey: .placed) else { return }
        let index = try values.decode(Int.self, forKey: .index)
        guard projects.indices.contains(index) else {
            throw DecodingError.dataCorruptedError(
                forKey: .index, in: values, debugDescription: "there is no project \(index)")
        }
        begin(project: index)
        for activity in placed {
            guard let candidate = candidates.firstIndex(of: activity) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .placed, in: values, debugDescription: "activity \(activity) could not be scheduled then")
            }
            episode?.place(candidate)
        }
    }

    /// Writes the environment.
    ///
    /// - Parameter encoder: where it is written to.
    /// - Throws: what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(projects, forKey: .projects)
        try values.encode(random, forKey: .random)
        guard let episode else { return }
        try values.encode(index, forKey: .index)
        try values.encode(episode.placed, forKey: .placed)
    }
}
