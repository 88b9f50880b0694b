#include "lockdown.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int csystem_crash_plainly(void) {
  static const int signals[] = {SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS};
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
    if (signal(signals[i], SIG_DFL) == SIG_ERR) return -1;
    sigaddset(&set, signals[i]);
  }
  return sigprocmask(SIG_UNBLOCK, &set, NULL);
}

int csystem_die_with(pid_t parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0) return -1;
  // Who ended before the call has sent no signal.
  if (getppid() == parent) return 0;
  errno = ESRCH;
  return -1;
}

int csystem_hide_memory(void) {
  struct rlimit none = {0, 0};
  if (setrlimit(RLIMIT_CORE, &none) < 0) return -1;
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int csystem_gain_no_rights(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

/// The kernel's interface, of which the headers of older systems have only a part.
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_restrict_self 446
#endif
#define LANDLOCK_VERSION_QUESTION 1u

struct landlock_rules {
  uint64_t files;
  uint64_t network;
  uint64_t scopes;
};

/// The rights that a version of Landlock can take away, and the length of what says so.
static size_t rules_of(long version, struct landlock_rules *rules) {
  int file_rights = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;
  rules->files = (1u << file_rights) - 1;
  rules->network = version >= 4 ? 3 : 0;
  rules->scopes = version >= 6 ? 3 : 0;
  return version >= 6 ? 24 : version >= 4 ? 16 : 8;
}

int csystem_forbid_files(void) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_VERSION_QUESTION);
  if (version < 0) return errno == ENOSYS || errno == EOPNOTSUPP ? 0 : -1;
  struct landlock_rules rules;
  size_t length = rules_of(version, &rules);
  int rule_set = (int)syscall(SYS_landlock_create_ruleset, &rules, length, 0);
  if (rule_set < 0) return -1;
  int result = (int)syscall(SYS_landlock_restrict_self, rule_set, 0);
  int code = errno;
  close(rule_set);
  errno = code;
  return result < 0 ? -1 : 1;
}

static int bound(int resource, uint64_t value) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) < 0) return -1;
  rlim_t lower = limit.rlim_max < value ? limit.rlim_max : value;
  limit.rlim_cur = limit.rlim_max = lower;
  return setrlimit(resource, &limit);
}

int csystem_bound_resources(uint64_t memory, uint64_t seconds) {
  if (bound(RLIMIT_NOFILE, 0) < 0 || bound(RLIMIT_FSIZE, 0) < 0 || bound(RLIMIT_NPROC, 0) < 0) return -1;
  return bound(RLIMIT_AS, memory) < 0 ? -1 : bound(RLIMIT_CPU, seconds);
}

int64_t csystem_mapped_bytes(void) {
  FILE *file = fopen("/proc/self/statm", "re");
  if (file == NULL) return -1;
  long long pages = 0;
  int found = fscanf(file, "%lld", &pages);
  fclose(file);
  if (found == 1) return pages * sysconf(_SC_PAGESIZE);
  errno = EIO;
  return -1;
}

int csystem_is_sanitized(void) {
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  return 1;
#else
  return 0;
#endif
}
