# SPDX-License-Identifier: GPL-2.0-only
#
# How much of each exit is the debug flow: a row for each exit and flow, the ticks of
# flow none and what the flow adds to them end to end, the rows of one mode and dirty
# state under a heading.
#
# $rows:  y, ticks of flow none (of the flow where that has fewer), of the flow, number of the
#         flow from 1, text at the end
# $names: y between the rows of an exit, its name
# $heads: y, name of the mode and dirty state
# exits_right, exits_bottom: the ends of x and y
# exits_chars: length of the text at the end of a bar
# flows, flow_number[], flow_name[]: the legend, none first

left = 130
right = 36 + exits_chars * text_width * 0.85
below = 134
half = 0.4
set lmargin at screen px(left)
set rmargin at screen 1 - px(right)
set tmargin at screen top(112)
set bmargin at screen py(below)
set xrange [0:exits_right]
set yrange [exits_bottom:0]
set border 1
unset ytics
set xtics tic_step(exits_right, (width - left - right) / 2.0, exits_right)
set grid xtics linestyle 1
set label 1 'one round trip, '.unit at graph 0.5, screen py(below - 56) center textcolor rgb ink
set style fill solid 1 border rgb ink
set key at screen px(14), top(80) left top horizontal Left reverse samplen 2 width 2 textcolor rgb ink
plot $rows using (0):1:(0):2:($1 - half):($1 + half) with boxxyerror linecolor rgb flow_fill[1] notitle, \
	$rows using 2:1:2:3:($1 - half):($1 + half):(flow_fill[int($4)]) with boxxyerror linecolor rgb variable notitle, \
	for [i = 1:flows] NaN with boxes linecolor rgb flow_fill[flow_number[i]] title flow_name[i], \
	$rows using 3:1:5 with labels left boxed offset 0.8, 0 textcolor rgb ink notitle, \
	$names using (0):1:2 with labels right offset -0.8, 0 textcolor rgb ink notitle, \
	$heads using (0):1:2 with labels left boxed textcolor rgb ink font bold notitle
