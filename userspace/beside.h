/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is new appears whole or not at all: until it is, it lies beside its place under a
 * name of its own, hidden, that nobody can guess. What is left of it where the program
 * was killed is removed by the next one for the same place.
 */
#ifndef WSBENCH_BESIDE_H
#define WSBENCH_BESIDE_H

#include <stdbool.h>
#include <sys/types.h>

/**
 * struct beside - a folder that is not complete yet
 * @path: where it will be
 * @parent: the folder that it will be in
 * @base: its name there
 * @tmp: its name for now, in the same folder
 * @at: @parent, opened
 * @fd: the folder, opened; locked until it is closed
 */
struct beside {
	char *path, *parent, *base, *tmp;
	int at, fd;
};

char *beside_name(const char *base);
int beside_folder(struct beside *b, const char *path);
void beside_settle(struct beside *b);
int beside_file(int at, const char *base, mode_t mode, char **tmp);
bool beside_is_left(const char *name, const char *pattern);
char *beside_literal(const char *base);
void beside_remove_left(const char *parent, const char *pattern);
void beside_remove(int at, const char *name);
const char *beside_advice(int err);

#endif /* WSBENCH_BESIDE_H */
