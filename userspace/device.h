/* SPDX-License-Identifier: GPL-2.0-only */
/* /dev/wsbench: every error ends the program with a line that says what to do. */
#ifndef WSBENCH_DEVICE_H
#define WSBENCH_DEVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../module/uapi/wsbench.h"

const char *device_absent(void);
int device_try_open(struct wsbench_info *info, char *why, size_t size);
int device_open(struct wsbench_info *info);
void device_need_payloads(const struct wsbench_info *info, const char *what,
			  uint64_t payloads);
void device_start(int fd, const struct wsbench_plan *plan);
int device_probe(unsigned int cpu, const struct wsbench_info *info,
		 struct wsbench_status *status);
int device_attach(const struct wsbench_probe *probe);
void device_begin_block(int fd, const struct wsbench_probe_block *block);
void device_status(int fd, struct wsbench_status *status);
size_t device_read(int fd, const struct wsbench_plan *plan, void *samples, size_t n,
		   bool *interrupted);
void device_events(int fd, struct wsbench_events *events);
size_t device_discard(int fd, const struct wsbench_plan *plan, size_t n, bool *interrupted);
bool device_verify(int fd, struct wsbench_verify *verify);
_Noreturn void device_cannot_start(unsigned int cpu, int err);
_Noreturn void device_cannot_read(int fd, const struct wsbench_plan *plan, int err);
void device_start_reason(int err, char *buf, size_t size);

#endif /* WSBENCH_DEVICE_H */
