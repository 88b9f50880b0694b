#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
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

/// Lets a call through if its rule does, kills if it does not, and goes on with another call.
static void add(struct program *program, const struct rule *rule) {
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
  answer(program, SECCOMP_RET_KILL_PROCESS);
}

int csystem_cell_filter(csystem_instruction filter[CSYSTEM_FILTER_MAX], int channel, pid_t process) {
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
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) add(&program, &rules[i]);
  answer(&program, SECCOMP_RET_KILL_PROCESS);
  return (int)(program.end - filter);
}

int csystem_filter_calls(int channel) {
  csystem_instruction filter[CSYSTEM_FILTER_MAX];
  int count = csystem_cell_filter(filter, channel, getpid());
  struct sock_fprog program = {.len = (unsigned short)count, .filter = (struct sock_filter *)filter};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}
