internal import CLearningKernels

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

    /// Opens a BLAS.
    ///
    /// OpenBLAS knows processors by their model numbers, and takes the loops of the oldest on one that came after it: on an
    /// Intel Sapphire Rapids version 0.3.21 is four times slower than it could be. So it is told what the processor can
    /// do, in the variable that it reads while it is loaded, unless somebody else has set that.
    static func openBLAS(path: String) -> SystemLibrary? {
        let variable = "OPENBLAS_CORETYPE"
        let level = lk_processor_level()
        guard level > 0, getenv(variable) == nil else { return SystemLibrary(path: path) }
        setenv(variable, level == 4 ? "SkylakeX" : "Haswell", 1)
        defer { unsetenv(variable) }
        return SystemLibrary(path: path)
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
