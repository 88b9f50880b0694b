#include "CTestFaults.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PAGE 4096

static long outcome(long result) { return result < 0 ? -(long)errno : result; }

/// Deeper than any stack; what is added afterwards keeps the frames.
static long overflow(volatile long *depth) {
  volatile char frame[PAGE];
  frame[0] = (char)*depth;
  *depth += 1;
  return *depth < 0 ? 0 : overflow(depth) + frame[0];
}

/// Takes memory and touches it until there is none.
static long allocate(void) {
  size_t piece = 16 << 20;
  while (1) {
    char *memory = malloc(piece);
    if (memory == NULL) return -ENOMEM;
    for (size_t i = 0; i < piece; i += PAGE) ((volatile char *)memory)[i] = 1;
  }
}

/// A call by the numbers of 32-bit programs: getpid.
static long other_numbers(void) {
#if defined(__x86_64__)
  long result = 20;
  __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
  return result;
#else
  return outcome(syscall(SYS_getppid));
#endif
}

static long map_executable(void) {
  void *page = mmap(NULL, PAGE, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? -(long)errno : 0;
}

static long make_executable(void) {
  void *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? -(long)errno : outcome(mprotect(page, PAGE, PROT_READ | PROT_EXEC));
}

static long unlock_slot(const void *slot) {
  void *page = (void *)((uintptr_t)slot & ~(uintptr_t)(PAGE - 1));
  return outcome(mprotect(page, PAGE, PROT_READ | PROT_WRITE));
}

long commit_fault(fault which, const void *slot) {
  char byte = 0;
  char *const none[] = {NULL};
  volatile long depth = 0;
  // The parent's number stands in the picture, so that nothing has to be asked for.
  pid_t parent;
  memcpy(&parent, (const char *)slot + 64, sizeof parent);
  switch (which) {
  case FAULT_NULL_WRITE: *(volatile char *)8 = 1; return 0;
  case FAULT_STACK_OVERFLOW: return overflow(&depth);
  case FAULT_ABORT: abort();
  case FAULT_EXIT: _exit(7);
  case FAULT_OPEN: return outcome(syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY));
  case FAULT_SOCKET: return outcome(syscall(SYS_socket, AF_INET, SOCK_STREAM, 0));
  case FAULT_EXECVE: return outcome(syscall(SYS_execve, "/bin/true", none, none));
  case FAULT_FORK: return outcome(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
  case FAULT_DUP: return outcome(syscall(SYS_dup, 3));
  case FAULT_PRCTL: return outcome(syscall(SYS_prctl, PR_SET_DUMPABLE, 1, 0, 0, 0));
  case FAULT_PTRACE: return outcome(syscall(SYS_ptrace, PTRACE_TRACEME, 0, 0, 0));
  case FAULT_KILL_PARENT: return outcome(syscall(SYS_kill, parent, SIGKILL));
  case FAULT_TGKILL_PARENT: return outcome(syscall(SYS_tgkill, parent, parent, SIGKILL));
  case FAULT_WRITE_ELSEWHERE: return outcome(syscall(SYS_write, 1, &byte, 1));
  case FAULT_READ_ELSEWHERE: return outcome(syscall(SYS_read, 0, &byte, 1));
  case FAULT_MAP_EXECUTABLE: return map_executable();
  case FAULT_MAKE_EXECUTABLE: return make_executable();
  case FAULT_OTHER_NUMBERS: return other_numbers();
  case FAULT_WRITE_SLOT: *(volatile char *)(uintptr_t)slot = 1; return 0;
  case FAULT_UNLOCK_SLOT: return unlock_slot(slot);
  case FAULT_ALLOCATE: return allocate();
  case FAULT_SPIN:
    for (volatile unsigned turn = 0;; turn++) {
    }
  case FAULT_HANG: return outcome(syscall(SYS_read, 3, &byte, 1));
  case FAULT_COUNT: break;
  }
  return 0;
}
