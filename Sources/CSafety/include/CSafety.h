#ifndef CSAFETY_H
#define CSAFETY_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* System calls that the C library has no function for. Each returns -1 and sets errno, as system calls do; where the
   system has no such call, errno is ENOSYS. */

/* Opens a path that lies beneath a folder, and follows no symbolic link on the way (Linux: openat2). */
int anneal_open_beneath(int folder, const char *path, int flags, mode_t mode);

/* The file of the trained scanner for injected instructions, and its length in bytes. */
const uint8_t *anneal_injection_model(void);
size_t anneal_injection_model_size(void);

#endif
