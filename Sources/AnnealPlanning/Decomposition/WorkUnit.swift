internal import AnnealFoundation
internal import AnnealSpecs

/// A piece of work before it becomes a task: some of the requirements' names in one place.
struct WorkUnit {
    /// Positions of the requirements in the document.
    var requirements: [Int]
    var criteria: [CriterionID] = []
    /// The file of the first name comes first.
    var files: [String]
    var claims: [NameClaims.Claim] = []
    var commands: [String] = []
    /// Whether it is the command line's part of a requirement.
    var isCommand: Bool { !commands.isEmpty && claims.allSatisfy(\.isType) }
    /// Whether it changes code that is there, in the repository or by an earlier task.
    var isChange = false
    /// The requirement whose work this one goes on with, when it names nothing itself.
    var continues: Int?
    var reasons: [String] = []
    var priority = 2
    var effort = 1.0
}
