/* The least that a site of this content costs: the same Markdown through libcmark, and files of the same sizes in the
 * same folders. Reads a list with one file of the site a line: size in bytes, path to write, path of its Markdown
 * or "-", separated by tabs. One thread, nothing else. */

#include <cmark.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void fail(const char *path) {
    perror(path);
    exit(1);
}

static char *read_file(const char *path, size_t *size) {
    int file = open(path, O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) fail(path);
    char *bytes = malloc((size_t)status.st_size + 1);
    *size = 0;
    ssize_t count;
    while ((count = read(file, bytes + *size, (size_t)status.st_size - *size)) > 0) *size += (size_t)count;
    if (count < 0) fail(path);
    close(file);
    return bytes;
}

static void make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        if (mkdir(path, 0755) != 0 && errno != EEXIST) fail(path);
        *slash = '/';
    }
}

static void write_file(char *path, const char *bytes, size_t size) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0 && errno == ENOENT) {
        make_folders(path);
        file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    }
    if (file < 0) fail(path);
    while (size > 0) {
        ssize_t count = write(file, bytes, size);
        if (count <= 0) fail(path);
        bytes += count;
        size -= (size_t)count;
    }
    close(file);
}

int main(int argc, char **argv) {
    FILE *list = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!list) {
        fprintf(stderr, "usage: floor LIST\n");
        return 64;
    }
    char line[8192];
    char *page = NULL;
    size_t room = 0;
    while (fgets(line, sizeof line, list)) {
        line[strcspn(line, "\n")] = 0;
        const char *number = strtok(line, "\t");
        char *target = strtok(NULL, "\t");
        const char *markdown = strtok(NULL, "\t");
        if (!number || !target || !markdown) {
            fprintf(stderr, "the list is malformed\n");
            return 1;
        }
        size_t size = strtoull(number, NULL, 10);
        if (size > room) page = realloc(page, room = size * 2);
        size_t written = 0;
        if (strcmp(markdown, "-") != 0) {
            size_t length;
            char *source = read_file(markdown, &length);
            cmark_node *document = cmark_parse_document(source, length, CMARK_OPT_DEFAULT);
            char *html = cmark_render_html(document, CMARK_OPT_DEFAULT);
            written = strlen(html);
            if (written > size) written = size;
            memcpy(page, html, written);
            free(html);
            cmark_node_free(document);
            free(source);
        }
        /* Spaces stand for all that a page holds besides its prose. */
        memset(page + written, ' ', size - written);
        write_file(target, page, size);
    }
    free(page);
    fclose(list);
    return 0;
}
