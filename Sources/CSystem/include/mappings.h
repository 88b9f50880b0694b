#ifndef MATCHD_CSYSTEM_MAPPINGS_H
#define MATCHD_CSYSTEM_MAPPINGS_H

#include <stddef.h>

/// Files that are mapped for reading and may be cut by others meanwhile. A page that is not there any more
/// ends a process with SIGBUS; here it reads as zeros, as do those behind it, and the mapping is marked.

/// From now on, in the whole process: the handler of SIGBUS knows the mappings below, and ends the process
/// for any other address. Lets the calling thread receive the signal. -1 and errno where that fails.
int csystem_catch_lost_pages(void);

/// Has pages of these addresses caught. Returns the mapping's number; -1 with ENOMEM where there are too
/// many.
int csystem_watch_mapping(const void *start, size_t length);
/// Before the addresses are given back.
void csystem_unwatch_mapping(int number);
/// Whether a page could not be read.
int csystem_has_lost_pages(int number);

#endif
