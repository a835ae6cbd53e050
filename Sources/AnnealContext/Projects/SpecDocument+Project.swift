public import AnnealSpecs
internal import Foundation

extension SpecDocument {
    /// Adds examples for sentences that leave out the call which the repository's own tests make, see
    /// `addingExamples(likeCallsIn:language:)`.
    ///
    /// - Parameter project: the repository; its test files in its first language are read, 200 of at most 256 KB each.
    /// - Returns: the document with these examples.
    public func addingExamples(likeCallsOf project: Project) -> SpecDocument {
        guard let language = project.languages.lazy.compactMap({ Languages.named($0) }).first else { return self }
        let tests = project.files.filter {
            Languages.forFile(path: $0)?.name == language.name && language.isTest(path: $0)
        }.prefix(200).compactMap { path in
            BoundedFile.read(root: project.root, path: path, limit: 256 << 10).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        return addingExamples(likeCallsIn: tests, language: language.name)
    }
}
