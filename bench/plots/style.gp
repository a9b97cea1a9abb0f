# SPDX-License-Identifier: GPL-2.0-only
#
# What all figures share. In front of this file `wsbench plot` puts the run's
# data, the size of the canvas in pixels (width, height), of the text (text_size
# as the terminal counts it, text_width of a figure in pixels), the typeface and
# the texts of the figure (heading, machine, caption, footnote); behind it the
# figure. Texts are placed by pixels, as the terminals' characters differ.
#
# The colours are Okabe and Ito's, in an order in which they also differ in
# lightness, so that a grey print keeps them apart. The order of the flows is
# that of enum wsbench_flow: none, four-call, two-hook, and room for others.

set encoding utf8

array flow_fill[8] = [0xcccccc, 0xe69f00, 0x0072b2, 0x56b4e9, 0x009e73, 0xcc79a7, 0xd55e00, 0xf0e442]
array flow_line[8] = [0x555555, 0xe69f00, 0x0072b2, 0x56b4e9, 0x009e73, 0xcc79a7, 0xd55e00, 0xf0e442]
array flow_dash[8] = [11, 1, 12, 13, 14, 1, 12, 13]
array phase_fill[3] = [0x56b4e9, 0xf0e442, 0x009e73]
set dashtype 11 (3, 4)
set dashtype 12 (12, 5)
set dashtype 13 (8, 3, 2, 3)
set dashtype 14 (2, 2)
blue = 0x0072b2
ink = 0x222222
faint = 0x595959
pale = 0xdddddd
warning = 0xb34700

# From pixels to shares of the canvas: from the left, the bottom, the top
px(x) = real(x) / width
py(y) = real(y) / height
top(y) = 1 - py(y)

# A distance between tics that leaves room for labels as wide as that of high
round_up(x, one) = x <= one ? one : x <= 2 * one ? 2 * one : x <= 5 * one ? 5 * one : 10 * one
rounded_up(x) = round_up(x, 10 ** floor(log10(x)))
needed(span, pixels, high) = span * text_width * (strlen(sprintf('%.0f', high)) + 3) / pixels
tic_step(span, pixels, high) = needed(span, pixels, high) <= 1 ? 1 : rounded_up(needed(span, pixels, high))

# The same where ticks have fractions: labels with two more digits and a point
needed_fine(span, pixels, high) = span * text_width * (strlen(sprintf('%.0f', high)) + 6) / pixels
fine_step(span, pixels, high) = needed_fine(span, pixels, high) > 0.5 ? tic_step(span, pixels, high) : rounded_up(needed_fine(span, pixels, high))

# As large as it is, or what leaves a text its room in pixels
face(scale, style) = sprintf('%s%s,%.1f', typeface, style, text_size * scale)
least(a, b) = a < b ? a : b
fitting(text, pixels, scale, style) = face(least(scale, pixels / (strlen(text) * text_width * 0.93)), style)
bold = face(1, ':Bold')
small = face(0.87, '')

# Behind text that a line of the grid would cross
set style textbox opaque noborder margins 0.5, 0.5 fillcolor rgb 'white'

set style line 1 linecolor rgb pale linewidth 1
set border 3 linecolor rgb faint linewidth 1
set tics textcolor rgb ink nomirror out scale 0.6
set format '%.10g'

set label 101 heading at screen px(24), top(30) noenhanced font fitting(heading, width - 48, 1.3, ':Bold') textcolor rgb ink
set label 102 machine at screen px(24), top(60) noenhanced font fitting(machine, width - 48, 1, '') textcolor rgb ink
set label 103 caption at screen px(24), py(46) font small textcolor rgb faint
set label 104 footnote at screen px(24), py(22) font small textcolor rgb warning
