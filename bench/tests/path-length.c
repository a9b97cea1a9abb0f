// SPDX-License-Identifier: GPL-2.0-only
/*
 * path-length SYMBOL BARRIER DIRTY BREAKPOINTS WATCHPOINTS <DISASSEMBLY
 *
 * Follows the instructions of one round trip through the module's disassembly
 * (objdump -dr) and prints how many there are: entry, guest, exit, total, and
 * how many of the total are the harness's own. Then, a line each:
 *
 *	entry|exit INSTRUCTIONS BRANCHES READS WRITES LOADS STORES BYTES
 *		reads and writes of system registers, but for the cycle counter; bytes of
 *		text that are executed
 *	function ADDRESS NAME
 *		each that the round trip comes through, of the first section
 *
 * It is an interpreter for as much of A64 as decides where the code goes. A
 * register or a word of memory is known, with its value, or unknown; what a
 * branch depends on must be known, or the count would be a guess. Known at the
 * start are the arguments: the vcpu's fields that hyp/vcpu.h gives offsets for,
 * and ID_AA64DFR0_EL1.
 */
#include <errno.h>
#include <error.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../module/uapi/wsbench.h"

#define __ASSEMBLY__
#include "../../module/hyp/vcpu.h"

/* What follows the marks: see struct wsb_vcpu. */
#define VCPU_LAST_BRP	VCPU_MARK(WSBENCH_NR_STEPS)
#define VCPU_LAST_WRP	(VCPU_LAST_BRP + 4)

#define MAX_INSNS	262144
#define MAX_SYMBOLS	4096
#define MAX_WORDS	4096
#define MAX_STEPS	100000
#define OPERANDS	6

/* Where things are put; any addresses that keep apart and fit 48 bits. */
#define VCPU		0x800000100000ULL
#define HOST_CTXT	0x800000200000ULL
#define DEBUG_REGS	0x800000300000ULL
#define STACK		0x800000400000ULL
#define RETURN		0x7ffffffff000ULL	/* the caller */

struct insn {
	uint64_t addr;
	char mnemonic[16];
	char op[OPERANDS][48];
	int nr_ops;
	char target[64];	/* symbol of a relocation */
};

/* @entered: the round trip came through it. */
struct symbol {
	char name[64];
	uint64_t addr;
	bool entered;
};

/* @stamp: it is a timestamp, or computed from one. */
struct value {
	uint64_t v;
	bool known;
	bool stamp;
};

struct word {
	uint64_t addr;
	struct value value;
};

static struct insn insns[MAX_INSNS];
static int nr_insns;
static struct symbol symbols[MAX_SYMBOLS];
static int nr_symbols;
/* objdump counts from 0 in every section: keep them apart. */
#define SECTION_SIZE	(1ULL << 32)
static uint64_t section;

/* What is between two timestamps, beside the number of instructions. */
static struct path {
	long branches, reads, writes, loads, stores, bytes;
	bool executed[MAX_INSNS];
} paths[3];

static struct value regs[31], sp;
static struct word memory[MAX_WORDS];
static int nr_words;
static bool flag_n, flag_z, flag_c, flag_v, flags_known;

static uint64_t id_aa64dfr0;
static uint64_t payload, guest_pc, vector;

static void fail(const struct insn *in, const char *why)
{
	error(1, 0, "%" PRIx64 " %s %s %s %s: %s", in->addr, in->mnemonic,
	      in->op[0], in->op[1], in->op[2], why);
}

static uint64_t symbol(const char *name)
{
	for (int i = 0; i < nr_symbols; i++)
		if (!strcmp(symbols[i].name, name))
			return symbols[i].addr;
	error(1, 0, "%s: not in the disassembly", name);
	return 0;
}

/* Reading the disassembly */

static void split_operands(struct insn *in, char *text)
{
	int depth = 0;
	char *start = text;

	text[strcspn(text, "<;\n")] = '\0';
	if (strstr(text, "//"))
		*strstr(text, "//") = '\0';
	for (char *p = text;; p++) {
		if (*p == '[')
			depth++;
		if (*p == ']')
			depth--;
		if ((*p == ',' && !depth) || !*p) {
			bool last = !*p;

			*p = '\0';
			start += strspn(start, " \t");
			for (char *e = start + strlen(start);
			     e > start && strchr(" \t", e[-1]); e--)
				e[-1] = '\0';
			if (*start && in->nr_ops < OPERANDS)
				snprintf(in->op[in->nr_ops++],
					 sizeof(in->op[0]), "%s", start);
			if (last)
				return;
			start = p + 1;
		}
	}
}

