# Draws speed-up.svg from the tables beside it: gnuplot speed-up.gp
reset
set terminal svg size 760,420 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'speed-up.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "Multiplications of all neurons for each one that is done" at screen 0.021052631578947368, screen 0.9595238095238096 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.10526315789473684
set rmargin at screen 0.9052631578947369
set tmargin at screen 0.8952380952380953
set bmargin at screen 0.15714285714285714
set xrange [1.0:200.0]
set yrange [0.0:508.7206838688536]
set xlabel "epoch"
set ylabel "speed-up" offset 1
set label 1 "seed 1" at graph 1.015, first 425.0279262001068 left textcolor '#2f6690'
set label 2 "seed 2" at graph 1.015, first 480.8230979792713 left textcolor '#c8553d'
set label 3 "seed 3" at graph 1.015, first 452.92551208968905 left textcolor '#5b8e55'
set label 4 "seed 4" at graph 1.015, first 397.1303403105245 left textcolor '#c5912d'
set label 5 "seed 5" at graph 1.015, first 508.7206838688536 left textcolor '#7d5a94'
plot 'speed-up.csv' skip 1 index 0 using 2:3 with lines linewidth 1.8 linecolor '#2f6690', \
  'speed-up.csv' skip 1 index 1 using 2:3 with lines linewidth 1.8 linecolor '#c8553d', \
  'speed-up.csv' skip 1 index 2 using 2:3 with lines linewidth 1.8 linecolor '#5b8e55', \
  'speed-up.csv' skip 1 index 3 using 2:3 with lines linewidth 1.8 linecolor '#c5912d', \
  'speed-up.csv' skip 1 index 4 using 2:3 with lines linewidth 1.8 linecolor '#7d5a94'
