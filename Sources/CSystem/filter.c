#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lockdown.h"

_Static_assert(sizeof(csystem_instruction) == sizeof(struct sock_filter), "length of an instruction");

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#else
#error "the numbers of system calls are those of x86-64 and arm64"
#endif

/// A call that may be made: always, or where `mask` of one of its arguments is `value`. The kernel takes
/// descriptors, protections and process numbers as 32 bits, so that the low half decides.
struct rule {
  uint32_t call;
  int argument;
  uint32_t mask;
  uint32_t value;
};

enum { ALWAYS = -1, ALL_BITS = -1 };

struct program {
  csystem_instruction *end;
};

static void emit(
    struct program *program, uint16_t code, uint8_t on_true, uint8_t on_false, uint32_t operand) {
  csystem_instruction instruction = {code, on_true, on_false, operand};
  *program->end++ = instruction;
}

static void load(struct program *program, size_t offset) {
  emit(program, BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)offset);
}

static void skip_unless(struct program *program, uint32_t value, uint8_t count) {
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, 0, count, value);
}

static void answer(struct program *program, uint32_t action) {
  emit(program, BPF_RET | BPF_K, 0, 0, action);
}

/// Lets a call through if its rule does, refuses it if it does not, and goes on with another call.
static void add(struct program *program, const struct rule *rule, uint32_t refusal) {
  if (rule->argument == ALWAYS) {
    skip_unless(program, rule->call, 1);
    answer(program, SECCOMP_RET_ALLOW);
    return;
  }
  skip_unless(program, rule->call, 5);
  load(program, offsetof(struct seccomp_data, args) + 8 * (size_t)rule->argument);
  emit(program, BPF_ALU | BPF_AND | BPF_K, 0, 0, rule->mask);
  skip_unless(program, rule->value, 1);
  answer(program, SECCOMP_RET_ALLOW);
  answer(program, refusal);
}

int csystem_cell_filter(
    csystem_instruction filter[CSYSTEM_FILTER_MAX], int channel, pid_t process, int tells) {
  const uint32_t refusal = tells ? SECCOMP_RET_TRAP : SECCOMP_RET_KILL_PROCESS;
  const struct rule rules[] = {
      // What decoding needs, the most frequent first.
      {SYS_read, 0, (uint32_t)ALL_BITS, (uint32_t)channel},
      {SYS_write, 0, (uint32_t)ALL_BITS, (uint32_t)channel},
      {SYS_brk, ALWAYS, 0, 0},
      {SYS_mmap, 2, PROT_EXEC, 0},
      {SYS_munmap, ALWAYS, 0, 0},
      // What memory and locks may need.
      {SYS_mremap, ALWAYS, 0, 0},
      {SYS_madvise, ALWAYS, 0, 0},
      {SYS_mprotect, 2, PROT_EXEC, 0},
      {SYS_futex, ALWAYS, 0, 0},
      {SYS_getrandom, ALWAYS, 0, 0},
      {SYS_clock_gettime, ALWAYS, 0, 0},
      // What ending needs, and abort().
      {SYS_exit_group, ALWAYS, 0, 0},
      {SYS_rt_sigprocmask, ALWAYS, 0, 0},
      {SYS_getpid, ALWAYS, 0, 0},
      {SYS_gettid, ALWAYS, 0, 0},
      {SYS_tgkill, 0, (uint32_t)ALL_BITS, (uint32_t)process},
  };
  struct program program = {filter};
  // Calls of another machine's numbering come through other doors (int 0x80).
  load(&program, offsetof(struct seccomp_data, arch));
  emit(&program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, MACHINE);
  answer(&program, SECCOMP_RET_KILL_PROCESS);
  load(&program, offsetof(struct seccomp_data, nr));
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) add(&program, &rules[i], refusal);
  answer(&program, refusal);
  return (int)(program.end - filter);
}

/// What is said of a forbidden call, and where. Written once, before the filter is in force.
static struct {
  int channel;
  size_t length;
  uint8_t bytes[64];
} last_words;

static void tell_call(int number, siginfo_t *info, void *context) {
  (void)number;
  (void)context;
  for (size_t i = 0; i < 4; i++)
    last_words.bytes[last_words.length - 4 + i] = (uint8_t)((unsigned)info->si_syscall >> (8 * i));
  // Nothing can be said about words that do not get through.
  (void)!write(last_words.channel, last_words.bytes, last_words.length);
  _exit(1);
}

static int prepare_last_words(int channel, const uint8_t *message, size_t length) {
  if (length < 4 || length > sizeof last_words.bytes) {
    errno = EINVAL;
    return -1;
  }
  last_words.channel = channel;
  last_words.length = length;
  memcpy(last_words.bytes, message, length);
  struct sigaction action = {.sa_sigaction = tell_call, .sa_flags = SA_SIGINFO};
  return sigaction(SIGSYS, &action, NULL);
}

