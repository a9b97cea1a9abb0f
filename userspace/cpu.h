/* SPDX-License-Identifier: GPL-2.0-only */
/* CPUs: which there are, which to measure on, what they are. */
#ifndef WSBENCH_CPU_H
#define WSBENCH_CPU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CPU_DIR	"/sys/devices/system/cpu/"

bool cpu_in_list(const char *list, unsigned int cpu);
bool cpu_in_file(const char *name, unsigned int cpu);
unsigned int cpu_next(const char *list, unsigned int from);
unsigned int cpu_default(void);
void cpu_pin(unsigned int cpu);
void cpu_model(uint64_t midr, char *buf, size_t size);
uint64_t cpu_timer_hz(void);

#define CPU_NONE	UINT32_MAX
#define CPU_MAX		65535

#endif /* WSBENCH_CPU_H */
