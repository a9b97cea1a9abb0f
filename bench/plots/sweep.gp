# SPDX-License-Identifier: GPL-2.0-only
#
# How a world switch grows with the registers: a row of panels for each direction,
# breakpoints left, watchpoints right; one line for each flow and dirty state.
#
# panels, panel_columns; of each panel, from 1: panel_title[], panel_note[] (what one
#   register takes), panel_along[] (what x counts)
# lines; of each, from 1: line_panel[], line_flow[] (number of the flow), line_dirty[]
# $points: x, median, p25, p75; $fits: x, value; the nth data set is that of line n
# x_high, y_high: the ends of the data, which begin at 0
# flows, flow_number[], flow_name[]: the legend

left = 24
above = 138
below = 76
column_width = (width - left - 24.0) / panel_columns
row_height = real(height - above - below) / ((panels + panel_columns - 1) / panel_columns)
panel_width = column_width - 96
array dirty_dash[2] = [11, 1]

set multiplot
set xrange [0:x_high + 0.5]
set yrange [0:y_high * 1.06]
set xtics 1
set ytics tic_step(y_high, row_height - 140, y_high)
set grid ytics linestyle 1
x = 24
do for [i = 1:flows] {
	set arrow from screen px(x), top(98) to screen px(x + 40), top(98) nohead linecolor rgb flow_line[flow_number[i]] linewidth 3
	set label flow_name[i] at screen px(x + 48), top(98) textcolor rgb ink
	x = x + 48 + strlen(flow_name[i]) * text_width * 0.88 + 28
}
set label 'filled and solid: dirty on; hollow and dotted: off' at screen px(24), top(124) font small textcolor rgb faint
do for [p = 1:panels] {
	column = (p - 1) % panel_columns
	row = (p - 1) / panel_columns
	panel_right = left + (column + 1) * column_width
	panel_top = above + row * row_height + 62
	panel_bottom = above + (row + 1) * row_height - 66
	set lmargin at screen px(panel_right - panel_width)
	set rmargin at screen px(panel_right)
	set tmargin at screen top(panel_top)
	set bmargin at screen top(panel_bottom)
	set label panel_title[p] at graph 0, screen top(panel_top - 38) font bold textcolor rgb ink
	set label panel_note[p] at graph 0, screen top(panel_top - 15) font fitting(panel_note[p].' ', panel_width, 0.87, '') textcolor rgb ink
	set label panel_along[p] at graph 0.5, screen top(panel_bottom + 46) center textcolor rgb ink
	set label unit at screen px(panel_right - panel_width - 72), top((panel_top + panel_bottom) / 2) center rotate by 90 font fitting(unit, panel_bottom - panel_top, 1, '') textcolor rgb ink
	plot for [i = 1:lines] $fits index i - 1 using 1:(line_panel[i] == p ? $2 : NaN) with lines \
			linecolor rgb flow_line[line_flow[i]] dashtype dirty_dash[line_dirty[i] + 1] linewidth 2.5 notitle, \
		for [i = 1:lines] $points index i - 1 using 1:(line_panel[i] == p && $3 < $4 ? $3 : NaN):(0):($4 - $3) with vectors \
			nohead linecolor rgb flow_line[line_flow[i]] linewidth 1.5 notitle, \
		for [i = 1:lines] $points index i - 1 using 1:(line_panel[i] == p ? $2 : NaN) with points \
			pointtype (line_dirty[i] ? 7 : 6) pointsize 1.2 linecolor rgb flow_line[line_flow[i]] notitle
	unset label
	unset arrow
}
unset multiplot
