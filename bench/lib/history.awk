# SPDX-License-Identifier: GPL-2.0-only
#
# For awk programs about a history, and about what "wsbench regress --format csv" says
# of one.

# split_row LINE, FIELD: puts the fields of a line of CSV into FIELD[1] and on, without
# the blanks and quotes around them. Returns how many there are; of a blank line, 0.
function split_row(line, field,   n, value) {
	sub(/^\357\273\277/, "", line)
	gsub(/^[ \t]+|[ \t\r]+$/, "", line)
	if (!index(line, "\""))
		return split(line, field, /[ \t]*,[ \t]*/)
	split("", field)
	line = line ","
	while (line != "") {
		if (match(line, /^[ \t]*"([^"]|"")*"[ \t]*,/)) {
			value = substr(line, 1, RLENGTH - 1)
			gsub(/^[ \t]*"|"[ \t]*$/, "", value)
			gsub(/""/, "\"", value)
		} else {
			match(line, /^[^,]*,/)
			value = substr(line, 1, RLENGTH - 1)
			gsub(/^[ \t]+|[ \t]+$/, "", value)
		}
		field[++n] = value
		line = substr(line, RLENGTH + 1)
	}
	return n
}

# seconds TIME: since 1970, of a time as RFC 3339 has it, a date, or seconds since 1970
function seconds(time,   year, month, ahead) {
	if (time !~ /[^0-9]/)
		return time + 0
	year = substr(time, 1, 4)
	month = substr(time, 6, 2) + 0
	if (month < 3) {
		year--
		month += 12
	}
	if (match(time, /[-+][0-9][0-9]:[0-9][0-9]$/) && RSTART > 11) {
		ahead = 60 * substr(time, RSTART + 1, 2) + substr(time, RSTART + 4, 2)
		if (substr(time, RSTART, 1) == "-")
			ahead = -ahead
	}
	return 86400 * (365 * year + int(year / 4) - int(year / 100) + int(year / 400) + \
		int((153 * month - 457) / 5) + substr(time, 9, 2) - 719469) + \
		3600 * substr(time, 12, 2) + 60 * substr(time, 15, 2) + substr(time, 18, 2) - 60 * ahead
}
