internal import AnnealFoundation
internal import Foundation

/// How fast a model is on an idle machine, measured once, so that the seconds of a request can be reckoned from its tokens.
///
/// The clock tells what an arm costs only while nothing else works. Seconds that are reckoned do not depend on what ran
/// beside a recording: cases can be recorded at the same time, and on several machines.
public struct ModelSpeed: Sendable, Hashable, Codable {
    /// Tokens of prompts that are read in a second.
    public var prompt: Double
    /// Tokens that are generated in a second, of all answers together, by the number of answers at once.
    public var generated: [Int: Double]

    /// Creates a speed.
    ///
    /// - Parameters:
    ///   - prompt: tokens of prompts read in a second, above 0.
    ///   - generated: tokens generated in a second by the number of answers at once; one at least, all above 0.
    public init(prompt: Double, generated: [Int: Double]) {
        self.prompt = prompt
        self.generated = generated
    }

    /// The seconds that a request takes.
    ///
    /// Between two numbers of answers that were measured the speed is interpolated; beyond them it is that of the nearest.
    ///
    /// - Parameters:
    ///   - prompt: tokens of the prompt that no cache had.
    ///   - generated: tokens generated, of all answers together.
    ///   - answers: answers at once.
    /// - Returns: seconds.
    public func seconds(prompt: Int, generated: Int, answers: Int) -> Double {
        Double(max(0, prompt)) / self.prompt + Double(max(0, generated)) / rate(answers)
    }

    private func rate(_ answers: Int) -> Double {
        let known = generated.sorted { $0.key < $1.key }
        guard let above = known.firstIndex(where: { $0.key >= answers }) else { return known.last?.value ?? 1 }
        guard above > 0 else { return known[0].value }
        let (low, high) = (known[above - 1], known[above])
        let share = Double(answers - low.key) / Double(high.key - low.key)
        return low.value + share * (high.value - low.value)
    }

    /// Reads a file with a speed for each model: `{"MODEL": {"prompt": 90, "generated": {"1": 12, "4": 27}}}`.
    ///
    /// - Parameter path: the file.
    /// - Returns: speeds by model.
    /// - Throws: `SuiteError` that names the model whose speed is none.
    public static func read(_ path: String) throws(SuiteError) -> [String: ModelSpeed] {
        let remedy =
            #"write {"MODEL": {"prompt": 90, "generated": {"1": 12, "4": 27}}}: tokens a second by answers at once"#
        let data: Data
        do { data = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
            throw SuiteError(
                message: "the speeds cannot be read: \(error.localizedDescription)", place: path, remedy: remedy)
        }
        guard let value = try? JSONValue(parsing: String(decoding: data, as: UTF8.self)),
            case .object(let models) = value
        else {
            throw SuiteError(message: "these are no speeds of models", place: path, remedy: remedy)
        }
        var speeds: [String: ModelSpeed] = [:]
        for (model, value) in models.sorted(by: { $0.key < $1.key }) {
            guard let speed = ModelSpeed(value) else {
                throw SuiteError(
                    message: "the speed of '\(model)' is none: numbers above 0 are wanted", place: path, remedy: remedy)
            }
            speeds[model] = speed
        }
        return speeds
    }

    private init?(_ value: JSONValue) {
        guard let prompt = value["prompt"]?.doubleValue, prompt > 0, case .object(let widths)? = value["generated"],
            !widths.isEmpty
        else { return nil }
        var generated: [Int: Double] = [:]
        for (width, rate) in widths {
            guard let width = Int(width), width > 0, let rate = rate.doubleValue, rate > 0 else { return nil }
            generated[width] = rate
        }
        self.init(prompt: prompt, generated: generated)
    }
}
