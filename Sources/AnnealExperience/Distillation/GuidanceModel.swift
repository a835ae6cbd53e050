public import AnnealFoundation
internal import AnnealLearning
public import Foundation

/// A small network that says which kind of failure a task will meet, made by `GuidanceDistillation`; a file in the
/// safetensors format, with where it comes from among its metadata.
public struct GuidanceModel: Sendable {
    /// What a model was made of, and how it did on runs that it has not seen.
    public struct Account: Sendable, Hashable, Codable {
        /// Attempts in all.
        public var attempts: Int
        /// Their runs.
        public var runs: Int
        /// Attempts on which it was judged.
        public var heldOut: Int
        /// When the first attempt was.
        public var from: Date
        /// When the last attempt was.
        public var to: Date
        /// −log of the probability of what happened, by the shares of the kinds: nats an attempt.
        public var baseLoss: Double
        /// The same of the teacher.
        public var teacherLoss: Double
        /// The same of the student.
        public var studentLoss: Double
        /// How much the student says more than the shares, the mean over held-out runs: nats an attempt.
        public var gain: Double
        /// What that is at least, with 95 % by a normal approximation over runs.
        public var gainBound: Double
        /// Of all randomness.
        public var seed: UInt64
        /// The version of Anneal that made it.
        public var version: String

        /// Whether the evidence says that the student knows more than the shares of the kinds; else it is not used.
        public var isBetter: Bool { gainBound > 0 }
    }

    /// The name of the encoder whose vectors it takes.
    public let encoder: String
    /// What it was made of.
    public let account: Account
    let width: Int
    let hidden: Int
    /// How often each outcome came in what it learned from.
    let base: [Double]
    let tensors: [String: Tensor]

    init(
        encoder: String, width: Int, hidden: Int, base: [Double], account: Account, tensors: [String: Tensor]
    ) {
        self.encoder = encoder
        self.width = width
        self.hidden = hidden
        self.base = base
        self.account = account
        self.tensors = tensors
    }

    private struct Header: Codable {
        var encoder: String
        var width: Int
        var hidden: Int
        var base: [Double]
        var account: Account
        /// The kinds of failure in their order: another order is another model.
        var kinds: [String]
    }

    private static let kinds = FailureKind.allCases.map(\.rawValue)

    /// The model of this machine.
    ///
    /// - Parameter directories: the state folders.
    /// - Returns: the file.
    public static func file(in directories: StateDirectories) -> URL {
        directories.state.appending(path: "learning/guidance.safetensors")
    }

    /// Writes the model; an earlier file is replaced as a whole or not at all.
    ///
    /// - Parameter file: where.
    /// - Throws: `ExperienceError` when it cannot be written.
    public func write(to file: URL) throws(ExperienceError) {
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            let header = Header(
                encoder: encoder, width: width, hidden: hidden, base: base, account: account, kinds: Self.kinds)
            try Safetensors.write(
                tensors, metadata: ["anneal.guidance": try CanonicalJSON.string(header)], to: file.path)
        } catch {
            throw ExperienceError(
                code: .notStored, message: "the model was not stored: \(error)", place: file.path,
                remedy: "check that the folder can be written")
        }
    }

    /// Reads a model.
    ///
    /// - Parameter file: its file.
    /// - Throws: `ExperienceError` when it cannot be read, is not whole or is of other kinds of failure.
    public init(_ file: URL) throws(ExperienceError) {
        func malformed(_ message: String) -> ExperienceError {
            ExperienceError(
                code: .malformed, message: message, place: file.path,
                remedy: "`anneal experience distill` makes a new one")
        }
        do {
            let data = try Data(contentsOf: file)
            let stored = try Safetensors(data, place: file.path)
            guard let text = stored.metadata["anneal.guidance"],
                let header = try? CanonicalJSON.decode(Header.self, from: Data(text.utf8))
            else { throw malformed("this is no model of guidance") }
            guard header.kinds == Self.kinds, header.base.count == FailureExample.outcomes,
                header.base.allSatisfy({ $0 > 0 && $0 < 1 }), (1...4096).contains(header.hidden),
                (1...65_536).contains(header.width)
            else { throw malformed("the model is of other kinds of failure") }
            // Before room is made for a network of the size that the file tells.
            guard header.width * header.hidden <= data.count / MemoryLayout<Float>.size else {
                throw malformed("the model is said to be larger than its file")
            }
            self.init(
                encoder: header.encoder, width: header.width, hidden: header.hidden, base: header.base,
                account: header.account, tensors: try stored.tensors())
            // The weights have to fit.
            _ = try network()
        } catch let error as ExperienceError {
            throw error
        } catch {
            throw malformed("the model cannot be read: \((error as? any DescribedError)?.message ?? "\(error)")")
        }
    }

    func network() throws(LearningError) -> OutcomeNetwork {
        let network = try OutcomeNetwork(width: width, hidden: hidden, seed: 0)
        try network.parameters.load(tensors)
        return network
    }
}
