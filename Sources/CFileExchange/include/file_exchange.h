#ifndef FILE_EXCHANGE_H
#define FILE_EXCHANGE_H

/// Lets two files or folders of one file system change places in one step: at no moment is either path without one.
///
/// Swift's view of the C library lacks the call, since the headers show it to GNU programs only.
///
/// Returns 0, or -1 with `errno`: EINVAL, ENOSYS or ENOTSUP where the file system or the kernel can't do it.
int exchange_files(const char *left, const char *right);

#endif
