// SPDX-License-Identifier: GPL-2.0-only
/* /dev/wsbench: the ABI of uapi/wsbench.h, and nothing else. */
#include <linux/capability.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "device.h"
#include "orders.h"
#include "probe.h"
#include "run.h"
#include "tracepoints.h"
#include "verify.h"

struct wsb_file {
	struct mutex lock;	/* one thread at a time in the run or probe */
	struct wsb_run *run;
	struct wsb_probe *probe;	/* instead of a run */
};

/* Whatever its mode has become, and whoever is root of a namespace. */
static int device_open(struct inode *inode, struct file *file)
{
	struct wsb_file *f;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	f = kzalloc(sizeof(*f), GFP_KERNEL);
	if (!f)
		return -ENOMEM;
	mutex_init(&f->lock);
	file->private_data = f;
	return stream_open(inode, file);
}

static int device_release(struct inode *inode, struct file *file)
{
	struct wsb_file *f = file->private_data;

	if (f->run)
		wsb_run_stop(f->run);
	if (f->probe)
		wsb_probe_stop(f->probe);
	kfree(f);
	return 0;
}

/*
 * Copies samples of @size bytes from *@next on, up to @nr; 0 bytes when there are
 * none.
 */
static ssize_t copy_samples(const void *samples, size_t size,
			    unsigned int *next, unsigned int nr,
			    char __user *buf, size_t room)
{
	size_t n = min_t(size_t, room / size, nr - *next);

	if (copy_to_user(buf, samples + *next * size, n * size))
		return -EFAULT;
	*next += n;
	return n * size;
}

static ssize_t read_samples(struct wsb_run *run, char __user *buf, size_t count)
{
	size_t done = 0;

	if (count < run->sample_size)
		return -EINVAL;
	while (count - done >= run->sample_size) {
		ssize_t n;

		if (run->next_sample == run->nr_samples) {
			int ret = wsb_run_next_block(run);

			if (ret < 0)
				return done ?: ret;
			if (!ret)
				break;
		}
		n = copy_samples(run->samples, run->sample_size,
				 &run->next_sample,
				 run->nr_samples, buf + done, count - done);
		if (n < 0)
			return done ?: n;
		done += n;
	}
	return done;
}

/* What the block has so far: whether there will be more is up to the caller. */
static ssize_t read_probe(struct wsb_probe *probe, char __user *buf,
			  size_t count)
{
	int ret = wsb_probe_collect(probe);

	if (ret)
		return ret;
	return copy_samples(probe->samples, sizeof(*probe->samples),
			    &probe->next_sample, probe->nr_samples, buf, count);
}

static ssize_t device_read(struct file *file, char __user *buf, size_t count,
			   loff_t *ppos)
{
	struct wsb_file *f = file->private_data;
	ssize_t ret;

	if (count < sizeof(struct wsbench_sample))
		return -EINVAL;
	if (mutex_lock_interruptible(&f->lock))
		return -EINTR;
	if (f->run)
		ret = read_samples(f->run, buf, count);
	else if (f->probe)
		ret = read_probe(f->probe, buf, count);
	else
		ret = -ENODATA;
	mutex_unlock(&f->lock);
	return ret;
}

static long ioctl_info(void __user *arg)
{
	const struct wsbench_info info = {
		.abi = WSBENCH_ABI_VERSION,
		.mode = wsb_mode->id,
		.flows = BIT(WSBENCH_NR_FLOWS) - 1,
		.profiles = BIT(WSBENCH_NR_PROFILES) - 1,
		.payloads = wsb_payloads_allowed(),
		.barriers = BIT(WSBENCH_NR_BARRIERS) - 1,
		.engines = wsb_mode->owned() << WSBENCH_ENGINE_DIRECT |
			   wsb_tracepoints_found() << WSBENCH_ENGINE_KVM,
	};

	return copy_to_user(arg, &info, sizeof(info)) ? -EFAULT : 0;
}

static long ioctl_start(struct wsb_file *f, void __user *arg)
{
	struct wsbench_plan plan;
	struct wsb_run *run;

	if (copy_from_user(&plan, arg, sizeof(plan)))
		return -EFAULT;
	if (f->run || f->probe)
		return -EBUSY;
	run = wsb_run_start(&plan);
	if (IS_ERR(run))
		return PTR_ERR(run);
	f->run = run;
	return 0;
}

