/// How much memory is allocated, as the C library tells it; 0 where it does not.
#include <stddef.h>
#if defined(__linux__)
#include <malloc.h>
#endif

static inline size_t allocated_bytes(void) {
#if defined(__GLIBC__)
    return mallinfo2().uordblks;
#else
    return 0;
#endif
}
