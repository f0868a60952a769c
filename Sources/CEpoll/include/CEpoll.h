#pragma once

#include <stdint.h>

// Linux's epoll(7), which Swift does not see.

// One socket of which something is to be told.
struct epoll_ready {
  uint64_t tag; // as it was given
  uint32_t is_readable : 1;
  uint32_t is_writable : 1;
  uint32_t is_ended : 1; // the peer sends nothing more, or there is an error
};

// A new instance, and a descriptor that wakes whoever waits for it; -1 where there is none.
int epoll_make(void);
int epoll_make_bell(void);

// Tells of a descriptor from now on: that it can be read or has ended, that it can be written, or
// of both. -1: errno says why not.
int epoll_add(int epoll, int descriptor, uint64_t tag, int reads, int writes);
int epoll_change(int epoll, int descriptor, uint64_t tag, int reads, int writes);

// Waits for milliseconds, without end where they are negative. How many are ready, up to `maximum`,
// which is 256 at most; 0 too where a signal came.
int epoll_wait_ready(int epoll, struct epoll_ready *ready, int maximum, int milliseconds);

// Names the thread that calls, for ps(1) and debuggers: 15 bytes at most.
void epoll_name_thread(const char *name);

// Rings a bell, and takes note of that.
void epoll_ring(int bell);
void epoll_heard(int bell);
