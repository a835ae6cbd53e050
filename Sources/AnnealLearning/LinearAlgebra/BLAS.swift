internal import CLearningKernels

/// Products of matrices and vectors of Float32, by the fastest library that the machine has.
///
/// On Linux that is OpenBLAS, on macOS Accelerate; both are opened when the first product is taken, so that a command
/// that does not learn loads neither. Without them a slower loop of this module does the same. OpenBLAS is told to use one
/// thread, whatever the environment says: the program is parallel already, and the order of the sums, and so the result,
/// does not depend on the machine's load. Accelerate is told the same where it can be (macOS 15); whether that holds for
/// every thread of the program, no Mac has shown.
///
/// All matrices are stored row by row. Nothing here checks lengths: the shapes were checked when the graph was recorded.
struct BLAS: Sendable {
    typealias GeneralProduct =
        @convention(c) (
            Int32, Int32, Int32, Int32, Int32, Int32, Float, UnsafePointer<Float>?, Int32, UnsafePointer<Float>?, Int32,
            Float, UnsafeMutablePointer<Float>?, Int32
        ) -> Void
    typealias VectorProduct =
        @convention(c) (
            Int32, Int32, Int32, Int32, Float, UnsafePointer<Float>?, Int32, UnsafePointer<Float>?, Int32, Float,
            UnsafeMutablePointer<Float>?, Int32
        ) -> Void

    /// What this machine has.
    static let system: BLAS = open() ?? fallback
    /// The loops of this module, for machines without a library and for comparison.
    static let fallback = BLAS(name: "built in", threads: 1, general: nil, vector: nil)

    /// What computes: the library's own words about itself.
    let name: String
    /// How many threads it uses, as it says itself; `nil` for one that does not say.
    let threads: Int?
    private let general: GeneralProduct?
    private let vector: VectorProduct?

    private init(name: String, threads: Int?, general: GeneralProduct?, vector: VectorProduct?) {
        self.name = name
        self.threads = threads
        self.general = general
        self.vector = vector
    }

    private static func open() -> BLAS? {
        for path in SystemLibrary.blasPaths {
            guard let library = SystemLibrary.openBLAS(path: path),
                let general = library.symbol("cblas_sgemm"), let vector = library.symbol("cblas_sgemv")
            else { continue }
            var name = path
            if let threads = library.symbol("openblas_set_num_threads") {
                unsafeBitCast(threads, to: (@convention(c) (Int32) -> Void).self)(1)
            }
            if let threading = library.symbol("BLASSetThreading") {
                _ = unsafeBitCast(threading, to: (@convention(c) (UInt32) -> Int32).self)(1)
            }
            let threads = library.symbol("openblas_get_num_threads").map {
                Int(unsafeBitCast($0, to: (@convention(c) () -> Int32).self)())
            }
            if let configuration = library.symbol("openblas_get_config") {
                let text = unsafeBitCast(configuration, to: (@convention(c) () -> UnsafePointer<CChar>?).self)()
                if let text { name = String(cString: text) }
            }
            return BLAS(
                name: name, threads: threads, general: unsafeBitCast(general, to: GeneralProduct.self),
                vector: unsafeBitCast(vector, to: VectorProduct.self))
        }
        return nil
    }

    /// C = alpha op(A) op(B) + beta C.
    ///
    /// - Parameters:
    ///   - a: op(A) is m × k.
    ///   - b: op(B) is k × n.
    ///   - c: m × n.
    ///   - stride: from one row of C to the next.
    ///   - m: rows of C.
    ///   - n: columns of C.
    ///   - k: of the sums.
    ///   - alpha: of the product.
    ///   - beta: of what is in C; 0 when there is nothing yet.
    func multiply(
        _ a: Operand, _ b: Operand, into c: UnsafeMutablePointer<Float>, stride: Int, m: Int, n: Int, k: Int,
        alpha: Float = 1, beta: Float
    ) {
        let isPlain = alpha == 1 && (beta == 0 || beta == 1)
        if m == 1, !a.transposed, !b.transposed, isPlain {
            lk_row_product(c, a.pointer, b.pointer, b.stride, n, k, beta == 0 ? 0 : 1)
        } else if isPlain, multiplyFew(a, b, into: c, stride: stride, m: m, n: n, k: k, adds: beta == 0 ? 0 : 1) {
            return
        } else if m == 1, let vector {
            // One row: y = op(B)' x. B is stored k × n, or n × k when it is transposed.
            let (rows, columns) = b.transposed ? (n, k) : (k, n)
            vector(
                101, b.transposed ? 111 : 112, Int32(truncatingIfNeeded: rows), Int32(truncatingIfNeeded: columns),
                alpha, b.pointer, Int32(truncatingIfNeeded: b.stride), a.pointer,
                a.transposed ? Int32(truncatingIfNeeded: a.stride) : 1, beta, c, 1)
        } else if let general {
            general(
                101, a.transposed ? 112 : 111, b.transposed ? 112 : 111, Int32(truncatingIfNeeded: m),
                Int32(truncatingIfNeeded: n), Int32(truncatingIfNeeded: k), alpha, a.pointer,
                Int32(truncatingIfNeeded: a.stride), b.pointer, Int32(truncatingIfNeeded: b.stride), beta, c,
                Int32(truncatingIfNeeded: stride))
        } else {
            lk_gemm(
                a.transposed ? 1 : 0, b.transposed ? 1 : 0, m, n, k, alpha, a.pointer, a.stride, b.pointer, b.stride,
                beta, c, stride)
        }
    }

    /// C = op(A) op(B), or C += op(A) op(B), where one side is so short that a library spends more on putting the matrices
    /// in order than on products; `false` where none is.
    private func multiplyFew(
        _ a: Operand, _ b: Operand, into c: UnsafeMutablePointer<Float>, stride: Int, m: Int, n: Int, k: Int,
        adds: Int32
    ) -> Bool {
        // Of one row a library makes as good a product. Of one column it asks for memory at each call.
        guard m > 1, n > 0, k > 0 else { return false }
        let few = LK_FEW
        switch (a.transposed, b.transposed) {
        case (false, false) where n <= few && k >= 16:
            lk_few_columns(c, stride, a.pointer, a.stride, b.pointer, b.stride, m, n, k, adds)
        case (false, _) where k <= few && n >= 16:
            let (row, step) = b.transposed ? (1, b.stride) : (b.stride, 1)
            lk_few_terms(c, stride, a.pointer, a.stride, b.pointer, row, step, m, n, k, adds)
        case (true, false) where m <= few && n >= 16:
            lk_few_rows(c, stride, 1, a.pointer, a.stride, b.pointer, b.stride, k, n, m, adds)
        case (true, false) where n <= few && m >= 16:
            lk_few_rows(c, 1, stride, b.pointer, b.stride, a.pointer, a.stride, k, m, n, adds)
        default: return false
        }
        return true
    }

    /// A matrix that is multiplied: where it is, how far its rows are apart, and whether it is taken transposed.
    struct Operand {
        let pointer: UnsafePointer<Float>
        let stride: Int
        let transposed: Bool

        static func plain(_ pointer: UnsafeMutablePointer<Float>, stride: Int) -> Operand {
            Operand(pointer: UnsafePointer(pointer), stride: stride, transposed: false)
        }
        static func transposed(_ pointer: UnsafeMutablePointer<Float>, stride: Int) -> Operand {
            Operand(pointer: UnsafePointer(pointer), stride: stride, transposed: true)
        }
    }
}
