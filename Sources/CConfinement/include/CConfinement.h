#pragma once

// What confines a process for good: no new privileges, and Landlock ("landlock(7)"), for which
// glibc has no calls. Everything gives 0, or a negative errno.

// The newest version of Landlock's interface that the kernel has; negative where it has none.
int confinement_version(void);

// A new set of rules: no file may be executed, and none read or written that is not allowed. With
// `connects` 0, no connection may be made by TCP (version 4). The descriptor.
int confinement_rules(int version, int connects);

// Allows reading of all below a path, and writing too. A path that is not there is left out.
int confinement_allow(int rules, int version, const char *path, int writes);

// Confines all threads there are, and with them all that they begin: without new privileges, and
// by the rules where they are not negative.
int confinement_enforce(int rules);
