// SPDX-License-Identifier: GPL-2.0-only
/*
 * neighbours-kvm CPU [TURNS]
 *
 * A virtual machine on that CPU whose guest gives each of its registers a value and
 * then looks at them again and again, with an exit to KVM in each turn: EL1 system
 * registers, debug registers, general-purpose and vector registers, and whether
 * counter and timer go on. Runs TURNS turns, or until SIGTERM. The last line says
 * how many there were; the exit status is 1 when the guest saw a change.
 * For neighbours-kvm.sh.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

#include "device.h"
#include "tiny-vm.h"

/* Given to it, W(register, bits 31..16, bits 15..0), or only looked at, R(register). */
#define DEBUG_REGISTERS(W)						\
	W(dbgbvr0_el1, 0x5a5a, 0x1000) W(dbgbcr0_el1, 0, 0x1e4)		\
	W(dbgbvr1_el1, 0x5a5a, 0x1004) W(dbgbcr1_el1, 0, 0x1e4)		\
	W(dbgbvr2_el1, 0x5a5a, 0x1008) W(dbgbcr2_el1, 0, 0x1e4)		\
	W(dbgbvr3_el1, 0x5a5a, 0x100c) W(dbgbcr3_el1, 0, 0x1e4)		\
	W(dbgbvr4_el1, 0x5a5a, 0x1010) W(dbgbcr4_el1, 0, 0x1e4)		\
	W(dbgbvr5_el1, 0x5a5a, 0x1014) W(dbgbcr5_el1, 0, 0x1e4)		\
	W(dbgwvr0_el1, 0x5a5a, 0x2000) W(dbgwcr0_el1, 0, 0x1ff0)	\
	W(dbgwvr1_el1, 0x5a5a, 0x2008) W(dbgwcr1_el1, 0, 0x1ff0)	\
	W(dbgwvr2_el1, 0x5a5a, 0x2010) W(dbgwcr2_el1, 0, 0x1ff0)	\
	W(dbgwvr3_el1, 0x5a5a, 0x2018) W(dbgwcr3_el1, 0, 0x1ff0)	\
	W(mdscr_el1, 0, 0x8000)		/* MDE: KVM switches them */
#define SYSTEM_REGISTERS(W, R)						\
	W(ttbr0_el1, 0x5a5a, 0x3000) W(ttbr1_el1, 0x5a5b, 0x3000)	\
	W(tcr_el1, 0, 0x10) W(mair_el1, 0x5a5c, 0x3000)			\
	W(amair_el1, 0x5a5d, 0x3000) W(esr_el1, 0x5a5e, 0x3000)		\
	W(far_el1, 0x5a5f, 0x3000) W(contextidr_el1, 0x5a60, 0x3000)	\
	W(vbar_el1, 0x5a61, 0x3000) W(tpidr_el0, 0x5a62, 0x3000)	\
	W(tpidrro_el0, 0x5a63, 0x3000) W(tpidr_el1, 0x5a64, 0x3000)	\
	W(sp_el0, 0x5a65, 0x3000) W(elr_el1, 0x5a66, 0x3000)		\
	W(spsr_el1, 0, 0x3c5) W(csselr_el1, 0, 1) W(cntkctl_el1, 0, 1)	\
	W(cpacr_el1, 0x30, 0)		/* vector registers do not trap */ \
	R(sctlr_el1) R(mdccint_el1) R(midr_el1) R(mpidr_el1)		\
	R(cntfrq_el0) R(currentel) R(daif)
#define GENERAL_REGISTERS(G)						\
	G(22) G(23) G(24) G(25) G(26) G(27) G(28) G(29) G(30)
#define VECTOR_REGISTERS(V)						\
	V(0) V(1) V(7) V(8) V(9) V(15) V(16) V(30) V(31)

#define IGNORE(reg)
#define GIVE(reg, high, low)						\
	"	movz	x0, #" #low "\n"				\
	"	movk	x0, #" #high ", lsl #16\n"			\
	"	msr	" #reg ", x0\n"
#define KEEP(reg, ...)							\
	"	mrs	x0, " #reg "\n"					\
	"	str	x0, [x21], #8\n"
#define LOOK(reg, ...)							\
	"	mrs	x0, " #reg "\n"					\
	"	ldr	x1, [x21], #8\n"				\
	"	cmp	x0, x1\n"					\
	"	b.ne	changed\n"
#define GIVE_X(n)	"	movz	x" #n ", #0x6000 + " #n ", lsl #32\n"
#define LOOK_X(n)							\
	"	movz	x0, #0x6000 + " #n ", lsl #32\n"		\
	"	add	x21, x21, #8\n"					\
	"	cmp	x0, x" #n "\n"					\
	"	b.ne	changed\n"
#define GIVE_D(n)							\
	"	add	x0, x22, #" #n "\n"				\
	"	fmov	d" #n ", x0\n"
#define LOOK_D(n)							\
	"	add	x0, x22, #" #n "\n"				\
	"	fmov	x1, d" #n "\n"					\
	"	add	x21, x21, #8\n"					\
	"	cmp	x0, x1\n"					\
	"	b.ne	changed\n"

/*
 * The guest. x19: turns left; x20: an address without memory, where a write is an
 * exit to userspace; x21: the place of a register in the table of what was read
 * right after it was written, as not all keep all bits; x18: the counter when it
 * was last read; x17: when the timer is due. A write to [x20] says that the turns
 * are over, one to [x20, #8] which register changed, counted from 1.
 */