static void read_line(char *line)
{
	char name[64], type[64];
	uint64_t addr;
	int at = 0;

	if (!strncmp(line, "Disassembly of section", 22)) {
		section += SECTION_SIZE;
		return;
	}
	if (sscanf(line, "%" SCNx64 " <%63[^>]>:", &addr, name) == 2) {
		if (nr_symbols == MAX_SYMBOLS)
			error(1, 0, "too many symbols");
		symbols[nr_symbols].addr = section + addr;
		snprintf(symbols[nr_symbols++].name, sizeof(name), "%s", name);
		return;
	}
	if (sscanf(line, " %" SCNx64 ": R_AARCH64_%63s %63s", &addr, type,
		   name) == 3) {
		for (int i = nr_insns; i-- > 0;)
			if (insns[i].addr == section + addr) {
				snprintf(insns[i].target, sizeof(name), "%s",
					 name);
				break;
			}
		return;
	}
	if (sscanf(line, " %" SCNx64 ": %*8[0-9a-f] %n", &addr, &at) == 1 &&
	    at) {
		struct insn *in = &insns[nr_insns];
		int n = 0;

		if (nr_insns == MAX_INSNS)
			error(1, 0, "too many instructions");
		in->addr = section + addr;
		if (sscanf(line + at, "%15s%n", in->mnemonic, &n) != 1)
			return;
		nr_insns++;
		split_operands(in, line + at + n);
	}
}

static struct insn *find(uint64_t addr)
{
	int lo = 0, hi = nr_insns - 1;

	while (lo <= hi) {
		int mid = (lo + hi) / 2;

		if (insns[mid].addr == addr)
			return &insns[mid];
		if (insns[mid].addr < addr)
			lo = mid + 1;
		else
			hi = mid - 1;
	}
	error(1, 0, "%" PRIx64 ": no instruction there", addr);
	return NULL;
}

/* The machine */

static bool is_w(const char *name)
{
	return name[0] == 'w';
}

static struct value *reg(const char *name)
{
	if (!strcmp(name, "sp"))
		return &sp;
	if ((name[0] == 'x' || name[0] == 'w') && name[1] >= '0' &&
	    name[1] <= '9')
		return &regs[atoi(name + 1)];
	return NULL;
}

static struct value operand(const char *text)
{
	struct value value = { 0, true, false };

	if (text[0] == '#') {
		value.v = strtoull(text + 1, NULL, 0);
	} else if (reg(text)) {
		value = *reg(text);
		if (is_w(text))
			value.v = (uint32_t)value.v;
	} else if (strcmp(text, "xzr") && strcmp(text, "wzr")) {
		value.known = false;
	}
	return value;
}

static void set(const char *name, struct value value)
{
	if (!reg(name))
		return;
	if (is_w(name))
		value.v = (uint32_t)value.v;
	*reg(name) = value;
}

static struct value load(struct value addr)
{
	struct value value = { 0 };

	if (addr.known)
		for (int i = 0; i < nr_words; i++)
			if (memory[i].addr == addr.v)
				return memory[i].value;
	return value;
}

static void store(struct value addr, struct value value)
{
	int i;

	if (!addr.known)	/* never aliases what is tracked: a buffer */
		return;
	for (i = 0; i < nr_words && memory[i].addr != addr.v; i++)
		;
	if (i == MAX_WORDS)
		error(1, 0, "too much memory");
	if (i == nr_words)
		nr_words++;
	memory[i] = (struct word) { addr.v, value };
}

/* The address of a load or store; writes the base back where it says so. */
static struct value address(struct insn *in, int op)
{
	char base[8] = "", offset[32] = "";
	struct value at, by = { 0, true, false }, after;

