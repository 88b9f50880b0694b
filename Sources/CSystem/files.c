#include "CSystem.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int csystem_open_folder(const char *path) { return open(path, O_PATH | O_DIRECTORY | O_CLOEXEC); }

int csystem_open_beneath(int folder, const char *path) {
  struct open_how how = {
      .flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
  };
  return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

int csystem_open_unnamed(const char *folder, mode_t mode) {
  return open(folder, O_RDWR | O_CLOEXEC | O_TMPFILE, mode);
}

int csystem_link_open_file(int fd, const char *path) {
  char source[32];
  snprintf(source, sizeof source, "/proc/self/fd/%d", fd);
  return linkat(AT_FDCWD, source, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}

static _Thread_local const void *fault_plan;

const void *csystem_fault_plan(void) { return fault_plan; }

void csystem_set_fault_plan(const void *plan) { fault_plan = plan; }

void csystem_error_words(int code, char *words, size_t capacity) {
  char space[256];
  snprintf(words, capacity, "%s", strerror_r(code, space, sizeof space));
}
