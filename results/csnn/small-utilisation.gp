# Draws small-utilisation.svg from the tables beside it: gnuplot small-utilisation.gp
reset
set terminal svg size 760,420 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'small-utilisation.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "Neurons that win a patch of a mini-batch, seed 1" at screen 0.021052631578947368, screen 0.9595238095238096 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.10526315789473684
set rmargin at screen 0.8631578947368421
set tmargin at screen 0.8952380952380953
set bmargin at screen 0.15714285714285714
set xrange [1.0:500.0]
set yrange [0.0:106.0]
set xlabel "mini-batch of the layer"
set ylabel "neurons (%)" offset 1
set label 1 "S, layer 1" at graph 1.015, first 100.0 left textcolor '#2f6690'
set label 2 "S, layer 2" at graph 1.015, first 46.484375 left textcolor '#c8553d'
plot 'small-utilisation.csv' skip 1 index 0 using 2:3 with lines linewidth 1.8 linecolor '#2f6690', \
  'small-utilisation.csv' skip 1 index 1 using 2:3 with lines linewidth 1.8 linecolor '#c8553d'
