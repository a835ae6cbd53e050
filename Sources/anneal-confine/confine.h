#ifndef ANNEAL_CONFINE_H
#define ANNEAL_CONFINE_H

/* The version of the kernel's Landlock; 0 where there is none. */
int confine_landlock_version(void);

/* Lets the process and its children write below the given paths only. Paths that do not exist are passed over.
   Returns 0, also where the kernel has no Landlock; -1 and errno when it has and refuses. */
int confine_landlock(const char *const *writable, int count);

/* Listens on a port of the loopback interface, and carries every connection to a Unix socket, in a child process that
   ends with the sandbox. Returns 0 once it listens; -1 and errno. */
int confine_relay(int port, const char *socket_path);

#endif
