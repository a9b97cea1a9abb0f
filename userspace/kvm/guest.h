/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The guest of engine kvm, and what passes between it and the VMM: registers
 * only. Its MMU is off, so memory it wrote would not be what the VMM, which
 * sees it through caches, is sure to read (Arm ARM, mismatched attributes).
 */
#ifndef WSBENCH_GUEST_H
#define WSBENCH_GUEST_H

/* Set by the VMM when the vCPU is made, and left alone. */
#define GUEST_DOOR	19	/* an address without memory: a store to it ends the turn */
#define GUEST_TRAP	20	/* another: the guest took an exception */

/* Set by the VMM before each turn. */
#define GUEST_COUNT	21	/* round trips, or repetitions */
#define GUEST_WARMUP	22	/* round trips before them, not timed */

/* Left by the guest at the end of a turn. */
#define GUEST_MDSCR	23	/* MDSCR_EL1, read at the end of the turn */
#define GUEST_TICKS	24	/* of CNTVCT_EL0 that the round trips took */
#define GUEST_REGISTER	25	/* guest_keep: a register that was lost, KEEP_* + number */
#define GUEST_ACTUAL	26	/* the value it has */
#define GUEST_EXPECTED	27	/* the value it should have */

#define KEEP_ALL	0
#define KEEP_BVR	0x100
#define KEEP_BCR	0x200
#define KEEP_WVR	0x300
#define KEEP_WCR	0x400

/* Instructions that one repetition of the calibrations executes. */
#define CALIBRATE_UNIT	16

#ifndef __ASSEMBLER__

/* guest.S: the image, and where a turn of each kind begins in it. */
extern const char guest_image[], guest_image_end[], guest_vectors[];
extern const char guest_batch[], guest_keep[];
extern const char guest_nops[], guest_divides[], guest_barriers[], guest_loads[];

#endif /* __ASSEMBLER__ */
#endif /* WSBENCH_GUEST_H */
