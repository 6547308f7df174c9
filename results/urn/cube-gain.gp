# Draws cube-gain.svg from the tables beside it: gnuplot cube-gain.gp
reset
set terminal svg size 760,420 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'cube-gain.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "Gain from the length penalty" at screen 0.021052631578947368, screen 0.9595238095238096 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.10526315789473684
set rmargin at screen 0.8105263157894737
set tmargin at screen 0.8952380952380953
set bmargin at screen 0.15714285714285714
set xrange [8.0:20.0]
set yrange [-0.6040042644971578:0.8633437066800705]
set xlabel "side of the cube (neurons)"
set ylabel "gain (points)" offset 1
set xtics 1
set label 1 "mean" at graph 1.015, first 0.30000000000000304 left textcolor '#2f6690'
set label 2 "lower end, 95 %" at graph 1.015, first -0.18473577965271287 left textcolor '#c8553d'
set label 3 "upper end, 95 %" at graph 1.015, first 0.784735779652719 left textcolor '#5b8e55'
plot 'cube-gain.csv' skip 1 index 0 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#2f6690', \
  'cube-gain.csv' skip 1 index 1 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#c8553d', \
  'cube-gain.csv' skip 1 index 2 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#5b8e55'
