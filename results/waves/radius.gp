# Draws radius.svg from the tables beside it: gnuplot radius.gp
reset
set terminal svg size 760,420 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'radius.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "Radius of receptive fields" at screen 0.021052631578947368, screen 0.9595238095238096 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.10526315789473684
set rmargin at screen 0.8
set tmargin at screen 0.8952380952380953
set bmargin at screen 0.15714285714285714
set xrange [0.0:2000.0]
set yrange [0.0:1.0708475357483178]
set xlabel "time (ms)"
set ylabel "mean radius / that of the sheet below" offset 1
set label 1 "winners, layer 2" at graph 1.015, first 0.3386260917116983 left textcolor '#2f6690'
set label 2 "winners, layer 3" at graph 1.015, first 0.40981749054256705 left textcolor '#c8553d'
set label 3 "pairs, layer 2" at graph 1.015, first 0.601618644249303 left textcolor '#5b8e55'
set label 4 "pairs, layer 3" at graph 1.015, first 0.5428947471276211 left textcolor '#c5912d'
plot 'radius.csv' skip 1 index 0 using 2:3 with lines linewidth 1.8 linecolor '#2f6690', \
  'radius.csv' skip 1 index 1 using 2:3 with lines linewidth 1.8 linecolor '#c8553d', \
  'radius.csv' skip 1 index 2 using 2:3 with lines linewidth 1.8 linecolor '#5b8e55', \
  'radius.csv' skip 1 index 3 using 2:3 with lines linewidth 1.8 linecolor '#c5912d'
