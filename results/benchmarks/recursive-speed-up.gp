# Draws recursive-speed-up.svg from the tables beside it: gnuplot recursive-speed-up.gp
reset
set terminal svg size 760,420 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'recursive-speed-up.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "Time of a step with all of 5000 neurons, over that of a step of the training" at screen 0.021052631578947368, screen 0.9595238095238096 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.10526315789473684
set rmargin at screen 0.8842105263157894
set tmargin at screen 0.8952380952380953
set bmargin at screen 0.15714285714285714
set xrange [1.0:200.0]
set yrange [0.0:287.52527135346514]
set xlabel "epoch"
set ylabel "speed-up" offset 1
set label 1 "speed-up" at graph 1.015, first 253.8550252657026 left textcolor '#2f6690'
plot 'recursive-speed-up.csv' skip 1 index 0 using 2:3 with lines linewidth 1.8 linecolor '#2f6690'
