#ifndef CMARK_ARENA_H
#define CMARK_ARENA_H

#include <cmark.h>

/// Parses Markdown to a tree in memory that this thread keeps for trees. A tree has hundreds of small pieces that all go
/// at once; to get each from malloc, and to give each back, costs more than half of parsing.
///
/// The tree must be let go on the same thread, by `cmark_arena_release` and not by `cmark_node_free`.
cmark_node *cmark_arena_parse(const char *markdown, size_t length);

/// Lets a tree go. When the last one of the thread goes, the memory of all is free for the next.
void cmark_arena_release(void);

#endif
