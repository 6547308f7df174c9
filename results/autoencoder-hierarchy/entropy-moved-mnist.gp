# Draws entropy-moved-mnist.svg from the tables beside it: gnuplot entropy-moved-mnist.gp
reset
set terminal svg size 760,440 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'entropy-moved-mnist.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "MNIST, random fields and what they became: entropy and accuracy" at screen 0.021052631578947368, screen 0.9613636363636364 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.10526315789473684
set rmargin at screen 0.8789473684210526
set tmargin at screen 0.9
set bmargin at screen 0.15000000000000002
set xrange [1.659118532751708:3.278720756708494]
set yrange [58.57439317507833:105.11774332335501]
set xlabel "largest entropy of any unit (bits)"
set ylabel "accuracy (%)" offset 1
set label 1 "before" at graph 1.0272108843537415, graph 0.9757575757575757 left textcolor '#3c4048' point pointtype 7 pointsize 0.6 linecolor '#2f6690' offset 1, -0.25
set label 2 "after" at graph 1.0272108843537415, graph 0.9181818181818182 left textcolor '#3c4048' point pointtype 7 pointsize 0.6 linecolor '#c8553d' offset 1, -0.25
set label 100 "r = 0.41 [−0.03 to 0.72]" at graph 0.017006802721088437, graph 0.9545454545454546 left textcolor '#1f2430' front
plot 'entropy-moved-mnist.csv' skip 1 index 2 using 3:4:5 with filledcurves fillcolor '#e1e5ea' fillstyle solid noborder, \
  'entropy-moved-mnist.csv' skip 1 index 0 using 3:4 with points pointtype 7 pointsize 0.6 linecolor '#2f6690', \
  'entropy-moved-mnist.csv' skip 1 index 1 using 3:4 with points pointtype 7 pointsize 0.6 linecolor '#c8553d', \
  'entropy-moved-mnist.csv' skip 1 index 3 using 3:4 with lines linewidth 1.8 linecolor '#1f2430'
