/* Counts the flushes of the program it is preloaded into (fsync and its kin), and ends it
 * with SIGKILL before or after the one that FLUSH_KILLED names, "before 7" or "after 7"; the first is 1.
 * Where it ended is the last line of standard error.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static atomic_int flushes;

static void end_if(const char *side, int number, const char *call, int fd) {
    const char *wanted = getenv("FLUSH_KILLED");
    char here[32], link[32], path[512] = "";
    snprintf(here, sizeof here, "%s %d", side, number);
    if (!wanted || strcmp(wanted, here) != 0)
        return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    const char *name = strrchr(path, '/');
    dprintf(2, "killed %s flush %d: %s of %s\n", side, number, call, name ? name + 1 : path);
    kill(getpid(), SIGKILL);
    pause();
}

#define FLUSH(call, parameters, arguments, fd)                                                       \
    int call parameters {                                                                          \
        int(*real) parameters = (int(*) parameters)dlsym(RTLD_NEXT, #call);                         \
        int number = atomic_fetch_add(&flushes, 1) + 1;                                            \
        end_if("before", number, #call, fd);                                                       \
        int result = real arguments;                                                               \
        end_if("after", number, #call, fd);                                                        \
        return result;                                                                             \
    }

FLUSH(fsync, (int fd), (fd), fd)
FLUSH(fdatasync, (int fd), (fd), fd)
FLUSH(syncfs, (int fd), (fd), fd)
FLUSH(sync_file_range, (int fd, off64_t from, off64_t length, unsigned flags), (fd, from, length, flags), fd)
FLUSH(msync, (void *from, size_t length, int flags), (from, length, flags), -1)
