/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_DEVICE_H
#define WSBENCH_DEVICE_H

#include <linux/miscdevice.h>

extern struct miscdevice wsb_device;

#endif /* WSBENCH_DEVICE_H */
