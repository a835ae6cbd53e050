/// The task whose executor asks a model, for those who record the request on its way.
enum RequestOrigin {
    /// The task's identifier; `nil` outside of tasks.
    @TaskLocal static var task: String?
}
