#ifndef MATCHD_CSYSTEM_PROCESSES_H
#define MATCHD_CSYSTEM_PROCESSES_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Processes of our own program, and memory shared with them. As everywhere here: -1 and errno where the
/// system call under a function fails.

/// Two connected stream sockets of the Unix family, close-on-exec.
int csystem_socket_pair(int ends[2]);
/// Lets a read of `fd` fail with EAGAIN after so many milliseconds without a byte.
int csystem_bound_reads(int fd, int milliseconds);
/// Sends up to `count` bytes on a socket. Never raises SIGPIPE.
ssize_t csystem_send(int fd, const void *bytes, size_t count);
/// Whether the peer of a socket has hung up, at once.
int csystem_has_hung_up(int fd);

/// Starts `program` with `arguments` and `environment` (each ends with NULL). Its descriptors 0 to 2 are
/// /dev/null, 3 and up are copies of `descriptors` in their order, and there is no other; its signals are as
/// at the start of a session. Returns the process.
pid_t csystem_spawn(
    const char *program, char *const *arguments, char *const *environment, const int *descriptors,
    int descriptor_count);

typedef struct {
  /// What the program returned; -1 where a signal ended it.
  int code;
  /// The signal that ended it; 0 where it ended by itself.
  int signal;
} csystem_end;

/// What lists of processes call this one: at most 15 bytes of `name`.
int csystem_name_process(const char *name);
/// Waits for the end of a child and takes it out of the system's table.
int csystem_reap(pid_t process, csystem_end *end);
/// Processor time that a process has used, in microseconds.
int64_t csystem_processor_microseconds(pid_t process);

/// A file in memory of `byte_count` bytes, whose length nobody can change any more; close-on-exec.
int csystem_memory_file(const char *name, size_t byte_count);
/// An empty file in memory, which grows as it is written; close-on-exec.
int csystem_growing_memory_file(const char *name);
/// Another descriptor of the same file that can only be read, also through mappings. Needs /proc.
int csystem_reopen_for_reading(int fd);
/// Gives the pages of a part of a file in memory back; they read as zeros.
int csystem_give_back(int fd, size_t offset, size_t byte_count);

#endif
