# Draws deep-utilisation.svg from the tables beside it: gnuplot deep-utilisation.gp
reset
set terminal svg size 760,420 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'deep-utilisation.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "D: neurons that win a patch of an image" at screen 0.021052631578947368, screen 0.9595238095238096 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.10526315789473684
set rmargin at screen 0.8947368421052632
set tmargin at screen 0.8952380952380953
set bmargin at screen 0.15714285714285714
set xrange [10.0:1990.0]
set yrange [0.0:45.22175925925925]
set xlabel "mini-batch of the layer"
set ylabel "neurons (%)" offset 1
set label 1 "layer 1" at graph 1.015, first 40.312500000000014 left textcolor '#2f6690'
set label 2 "layer 2" at graph 1.015, first 10.008503401360546 left textcolor '#c8553d'
set label 3 "layer 3" at graph 1.015, first 4.58984375 left textcolor '#5b8e55'
plot 'deep-utilisation.csv' skip 1 index 0 using 2:3 with lines linewidth 1.8 linecolor '#2f6690', \
  'deep-utilisation.csv' skip 1 index 1 using 2:3 with lines linewidth 1.8 linecolor '#c8553d', \
  'deep-utilisation.csv' skip 1 index 2 using 2:3 with lines linewidth 1.8 linecolor '#5b8e55'
