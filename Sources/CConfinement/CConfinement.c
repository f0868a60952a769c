#define _GNU_SOURCE
#include "CConfinement.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// The kernel's numbers, which headers of older distributions do not have.
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

enum {
  access_execute = 1 << 0,
  access_write_file = 1 << 1,
  access_read_file = 1 << 2,
  access_read_dir = 1 << 3,
  access_make_char = 1 << 6,
  access_make_sock = 1 << 9,
  access_make_fifo = 1 << 10,
  access_make_block = 1 << 11,
  access_all_1 = (1 << 13) - 1,
  access_refer = 1 << 13,
  access_truncate = 1 << 14,
  access_ioctl = 1 << 15,
  access_connect_tcp = 1 << 1,
};

struct rules_attributes {
  uint64_t files, net;
};

struct path_attributes {
  uint64_t allowed;
  int32_t parent;
} __attribute__((packed));

static uint64_t handled(int version) {
  uint64_t all = access_all_1;
  if (version >= 2) all |= access_refer;
  if (version >= 3) all |= access_truncate;
  if (version >= 5) all |= access_ioctl;
  return all;
}

int confinement_version(void) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
  return version < 0 ? -errno : (int)version;
}

int confinement_rules(int version, int connects) {
  struct rules_attributes attributes = {.files = handled(version)};
  size_t size = sizeof attributes.files;
  if (version >= 4) {
    size += sizeof attributes.net;
    if (!connects) attributes.net = access_connect_tcp;
  }
  long rules = syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
  return rules < 0 ? -errno : (int)rules;
}

int confinement_allow(int rules, int version, const char *path, int writes) {
  struct stat about;
  int descriptor = open(path, O_PATH | O_CLOEXEC);
  if (descriptor < 0) return errno == ENOENT ? 0 : -errno;
  uint64_t allowed = access_read_file | access_read_dir;
  if (writes)
    allowed = handled(version) & ~(uint64_t)(access_execute | access_make_char | access_make_sock |
                                             access_make_fifo | access_make_block | access_ioctl);
  if (fstat(descriptor, &about) == 0 && !S_ISDIR(about.st_mode))
    allowed &= access_read_file | access_write_file | access_truncate;
  struct path_attributes attributes = {.allowed = allowed, .parent = descriptor};
  int result = syscall(SYS_landlock_add_rule, rules, 1, &attributes, 0) < 0 ? -errno : 0;
  close(descriptor);
  return result;
}

// Each thread confines itself, in a signal's handler: SIGPROF is one that no library blocks.
static atomic_int confined, failure, rules_of_all;

static int confine_self(void) {
  int rules = atomic_load(&rules_of_all);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  if (rules >= 0 && syscall(SYS_landlock_restrict_self, rules, 0) != 0) return errno;
  return 0;
}

static void handle(int number) {
  (void)number;
  int before = errno, result = confine_self();
  if (result != 0) atomic_store(&failure, result);
  atomic_fetch_add(&confined, 1);
  errno = before;
}

enum { threads_maximum = 4096 };

static int is_known(const pid_t *known, int count, pid_t thread) {
  for (int i = 0; i < count; i++)
    if (known[i] == thread) return 1;
  return 0;
}

// Waits until the thread that was told is confined: a second at most.
static int wait_for(int count) {
  struct timespec pause = {.tv_nsec = 1000000};
  for (int i = 0; i < 1000; i++) {
    if (atomic_load(&confined) >= count) return 0;
    nanosleep(&pause, NULL);
  }
  return -ETIMEDOUT;
}

// Tells the threads that are not confined yet; how many they were.
static int tell_threads(pid_t *known, int *count, int *told) {
  DIR *tasks = opendir("/proc/self/task");
  if (tasks == NULL) return -errno;
  int found = 0, result = 0;
  struct dirent *entry;
  while (result == 0 && (entry = readdir(tasks)) != NULL) {
    pid_t thread = atoi(entry->d_name);
    if (thread <= 0 || is_known(known, *count, thread)) continue;
    if (*count == threads_maximum) result = -E2BIG;
    if (result != 0) break;
    known[(*count)++] = thread;
    found++;
    if (syscall(SYS_tgkill, getpid(), thread, SIGPROF) != 0) continue;
    result = wait_for(++*told);
  }
  closedir(tasks);
  return result < 0 ? result : found;
}

int confinement_enforce(int rules) {
  static pid_t known[threads_maximum];
  struct sigaction action = {.sa_flags = SA_RESTART}, before;
  int count = 0, told = 0, found = 0;
  atomic_store(&rules_of_all, rules);
  atomic_store(&confined, 0);
  atomic_store(&failure, 0);
  known[count++] = (pid_t)syscall(SYS_gettid);
  action.sa_handler = handle;
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGPROF, &action, &before) != 0) return -errno;
  // A thread may have begun another meanwhile: until there is no new one.
  do found = tell_threads(known, &count, &told);
  while (found > 0);
  int own = confine_self();
  sigaction(SIGPROF, &before, NULL);
  if (found < 0) return found;
  if (own != 0) return -own;
  return -atomic_load(&failure);
}
