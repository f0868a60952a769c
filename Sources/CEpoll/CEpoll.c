#include "CEpoll.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { MAXIMUM = 256 };

int epoll_make(void) { return epoll_create1(EPOLL_CLOEXEC); }

int epoll_make_bell(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

static int set(int epoll, int how, int descriptor, uint64_t tag, int reads, int writes) {
  struct epoll_event event = {
      .events = (reads ? EPOLLIN | EPOLLRDHUP : 0) | (writes ? EPOLLOUT : 0), .data.u64 = tag};
  return epoll_ctl(epoll, how, descriptor, &event);
}

int epoll_add(int epoll, int descriptor, uint64_t tag, int reads, int writes) {
  return set(epoll, EPOLL_CTL_ADD, descriptor, tag, reads, writes);
}

int epoll_change(int epoll, int descriptor, uint64_t tag, int reads, int writes) {
  return set(epoll, EPOLL_CTL_MOD, descriptor, tag, reads, writes);
}

int epoll_wait_ready(int epoll, struct epoll_ready *ready, int maximum, int milliseconds) {
  struct epoll_event events[MAXIMUM];
  int count = epoll_wait(epoll, events, maximum < MAXIMUM ? maximum : MAXIMUM, milliseconds);
  for (int i = 0; i < count; i++) {
    uint32_t what = events[i].events;
    ready[i].tag = events[i].data.u64;
    ready[i].is_readable = (what & EPOLLIN) != 0;
    ready[i].is_writable = (what & EPOLLOUT) != 0;
    ready[i].is_ended = (what & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
  }
  return count < 0 ? 0 : count;
}

void epoll_name_thread(const char *name) { prctl(PR_SET_NAME, name); }

void epoll_ring(int bell) {
  uint64_t one = 1;
  if (write(bell, &one, sizeof one) < 0) return; // It rings already.
}

void epoll_heard(int bell) {
  uint64_t count;
  if (read(bell, &count, sizeof count) < 0) return; // Nothing rang.
}