	if (sscanf(in->op[op], "[%7[^],], %31[^]]", base, offset) < 1)
		fail(in, "what address is that?");
	at = operand(base);
	if (offset[0]) {
		by = operand(offset);
		if (strchr(offset, ','))
			by.known = false;
	}
	after = (struct value) { at.v + by.v, at.known && by.known, false };
	if (op + 1 < in->nr_ops) {	/* post-indexed */
		by = operand(in->op[op + 1]);
		set(base, (struct value) { at.v + by.v, at.known, false });
		return at;
	}
	if (in->op[op][strlen(in->op[op]) - 1] == '!')
		set(base, after);
	return after;
}

static bool condition(struct insn *in, const char *cc)
{
	if (!flags_known)
		fail(in, "depends on something unknown");
	if (!strcmp(cc, "eq"))
		return flag_z;
	if (!strcmp(cc, "ne"))
		return !flag_z;
	if (!strcmp(cc, "cs") || !strcmp(cc, "hs"))
		return flag_c;
	if (!strcmp(cc, "cc") || !strcmp(cc, "lo"))
		return !flag_c;
	if (!strcmp(cc, "hi"))
		return flag_c && !flag_z;
	if (!strcmp(cc, "ls"))
		return !flag_c || flag_z;
	if (!strcmp(cc, "mi"))
		return flag_n;
	if (!strcmp(cc, "pl"))
		return !flag_n;
	if (!strcmp(cc, "ge"))
		return flag_n == flag_v;
	if (!strcmp(cc, "lt"))
		return flag_n != flag_v;
	if (!strcmp(cc, "gt"))
		return !flag_z && flag_n == flag_v;
	if (!strcmp(cc, "le"))
		return flag_z || flag_n != flag_v;
	fail(in, "unknown condition");
	return false;
}

static void compare(struct insn *in, struct value a, struct value b)
{
	int shift = is_w(in->op[0]) ? 32 : 0;
	uint64_t x = a.v << shift, y = b.v << shift, d = x - y;

	flags_known = a.known && b.known;
	flag_n = d >> 63;
	flag_z = !d;
	flag_c = x >= y;
	flag_v = ((x ^ y) & (x ^ d)) >> 63;
}

static void test_bits(struct insn *in, struct value a, struct value b)
{
	uint64_t r = a.v & b.v;

	if (is_w(in->op[0]))
		r = (uint64_t)(uint32_t)r << 32;
	flags_known = a.known && b.known;
	flag_n = r >> 63;
	flag_z = !r;
	flag_c = flag_v = false;
}

static uint64_t target(const struct insn *in, int op)
{
	if (in->target[0])
		return symbol(in->target);
	return in->addr / SECTION_SIZE * SECTION_SIZE +
	       strtoull(in->op[op], NULL, 16);
}

static bool is(const struct insn *in, const char *mnemonic)
{
	return !strcmp(in->mnemonic, mnemonic);
}

/* Instructions that only compute; false for one that it does not know. */
static bool compute(struct insn *in)
{
	struct value a = operand(in->op[1]), b = operand(in->op[2]), r;
	unsigned int lsb, width;

	r = (struct value) { 0, a.known && b.known, a.stamp || b.stamp };
	if (in->nr_ops > 3 && !is(in, "ubfx") && !is(in, "csel")) {
		r.known = false;	/* a shifted operand */
		r.stamp |= operand(in->op[3]).stamp;
	}

	if (is(in, "mov")) {
		r = a;
	} else if (is(in, "add")) {
		r.v = a.v + b.v;
	} else if (is(in, "sub")) {
		r.v = a.v - b.v;
	} else if (is(in, "and")) {
		r.v = a.v & b.v;
	} else if (is(in, "bic")) {
		r.v = a.v & ~b.v;
	} else if (is(in, "orr")) {
		r.v = a.v | b.v;
	} else if (is(in, "eor")) {
		r.v = a.v ^ b.v;
	} else if (is(in, "lsr")) {
		r.v = a.v >> (b.v & 63);
	} else if (is(in, "lsl")) {
		r.v = a.v << (b.v & 63);
	} else if (is(in, "neg")) {
		r = (struct value) { -a.v, a.known, a.stamp };
	} else if (is(in, "ubfx")) {
		lsb = operand(in->op[2]).v;
		width = operand(in->op[3]).v;
		r = (struct value) { a.v >> (lsb & 63) & ~0ULL >> ((64 - width) & 63),
				     a.known, a.stamp };
	} else if (is(in, "csel")) {
		r = condition(in, in->op[3]) ? a : b;
	} else if (is(in, "sbfiz") || is(in, "ubfiz") || is(in, "madd") ||
		   is(in, "smaddl") || is(in, "umaddl") || is(in, "mul") ||
		   is(in, "sxtw") || is(in, "movk") || is(in, "adrp")) {
		r.known = false;	/* addresses of buffers */
	} else {
		return false;
	}
	set(in->op[0], r);
	return true;
}

