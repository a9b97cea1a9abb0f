# SPDX-License-Identifier: GPL-2.0-only
#
# CPUs measured at once, each relative to itself alone: one panel for each dirty state,
# the flows side by side at each number of CPUs.
#
# panels; of each, from 1: panel_title[]
# series; of each, from 1: series_panel[], series_flow[] (number of the flow)
# $points: number of CPUs, ratio, the same of p25 and p75, 1 where slower, place beside
#   the other CPUs from -0.5 to 0.5; the nth data set is that of series n
# x_high, y_low, y_high: the ends of the data
# flows, flow_number[], flow_name[]: the legend

left = 108
right = 24
above = 128
below = 96
row_height = real(height - above - below) / panels
rank(n) = (sum [k = 1:flows] (flow_number[k] <= n)) - (flows + 1) / 2.0
place(x, n) = x + (rank(n) + column(6) * 0.75) * 0.75 / flows
pad = y_high - y_low < 0.02 ? 0.02 : (y_high - y_low) * 0.08

set multiplot
set xrange [0.5:x_high + 0.5]
set yrange [y_low - pad:y_high + pad]
set xtics 1
set ytics auto format '%.6g'
set grid ytics linestyle 1
set lmargin at screen px(left)
set rmargin at screen 1 - px(right)
x = 24
do for [i = 1:flows] {
	set arrow from screen px(x), top(96) to screen px(x + 40), top(96) nohead linecolor rgb flow_line[flow_number[i]] linewidth 3
	set label flow_name[i] at screen px(x + 48), top(96) textcolor rgb ink
	x = x + 48 + strlen(flow_name[i]) * text_width * 0.88 + 28
}
do for [p = 1:panels] {
	panel_top = above + (p - 1) * row_height + 36
	panel_bottom = above + p * row_height - 34
	set tmargin at screen top(panel_top)
	set bmargin at screen top(panel_bottom)
	set label panel_title[p] at graph 0, screen top(panel_top - 16) font bold textcolor rgb ink
	set label 'ratio to alone' at screen px(24), top((panel_top + panel_bottom) / 2) center rotate by 90 textcolor rgb ink
	if (p == panels) {
		set label 'CPUs at once' at graph 0.5, screen top(panel_bottom + 46) center textcolor rgb ink
	}
	plot 1 with lines linecolor rgb faint linewidth 1 notitle, \
		for [i = 1:series] $points index i - 1 using (place($1, series_flow[i])):(series_panel[i] == p && $3 < $4 ? $3 : NaN):(0):($4 - $3) with vectors \
			nohead linecolor rgb flow_line[series_flow[i]] linewidth 1.5 notitle, \
		for [i = 1:series] $points index i - 1 using (place($1, series_flow[i])):(series_panel[i] == p && $5 > 0 ? $2 : NaN) with points \
			pointtype 6 pointsize 2.4 linewidth 2 linecolor rgb warning notitle, \
		for [i = 1:series] $points index i - 1 using (place($1, series_flow[i])):(series_panel[i] == p ? $2 : NaN) with points \
			pointtype 7 pointsize 1.2 linecolor rgb flow_line[series_flow[i]] notitle
	unset label
	unset arrow
}
unset multiplot
