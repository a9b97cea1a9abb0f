// SPDX-License-Identifier: GPL-2.0-only
/* Load and unload: see what this host can do, then offer the device. */
#define pr_fmt(fmt) "wsbench: " fmt

#include <linux/init.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <asm/virt.h>

#include "device.h"
#include "el2.h"
#include "tracepoints.h"

#ifdef CONFIG_CPU_BIG_ENDIAN
#error "SCTLR_EL2 and the guest's SCTLR_EL1 are little-endian"
#endif

const struct wsb_mode *wsb_mode __ro_after_init;

static char *compiler = WSBENCH_COMPILER;	/* from Kbuild */
module_param(compiler, charp, 0444);
MODULE_PARM_DESC(compiler, "compiler of the module: for wsbench to read, not to set");

static int __init wsbench_init(void)
{
	int ret;

	wsb_mode = is_kernel_in_hyp_mode() ? &wsb_vhe : &wsb_nvhe;
	ret = wsb_mode->probe();
	if (ret)
		return ret;

	wsb_tracepoints_find();

	ret = misc_register(&wsb_device);
	if (ret)
		return ret;
	pr_info("%s host, /dev/wsbench ready\n", wsb_mode->name);
	if (!wsb_mode->owned())
		pr_info("engine direct is not available: KVM or another hypervisor owns EL2; to have it, boot with kvm-arm.mode=none\n");
	return 0;
}

static void __exit wsbench_exit(void)
{
	misc_deregister(&wsb_device);
}

module_init(wsbench_init);
module_exit(wsbench_exit);

MODULE_DESCRIPTION("Measures the KVM/arm64 world switch");
MODULE_LICENSE("GPL");
MODULE_VERSION(WSBENCH_VERSION);
