/* anneal-confine: the last step into a sandbox.

   Sets limits of the process, takes away by Landlock what the mounts of the sandbox leave, carries connections to the
   egress proxy's socket, and becomes the command. It runs inside of the sandbox's namespaces, as its first program.

     anneal-confine [--core N] [--nproc N] [--fsize BYTES] [--data BYTES] [--cpu SECONDS SECONDS]
                    [--landlock] [--write PATH]... [--relay PORT SOCKET] -- COMMAND [ARGUMENT]...

   With --cpu each process gets SIGXCPU after the first number of seconds of the processor, and is killed after the second.
   With --landlock everything may be read and run, and only what lies below the given paths may be written. Where the
   kernel has no Landlock, the command runs all the same: the mounts hold by themselves, and Anneal says what is missing.
   --landlock-version alone prints the version of the kernel's Landlock, 0 where there is none. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "confine.h"

static void fail(const char *what) {
    fprintf(stderr, "anneal-sandbox: %s: %s\n", what, strerror(errno));
    exit(125);
}

static rlim_t number(const char *text) {
    char *end;
    unsigned long long value = strtoull(text, &end, 10);
    if (*text == 0 || *end != 0) {
        errno = EINVAL;
        fail(text);
    }
    return (rlim_t)value;
}

static void limit(int resource, const char *text) {
    rlim_t value = number(text);
    struct rlimit bounds = {value, value};
    if (setrlimit(resource, &bounds) != 0) fail("cannot set a limit");
}

/* A limit that holds already and is lower stays. */
static void limit_processor(const char *told, const char *killed) {
    struct rlimit bounds;
    if (getrlimit(RLIMIT_CPU, &bounds) != 0) fail("cannot read a limit");
    rlim_t soft = number(told), hard = number(killed);
    if (bounds.rlim_max != RLIM_INFINITY && bounds.rlim_max < hard) hard = bounds.rlim_max;
    if (bounds.rlim_cur != RLIM_INFINITY && bounds.rlim_cur < soft) soft = bounds.rlim_cur;
    bounds.rlim_cur = soft < hard ? soft : hard;
    bounds.rlim_max = hard;
    if (setrlimit(RLIMIT_CPU, &bounds) != 0) fail("cannot set a limit");
}

static void misused(void) {
    fprintf(stderr, "anneal-sandbox: anneal-confine is called by anneal, with options and -- COMMAND\n");
    exit(125);
}

#ifdef __linux__
#define PROCESSES RLIMIT_NPROC
#else
#define PROCESSES RLIMIT_CORE
#endif

int main(int count, char **words) {
    const char *writable[64];
    int writable_count = 0, landlock = 0, at = 1;
    const char *port = NULL, *socket_path = NULL;
    if (count == 2 && strcmp(words[1], "--landlock-version") == 0) {
        printf("%d\n", confine_landlock_version());
        return 0;
    }
    for (; at < count && strcmp(words[at], "--") != 0; at++) {
        const char *option = words[at];
        if (strcmp(option, "--landlock") == 0) {
            landlock = 1;
            continue;
        }
        if (at + 1 >= count) misused();
        const char *value = words[++at];
        if (strcmp(option, "--core") == 0) {
            limit(RLIMIT_CORE, value);
        } else if (strcmp(option, "--nproc") == 0) {
            limit(PROCESSES, value);
        } else if (strcmp(option, "--fsize") == 0) {
            limit(RLIMIT_FSIZE, value);
        } else if (strcmp(option, "--data") == 0) {
            limit(RLIMIT_DATA, value);
        } else if (strcmp(option, "--cpu") == 0 && at + 1 < count) {
            limit_processor(value, words[++at]);
        } else if (strcmp(option, "--write") == 0 && writable_count < 64) {
            writable[writable_count++] = value;
        } else if (strcmp(option, "--relay") == 0 && at + 1 < count) {
            port = value;
            socket_path = words[++at];
        } else {
            misused();
        }
    }
    if (at + 1 >= count) misused();
    if (landlock && confine_landlock(writable, writable_count) != 0) fail("Landlock refuses");
    if (port != NULL && confine_relay(atoi(port), socket_path) != 0) fail("cannot carry connections to the proxy");
    execvp(words[at + 1], words + at + 1);
    fprintf(stderr, "anneal-confine: cannot run %s: %s\n", words[at + 1], strerror(errno));
    return errno == ENOENT ? 127 : 126;
}
