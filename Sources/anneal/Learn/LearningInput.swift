import AnnealFoundation
import AnnealLearning
import Foundation

/// Files that the learning commands read.
enum LearningInput {
    /// The largest file that is read, in bytes.
    static let largest = 256 << 20

    /// A file's bytes.
    static func bytes(_ path: String) throws -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw LearningFailure(message: "there is no such file", place: path)
        }
        guard !isFolder.boolValue else {
            throw LearningFailure(message: "a folder was given where a file is read", place: path)
        }
        do {
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            guard size <= largest else {
                throw LearningFailure(
                    message: "the file has \(size) bytes, above the \(largest) that are read", place: path,
                    remedy: "split it")
            }
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch let error as LearningFailure {
            throw error
        } catch {
            throw LearningFailure(message: "the file cannot be read: \(error.localizedDescription)", place: path)
        }
    }

    /// The file itself, or the `.json` files of a folder by their names.
    static func workflows(_ path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return [path]
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".json") }.sorted()
        guard !names.isEmpty else {
            throw LearningFailure(message: "there is no .json file in the folder", place: path)
        }
        return names.map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
    }

    /// Runs a body whose errors of learning become those of the command line.
    static func checked<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as LearningError { throw LearningFailure(error) }
    }
}

/// What the learning commands cannot do.
struct LearningFailure: DescribedError {
    var message: String
    var place: String?
    var remedy: String? = "anneal help learn shows what is read"
    var exitCode = AnnealFoundation.ExitCode.badInput

    init(message: String, place: String?, remedy: String? = "anneal help learn shows what is read") {
        self.message = message
        self.place = place
        self.remedy = remedy
    }

    init(_ error: LearningError) {
        message = error.message
        place = error.place
        remedy = error.remedy ?? "anneal help learn shows what is read"
        exitCode = error.code == .library ? .failure : .badInput
    }
}

extension Terminal {
    /// Writes an object as a line of JSON.
    static func result(_ object: [String: JSONValue]) throws {
        result(try CanonicalJSON.string(JSONValue.object(object)))
    }
}
