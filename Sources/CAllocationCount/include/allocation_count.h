/// Counts the requests for memory of a whole program: linked into one, it takes the place of the C library's `malloc`
/// and its kind, counts, and passes on. Only for measuring.
#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

#include <stdint.h>

/// How many times memory was asked for since the program began; −1 where the C library does not let it be counted.
int64_t allocation_count(void);

#endif
