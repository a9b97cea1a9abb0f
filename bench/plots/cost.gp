# SPDX-License-Identifier: GPL-2.0-only
#
# The cost of a round trip: one bar for each flow, side by side for each dirty
# state and mode.
#
# $bars:    x, number of the flow from 1, median, top of bar and whisker, name,
#           median as text
# $spreads: x, p25, p75; have_spreads: 0 if the block is empty
# $deltas:  x, top, difference, the same in percent; have_deltas
# $doubts:  x, top, word of doubt on the difference; have_doubts
# $groups:  x, name of the dirty state
# $modes:   x, name of the mode
# $seams:   x between two modes; have_seams
# cost_left, cost_right, cost_top: the ranges of x and of the tops
# cost_chars, delta_chars: length of the longest median, and of the longest difference
# slant: pixels below the bars for names that do not fit side by side; 0 if they do

above = 84
below = 150 + slant
high = cost_top * 1.22
left = 66 + strlen(sprintf('%.0f', high)) * text_width
right = 24
bar_room(chars) = (width - left - right) / (cost_right - cost_left) / (chars * text_width)
figure_face = face(least(1, bar_room(cost_chars)), '')
delta_face = face(least(slant ? bar_room(5) : 1, least(0.87, bar_room(delta_chars))), '')
set lmargin at screen px(left)
set rmargin at screen 1 - px(right)
set tmargin at screen top(above)
set bmargin at screen py(below)
set xrange [cost_left:cost_right]
set yrange [0:high]
unset xtics
set ytics tic_step(cost_top, 300, 1)
set grid ytics linestyle 1
total = 'total, '.unit
set label 1 total at screen px(30), graph 0.5 center rotate by 90 font fitting(total, height - above - below, 1, '') textcolor rgb ink
set boxwidth 0.88
set style fill solid 1 border rgb ink
plot for [i = 1:have_seams] $seams using 1:(0):(0):(high) with vectors nohead linestyle 1 notitle, \
	$bars using 1:3:(flow_fill[int($2)]) with boxes linecolor rgb variable notitle, \
	for [i = 1:have_spreads] $spreads using 1:2:(0):($3 - $2) with vectors nohead linecolor rgb 'white' linewidth 6 notitle, \
	for [i = 1:have_spreads] $spreads using 1:2:(0):($3 - $2) with vectors heads size 0.09, 90 linecolor rgb ink linewidth 2 notitle, \
	$bars using 1:4:6 with labels boxed offset screen 0, screen py(14) textcolor rgb ink font figure_face notitle, \
	for [i = 1:!slant] $bars using 1:(0):5 with labels offset screen 0, screen -py(20) textcolor rgb ink font small notitle, \
	for [i = 1:!!slant] $bars using 1:(0):5 with labels right rotate by 30 offset screen px(8), screen -py(12) textcolor rgb ink font small notitle, \
	for [i = 1:have_deltas] $deltas using 1:2:4 with labels boxed offset screen 0, screen py(34) textcolor rgb blue font delta_face notitle, \
	for [i = 1:have_deltas] $deltas using 1:2:3 with labels boxed offset screen 0, screen py(52) textcolor rgb blue font delta_face notitle, \
	for [i = 1:have_doubts] $doubts using 1:2:3 with labels boxed offset screen 0, screen py(70) textcolor rgb blue font small notitle, \
	$groups using 1:(0):2 with labels offset screen 0, screen -py(44 + slant) textcolor rgb ink notitle, \
	$modes using 1:(0):2 with labels offset screen 0, screen -py(70 + slant) textcolor rgb ink font bold notitle
