#include "CTestFileFaults.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

static atomic_long counts[FILE_CALL_COUNT];
static file_call failing = FILE_CALL_COUNT;
static long failing_number;
static int failing_code;

void file_faults_fail(file_call call, long number, int code) {
  for (int i = 0; i < FILE_CALL_COUNT; i++) atomic_store(&counts[i], 0);
  failing_number = number;
  failing_code = code;
  failing = call;
}

long file_faults_count(file_call call) { return atomic_load(&counts[call]); }

static void die(int signal) {
  (void)signal;
  kill(getpid(), SIGKILL);
}

void file_faults_kill_after(long microseconds) {
  struct itimerval once = {{0, 0}, {microseconds / 1000000, microseconds % 1000000}};
  signal(SIGALRM, die);
  setitimer(ITIMER_REAL, &once, NULL);
}

/// Counts a call; whether it is the one that fails, `errno` set.
static int fails(file_call call) {
  long number = atomic_fetch_add(&counts[call], 1) + 1;
  if (call != failing || number != failing_number) return 0;
  errno = failing_code;
  return 1;
}

ssize_t write(int file, const void *bytes, size_t count) {
  if (file > STDERR_FILENO && fails(FILE_WRITE)) return -1;
  return syscall(SYS_write, file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
  return fails(FILE_WRITE) ? -1 : syscall(SYS_pwrite64, file, bytes, count, offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
  return fails(FILE_WRITE) ? -1 : syscall(SYS_pwrite64, file, bytes, count, offset);
}

int fsync(int file) { return fails(FILE_SYNC) ? -1 : (int)syscall(SYS_fsync, file); }

int fdatasync(int file) { return fails(FILE_SYNC) ? -1 : (int)syscall(SYS_fdatasync, file); }

int rename(const char *from, const char *to) {
  return fails(FILE_NAME) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
  return fails(FILE_NAME) ? -1 : (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
}

int ftruncate(int file, off_t count) {
  return fails(FILE_TRUNCATE) ? -1 : (int)syscall(SYS_ftruncate, file, count);
}

int ftruncate64(int file, off64_t count) {
  return fails(FILE_TRUNCATE) ? -1 : (int)syscall(SYS_ftruncate, file, count);
}

int unlink(const char *path) {
  return fails(FILE_REMOVE) ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}
