#include "learning_kernels.h"

#if defined(__x86_64__)
#include <xmmintrin.h>

/// Results that are too small become 0, and operands that are count as 0.
enum { FLUSH_RESULTS = 0x8000, FLUSH_OPERANDS = 0x0040 };

unsigned lk_flush_small_numbers(void) {
    unsigned state = _mm_getcsr();
    _mm_setcsr(state | FLUSH_RESULTS | FLUSH_OPERANDS);
    return state;
}
void lk_restore_rounding(unsigned state) { _mm_setcsr(state); }
#else
unsigned lk_flush_small_numbers(void) { return 0; }
void lk_restore_rounding(unsigned state) { (void)state; }
#endif

int lk_processor_level(void) {
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd")) {
        return 4;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) { return 3; }
#endif
    return 0;
}
