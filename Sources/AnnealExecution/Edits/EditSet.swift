public import AnnealSafety
internal import Foundation

/// Edits of several files that are applied all, or not at all.
public struct EditSet: Sendable, Hashable {
    /// The edits in the order in which they take effect.
    public var edits: [FileEdit]

    /// Creates a set.
    public init(_ edits: [FileEdit]) { self.edits = edits }

    /// Reads a set from what a model wrote.
    ///
    /// - Parameters:
    ///   - text: the model's answer.
    ///   - format: the format; `nil` recognises it.
    ///   - defaultPath: the file that is meant when the text names none.
    /// - Throws: `EditError` when there is no edit or one is malformed.
    public init(parsing text: String, format: EditFormat? = nil, defaultPath: String? = nil) throws(EditError) {
        let format = format ?? EditFormat.recognised(in: text)
        edits = try format.parser(defaultPath: defaultPath).parse(text)
    }

    /// Applies all edits, or changes nothing.
    ///
    /// Every edit is worked out in memory before the first file is written. When the system refuses a write, the files
    /// that were written already are put back.
    ///
    /// - Parameters:
    ///   - root: absolute path of the workspace.
    ///   - planned: files that the plan names, relative to the root: those that run something later, such as the
    ///     definitions of a build server, are changed only then.
    ///   - approved: files of this kind, or of Anneal's own, whose change a person agreed to.
    /// - Returns: paths of the files that are changed now, relative to the root, sorted.
    /// - Throws: `EditError` with everything that is wrong.
    @discardableResult
    public func apply(
        in root: String, planned: Set<String> = [], approved: Set<String> = []
    ) throws(EditError) -> [String] {
        try FileTransaction(outcome(in: root, WritePermission(planned: planned, approved: approved))).commit()
    }

    /// What the files would be, without changing any.
    ///
    /// - Parameters:
    ///   - root: absolute path of the workspace.
    ///   - planned: files that the plan names; see `apply`.
    ///   - approved: files whose change a person agreed to; see `apply`.
    /// - Returns: the new text by path relative to the root, sorted by path; `nil` for files that are removed.
    /// - Throws: `EditError` with everything that is wrong.
    public func preview(
        in root: String, planned: Set<String> = [], approved: Set<String> = []
    ) throws(EditError) -> [(path: String, text: String?)] {
        try outcome(in: root, WritePermission(planned: planned, approved: approved)).map { change in
            (change.path.relative, change.after?.text)
        }
    }

    /// The changes of protected files among these edits that the plan does not name: what a person has to agree to.
    ///
    /// - Parameters:
    ///   - root: absolute path of the workspace.
    ///   - planned: files that the plan names; see `apply`.
    /// - Returns: the changes, sorted by path.
    /// - Throws: `EditError` with everything that is wrong besides.
    public func proposals(in root: String, planned: Set<String> = []) throws(EditError) -> [ProposedWrite] {
        let permission = WritePermission(planned: planned, isProposal: true)
        return try outcome(in: root, permission).compactMap { change in
            guard let kind = change.path.protection, !permission.isPlanned(change.path.relative, kind) else {
                return nil
            }
            return ProposedWrite(
                path: change.path.relative, kind: kind, before: change.before.flatMap { TextFile($0)?.text },
                after: change.after?.text, content: change.after?.data)
        }
    }

    private func outcome(in root: String, _ permission: WritePermission) throws(EditError) -> [FileChange] {
        var drafts = Drafts(root: root, permission: permission)
        var failures: [EditError.Failure] = []
        for edit in edits {
            do throws(EditError) {
                try drafts.take(edit)
            } catch {
                failures += error.failures
            }
        }
        guard failures.isEmpty else { throw EditError(failures) }
        return drafts.changes
    }
}

/// A file before and after the edits.
struct FileChange: Sendable, Hashable {
    var path: WorkspacePath
    /// The bytes before; `nil` when there was no file.
    var before: Data?
    /// The file after; `nil` when there is none.
    var after: TextFile?
    /// The file whose permissions it gets.
    var permissionsFrom: WorkspacePath
}

/// The files as the edits leave them, in memory.
private struct Drafts {
    let root: String
    let permission: WritePermission
    private var files: [WorkspacePath: FileChange] = [:]

    init(root: String, permission: WritePermission) {
        self.root = root
        self.permission = permission
    }

    var changes: [FileChange] {
        files.values.filter { $0.before != nil || $0.after != nil }
            .filter { $0.before != $0.after?.data }.sorted { $0.path.relative < $1.path.relative }
    }

    mutating func take(_ edit: FileEdit) throws(EditError) {
        let path = try allowed(edit.path)
        var draft = try draft(of: path)
        switch edit.change {
        case .create(let text):
            if let existing = draft.after, !existing.lines.isEmpty {
                throw EditError(
                    code: .existingFile, path: path.relative, message: "the file exists already",
                    correction: "Change it with lines to search and replace, or write the whole file.")
            }
            draft.after = draft.after?.replacing(text: text) ?? TextFile(text: text)
        case .write(let text):
            draft.after = draft.after?.replacing(text: text) ?? TextFile(text: text)
        case .delete:
            guard draft.after != nil else { throw Self.missing(path) }
            draft.after = nil
        case .replace(let replacements):
            guard var file = draft.after else { throw Self.missing(path) }
            try Replacing(path: path.relative).apply(replacements, to: &file)
            draft.after = file
        }
        guard let movedTo = edit.movedTo else {
            files[path] = draft
            return
        }
        let target = try allowed(movedTo)
        var moved = try self.draft(of: target)
        guard target != path, moved.after == nil else {
            throw EditError(
                code: .existingFile, path: target.relative, message: "the file to move to exists already",
                correction: "Choose another path, or delete that file first.")
        }
        moved.after = draft.after
        moved.permissionsFrom = path
        draft.after = nil
        files[path] = draft
        files[target] = moved
    }

    /// A path, unless it is one that only a plan or a person may name.
    private func allowed(_ written: String) throws(EditError) -> WorkspacePath {
        let path = try WorkspacePath(written, in: root, includesOwn: true)
        guard let kind = path.protection, !permission.allows(path.relative, kind) else { return path }
        throw EditError(
            code: .refusedPath, path: path.relative,
            message: kind.mayBePlanned
                ? "it may only be changed when the plan names it: \(kind.wording)"
                : "\(path.relative) may not be changed: \(kind.wording)",
            correction: "Leave this file alone, or have the specification ask for it.")
    }

    private func draft(of path: WorkspacePath) throws(EditError) -> FileChange {
        if let draft = files[path] { return draft }
        guard path.permissions() != nil else { return FileChange(path: path, permissionsFrom: path) }
        guard let data = path.bytes(), let file = TextFile(data) else {
            throw EditError(
                code: .notText, path: path.relative, message: "the file is not a text that can be edited",
                correction: "Leave this file alone.")
        }
        return FileChange(path: path, before: data, after: file, permissionsFrom: path)
    }

    private static func missing(_ path: WorkspacePath) -> EditError {
        EditError(
            code: .missingFile, path: path.relative, message: "there is no such file",
            correction: "Check the path, or make the file: an empty SEARCH, '*** Add File:', or the whole file.")
    }
}
