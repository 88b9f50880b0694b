#ifndef CTESTFILEFAULTS_H
#define CTESTFILEFAULTS_H

// Calls of the whole program, those of its libraries too, that can be made to fail: who links this has its
// `write`, `fsync`, `rename` and so on in the place of the C library's.

typedef enum {
  FILE_WRITE,
  FILE_SYNC,
  /// A file is given a name, another one or its first.
  FILE_NAME,
  FILE_TRUNCATE,
  FILE_REMOVE,
  FILE_CALL_COUNT,
} file_call;

/// Has the `number`-th call of this kind from now on, from 1, fail with `code`, and no other one. Standard
/// streams do not count.
void file_faults_fail(file_call call, long number, int code);

/// How many calls of this kind there were since then.
long file_faults_count(file_call call);

/// Has the system kill this process in so many microseconds.
void file_faults_kill_after(long microseconds);

#endif
