# Draws entropy-mnist.svg from the tables beside it: gnuplot entropy-mnist.gp
reset
set terminal svg size 760,440 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'entropy-mnist.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "MNIST, given fields: entropy and accuracy" at screen 0.021052631578947368, screen 0.9613636363636364 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.10526315789473684
set rmargin at screen 0.9105263157894737
set tmargin at screen 0.9
set bmargin at screen 0.15000000000000002
set xrange [2.1296937788597474:3.273712627528873]
set yrange [88.65907391136861:98.96527741999071]
set xlabel "largest entropy of any unit (bits)"
set ylabel "accuracy (%)" offset 1
set label 1 "A1" at graph 1.026143790849673, graph 0.9757575757575757 left textcolor '#3c4048' point pointtype 7 pointsize 0.6 linecolor '#2f6690' offset 1, -0.25
set label 2 "A2" at graph 1.026143790849673, graph 0.9181818181818182 left textcolor '#3c4048' point pointtype 7 pointsize 0.6 linecolor '#c8553d' offset 1, -0.25
set label 3 "A3" at graph 1.026143790849673, graph 0.8606060606060606 left textcolor '#3c4048' point pointtype 7 pointsize 0.6 linecolor '#5b8e55' offset 1, -0.25
set label 4 "AR1" at graph 1.026143790849673, graph 0.803030303030303 left textcolor '#3c4048' point pointtype 7 pointsize 0.6 linecolor '#c5912d' offset 1, -0.25
set label 5 "AR2" at graph 1.026143790849673, graph 0.7454545454545455 left textcolor '#3c4048' point pointtype 7 pointsize 0.6 linecolor '#7d5a94' offset 1, -0.25
set label 6 "AR3" at graph 1.026143790849673, graph 0.6878787878787879 left textcolor '#3c4048' point pointtype 7 pointsize 0.6 linecolor '#5f6b76' offset 1, -0.25
set label 100 "r = 0.92 [0.87 to 0.95]" at graph 0.016339869281045753, graph 0.9545454545454546 left textcolor '#1f2430' front
plot 'entropy-mnist.csv' skip 1 index 6 using 3:4:5 with filledcurves fillcolor '#e1e5ea' fillstyle solid noborder, \
  'entropy-mnist.csv' skip 1 index 0 using 3:4 with points pointtype 7 pointsize 0.6 linecolor '#2f6690', \
  'entropy-mnist.csv' skip 1 index 1 using 3:4 with points pointtype 7 pointsize 0.6 linecolor '#c8553d', \
  'entropy-mnist.csv' skip 1 index 2 using 3:4 with points pointtype 7 pointsize 0.6 linecolor '#5b8e55', \
  'entropy-mnist.csv' skip 1 index 3 using 3:4 with points pointtype 7 pointsize 0.6 linecolor '#c5912d', \
  'entropy-mnist.csv' skip 1 index 4 using 3:4 with points pointtype 7 pointsize 0.6 linecolor '#7d5a94', \
  'entropy-mnist.csv' skip 1 index 5 using 3:4 with points pointtype 7 pointsize 0.6 linecolor '#5f6b76', \
  'entropy-mnist.csv' skip 1 index 7 using 3:4 with lines linewidth 1.8 linecolor '#1f2430'
