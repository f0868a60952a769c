#define _GNU_SOURCE
#include "CProcessors.h"

#ifdef __linux__
#include <dirent.h>
#include <sched.h>
#include <stdlib.h>

void processors_keep(int maximum) {
  cpu_set_t allowed, kept;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  CPU_ZERO(&kept);
  int here = sched_getcpu();
  for (int step = 0; step < CPU_SETSIZE && CPU_COUNT(&kept) < maximum; step++) {
    int number = ((here > 0 ? here : 0) + step) % CPU_SETSIZE;
    if (CPU_ISSET(number, &allowed)) CPU_SET(number, &kept);
  }
  // 0 is this thread; each of the others has a setting of its own.
  sched_setaffinity(0, sizeof kept, &kept);
  DIR *threads = opendir("/proc/self/task");
  if (threads == NULL) return;
  for (struct dirent *entry; (entry = readdir(threads)) != NULL;) {
    int thread = atoi(entry->d_name);
    if (thread > 0) sched_setaffinity(thread, sizeof kept, &kept);
  }
  closedir(threads);
}
#else
void processors_keep(int maximum) { (void)maximum; }
#endif