static long ioctl_status(struct wsb_file *f, void __user *arg)
{
	struct wsbench_status status;
	int ret = 0;

	if (f->run)
		status = f->run->status;
	else if (f->probe)
		ret = wsb_probe_status(f->probe, &status);
	else
		ret = -ENODATA;
	if (ret)
		return ret;
	return copy_to_user(arg, &status, sizeof(status)) ? -EFAULT : 0;
}

static long ioctl_events(struct wsb_file *f, void __user *arg)
{
	struct wsbench_events events;
	int ret = f->run ? wsb_run_events(f->run, &events) : -ENODATA;

	if (ret)
		return ret;
	return copy_to_user(arg, &events, sizeof(events)) ? -EFAULT : 0;
}

static long ioctl_discard(struct wsb_file *f, void __user *arg)
{
	struct wsbench_discard discard;
	u64 wanted, done = 0;
	int ret = 0;

	if (!f->run)
		return -ENODATA;
	if (copy_from_user(&discard, arg, sizeof(discard)))
		return -EFAULT;
	wanted = discard.samples;
	while (done < wanted) {
		ret = wsb_run_next_block(f->run);
		if (ret <= 0)
			break;
		done += ret;
	}
	f->run->next_sample = f->run->nr_samples;
	if (ret < 0 && !done)
		return ret;
	discard.samples = done;
	return copy_to_user(arg, &discard, sizeof(discard)) ? -EFAULT : 0;
}

static long ioctl_verify(void __user *arg)
{
	struct wsbench_verify verify;
	int ret;

	if (copy_from_user(&verify, arg, sizeof(verify)))
		return -EFAULT;
	ret = wsb_verify(&verify);
	if (ret)
		return ret;
	return copy_to_user(arg, &verify, sizeof(verify)) ? -EFAULT : 0;
}

static long ioctl_orders(void __user *arg)
{
	struct wsbench_orders orders;
	int ret;

	if (copy_from_user(&orders, arg, sizeof(orders)))
		return -EFAULT;
	ret = wsb_orders(&orders);
	if (ret)
		return ret;
	return copy_to_user(arg, &orders, sizeof(orders)) ? -EFAULT : 0;
}

static long ioctl_probe(struct wsb_file *f, void __user *arg)
{
	struct wsbench_probe config;
	struct wsb_probe *probe;

	if (copy_from_user(&config, arg, sizeof(config)))
		return -EFAULT;
	if (f->run || f->probe)
		return -EBUSY;
	probe = wsb_probe_start(&config);
	if (IS_ERR(probe))
		return PTR_ERR(probe);
	f->probe = probe;
	return 0;
}

static long ioctl_probe_block(struct wsb_file *f, void __user *arg)
{
	struct wsbench_probe_block block;

	if (!f->probe)
		return -ENODATA;
	if (copy_from_user(&block, arg, sizeof(block)))
		return -EFAULT;
	return wsb_probe_block(f->probe, &block);
}

static long device_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct wsb_file *f = file->private_data;
	void __user *p = (void __user *)arg;
	long ret;

	if (mutex_lock_interruptible(&f->lock))
		return -EINTR;
	switch (cmd) {
	case WSBENCH_IOC_INFO:
		ret = ioctl_info(p);
		break;
	case WSBENCH_IOC_START:
		ret = ioctl_start(f, p);
		break;
	case WSBENCH_IOC_STATUS:
		ret = ioctl_status(f, p);
		break;
	case WSBENCH_IOC_EVENTS:
		ret = ioctl_events(f, p);
		break;
	case WSBENCH_IOC_DISCARD:
		ret = ioctl_discard(f, p);
		break;
	case WSBENCH_IOC_VERIFY:
		ret = ioctl_verify(p);
		break;
	case WSBENCH_IOC_ORDERS:
		ret = ioctl_orders(p);
		break;
	case WSBENCH_IOC_PROBE:
		ret = ioctl_probe(f, p);
		break;
	case WSBENCH_IOC_PROBE_BLOCK:
		ret = ioctl_probe_block(f, p);
		break;
	default:
		ret = -ENOTTY;
	}
	mutex_unlock(&f->lock);
	return ret;
}

static const struct file_operations device_fops = {
	.owner = THIS_MODULE,
	.open = device_open,
	.release = device_release,
	.read = device_read,
	.unlocked_ioctl = device_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.llseek = noop_llseek,
};

struct miscdevice wsb_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "wsbench",
	.fops = &device_fops,
	.mode = 0600,
};
