/* Carries TCP connections of the sandbox's own loopback interface to a Unix socket, which is the only way out. */

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "confine.h"

enum { BUFFER = 1 << 16 };

/* One direction of a connection. */
struct direction {
    int from, to;
    char bytes[BUFFER];
    ssize_t held, sent;
    int ended;
};

static int advance(struct direction *way) {
    if (way->sent < way->held) {
        ssize_t written = write(way->to, way->bytes + way->sent, (size_t)(way->held - way->sent));
        if (written < 0) return errno == EAGAIN || errno == EINTR ? 0 : -1;
        way->sent += written;
        return 0;
    }
    way->held = read(way->from, way->bytes, BUFFER);
    way->sent = 0;
    if (way->held < 0) {
        way->held = 0;
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    }
    if (way->held == 0) {
        way->ended = 1;
        shutdown(way->to, SHUT_WR);
    }
    return 0;
}

static void carry(int client, int proxy) {
    static struct direction out, in;
    out = (struct direction){.from = client, .to = proxy};
    in = (struct direction){.from = proxy, .to = client};
    struct direction *ways[2] = {&out, &in};
    while (!out.ended || !in.ended) {
        struct pollfd waits[2];
        for (int each = 0; each < 2; each++) {
            int writes = ways[each]->sent < ways[each]->held;
            waits[each].fd = ways[each]->ended ? -1 : writes ? ways[each]->to : ways[each]->from;
            waits[each].events = writes ? POLLOUT : POLLIN;
            waits[each].revents = 0;
        }
        if (poll(waits, 2, -1) < 0 && errno != EINTR) return;
        for (int each = 0; each < 2; each++) {
            if (waits[each].revents != 0 && advance(ways[each]) != 0) return;
        }
    }
}

static int connected(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address.sun_path, path);
    int proxy = socket(AF_UNIX, SOCK_STREAM, 0);
    if (proxy < 0) return -1;
    if (connect(proxy, (struct sockaddr *)&address, sizeof address) == 0) return proxy;
    close(proxy);
    return -1;
}

static void serve(int listener, const char *path) {
    signal(SIGCHLD, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    /* The command's own output must end when the command does. */
    int nothing = open("/dev/null", O_RDWR);
    for (int each = 0; each < 3 && nothing >= 0; each++) dup2(nothing, each);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client < 0) {
            if (errno == EINTR || errno == ECONNABORTED) continue;
            _exit(1);
        }
        if (fork() == 0) {
            close(listener);
            int proxy = connected(path);
            if (proxy >= 0) carry(client, proxy);
            _exit(0);
        }
        close(client);
    }
}

int confine_relay(int port, const char *path) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0) return -1;
    int yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 64) != 0) return -1;
    /* Forked twice, so that the command does not find a child that it never started. */
    pid_t child = fork();
    if (child < 0) return -1;
    if (child == 0) {
        if (fork() == 0) serve(listener, path);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    return close(listener);
}
