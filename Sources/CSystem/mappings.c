#include "mappings.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

/// A program has one index, and for a moment the one before it.
#define MAPPINGS_MAX 128

/// Read by the handler while other threads may be changing it: `version` is odd meanwhile, and another one
/// afterwards.
struct mapping {
  atomic_uint version;
  atomic_uintptr_t start;
  /// 0 while nobody uses the place.
  atomic_uintptr_t end;
  atomic_int has_lost_pages;
};

static struct mapping mappings[MAPPINGS_MAX];
static atomic_flag being_changed = ATOMIC_FLAG_INIT;

static void change(struct mapping *mapping, uintptr_t start, uintptr_t end) {
  atomic_fetch_add(&mapping->version, 1);
  atomic_store(&mapping->start, start);
  atomic_store(&mapping->end, end);
  atomic_store(&mapping->has_lost_pages, 0);
  atomic_fetch_add(&mapping->version, 1);
}

int csystem_watch_mapping(const void *start, size_t length) {
  int number = 0;
  while (atomic_flag_test_and_set(&being_changed)) {}
  while (number < MAPPINGS_MAX && atomic_load(&mappings[number].end) != 0) number++;
  if (number < MAPPINGS_MAX) change(&mappings[number], (uintptr_t)start, (uintptr_t)start + length);
  atomic_flag_clear(&being_changed);
  if (number < MAPPINGS_MAX) return number;
  errno = ENOMEM;
  return -1;
}

void csystem_unwatch_mapping(int number) { change(&mappings[number], 0, 0); }

int csystem_has_lost_pages(int number) { return atomic_load(&mappings[number].has_lost_pages); }

/// The mapping that an address lies in, and its end. A thread that is reading from a mapping keeps it, so
/// that its place is never one that is changing.
static struct mapping *mapping_of(uintptr_t address, uintptr_t *end) {
  for (int i = 0; i < MAPPINGS_MAX; i++) {
    struct mapping *mapping = &mappings[i];
    unsigned version = atomic_load(&mapping->version);
    uintptr_t start = atomic_load(&mapping->start);
    *end = atomic_load(&mapping->end);
    if (version % 2 == 0 && version == atomic_load(&mapping->version) && start <= address && address < *end)
      return mapping;
  }
  return NULL;
}

/// Puts zeros where the rest of the file was. Async-signal-safe: atomics and system calls.
static int replace_rest(uintptr_t address) {
  uintptr_t end;
  struct mapping *mapping = mapping_of(address, &end);
  if (mapping == NULL) return -1;
  // Before the zeros can be read: whoever has read them finds the mark.
  atomic_store(&mapping->has_lost_pages, 1);
  uintptr_t page = address & ~((uintptr_t)sysconf(_SC_PAGESIZE) - 1);
  void *zeros = mmap(
      (void *)page, end - page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0);
  return zeros == MAP_FAILED ? -1 : 0;
}

static void on_lost_page(int signal_number, siginfo_t *info, void *context) {
  (void)context;
  int code = errno;
  // Sent by a process, or of an address that nobody watches: the same again ends the process.
  if (info->si_code <= 0 || replace_rest((uintptr_t)info->si_addr) < 0) {
    signal(signal_number, SIG_DFL);
    if (info->si_code <= 0) raise(signal_number);
  }
  errno = code;
}

int csystem_catch_lost_pages(void) {
  struct sigaction action = {.sa_sigaction = on_lost_page, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGBUS, &action, NULL) < 0) return -1;
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGBUS);
  return sigprocmask(SIG_UNBLOCK, &set, NULL);
}
