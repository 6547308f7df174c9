# Draws few-shot-accuracy.svg from the tables beside it: gnuplot few-shot-accuracy.gp
reset
set terminal svg size 760,420 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'few-shot-accuracy.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "Accuracy with few images" at screen 0.021052631578947368, screen 0.9595238095238096 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.10526315789473684
set rmargin at screen 0.8736842105263158
set tmargin at screen 0.8952380952380953
set bmargin at screen 0.15714285714285714
set xrange [1.0:50.0]
set yrange [0.0:42.9194]
set xlabel "images of each class"
set ylabel "accuracy (%)" offset 1
set label 1 "here" at graph 1.015, first 39.84 left textcolor '#2f6690'
set label 2 "published" at graph 1.015, first 42.193644516129034 left textcolor '#c8553d'
plot 'few-shot-accuracy.csv' skip 1 index 0 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#2f6690', \
  'few-shot-accuracy.csv' skip 1 index 1 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#c8553d'
