#define _GNU_SOURCE
#include "CSafety.h"

#include <errno.h>
#include <string.h>

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>

/* From linux/openat2.h, which older headers lack. */
struct anneal_open_how {
    uint64_t flags;
    uint64_t mode;
    uint64_t resolve;
};
enum { ANNEAL_NO_MAGIC_LINKS = 0x02, ANNEAL_NO_SYMBOLIC_LINKS = 0x04, ANNEAL_BENEATH = 0x08 };
#ifndef SYS_openat2
#define SYS_openat2 437
#endif

int anneal_open_beneath(int folder, const char *path, int flags, mode_t mode) {
    struct anneal_open_how how;
    memset(&how, 0, sizeof how);
    how.flags = (uint64_t)(unsigned int)flags;
    how.mode = mode;
    how.resolve = ANNEAL_BENEATH | ANNEAL_NO_SYMBOLIC_LINKS | ANNEAL_NO_MAGIC_LINKS;
    return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}
#else
int anneal_open_beneath(int folder, const char *path, int flags, mode_t mode) {
    (void)folder;
    (void)path;
    (void)flags;
    (void)mode;
    errno = ENOSYS;
    return -1;
}
#endif
