#ifndef MATCHD_CTESTFAULTS_H
#define MATCHD_CTESTFAULTS_H

/// What a process does that has been taken over by a picture. Each is tried by hand, past the C library
/// where that would refuse by itself.
typedef enum {
  FAULT_NULL_WRITE,
  FAULT_STACK_OVERFLOW,
  FAULT_ABORT,
  FAULT_EXIT,
  FAULT_OPEN,
  FAULT_SOCKET,
  FAULT_EXECVE,
  FAULT_FORK,
  FAULT_DUP,
  FAULT_PRCTL,
  FAULT_PTRACE,
  FAULT_KILL_PARENT,
  FAULT_TGKILL_PARENT,
  FAULT_WRITE_ELSEWHERE,
  FAULT_READ_ELSEWHERE,
  FAULT_MAP_EXECUTABLE,
  FAULT_MAKE_EXECUTABLE,
  FAULT_OTHER_NUMBERS,
  FAULT_WRITE_SLOT,
  FAULT_UNLOCK_SLOT,
  FAULT_ALLOCATE,
  FAULT_SPIN,
  FAULT_HANG,
  FAULT_COUNT
} fault;

/// What a fault that was refused returns: its errno as a negative number; 0 and more where it succeeded.
/// `slot` is where the picture lies, of at least 68 bytes; from byte 64 on stands the parent's number.
long commit_fault(fault which, const void *slot);

#endif
