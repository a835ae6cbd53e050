#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A library of the system that is opened when it is needed and stays open until the program ends.
struct SystemLibrary {
    private let handle: UnsafeMutableRawPointer

    /// Opens a library; `nil` when there is none, or one that cannot be loaded.
    init?(path: String) {
        guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else { return nil }
        self.handle = handle
    }

    /// The address of a function; `nil` when the library has none of that name.
    func symbol(_ name: String) -> UnsafeMutableRawPointer? { dlsym(handle, name) }

    /// Where a BLAS may be, the best first.
    static var blasPaths: [String] {
        #if canImport(Darwin)
            ["/System/Library/Frameworks/Accelerate.framework/Accelerate"]
        #else
            ["libopenblas.so.0", "libopenblas.so"]
        #endif
    }
}