int csystem_filter_calls(int channel, const uint8_t *message, size_t message_length) {
  if (message && prepare_last_words(channel, message, message_length) < 0) return -1;
  csystem_instruction filter[CSYSTEM_FILTER_MAX];
  int count = csystem_cell_filter(filter, channel, getpid(), message != NULL);
  struct sock_fprog program = {.len = (unsigned short)count, .filter = (struct sock_filter *)filter};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

/// Those that a library, or somebody who has taken it over, is most likely to make.
static const struct {
  int call;
  const char *name;
} names[] = {
    {SYS_read, "read"},
    {SYS_write, "write"},
    {SYS_openat, "openat"},
    {SYS_close, "close"},
    {SYS_dup, "dup"},
    {SYS_dup3, "dup3"},
    {SYS_fcntl, "fcntl"},
    {SYS_ioctl, "ioctl"},
    {SYS_lseek, "lseek"},
    {SYS_fstat, "fstat"},
    {SYS_newfstatat, "newfstatat"},
    {SYS_statx, "statx"},
    {SYS_readlinkat, "readlinkat"},
    {SYS_getdents64, "getdents64"},
    {SYS_pread64, "pread64"},
    {SYS_pwrite64, "pwrite64"},
    {SYS_readv, "readv"},
    {SYS_writev, "writev"},
    {SYS_socket, "socket"},
    {SYS_connect, "connect"},
    {SYS_bind, "bind"},
    {SYS_listen, "listen"},
    {SYS_accept4, "accept4"},
    {SYS_sendto, "sendto"},
    {SYS_recvfrom, "recvfrom"},
    {SYS_sendmsg, "sendmsg"},
    {SYS_recvmsg, "recvmsg"},
    {SYS_socketpair, "socketpair"},
    {SYS_pipe2, "pipe2"},
    {SYS_eventfd2, "eventfd2"},
    {SYS_epoll_create1, "epoll_create1"},
    {SYS_epoll_ctl, "epoll_ctl"},
    {SYS_ppoll, "ppoll"},
    {SYS_memfd_create, "memfd_create"},
    {SYS_mmap, "mmap"},
    {SYS_mprotect, "mprotect"},
    {SYS_mlock, "mlock"},
    {SYS_clone, "clone"},
#ifdef SYS_clone3
    {SYS_clone3, "clone3"},
#endif
    {SYS_execve, "execve"},
    {SYS_execveat, "execveat"},
    {SYS_exit, "exit"},
    {SYS_wait4, "wait4"},
    {SYS_kill, "kill"},
    {SYS_tgkill, "tgkill"},
    {SYS_tkill, "tkill"},
    {SYS_ptrace, "ptrace"},
    {SYS_process_vm_readv, "process_vm_readv"},
    {SYS_process_vm_writev, "process_vm_writev"},
    {SYS_prctl, "prctl"},
    {SYS_seccomp, "seccomp"},
    {SYS_prlimit64, "prlimit64"},
#ifdef SYS_setrlimit
    {SYS_setrlimit, "setrlimit"},
#endif
#ifdef SYS_getrlimit
    {SYS_getrlimit, "getrlimit"},
#endif
    {SYS_rt_sigaction, "rt_sigaction"},
    {SYS_rt_sigreturn, "rt_sigreturn"},
    {SYS_sigaltstack, "sigaltstack"},
    {SYS_nanosleep, "nanosleep"},
    {SYS_clock_nanosleep, "clock_nanosleep"},
    {SYS_sched_getaffinity, "sched_getaffinity"},
    {SYS_sched_setaffinity, "sched_setaffinity"},
    {SYS_sched_yield, "sched_yield"},
    {SYS_set_robust_list, "set_robust_list"},
#ifdef SYS_rseq
    {SYS_rseq, "rseq"},
#endif
    {SYS_getuid, "getuid"},
    {SYS_geteuid, "geteuid"},
    {SYS_getppid, "getppid"},
    {SYS_uname, "uname"},
    {SYS_sysinfo, "sysinfo"},
    {SYS_unlinkat, "unlinkat"},
    {SYS_mkdirat, "mkdirat"},
    {SYS_renameat2, "renameat2"},
    {SYS_fallocate, "fallocate"},
    {SYS_ftruncate, "ftruncate"},
    {SYS_get_mempolicy, "get_mempolicy"},
    {SYS_set_mempolicy, "set_mempolicy"},
#ifdef SYS_io_uring_setup
    {SYS_io_uring_setup, "io_uring_setup"},
#endif
    {SYS_bpf, "bpf"},
    {SYS_perf_event_open, "perf_event_open"},
#ifdef SYS_landlock_restrict_self
    {SYS_landlock_restrict_self, "landlock_restrict_self"},
#endif
};

const char *csystem_call_name(int call) {
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].call == call) return names[i].name;
  return NULL;
}
