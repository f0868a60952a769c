#pragma once

// Leaves the process so many processors at most: the one that it runs on, and the next ones. That
// holds for its threads, and for those that they start. Never more than there were.
void processors_keep(int maximum);
