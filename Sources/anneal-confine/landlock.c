/* Landlock (Linux 5.13 and later; the kernel's documentation, userspace-api/landlock). The numbers are written out,
   because the header of an older system does not know all that a newer kernel can do. */

#include "confine.h"

#ifdef __linux__

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef O_PATH
#define O_PATH 010000000
#endif

enum {
    CREATE_RULESET = 444,
    ADD_RULE = 445,
    RESTRICT_SELF = 446,
    RULE_PATH_BENEATH = 1,
    VERSION_FLAG = 1,
};

/* Rights on files, by bit. */
#define EXECUTE (1ull << 0)
#define WRITE_FILE (1ull << 1)
#define READ_FILE (1ull << 2)
#define READ_DIR (1ull << 3)
#define CHANGES (((1ull << 13) - 1) & ~((1ull << 4) - 1)) /* remove and make: bits 4 to 12 */
#define REFER (1ull << 13)
#define TRUNCATE (1ull << 14)
#define IOCTL_DEVICE (1ull << 15)

/* What a process in the domain may not reach outside of it. */
#define SCOPE_ABSTRACT_SOCKETS (1ull << 0)
#define SCOPE_SIGNALS (1ull << 1)

struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scope;
};

struct path_rule {
    uint64_t rights;
    int32_t folder;
} __attribute__((packed));

int confine_landlock_version(void) {
    long version = syscall(CREATE_RULESET, (void *)0, 0, VERSION_FLAG);
    return version < 0 ? 0 : (int)version;
}

/* The rights that a version of Landlock knows. */
static uint64_t known(int version) {
    uint64_t rights = EXECUTE | WRITE_FILE | READ_FILE | READ_DIR | CHANGES;
    if (version >= 2) rights |= REFER;
    if (version >= 3) rights |= TRUNCATE;
    if (version >= 5) rights |= IOCTL_DEVICE;
    return rights;
}

static int allow(int rules, const char *path, uint64_t rights) {
    int place = open(path, O_PATH | O_CLOEXEC);
    if (place < 0) return errno == ENOENT || errno == EACCES ? 0 : -1;
    struct stat status;
    if (fstat(place, &status) == 0 && !S_ISDIR(status.st_mode)) {
        rights &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEVICE;
    }
    struct path_rule rule = {rights, place};
    long result = syscall(ADD_RULE, rules, RULE_PATH_BENEATH, &rule, 0);
    int reason = errno;
    close(place);
    errno = reason;
    return result == 0 ? 0 : -1;
}

int confine_landlock(const char *const *writable, int count) {
    int version = confine_landlock_version();
    if (version == 0) return 0;
    uint64_t all = known(version);
    struct ruleset wanted = {all, 0, version >= 6 ? SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS : 0};
    /* Older kernels know only the first members of the structure. */
    unsigned long size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    int rules = (int)syscall(CREATE_RULESET, &wanted, size, 0);
    if (rules < 0) return -1;
    if (allow(rules, "/", EXECUTE | READ_FILE | READ_DIR) != 0) return -1;
    for (int each = 0; each < count; each++) {
        if (allow(rules, writable[each], all) != 0) return -1;
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    if (syscall(RESTRICT_SELF, rules, 0) != 0) return -1;
    return close(rules);
}

#else

int confine_landlock_version(void) { return 0; }

int confine_landlock(const char *const *writable, int count) {
    (void)writable;
    (void)count;
    return 0;
}

#endif
