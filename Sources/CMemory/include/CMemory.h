#pragma once

// How freed memory is kept: what a transfer takes and gives back many thousand times a second is
// otherwise given back to the system, and taken from it again, each time.
void memory_keep(void);
