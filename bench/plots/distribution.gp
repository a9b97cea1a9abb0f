# SPDX-License-Identifier: GPL-2.0-only
#
# The distribution of the totals: one panel for each mode and dirty state, one
# curve for each flow.
#
# panels, panel_columns, panel_rows; of each panel, from 1: panel_title[],
#   panel_low[] and panel_high[] (ends of the data), panel_chars_left[] and
#   panel_chars_right[] (room for text beside it), panel_cut[] (what is beyond it),
#   panel_first[] and panel_last[] (its curves)
# $curves: value, share in percent; the nth data set is curve n
# of each curve, from 1: curve_flow[] (number of the flow), curve_value[] (where
#   all are the same), curve_text[], curve_chars[] (of its longest line), curve_y[]
#   (its middle), curve_side[] (of the text: -1 left of the step, 1 right, 0 no text)
# flows, flow_number[], flow_name[], legend_rows: the legend
# share: what the shares are of; fractions: 1 where ticks have them

left = 24
most(a, b) = a > b ? a : b
above = 100 + 19 * (legend_rows - 1)
below = 66
column_width = (width - left - 32.0) / panel_columns
row_height = real(height - above - below) / panel_rows
panel_width = column_width - 88
total = 'total, '.unit
total_face = fitting(total, panel_width, 1, '')

set multiplot
set yrange [0:104]
set ytics 25 format '%.0f %%'
set grid xtics ytics linestyle 1
do for [p = 1:panels] {
	column = (p - 1) % panel_columns
	row = (p - 1) / panel_columns
	panel_right = left + (column + 1) * column_width
	panel_top = above + row * row_height + 44
	panel_bottom = above + (row + 1) * row_height - 80
	set lmargin at screen px(panel_right - panel_width)
	set rmargin at screen px(panel_right)
	set tmargin at screen top(panel_top)
	set bmargin at screen top(panel_bottom)
	room_left = panel_chars_left[p] * text_width / panel_width
	room_right = panel_chars_right[p] * text_width / panel_width
	# A text at a step in the middle may want more, and changes where all of them lie.
	do for [k = 1:8] {
		span = (panel_high[p] - panel_low[p]) / (1 - room_left - room_right)
		do for [i = panel_first[p]:panel_last[p]] {
			room = (curve_chars[i] + 1) * text_width / panel_width
			if (curve_side[i] < 0) {
				room_left = most(room_left, room - (curve_value[i] - panel_low[p]) / span)
			}
			if (curve_side[i] > 0) {
				room_right = most(room_right, room - (panel_high[p] - curve_value[i]) / span)
			}
		}
		room = most(1, (room_left + room_right) / 0.85)
		room_left = room_left / room
		room_right = room_right / room
	}
	span = (panel_high[p] - panel_low[p]) / (1 - room_left - room_right)
	x_end = panel_high[p] + room_right * span
	set xrange [panel_low[p] - room_left * span:x_end]
	step = fractions ? fine_step(span, panel_width, panel_high[p]) : tic_step(span, panel_width, panel_high[p])
	x_label = (strlen(sprintf('%.0f', x_end)) + (step < 1 ? 3 : 0)) * text_width / panel_width * span
	set xtics step * floor((panel_low[p] - room_left * span) / step), step, x_end - x_label / 2
	set label 1 panel_title[p] at graph 0, screen top(panel_top - 16) font bold textcolor rgb ink
	set label 2 total at graph 0.5, screen top(panel_bottom + 54) center font total_face textcolor rgb ink
	set label 3 panel_cut[p] at graph 0.5, screen top(panel_bottom + 75) center font small textcolor rgb faint
	set label 4 share at screen px(panel_right - panel_width - 72), graph 0.5 center rotate by 90 textcolor rgb ink
	do for [i = panel_first[p]:panel_last[p]] {
		if (curve_side[i] < 0) {
			set label 4 + i curve_text[i] at curve_value[i], curve_y[i] right offset -0.6, 0 boxed front textcolor rgb ink
		}
		if (curve_side[i] > 0) {
			set label 4 + i curve_text[i] at curve_value[i], curve_y[i] left offset 0.6, 0 boxed front textcolor rgb ink
		}
	}
	plot for [i = panel_first[p]:panel_last[p]] $curves index i - 1 using 1:2 with lines \
		linecolor rgb flow_line[curve_flow[i]] dashtype flow_dash[curve_flow[i]] linewidth 3 notitle
	unset label
}

# The legend is a plot of nothing but its key.
unset border
unset tics
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set key at screen px(14), top(90) left top horizontal Left reverse maxcols 3 samplen 4 width 2 textcolor rgb ink
plot [0:1] [0:1] for [i = 1:flows] NaN with lines \
	linecolor rgb flow_line[flow_number[i]] dashtype flow_dash[flow_number[i]] linewidth 3 title flow_name[i]
unset multiplot