static void move_memory(struct insn *in)
{
	bool pair = in->mnemonic[2] == 'p';
	int size = is_w(in->op[0]) ? 4 : 8;
	struct value v0 = operand(in->op[0]), v1 = operand(in->op[1]);
	struct value at = address(in, pair ? 2 : 1), next = at;

	next.v += size;
	if (in->mnemonic[0] == 's') {
		store(at, v0);
		if (pair)
			store(next, v1);
		return;
	}
	set(in->op[0], load(at));
	if (pair)
		set(in->op[1], load(next));
}

/* Executes one instruction; returns where the next one is. */
static uint64_t step(struct insn *in)
{
	uint64_t next = in->addr + 4;

	if (is(in, "b") || is(in, "bl")) {
		if (is(in, "bl"))
			regs[30] = (struct value) { next, true, false };
		return target(in, 0);
	}
	if (in->mnemonic[0] == 'b' && in->mnemonic[1] == '.')
		return condition(in, in->mnemonic + 2) ? target(in, 0) : next;
	if (is(in, "cbz") || is(in, "cbnz")) {
		struct value v = operand(in->op[0]);

		if (!v.known)
			fail(in, "depends on something unknown");
		return !v.v == is(in, "cbz") ? target(in, 1) : next;
	}
	if (is(in, "tbz") || is(in, "tbnz")) {
		struct value v = operand(in->op[0]);

		if (!v.known)
			fail(in, "depends on something unknown");
		return (v.v >> (operand(in->op[1]).v & 63) & 1) == is(in, "tbnz") ?
		       target(in, 2) : next;
	}
	if (is(in, "ret")) {
		if (!regs[30].known)
			fail(in, "returns to an unknown place");
		return regs[30].v;
	}
	if (is(in, "eret"))
		return guest_pc;
	if (is(in, "hvc")) {
		guest_pc = next;
		return vector;
	}
	if (is(in, "cmp")) {
		compare(in, operand(in->op[0]), operand(in->op[1]));
		return next;
	}
	if (is(in, "tst")) {
		test_bits(in, operand(in->op[0]), operand(in->op[1]));
		return next;
	}
	if (is(in, "mrs")) {
		struct value v = { 0 };

		if (!strcmp(in->op[1], "pmccntr_el0"))
			v.stamp = true;
		if (!strcmp(in->op[1], "id_aa64dfr0_el1"))
			v = (struct value) { id_aa64dfr0, true, false };
		set(in->op[0], v);
		return next;
	}
	if (is(in, "msr") || is(in, "isb") || is(in, "dsb") || is(in, "nop") ||
	    is(in, "hint") || is(in, "bti"))
		return next;
	if (is(in, "ldr") || is(in, "str") || is(in, "ldp") || is(in, "stp") ||
	    is(in, "stur") || is(in, "ldur")) {
		move_memory(in);
		return next;
	}
	if (!compute(in))
		fail(in, "unknown instruction");
	return next;
}

/* Whether an instruction handles a timestamp; asked before it executes. */
static bool handles_stamp(struct insn *in, bool isb_barrier)
{
	if (is(in, "mrs"))
		return !strcmp(in->op[1], "pmccntr_el0");
	if (is(in, "isb"))
		return isb_barrier && !strcmp(in[1].mnemonic, "mrs") &&
		       !strcmp(in[1].op[1], "pmccntr_el0");
	for (int i = is(in, "str") || is(in, "stp") ? 0 : 1; i < in->nr_ops;
	     i++)
		if (operand(in->op[i]).stamp)
			return true;
	return false;
}

static bool is_branch(const struct insn *in)
{
	return is(in, "b") || is(in, "bl") || !strncmp(in->mnemonic, "b.", 2) ||
	       is(in, "cbz") || is(in, "cbnz") || is(in, "tbz") || is(in, "tbnz") ||
	       is(in, "ret");
}

