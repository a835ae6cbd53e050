import AnnealContext
import AnnealFoundation
import AnnealServing
import Foundation

extension ProjectContext.Plan {
    /// What the settings say of a project.
    ///
    /// - Throws: `ConfigurationError` when the deadline is no day.
    init(settings: Settings) throws {
        var deadline: Date?
        if let text = settings.text("project.deadline") {
            guard let day = try? Date(text, strategy: .iso8601.year().month().day()) else {
                throw ServiceError(
                    message: "'\(text)' is no day", place: "project.deadline", remedy: "write it like 2027-03-31")
            }
            deadline = day
        }
        self.init(
            deadline: deadline, budget: settings.number("project.budget"), industry: settings.text("project.industry"),
            compliance: (settings.text("project.compliance") ?? "").split(separator: ",")
                .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty },
            teamSize: settings.integer("project.teamSize"))
    }
}
