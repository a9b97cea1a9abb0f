# SPDX-License-Identifier: GPL-2.0-only
#
# Metrics over time: one panel for each dirty state, one line for each flow. Lines
# far from each other have strips of the panel to themselves, each with its axis.
#
# left, right: ends of the time axis in pixels; time_low, time_high: the same in
#   seconds since 1970; time_tics, time_format: its tics
# panels; of each, from 1: panel_title[], panel_note[] (what it does not show),
#   panel_title_y[] (pixels from the top)
# strips; of each: strip_panel[], strip_first[] and strip_last[] (its lines),
#   strip_low[], strip_high[] and strip_step[] (its axis), strip_top[],
#   strip_bottom[] (pixels from the top)
# line_flow[]: of each line, the number of its colour
# Data blocks, of which data set n is line n's: $levels: time, value; $points: the
#   same; $ranges, $intervals and $whiskers: time, low, high; $marks: time, value,
#   triangle, triangle as drawn, colour
# events, the changes with a text: event_panel[], event_x[] and event_y[] (pixels),
#   event_left[] (1 if the text is left of x), event_colour[], event_text[]
# flows, flow_number[], flow_name[], have_mark[], mark_name[], legend_y: legend
# dot: size of the points

array tint[3] = [0xaaaaaa, 0xf0c060, 0x7fb8d8]
array mark_sign[3] = ['▲', '▼', '△']
array mark_colour[3] = [0xa50f15, 0x00855f, ink]
first_of(p) = (sum [s = 1:strips] (strip_panel[s] < p)) + 1
last_of(p) = sum [s = 1:strips] (strip_panel[s] <= p)

set multiplot
set lmargin at screen px(left)
set rmargin at screen px(right)
set xrange [time_low:time_high]
eval 'set xtics ('.time_tics.')'
set format y '%.12g'
set clip two
do for [p = 1:panels] {
	panel_top = strip_top[first_of(p)]
	panel_bottom = strip_bottom[last_of(p)]
	set label panel_title[p] at screen px(left), top(panel_title_y[p]) noenhanced font bold textcolor rgb ink
	set label panel_note[p] at screen px(right), top(panel_title_y[p]) right font small textcolor rgb ink
	set label unit at screen px(18), top((panel_top + panel_bottom) / 2) noenhanced center rotate by 90 font fitting(unit, panel_bottom - panel_top, 1, '') textcolor rgb ink
	do for [i = 1:events] {
		if (event_panel[i] == p) {
			set arrow from screen px(event_x[i]), top(event_y[i] - 6) to screen px(event_x[i]), top(panel_bottom) nohead back linecolor rgb event_colour[i] linewidth 1 dashtype (6, 4)
			if (event_left[i]) {
				set label event_text[i] at screen px(event_x[i] - 6), top(event_y[i]) noenhanced right font small textcolor rgb event_colour[i]
			} else {
				set label event_text[i] at screen px(event_x[i] + 6), top(event_y[i]) noenhanced left font small textcolor rgb event_colour[i]
			}
		}
	}
}
x = 24
do for [i = 1:flows] {
	set arrow from screen px(x), top(legend_y) to screen px(x + 40), top(legend_y) nohead linecolor rgb flow_line[flow_number[i]] dashtype flow_dash[flow_number[i]] linewidth 2.5
	set label flow_name[i] at screen px(x + 48), top(legend_y) textcolor rgb ink
	x = x + 48 + strlen(flow_name[i]) * text_width * 0.88 + 28
}
do for [i = 1:3] {
	if (have_mark[i]) {
		set label mark_sign[i] at screen px(x), top(legend_y) textcolor rgb mark_colour[i]
		set label mark_name[i] at screen px(x + 20), top(legend_y) textcolor rgb ink
		x = x + 20 + strlen(mark_name[i]) * text_width * 0.88 + 28
	}
}
set label 'time (UTC)' at screen px((left + right) / 2.0), top(strip_bottom[strips] + 46) center textcolor rgb ink
do for [s = 1:strips] {
	set tmargin at screen top(strip_top[s])
	set bmargin at screen top(strip_bottom[s])
	set yrange [strip_low[s]:strip_high[s]]
	set ytics strip_step[s]
	set grid xtics ytics linestyle 1
	set format x (s == strips ? time_format : '') timedate
	if (s < strips && strip_panel[s < strips ? s + 1 : s] == strip_panel[s]) {
		set border 2 linecolor rgb faint
		set xtics scale 0
	} else {
		set border 3 linecolor rgb faint
		set xtics scale 0.6
	}
	# Where the axis is broken, two strokes across it
	if (s > 1 && strip_panel[s > 1 ? s - 1 : s] == strip_panel[s]) {
		set arrow from screen px(left - 6), top(strip_top[s] + 2) to screen px(left + 6), top(strip_top[s] - 6) nohead front linecolor rgb faint
		set arrow from screen px(left - 6), top(strip_top[s] - 12) to screen px(left + 6), top(strip_top[s] - 20) nohead front linecolor rgb faint
	}
	plot for [i = strip_first[s]:strip_last[s]] $intervals index i - 1 using 1:2:3 with filledcurves fillstyle transparent solid 0.25 noborder linecolor rgb tint[line_flow[i]] notitle, \
		for [i = strip_first[s]:strip_last[s]] $ranges index i - 1 using 1:2:3 with filledcurves fillstyle transparent solid 0.7 noborder linecolor rgb tint[line_flow[i]] notitle, \
		for [i = strip_first[s]:strip_last[s]] $whiskers index i - 1 using 1:2:(0):($3 - $2) with vectors nohead linecolor rgb tint[line_flow[i]] linewidth 1.5 notitle, \
		for [i = strip_first[s]:strip_last[s]] $points index i - 1 using 1:2 with points pointtype 7 pointsize dot linecolor rgb tint[line_flow[i]] notitle, \
		for [i = strip_first[s]:strip_last[s]] $levels index i - 1 using 1:2 with lines linecolor rgb flow_line[line_flow[i]] dashtype flow_dash[line_flow[i]] linewidth 2.5 notitle, \
		for [i = strip_first[s]:strip_last[s]] $marks index i - 1 using 1:2:3 with points pointtype variable pointsize 2.4 linecolor rgb 'white' notitle, \
		for [i = strip_first[s]:strip_last[s]] $marks index i - 1 using 1:2:4:5 with points pointtype variable pointsize 1.6 linewidth 2 linecolor rgb variable notitle
	unset label
	unset arrow
}
unset multiplot
