internal import AnnealFoundation

extension BackendAddress {
    /// Options that say how a connection is encrypted.
    static let optionsOfTLS: Set<String> = ["ca", "cert", "key", "serverName"]
    /// The longest time that an option may name.
    static let longestTime = Duration.seconds(86_400)

    /// A length of time among the options.
    ///
    /// - Parameters:
    ///   - name: the option.
    ///   - range: what is possible.
    /// - Returns: `nil` when the option is not there.
    /// - Throws: `BackendError` with the code `address` that names the option.
    func duration(
        _ name: String, within range: ClosedRange<Duration> = .milliseconds(1)...Self.longestTime
    ) throws(BackendError) -> Duration? {
        guard let text = options[name] else { return nil }
        guard let duration = Duration(written: text), range.contains(duration) else {
            throw refusal(
                name, "'\(text)' is no length of time that is possible here",
                "write \(Self.written(range.lowerBound)) to \(Self.written(range.upperBound)), such as 500ms, 5s or 1m")
        }
        return duration
    }

    private static func written(_ duration: Duration) -> String {
        duration < .seconds(1) ? "\(Int(duration.seconds * 1_000))ms" : "\(Int(duration.seconds))s"
    }

    /// A whole number among the options.
    ///
    /// - Parameters:
    ///   - name: the option.
    ///   - range: what is possible.
    /// - Returns: `nil` when the option is not there.
    /// - Throws: `BackendError` with the code `address` that names the option.
    func number(_ name: String, within range: ClosedRange<Int>) throws(BackendError) -> Int? {
        guard let text = options[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw refusal(
                name, "'\(text)' is no number that is possible here",
                "write a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Refuses options that would have no effect.
    ///
    /// - Parameters:
    ///   - allowed: those that there are, as they are told.
    ///   - server: whose they are.
    ///   - encrypting: the scheme with TLS, where the address has the one without.
    /// - Throws: `BackendError` with the code `address` for the first option that is none, or would change nothing.
    func checkOptions(among allowed: [String], of server: String, encrypting: String? = nil) throws(BackendError) {
        for name in options.keys.sorted() {
            guard allowed.contains(name) else {
                throw refusal(
                    name, "there is no option '\(name)' for \(server)",
                    "write one of \(allowed.joined(separator: ", ")), or leave it out")
            }
            guard let encrypting, Self.optionsOfTLS.contains(name) else { continue }
            throw refusal(
                name, "it is for TLS, and the address is without it",
                "write \(encrypting):// to encrypt, or leave the option out")
        }
    }

    /// Why an address cannot be used.
    ///
    /// - Parameters:
    ///   - option: the option at fault, if it is one.
    ///   - message: what is wrong.
    ///   - remedy: what to write instead.
    /// - Returns: an error with the code `address`.
    func refusal(_ option: String?, _ message: String, _ remedy: String) -> BackendError {
        BackendError(
            code: .address, message: message, place: option.map { "\(self), option \($0)" } ?? description,
            remedy: remedy)
    }
}
