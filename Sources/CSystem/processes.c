#include "processes.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FIRST_DESCRIPTOR 3
#define DESCRIPTORS_MAX 8

int csystem_socket_pair(int ends[2]) { return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends); }

int csystem_bound_reads(int fd, int milliseconds) {
  struct timeval limit = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000};
  return setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

ssize_t csystem_send(int fd, const void *bytes, size_t count) { return send(fd, bytes, count, MSG_NOSIGNAL); }

int csystem_has_hung_up(int fd) {
  struct pollfd watched = {.fd = fd, .events = 0};
  return poll(&watched, 1, 0) > 0 && (watched.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

/// Fills `actions`; `copies` have numbers beyond those that the child gets, so that none overwrites another.
static int describe_descriptors(posix_spawn_file_actions_t *actions, const int *copies, int count) {
  int code = 0;
  for (int fd = 0; fd < FIRST_DESCRIPTOR && code == 0; fd++)
    code = posix_spawn_file_actions_addopen(actions, fd, "/dev/null", O_RDWR, 0);
  for (int i = 0; i < count && code == 0; i++)
    code = posix_spawn_file_actions_adddup2(actions, copies[i], FIRST_DESCRIPTOR + i);
  if (code == 0) code = posix_spawn_file_actions_addclosefrom_np(actions, FIRST_DESCRIPTOR + count);
  return code;
}

// The child is no member of the caller's process group: what a terminal sends to that (Ctrl-C) is for the
// caller, which decides what becomes of the child.
static int describe_signals(posix_spawnattr_t *attributes) {
  sigset_t every, none;
  sigfillset(&every);
  sigemptyset(&none);
  int code = posix_spawnattr_setflags(
      attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  if (code == 0) code = posix_spawnattr_setpgroup(attributes, 0);
  if (code == 0) code = posix_spawnattr_setsigdefault(attributes, &every);
  if (code == 0) code = posix_spawnattr_setsigmask(attributes, &none);
  return code;
}

static int spawn_with(
    pid_t *child, const char *program, char *const *arguments, char *const *environment, const int *copies,
    int count) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int code = posix_spawn_file_actions_init(&actions);
  if (code != 0) return code;
  code = posix_spawnattr_init(&attributes);
  if (code == 0) {
    code = describe_descriptors(&actions, copies, count);
    if (code == 0) code = describe_signals(&attributes);
    if (code == 0) code = posix_spawn(child, program, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return code;
}

pid_t csystem_spawn(
    const char *program, char *const *arguments, char *const *environment, const int *descriptors,
    int descriptor_count) {
  int copies[DESCRIPTORS_MAX];
  pid_t child = -1;
  int code = descriptor_count > DESCRIPTORS_MAX ? EINVAL : 0;
  int count = 0;
  while (code == 0 && count < descriptor_count) {
    int copy = fcntl(descriptors[count], F_DUPFD_CLOEXEC, FIRST_DESCRIPTOR + descriptor_count);
    if (copy < 0) code = errno;
    else copies[count++] = copy;
  }
  if (code == 0) code = spawn_with(&child, program, arguments, environment, copies, count);
  while (count > 0) close(copies[--count]);
  if (code == 0) return child;
  errno = code;
  return -1;
}

int csystem_name_process(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }

int csystem_reap(pid_t process, csystem_end *end) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0)
    if (errno != EINTR) return -1;
  end->code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  end->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return 0;
}

int64_t csystem_processor_microseconds(pid_t process) {
  clockid_t clock;
  struct timespec time;
  int code = clock_getcpuclockid(process, &clock);
  if (code != 0) {
    errno = code;
    return -1;
  }
  if (clock_gettime(clock, &time) < 0) return -1;
  return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

int csystem_memory_file(const char *name, size_t byte_count) {
  int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd < 0) return -1;
  if (ftruncate(fd, (off_t)byte_count) == 0 &&
      fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
    return fd;
  int code = errno;
  close(fd);
  errno = code;
  return -1;
}

int csystem_growing_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int csystem_reopen_for_reading(int fd) {
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  return open(path, O_RDONLY | O_CLOEXEC);
}

int csystem_give_back(int fd, size_t offset, size_t byte_count) {
  int mode = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
  return fallocate(fd, mode, (off_t)offset, (off_t)byte_count);
}
