# SPDX-License-Identifier: GPL-2.0-only
#
# Where the ticks go, by register class: one bar for each flow, those of one mode and
# dirty state under a heading. What the flows differ in, debug, stands last, so that it
# is what sticks out.
#
# $segments: y, from, to, number of the class, 0 what is saved or 1 restored, ticks as a text
# $rows: y, end of the bar, name of the flow, what stands behind the bar
# $heads: y, name of the mode and dirty state
# classes, class_number[], class_name[]: the legend
# breakdown_right, breakdown_bottom: the ends of x and y
# breakdown_chars, flow_chars: length of the texts behind and before a bar

array class_fill[11] = [0xcccccc, 0x56b4e9, 0xd55e00, 0xf0e442, 0xcc79a7, 0x009e73, 0xffd9a0, 0xb5e2a0, 0xb8a9e0, 0xffffff, 0x999999]
# Half way to white.
paler(colour) = (colour & 0xfefefe) / 2 + 0x7f7f7f
fill(class, direction) = direction ? paler(class_fill[class]) : class_fill[class]
left = 36 + flow_chars * text_width * 0.9
right = 36 + breakdown_chars * text_width * 0.85
below = 134
half = 0.4
set lmargin at screen px(left)
set rmargin at screen 1 - px(right)
set tmargin at screen top(112)
set bmargin at screen py(below)
set xrange [0:breakdown_right]
set yrange [breakdown_bottom:0]
set border 1
unset ytics
set xtics tic_step(breakdown_right, (width - left - right) / 2.0, breakdown_right)
set grid xtics linestyle 1
set label 1 'one round trip, '.unit at graph 0.5, screen py(below - 56) center textcolor rgb ink
set style fill solid 1 border rgb ink
unset key

x = 24
do for [i = 1:classes] {
	set object 10 + i rectangle from screen px(x), top(97) to screen px(x + 16), top(83) fillcolor rgb class_fill[class_number[i]] fillstyle solid 1 border rgb ink
	set label 10 + i class_name[i] at screen px(x + 22), top(90) textcolor rgb ink font small
	x = x + 22 + strlen(class_name[i]) * text_width * 0.78 + 16
}

# A segment too narrow for its figure goes without: the table has it.
pixels(v) = v * (width - left - right) / breakdown_right
inside(dummy) = strlen(stringcolumn(6)) * text_width + 4 < pixels($3 - $2) ? stringcolumn(6) : ''
plot $segments using (($2 + $3) / 2):1:2:3:($1 - half):($1 + half):(fill(int($4), int($5))) with boxxyerror linecolor rgb variable, \
	$segments using (($2 + $3) / 2):1:(inside(0)) with labels textcolor rgb 'black', \
	$rows using 2:1:4 with labels left boxed offset 0.8, 0 textcolor rgb ink, \
	$rows using (0):1:3 with labels right offset -0.8, 0 textcolor rgb ink, \
	$heads using (0):1:2 with labels left boxed textcolor rgb ink font bold
