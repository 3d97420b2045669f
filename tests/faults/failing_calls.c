/* Lets one call that touches a watched folder fail once, as a full disk or a broken one would.
 *
 * Loaded before the C library (LD_PRELOAD).  `failing_watch` names the folder, `failing_arm` the
 * call that fails, counted from 1 on (0: none, only count); `failing_count` tells how many there
 * were and `failing_call` what the failing one was.  No header is needed, so gcc alone builds it:
 *     gcc -shared -fPIC -nostdlib -O1 -o failing_calls.so failing_calls.c
 */

typedef long ssize_type;
typedef unsigned long size_type;

extern void *dlsym(void *, const char *);
extern int *__errno_location(void);
extern ssize_type readlink(const char *, char *, size_type);
extern int snprintf(char *, size_type, const char *, ...);
extern size_type strlen(const char *);
extern int strncmp(const char *, const char *, size_type);
extern char *getcwd(char *, size_type);

#define NEXT ((void *)-1L)
#define LONGEST 4096
#define HERE -100 /* AT_FDCWD */
#define WRITING 3 /* O_WRONLY | O_RDWR */
#define CREATING 0100

static char watched[LONGEST];
static char failed[LONGEST + 64];
static long at, count;
static int error_number, armed;

void failing_watch(const char *folder) { snprintf(watched, LONGEST, "%s", folder); }

void failing_arm(long which, int error) {
    at = which;
    error_number = error;
    count = 0;
    failed[0] = 0;
    armed = 1;
}

void failing_disarm(void) { armed = 0; }
long failing_count(void) { return count; }
const char *failing_call(void) { return failed; }

/* The name of what a descriptor stands for; whether there is one. */
static int name_of(int descriptor, char *path) {
    char name[64];
    int kept = *__errno_location();
    snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
    ssize_type length = readlink(name, path, LONGEST - 1);
    *__errno_location() = kept;
    if (length < 0) return 0;
    path[length] = 0;
    return 1;
}

/* Whether this call is the one that fails; `path` is below `folder`, which may be HERE. */
static int fails_at(const char *operation, int folder, const char *path) {
    char whole[2 * LONGEST];
    if (!armed || !path || !watched[0]) return 0;
    if (path[0] != '/') {
        if (folder == HERE ? !getcwd(whole, LONGEST) : !name_of(folder, whole)) return 0;
        size_type used = strlen(whole);
        snprintf(whole + used, LONGEST, "/%s", path);
        path = whole;
    }
    if (strncmp(path, watched, strlen(watched))) return 0;
    if (++count != at) return 0;
    snprintf(failed, sizeof failed, "%s %s", operation, path + strlen(watched));
    *__errno_location() = error_number;
    return 1;
}

static int fails(const char *operation, const char *path) {
    return fails_at(operation, HERE, path);
}

static int descriptor_fails(const char *operation, int descriptor) {
    char path[LONGEST];
    return armed && name_of(descriptor, path) && path[0] == '/' && fails(operation, path);
}

static const char *opening(int flags) {
    return flags & (WRITING | CREATING) ? "create" : "open";
}

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result(*)(__VA_ARGS__))dlsym(NEXT, name);

#define OPEN(function) \
    int function(const char *path, int flags, unsigned mode) { \
        REAL(int, #function, const char *, int, unsigned) \
        return fails(opening(flags), path) ? -1 : real(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(function) \
    int function(int folder, const char *path, int flags, unsigned mode) { \
        REAL(int, #function, int, const char *, int, unsigned) \
        return fails_at(opening(flags), folder, path) ? -1 : real(folder, path, flags, mode); \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_type write(int descriptor, const void *bytes, size_type size) {
    REAL(ssize_type, "write", int, const void *, size_type)
    return descriptor_fails("write", descriptor) ? -1 : real(descriptor, bytes, size);
}

#define SENDING(function) \
    ssize_type function(int out, int in, void *offset, size_type size) { \
        REAL(ssize_type, #function, int, int, void *, size_type) \
        return descriptor_fails("write", out) ? -1 : real(out, in, offset, size); \
    }
SENDING(sendfile)
SENDING(sendfile64)

ssize_type copy_file_range(int in, void *from, int out, void *to, size_type size, unsigned flags) {
    REAL(ssize_type, "copy_file_range", int, void *, int, void *, size_type, unsigned)
    return descriptor_fails("write", out) ? -1 : real(in, from, out, to, size, flags);
}

#define SYNCING(function) \
    int function(int descriptor) { \
        REAL(int, #function, int) \
        return descriptor_fails("fsync", descriptor) ? -1 : real(descriptor); \
    }
SYNCING(fsync)
SYNCING(fdatasync)

int rename(const char *old, const char *new) {
    REAL(int, "rename", const char *, const char *)
    return fails("rename", new) ? -1 : real(old, new);
}

int link(const char *old, const char *new) {
    REAL(int, "link", const char *, const char *)
    return fails("link", new) ? -1 : real(old, new);
}

int linkat(int from, const char *old, int to, const char *new, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int)
    return fails("link", new) ? -1 : real(from, old, to, new, flags);
}

int mkdir(const char *path, unsigned mode) {
    REAL(int, "mkdir", const char *, unsigned)
    return fails("mkdir", path) ? -1 : real(path, mode);
}
