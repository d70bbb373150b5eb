#define _GNU_SOURCE
#include "file_exchange.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

int exchange_files(const char *left, const char *right) {
#if defined(__APPLE__)
    return renamex_np(left, right, RENAME_SWAP);
#elif defined(RENAME_EXCHANGE)
    return renameat2(AT_FDCWD, left, AT_FDCWD, right, RENAME_EXCHANGE);
#else
    (void)left;
    (void)right;
    errno = ENOSYS;
    return -1;
#endif
}
