/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_VERIFY_H
#define WSBENCH_VERIFY_H

#include "uapi/wsbench.h"

int wsb_verify(struct wsbench_verify *verify);

#endif /* WSBENCH_VERIFY_H */
