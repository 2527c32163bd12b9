/* Writes down, in order, what a process does to a database's files. Loaded with LD_PRELOAD.

   POWER_WATCH  the database file; its -wal and -journal are watched too. The -shm is memory, and a power cut ends it.
   POWER_RECORD the file to add to. Each entry is a `struct entry` and its payload, in one write; disk.py reads them.

   What is not intercepted is not used by SQLite: it maps no file but the -shm, and renames none. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 4096
#define FOLDER 1 /* stands for the folder, where a number of a file would stand */

struct entry { uint64_t kind, file, offset, length; };

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static uint64_t watched[MOST_FILES]; /* file descriptor -> the number of the file behind it, 0 when not ours */
static const char *watch;
static char folder[4096];
static int record_fd = -1;

#define REAL(name, result, ...) static result (*real_##name)(__VA_ARGS__)
REAL(open, int, const char *, int, ...);
REAL(close, int, int);
REAL(pwrite, ssize_t, int, const void *, size_t, off_t);
REAL(write, ssize_t, int, const void *, size_t);
REAL(ftruncate, int, int, off_t);
REAL(fsync, int, int);
REAL(fdatasync, int, int);
REAL(unlink, int, const char *);
#define FIND(name) real_##name = dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
    FIND(open); FIND(close); FIND(pwrite); FIND(write); FIND(ftruncate); FIND(fsync); FIND(fdatasync); FIND(unlink);
    const char *record = getenv("POWER_RECORD");
    watch = getenv("POWER_WATCH");
    if (!record || !watch) return;
    snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(watch, '/') - watch), watch);
    record_fd = real_open(record, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static void put_down(char kind, uint64_t file, uint64_t offset, const void *payload, size_t length) {
    struct entry entry = {(uint64_t)kind, file, offset, length};
    struct iovec both[] = {{&entry, sizeof entry}, {(void *)payload, length}};
    if (writev(record_fd, both, 2) != (ssize_t)(sizeof entry + length)) abort();
}

static int is_ours(const char *path) {
    if (record_fd < 0 || !path || strncmp(path, watch, strlen(watch))) return 0;
    const char *end = path + strlen(watch);
    return !*end || !strcmp(end, "-wal") || !strcmp(end, "-journal");
}

static uint64_t file_of(int fd) { return fd >= 0 && fd < MOST_FILES ? watched[fd] : 0; }

static int opened(int fd, const char *path) {
    struct stat about;
    if (fd < 0 || fd >= MOST_FILES || record_fd < 0) return fd;
    watched[fd] = 0;
    if (is_ours(path) && !fstat(fd, &about)) {
        watched[fd] = about.st_ino;
        put_down('O', about.st_ino, 0, path, strlen(path));
    } else if (path && !strcmp(path, folder)) {
        watched[fd] = FOLDER;
    }
    return fd;
}

#define HELD(statement) pthread_mutex_lock(&one_at_a_time); statement; pthread_mutex_unlock(&one_at_a_time)

int open(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
    va_end(more);
    HELD(int fd = opened(real_open(path, flags, mode), path));
    return fd;
}

int close(int fd) {
    HELD(if (file_of(fd)) watched[fd] = 0; int done = real_close(fd));
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
    HELD(ssize_t done = real_pwrite(fd, data, length, offset);
         if (done > 0 && file_of(fd)) put_down('W', file_of(fd), offset, data, done));
    return done;
}

ssize_t write(int fd, const void *data, size_t length) {
    if (!file_of(fd)) return real_write(fd, data, length);
    HELD(off_t offset = lseek(fd, 0, SEEK_CUR); ssize_t done = real_write(fd, data, length);
         if (done > 0) put_down('W', file_of(fd), offset, data, done));
    return done;
}

int ftruncate(int fd, off_t size) {
    HELD(int done = real_ftruncate(fd, size); if (!done && file_of(fd)) put_down('T', file_of(fd), size, 0, 0));
    return done;
}

int fsync(int fd) {
    HELD(int done = real_fsync(fd); if (!done && file_of(fd)) put_down('S', file_of(fd), 0, 0, 0));
    return done;
}

int fdatasync(int fd) {
    HELD(int done = real_fdatasync(fd); if (!done && file_of(fd)) put_down('S', file_of(fd), 0, 0, 0));
    return done;
}

int unlink(const char *path) {
    HELD(int done = real_unlink(path); if (!done && is_ours(path)) put_down('U', 0, 0, path, strlen(path)));
    return done;
}

/* On 64 bits these are the same, by another name. */
int open64(const char *, int, ...) __attribute__((alias("open")));
ssize_t pwrite64(int, const void *, size_t, off_t) __attribute__((alias("pwrite")));
int ftruncate64(int, off_t) __attribute__((alias("ftruncate")));
