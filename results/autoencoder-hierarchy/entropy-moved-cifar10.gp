# Draws entropy-moved-cifar10.svg from the tables beside it: gnuplot entropy-moved-cifar10.gp
reset
set terminal svg size 760,440 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'entropy-moved-cifar10.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "CIFAR-10, random fields and what they became: entropy and accuracy" at screen 0.021052631578947368, screen 0.9613636363636364 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.10526315789473684
set rmargin at screen 0.8789473684210526
set tmargin at screen 0.9
set bmargin at screen 0.15000000000000002
set xrange [0.4704843746640328:1.7987717298237271]
set yrange [23.0495:35.1605]
set xlabel "largest entropy of any unit (bits)"
set ylabel "accuracy (%)" offset 1
set label 1 "before" at graph 1.0272108843537415, graph 0.9757575757575757 left textcolor '#3c4048' point pointtype 7 pointsize 0.6 linecolor '#2f6690' offset 1, -0.25
set label 2 "after" at graph 1.0272108843537415, graph 0.9181818181818182 left textcolor '#3c4048' point pointtype 7 pointsize 0.6 linecolor '#c8553d' offset 1, -0.25
set label 100 "r = 0.77 [0.49 to 0.90]" at graph 0.017006802721088437, graph 0.9545454545454546 left textcolor '#1f2430' front
plot 'entropy-moved-cifar10.csv' skip 1 index 2 using 3:4:5 with filledcurves fillcolor '#e1e5ea' fillstyle solid noborder, \
  'entropy-moved-cifar10.csv' skip 1 index 0 using 3:4 with points pointtype 7 pointsize 0.6 linecolor '#2f6690', \
  'entropy-moved-cifar10.csv' skip 1 index 1 using 3:4 with points pointtype 7 pointsize 0.6 linecolor '#c8553d', \
  'entropy-moved-cifar10.csv' skip 1 index 3 using 3:4 with lines linewidth 1.8 linecolor '#1f2430'
