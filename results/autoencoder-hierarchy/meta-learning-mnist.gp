# Draws meta-learning-mnist.svg from the tables beside it: gnuplot meta-learning-mnist.gp
reset
set terminal svg size 760,420 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'meta-learning-mnist.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "MNIST: accuracy after each meta-step" at screen 0.021052631578947368, screen 0.9595238095238096 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.10526315789473684
set rmargin at screen 0.9052631578947369
set tmargin at screen 0.8952380952380953
set bmargin at screen 0.15714285714285714
set xrange [0.0:5.0]
set yrange [58.253400000000006:99.2566]
set xlabel "meta-step"
set ylabel "accuracy (%)" offset 1
set xtics 1
set label 1 "run 1" at graph 1.015, first 99.2566 left textcolor '#2f6690'
set label 2 "run 2" at graph 1.015, first 83.51666193548391 left textcolor '#c8553d'
set label 3 "run 3" at graph 1.015, first 81.26809935483875 left textcolor '#5b8e55'
set label 4 "run 4" at graph 1.015, first 92.51091225806454 left textcolor '#c5912d'
set label 5 "run 5" at graph 1.015, first 63.2 left textcolor '#7d5a94'
set label 6 "run 6" at graph 1.015, first 85.76522451612907 left textcolor '#5f6b76'
set label 7 "run 7" at graph 1.015, first 90.26234967741938 left textcolor '#3f8f8f'
set label 8 "run 8" at graph 1.015, first 97.00803741935485 left textcolor '#a0527a'
set label 9 "run 9" at graph 1.015, first 94.75947483870969 left textcolor '#8c6d46'
set label 10 "run 10" at graph 1.015, first 88.01378709677422 left textcolor '#5b6fc0'
plot 'meta-learning-mnist.csv' skip 1 index 0 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#2f6690', \
  'meta-learning-mnist.csv' skip 1 index 1 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#c8553d', \
  'meta-learning-mnist.csv' skip 1 index 2 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#5b8e55', \
  'meta-learning-mnist.csv' skip 1 index 3 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#c5912d', \
  'meta-learning-mnist.csv' skip 1 index 4 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#7d5a94', \
  'meta-learning-mnist.csv' skip 1 index 5 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#5f6b76', \
  'meta-learning-mnist.csv' skip 1 index 6 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#3f8f8f', \
  'meta-learning-mnist.csv' skip 1 index 7 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#a0527a', \
  'meta-learning-mnist.csv' skip 1 index 8 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#8c6d46', \
  'meta-learning-mnist.csv' skip 1 index 9 using 2:3 with linespoints pointtype 7 pointsize 0.4 linewidth 1.8 linecolor '#5b6fc0'
