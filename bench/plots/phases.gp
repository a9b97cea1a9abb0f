# SPDX-License-Identifier: GPL-2.0-only
#
# Where the ticks go: entry, guest and exit end to end, one row for each
# configuration, the rows of one mode and dirty state under a heading.
#
# $rows:  y, entry, guest, exit, name of the flow, entry to exit and total as texts
# $heads: y, name of the mode and dirty state
# phases_right, phases_bottom: the ends of x and y
# phases_chars, flow_chars: length of the texts at the end of a bar and before it

left = 36 + flow_chars * text_width * 0.9
left = left < 130 ? 130 : left
right = 36 + phases_chars * text_width * 0.85
below = 134
half = 0.4
set lmargin at screen px(left)
set rmargin at screen 1 - px(right)
set tmargin at screen top(112)
set bmargin at screen py(below)
set xrange [0:phases_right]
set yrange [phases_bottom:0]
set border 1
unset ytics
set xtics tic_step(phases_right, (width - left - right) / 2.0, phases_right)
set grid xtics linestyle 1
set label 1 'one round trip, '.unit at graph 0.5, screen py(below - 56) center textcolor rgb ink
set style fill solid 1 border rgb ink
set key at screen px(14), top(80) left top horizontal Left reverse samplen 2 width 2 textcolor rgb ink

# The figure of a segment too narrow for it is at the end of the bar.
pixels(v) = v * (width - left - right) / phases_right
fits(c) = strlen(stringcolumn(c + 4)) * text_width + 4 < pixels(column(c))
inside(c) = fits(c) ? stringcolumn(c + 4) : ''
outside(c, name) = fits(c) ? '' : sprintf(', %s %s', name, stringcolumn(c + 4))
narrow(dummy) = outside(2, 'entry').outside(3, 'guest').outside(4, 'exit')
ending(dummy) = 'total '.stringcolumn(9).(strlen(narrow(0)) ? ' ('.narrow(0)[3:*].')' : '')
plot $rows using ($2 / 2):1:(0):2:($1 - half):($1 + half) with boxxyerror linecolor rgb phase_fill[1] title 'entry', \
	$rows using ($2 + $3 / 2):1:2:($2 + $3):($1 - half):($1 + half) with boxxyerror linecolor rgb phase_fill[2] title 'guest', \
	$rows using ($2 + $3 + $4 / 2):1:($2 + $3):($2 + $3 + $4):($1 - half):($1 + half) with boxxyerror linecolor rgb phase_fill[3] title 'exit', \
	$rows using ($2 / 2):1:(inside(2)) with labels textcolor rgb 'black' notitle, \
	$rows using ($2 + $3 / 2):1:(inside(3)) with labels textcolor rgb 'black' notitle, \
	$rows using ($2 + $3 + $4 / 2):1:(inside(4)) with labels textcolor rgb 'black' notitle, \
	$rows using ($2 + $3 + $4):1:(ending(0)) with labels left boxed offset 0.8, 0 textcolor rgb ink notitle, \
	$rows using (0):1:5 with labels right offset -0.8, 0 textcolor rgb ink notitle, \
	$heads using (0):1:2 with labels left boxed textcolor rgb ink font bold notitle
