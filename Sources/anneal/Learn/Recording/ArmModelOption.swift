import AnnealDecisions
import ArgumentParser

/// What the command line tells of the arms' models, such as their addresses: `VALUE` for all, `small=VALUE`,
/// `large=VALUE`, or `NAME=VALUE` with a model's name.
struct ArmModelOption {
    private var all: String?
    private var byModel: [String: String] = [:]

    /// Reads the values of an option.
    init(_ values: [String], option: String) throws {
        for value in values {
            guard let mark = value.firstIndex(of: "="), !value[..<mark].contains("/") else {
                all = value
                continue
            }
            let name = String(value[..<mark])
            let models = ["small": SelectionArm.small, "large": SelectionArm.large]
            guard let model = models[name] ?? models.values.first(where: { $0 == name }) else {
                throw ValidationError(
                    "\(option): no arm uses a model '\(name)'; use small=…, large=… or one value for all")
            }
            byModel[model] = String(value[value.index(after: mark)...])
        }
    }

    /// The value for a model.
    subscript(model: String) -> String? { byModel[model] ?? all }
}
