#include "cmark_arena.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// A stretch of memory that blocks are taken from, one behind the other.
struct chunk {
    struct chunk *previous;
    size_t size;
    size_t used;
    size_t padding;
};

/// Stands before each block.
struct header {
    size_t size;
    size_t padding;
};

enum { alignment = 16, usual_chunk = 256 * 1024 };

static _Thread_local struct chunk *current;
static _Thread_local size_t trees;

// MARK: Chunks

static pthread_key_t kept_chunk;
static pthread_once_t key_made = PTHREAD_ONCE_INIT;

static void make_key(void) {
    if (pthread_key_create(&kept_chunk, free) != 0) abort();
}

static void add_chunk(size_t size) {
    if (size < usual_chunk) size = usual_chunk;
    struct chunk *chunk = size < SIZE_MAX - sizeof *chunk ? malloc(sizeof *chunk + size) : NULL;
    if (!chunk) abort();
    *chunk = (struct chunk){.previous = current, .size = size};
    if (!current) {
        // The first chunk stays until the thread ends.
        pthread_once(&key_made, make_key);
        pthread_setspecific(kept_chunk, chunk);
    }
    current = chunk;
}

static char *end_of(struct chunk *chunk) { return (char *)(chunk + 1) + chunk->used; }

static struct header *header_of(void *block) { return (struct header *)block - 1; }

static int is_last(void *block) { return (char *)block + header_of(block)->size == end_of(current); }

// MARK: What libcmark asks for. As its own allocator, it ends the process where there is no memory.

static size_t rounded(size_t size) {
    if (size > SIZE_MAX / 2) abort();
    return (size + alignment - 1) & ~(size_t)(alignment - 1);
}

static void *take(size_t size) {
    size = rounded(size);
    size_t needed = size + sizeof(struct header);
    if (!current || current->size - current->used < needed) add_chunk(needed);
    struct header *header = (struct header *)end_of(current);
    header->size = size;
    current->used += needed;
    return header + 1;
}

static void *take_zeroed(size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) abort();
    return memset(take(count * size), 0, count * size);
}

static void *resize(void *block, size_t size) {
    if (!block) return take(size);
    size_t old = header_of(block)->size;
    size_t wanted = rounded(size);
    if (wanted <= old) return block;
    if (is_last(block) && current->size - current->used >= wanted - old) {
        header_of(block)->size = wanted;
        current->used += wanted - old;
        return block;
    }
    return memcpy(take(size), block, old);
}

/// Only the last block is of use to the next; the others wait for the end of the tree.
static void give_back(void *block) {
    if (block && is_last(block)) current->used -= header_of(block)->size + sizeof(struct header);
}

static cmark_mem memory = {take_zeroed, resize, give_back};

// MARK: Trees

cmark_node *cmark_arena_parse(const char *markdown, size_t length) {
    trees += 1;
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
    cmark_parser_feed(parser, markdown, length);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    if (!root) cmark_arena_release();
    return root;
}

void cmark_arena_release(void) {
    trees -= 1;
    if (trees > 0) return;
    while (current && (current->previous || current->size > usual_chunk)) {
        struct chunk *chunk = current;
        current = chunk->previous;
        free(chunk);
    }
    if (current) current->used = 0;
    else pthread_setspecific(kept_chunk, NULL);
}
