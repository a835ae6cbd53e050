import AnnealFoundation
import AnnealTelemetry

extension Doctor {
    /// Whether what leaves a run for those who watch it can get there; nothing where nothing is named.
    ///
    /// - Parameter settings: the settings in force.
    /// - Returns: one finding a place.
    func telemetryFindings(_ settings: Settings) async -> [Finding] {
        do throws(ConfigurationError) {
            let checks = try await TelemetryCheck.all(
                in: settings, environment: environment, version: AnnealVersion.text)
            return checks.map { check in
                guard let remedy = check.remedy else { return .ok(check.target, check.message) }
                return check.isUsable
                    ? .warn(check.target, check.message, remedy: remedy)
                    : .fail(check.target, check.message, remedy: remedy)
            }
        } catch {
            return [
                .fail(
                    "telemetry", "\(error.message)\(error.place.map { " (\($0))" } ?? "")",
                    remedy: error.remedy ?? "correct the setting")
            ]
        }
    }
}