__asm__(
"	.pushsection .rodata\n"
"	.balign	8\n"
"	.set	seen, guest + 0x8000\n"
"	.globl	guest, guest_end\n"
"guest:\n"
	DEBUG_REGISTERS(GIVE)
	SYSTEM_REGISTERS(GIVE, IGNORE)
"	isb\n"
"	adr	x21, seen\n"
	DEBUG_REGISTERS(KEEP)
	SYSTEM_REGISTERS(KEEP, KEEP)
	GENERAL_REGISTERS(GIVE_X)
	VECTOR_REGISTERS(GIVE_D)
"	mov	x0, #3\n"		/* enabled, but masked: no interrupt */
"	msr	cntv_ctl_el0, x0\n"
"	mrs	x18, cntvct_el0\n"
"	add	x17, x18, #100\n"
"	msr	cntv_cval_el0, x17\n"
"turn:\n"
"	movz	w0, #0x8400, lsl #16\n"	/* PSCI_VERSION: KVM answers it */
"	hvc	#0\n"
"	adr	x21, seen\n"
	DEBUG_REGISTERS(LOOK)
	SYSTEM_REGISTERS(LOOK, LOOK)
	GENERAL_REGISTERS(LOOK_X)
	VECTOR_REGISTERS(LOOK_D)
"	isb\n"
"	mrs	x0, cntvct_el0\n"
"	add	x21, x21, #8\n"
"	cmp	x0, x18\n"
"	b.lo	changed\n"
"	mov	x18, x0\n"
"	mrs	x1, cntv_cval_el0\n"
"	add	x21, x21, #8\n"
"	cmp	x1, x17\n"
"	b.ne	changed\n"
"	add	x21, x21, #8\n"
"	cmp	x0, x17\n"
"	b.lo	1f\n"
"	isb\n"
"	mrs	x1, cntv_ctl_el0\n"
"	cmp	x1, #7\n"		/* and due: may take QEMU a moment, not a second */
"	b.eq	2f\n"
"	cmp	x1, #3\n"
"	b.ne	changed\n"
"	sub	x1, x0, x17\n"
"	mrs	x2, cntfrq_el0\n"
"	cmp	x1, x2\n"
"	b.hi	changed\n"
"	b	1f\n"
"2:\n"
"	add	x17, x0, #2000\n"
"	msr	cntv_cval_el0, x17\n"
"1:	subs	x19, x19, #1\n"
"	b.ne	turn\n"
"	str	wzr, [x20]\n"
"	b	turn\n"
"changed:\n"
"	adr	x2, seen\n"
"	sub	x21, x21, x2\n"
"	lsr	x21, x21, #3\n"
"	str	w21, [x20, #8]\n"
"	b	.\n"
"guest_end:\n"
"	.popsection\n"
);
extern const char guest[], guest_end[];

#define NAME(reg, ...)	#reg,
#define NAME_X(n)	"x" #n,
#define NAME_D(n)	"d" #n,

static const char *const names[] = {
	"", DEBUG_REGISTERS(NAME) SYSTEM_REGISTERS(NAME, NAME)
	GENERAL_REGISTERS(NAME_X) VECTOR_REGISTERS(NAME_D)
	"cntvct_el0 (backwards)", "cntv_cval_el0", "cntv_ctl_el0",
};

#define TURNS_A_CALL	200	/* between two exits to userspace */

static volatile sig_atomic_t asked;

static void on_signal(int sig)
{
	(void)sig;
	asked = 1;
}

/* Returns the number of the register that changed, or -1. */
static int turns(struct tiny_vm *vm, uint64_t number)
{
	tiny_vm_set(vm, offsetof(struct kvm_regs, regs.regs[19]), number);
	while (ioctl(vm->vcpu, KVM_RUN, 0)) {
		if (errno != EINTR) {
			perror("KVM_RUN");
			exit(2);
		}
	}
	if (vm->run->exit_reason != KVM_EXIT_MMIO) {
		fprintf(stderr, "the guest left for reason %u\n", vm->run->exit_reason);
		exit(2);
	}
	if (vm->run->mmio.phys_addr == TINY_VM_MMIO)
		return -1;
	return vm->run->mmio.data[0];
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = on_signal };
	uint64_t limit = argc > 2 ? strtoull(argv[2], NULL, 0) : UINT64_MAX, done = 0;
	int cpu = argc > 1 ? atoi(argv[1]) : 0, changed = -1;
	struct tiny_vm vm;

	sigaction(SIGTERM, &action, NULL);
	pin(cpu);
	tiny_vm_create_with(&vm, guest, guest_end - guest);
	while (!asked && done < limit && changed < 0) {
		changed = turns(&vm, TURNS_A_CALL);
		done += TURNS_A_CALL;
		if (done == TURNS_A_CALL) {
			puts("ready");
			fflush(stdout);
		}
	}
	if (changed >= 0) {
		printf("within %" PRIu64 " turns the guest saw a change of %s\n", done,
		       (size_t)changed < sizeof(names) / sizeof(*names) ? names[changed] : "?");
		return 1;
	}
	printf("%" PRIu64 " turns, no change\n", done);
	return 0;
}
