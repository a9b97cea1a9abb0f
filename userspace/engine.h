/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What differs between measuring the module's own world switch (direct) and
 * that of KVM (kvm): builtin-run.c owns the options, the run folder and the
 * tables, an engine the rest.
 */
#ifndef WSBENCH_ENGINE_H
#define WSBENCH_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "meta.h"
#include "names.h"
#include "series.h"
#include "steps.h"

#define BARRIER_AUTO	WSBENCH_NR_BARRIERS

/**
 * struct run - a run: its options, and what the engine found out
 * @engine: what measures
 * @plan: as in the ABI; all engines take their settings from it; flows, samples
 *        and limit_us are 0 until check() where they were not given
 * @cpu_given: --cpu was given
 * @barrier: --barrier, or BARRIER_AUTO
 * @timestamps: how round trips are timed
 * @events: --events, NULL if not given
 * @mode: out: of the host
 * @kind: out: of the samples
 * @steps: out: the samples with a timestamp after each step; NULL without breakdown
 * @status: out: facts about CPU and counter
 * @total: out: samples of the whole run, without those with breakdown
 */
struct run {
	enum wsbench_engine engine;
	struct wsbench_plan plan;
	bool cpu_given;
	unsigned int barrier;
	enum timestamps timestamps;
	const char *events;
	enum wsbench_mode mode;
	struct samples_kind kind;
	struct steps_recorder *steps;
	struct wsbench_status status;
	uint64_t total;
};

/**
 * struct engine - a way to measure; one run in the life of a process
 * @check: before anything is written: refuses options it does not have, fills
 *         in what was not given
 * @start: pins to the CPU, finds out about the machine, starts the plan
 * @read: measures at most @n samples and returns how many; 0 at the end of
 *        the plan, or when @interrupted
 * @finish: the last sample was read: brings run->status up to date
 * @describe: the facts that only it knows
 * @report: more to print below the tables
 * @write: more files for the run folder
 */
struct engine {
	void (*check)(struct run *run);
	void (*start)(struct run *run);
	size_t (*read)(struct run *run, struct wsbench_sample *samples, size_t n,
		       bool *interrupted);
	void (*finish)(struct run *run);
	void (*describe)(const struct run *run, struct meta *meta);
	void (*report)(const struct run *run);
	void (*write)(const struct run *run);
};

extern const struct engine engine_direct, engine_kvm;

#endif /* WSBENCH_ENGINE_H */