static void count(struct path *path, const struct insn *in)
{
	path->branches += is_branch(in);
	path->reads += is(in, "mrs") && strcmp(in->op[1], "pmccntr_el0");
	path->writes += is(in, "msr");
	path->loads += !strncmp(in->mnemonic, "ld", 2);
	path->stores += !strncmp(in->mnemonic, "st", 2);
	if (!path->executed[in - insns])
		path->bytes += 4;
	path->executed[in - insns] = true;
}

static void enter(const struct insn *in)
{
	struct symbol *last = NULL;

	for (int i = 0; i < nr_symbols; i++)
		if (symbols[i].addr <= in->addr && (!last || symbols[i].addr >= last->addr))
			last = &symbols[i];
	if (last)
		last->entered = true;
}

static void print_path(const char *name, const struct path *path, long instructions)
{
	printf("%s %ld %ld %ld %ld %ld %ld %ld\n", name, instructions, path->branches,
	       path->reads, path->writes, path->loads, path->stores, path->bytes);
}

static void known_field(int offset, uint64_t v)
{
	store((struct value) { VCPU + offset, true, false },
	      (struct value) { v, true, false });
}

int main(int argc, char **argv)
{
	long stamps[4], steps = 0, harness = 0;
	int nr_stamps = 0;
	const uint64_t section_1 = SECTION_SIZE;
	char line[512], name[64];
	bool isb;

	if (argc != 6)
		error(2, 0, "see the top of path-length.c for the arguments");
	while (fgets(line, sizeof(line), stdin))
		read_line(line);

	isb = !strcmp(argv[2], "isb");
	id_aa64dfr0 = (strtoull(argv[4], NULL, 0) - 1) << 12 |
		      (strtoull(argv[5], NULL, 0) - 1) << 20;
	payload = symbol("payload_hvc_loop");
	snprintf(name, sizeof(name), "hyp_vectors_%s", argv[2]);
	vector = symbol(name) + 0x400;	/* lower EL, AArch64, synchronous */
	/* Warm: the guest has made its first exit. */
	guest_pc = payload + 4;

	known_field(VCPU_HOST_CTXT, HOST_CTXT);
	known_field(VCPU_DEBUG_PTR, DEBUG_REGS);
	known_field(VCPU_DIRTY, strtoull(argv[3], NULL, 0));
	known_field(VCPU_WARMUP, 0);
	known_field(VCPU_COUNT, 1);
	known_field(VCPU_SWITCHED_DFR0, id_aa64dfr0);
	known_field(VCPU_LAST_BRP, strtoull(argv[4], NULL, 0) - 1);
	known_field(VCPU_LAST_WRP, strtoull(argv[5], NULL, 0) - 1);
	regs[0] = (struct value) { VCPU, true, false };
	regs[18] = regs[0];
	regs[30] = (struct value) { RETURN, true, false };
	sp = (struct value) { STACK, true, false };

	for (uint64_t pc = symbol(argv[1]); nr_stamps < 4; steps++) {
		struct insn *in = find(pc);

		if (steps == MAX_STEPS)
			error(1, 0, "no end in sight");
		if (nr_stamps && handles_stamp(in, isb))
			harness++;
		if (is(in, "mrs") && !strcmp(in->op[1], "pmccntr_el0"))
			stamps[nr_stamps++] = steps;
		if (nr_stamps && nr_stamps < 4) {
			count(&paths[nr_stamps - 1], in);
			enter(in);
		}
		pc = step(in);
	}

	printf("%ld %ld %ld %ld %ld\n", stamps[1] - stamps[0],
	       stamps[2] - stamps[1], stamps[3] - stamps[2],
	       stamps[3] - stamps[0], harness);
	print_path("entry", &paths[0], stamps[1] - stamps[0]);
	print_path("exit", &paths[2], stamps[3] - stamps[2]);
	for (int i = 0; i < nr_symbols; i++)
		if (symbols[i].entered && symbols[i].addr < section_1 + SECTION_SIZE)
			printf("function %" PRIx64 " %s\n", symbols[i].addr - section_1,
			       symbols[i].name);
	return 0;
}
