# Draws steps-accuracy.svg from the tables beside it: gnuplot steps-accuracy.gp
reset
set terminal svg size 760,420 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'steps-accuracy.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "Accuracy against learning of the layers" at screen 0.021052631578947368, screen 0.9595238095238096 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.10526315789473684
set rmargin at screen 0.7473684210526316
set tmargin at screen 0.8952380952380953
set bmargin at screen 0.15714285714285714
set xrange [1.0:3.6020599913279625]
set yrange [62.812:67.068]
set xlabel "log10 of the mini-batches of each layer"
set ylabel "accuracy (%)" offset 1
set label 1 "S, linear" at graph 1.015, first 66.91339354838709 left textcolor '#2f6690'
set label 2 "S, two hidden layers" at graph 1.015, first 64.4 left textcolor '#c8553d'
set label 3 "S2, linear" at graph 1.015, first 66.67999999999999 left textcolor '#5b8e55'
set label 4 "S2, two hidden layers" at graph 1.015, first 64.6333935483871 left textcolor '#c5912d'
plot 'steps-accuracy.csv' skip 1 index 0 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#2f6690', \
  'steps-accuracy.csv' skip 1 index 1 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#c8553d', \
  'steps-accuracy.csv' skip 1 index 2 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#5b8e55', \
  'steps-accuracy.csv' skip 1 index 3 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#c5912d'
