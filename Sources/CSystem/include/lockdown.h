#ifndef MATCHD_CSYSTEM_LOCKDOWN_H
#define MATCHD_CSYSTEM_LOCKDOWN_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// What a process takes away from itself. As everywhere here: -1 and errno where a step fails.

/// Has every signal that a crash raises end the process, whatever handlers a run-time library has installed
/// and whatever the parent has blocked. For a process of one thread.
int csystem_crash_plainly(void);
/// Has the process killed when the thread that started it ends. Fails with ESRCH where `parent` is not the
/// parent any more.
int csystem_die_with(pid_t parent);
/// No core dump, and no other process of the same user may look into this one's memory.
int csystem_hide_memory(void);
/// No program that is executed may gain rights.
int csystem_gain_no_rights(void);
/// No files, no TCP and no signals to others, by Landlock, as far as the kernel knows these. Returns 0 where
/// it knows no Landlock, 1 where it has been done. Needs a free descriptor.
int csystem_forbid_files(void);
/// No further descriptors, files, processes; at most `memory` bytes of addresses and `seconds` of processor
/// time in all. Bounds that are lower already stay.
int csystem_bound_resources(uint64_t memory, uint64_t seconds);

/// One instruction of a packet filter, as the kernel takes it.
typedef struct {
  uint16_t code;
  uint8_t on_true;
  uint8_t on_false;
  uint32_t operand;
} csystem_instruction;

#define CSYSTEM_FILTER_MAX 96
/// Writes the filter of a cell: `channel` may be read and written, memory asked for that is not executable,
/// the process ended, by a signal to `process` too; anything else kills it, or raises SIGSYS where `tells`.
/// Calls by another machine's numbers kill it in any case. Returns how many instructions there are.
int csystem_cell_filter(
    csystem_instruction filter[CSYSTEM_FILTER_MAX], int channel, pid_t process, int tells);
/// Puts the cell's filter in force for this thread. Where `message` is not NULL, whoever makes a forbidden
/// call sends those bytes over the channel, the call's number as the last four, least significant first, and
/// ends.
int csystem_filter_calls(int channel, const uint8_t *message, size_t message_length);
/// The name of a system call that a cell may not make; NULL where it is not one of the well-known ones.
const char *csystem_call_name(int call);

/// Addresses that the process has mapped, in bytes. Needs /proc.
int64_t csystem_mapped_bytes(void);
/// Whether this is a build whose sanitizer makes calls of its own.
int csystem_is_sanitized(void);

#endif
