public import AnnealRecommendation
public import ArgumentParser
import Foundation

extension ProjectFeatures.Level: ExpressibleByArgument {}

/// What is known of a project; what is not given is read from the need's words.
struct ProjectOptions: ParsableArguments {
    @Option(help: "How involved the work is.") var complexity: ProjectFeatures.Level?
    @Option(help: "How experienced the team is.") var experience: ProjectFeatures.Level?
    @Option(help: "How soon it has to be there.") var urgency: ProjectFeatures.Level?
    @Option(help: "How much money there is.") var budget: ProjectFeatures.Level?
    @Option(help: "How fast it has to be.") var performance: ProjectFeatures.Level?
    @Option(help: "How far it has to grow.") var scalability: ProjectFeatures.Level?
    @Option(help: "A technology in use; repeatable.") var stack: [String] = []
    @Option(help: "A repository whose language is in use.") var repository: String?
    @Option(help: "The field: health, finance, public, …") var industry: String?
    @Option(help: "A rule to keep: gdpr, hipaa, open-source, …; repeatable.") var compliance: [String] = []
    @Option(name: .customLong("integrate"), help: "A technology to work with; repeatable.") var integration: [String] =
        []

    func validate() throws {
        guard let repository else { return }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: repository, isDirectory: &isFolder), isFolder.boolValue else {
            throw ValidationError("--repository \(repository) is no folder")
        }
    }

    /// The features: what is given, else what the text says.
    func features(for text: String) -> ProjectFeatures {
        var features = ProjectFeatures.read(from: text)
        features.complexity = complexity ?? features.complexity
        features.experience = experience ?? features.experience
        features.urgency = urgency ?? features.urgency
        features.budget = budget ?? features.budget
        features.performance = performance ?? features.performance
        features.scalability = scalability ?? features.scalability
        features.industry = industry ?? features.industry
        features.stack = stack.map { $0.lowercased() }
        features.integration = integration.map { $0.lowercased() }
        for rule in compliance.map({ $0.lowercased() }) where !features.compliance.contains(rule) {
            features.compliance.append(rule)
        }
        if let repository {
            let found = PresentStack.technologies(in: URL(fileURLWithPath: repository))
            features.stack += found.filter { !features.stack.contains($0) }
        }
        return features
    }
}
