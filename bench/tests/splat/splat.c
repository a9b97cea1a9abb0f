// SPDX-License-Identifier: GPL-2.0-only
/*
 * One mistake of each kind that the debug kernel is to find, made when its name is
 * written to /sys/module/splat/parameters/make: a log without complaints means
 * something only if the same kernel complains about these.
 */
#include <linux/compiler.h>
#include <linux/delay.h>
#include <linux/irqflags.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/vmalloc.h>

static u8 sink;			/* what was read, so that it is read */
static void *lost;
static u8 global[8];

/* The compiler must not know where it reads: it would warn, or leave it out. */
static void read_at(u8 *p, size_t offset)
{
	OPTIMIZER_HIDE_VAR(p);
	sink = READ_ONCE(p[offset]);
}

static void heap(void)
{
	u8 *p = kmalloc(64, GFP_KERNEL);

	kfree(p);
	read_at(p, 0);
}

static void vmalloc_area(void)
{
	u8 *p = vmalloc(PAGE_SIZE / 2);

	if (p)
		read_at(p, PAGE_SIZE / 2);
	vfree(p);
}

static void stack(void)
{
	u8 local[8] = { 0 };

	read_at(local, sizeof(local));
}

static void global_variable(void)
{
	read_at(global, sizeof(global));
}

static void bounds(void)
{
	/* Room behind the array, so that only its bound is broken. */
	static struct { u8 array[8], room[8]; } wide;
	int eight = 8;

	OPTIMIZER_HIDE_VAR(eight);
	sink = wide.array[eight];
}

static void shift(void)
{
	int forty = 40;

	OPTIMIZER_HIDE_VAR(forty);
	sink = 1 << forty;
}

static void leak(void)
{
	WRITE_ONCE(lost, kmalloc(128, GFP_KERNEL));
	WRITE_ONCE(lost, NULL);
}

static void list(void)
{
	LIST_HEAD(head);
	struct list_head entry, other;

	list_add(&entry, &head);
	head.next = &other;
	list_add(&other, &head);
}

static void reference(void)
{
	refcount_t count = REFCOUNT_INIT(0);

	refcount_inc(&count);
}

struct timed {
	struct timer_list timer;
};

static void expire(struct timer_list *timer)
{
}

static void timer(void)
{
	struct timed *timed = kmalloc(sizeof(*timed), GFP_KERNEL);

	if (!timed)
		return;
	timer_setup(&timed->timer, expire, 0);
	mod_timer(&timed->timer, jiffies + 1000 * HZ);
	kfree(timed);		/* the checker takes it off the wheel */
}

static void lock_order(void)
{
	static DEFINE_MUTEX(first);
	static DEFINE_MUTEX(second);

	mutex_lock(&first);
	mutex_lock(&second);
	mutex_unlock(&second);
	mutex_unlock(&first);
	mutex_lock(&second);
	mutex_lock(&first);
	mutex_unlock(&first);
	mutex_unlock(&second);
}

static void rcu(void)
{
	static void __rcu *pointer;

	lost = rcu_dereference(pointer);
}

static void sleep_atomic(void)
{
	static DEFINE_SPINLOCK(lock);

	spin_lock(&lock);
	might_sleep();
	spin_unlock(&lock);
}

static void which_cpu(void)
{
	sink = smp_processor_id();
}

static void warn(void)
{
	WARN(1, "made on purpose\n");
}

/*
 * Neither the scheduler nor RCU get a word in: for longer than the timeout of 3 s that
 * splat.sh sets and the 5 s that lockdep's RCU adds (RCU_STALL_DELAY_DELTA).
 */
static void busy(void)
{
	start_poll_synchronize_rcu();
	preempt_disable();
	mdelay(12000);
	preempt_enable();
}

static void hang(void)
{
	schedule_timeout_uninterruptible(4 * HZ);
}

static void nothing(void *unused)
{
}

static void deaf(void *unused)
{
	mdelay(7000);
}

/* Another CPU has its interrupts off while this one waits for an answer. */
static void no_answer(void)
{
	int cpu, other;

	cpu = get_cpu();
	other = cpumask_any_but(cpu_online_mask, cpu);
	smp_call_function_single(other, deaf, NULL, false);
	mdelay(100);		/* calls that are waited for would go first */
	smp_call_function_single(other, nothing, NULL, true);
	put_cpu();
}

static void oops(void)
{
	read_at(NULL, 8);
}

static const struct {
	const char *name;
	void (*make)(void);
} splats[] = {
	{ "nothing",		NULL },
	{ "heap",		heap },
	{ "vmalloc",		vmalloc_area },
	{ "stack",		stack },
	{ "global",		global_variable },
	{ "bounds",		bounds },
	{ "shift",		shift },
	{ "leak",		leak },
	{ "list",		list },
	{ "reference",		reference },
	{ "timer",		timer },
	{ "lock-order",		lock_order },
	{ "rcu",		rcu },
	{ "sleep-atomic",	sleep_atomic },
	{ "which-cpu",	which_cpu },
	{ "warn",		warn },
	{ "busy",		busy },
	{ "hang",		hang },
	{ "no-answer",		no_answer },
	{ "oops",		oops },
};

static int splat_make(const char *name, const struct kernel_param *kp)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(splats); i++) {
		if (!sysfs_streq(name, splats[i].name))
			continue;
		if (splats[i].make)
			splats[i].make();
		return 0;
	}
	return -EINVAL;
}

static const struct kernel_param_ops splat_ops = {
	.set = splat_make,
};
module_param_cb(make, &splat_ops, NULL, 0200);
MODULE_PARM_DESC(make, "name of the mistake");

MODULE_DESCRIPTION("Mistakes for the checkers of a debug kernel");
MODULE_LICENSE("GPL");
