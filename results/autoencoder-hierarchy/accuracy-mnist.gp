# Draws accuracy-mnist.svg from the tables beside it: gnuplot accuracy-mnist.gp
reset
set terminal svg size 764,380 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'accuracy-mnist.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "MNIST: accuracy for each set of fields, 10 runs (mean as published)" at screen 0.020942408376963352, screen 0.9552631578947368 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.1099476439790576
set rmargin at screen 0.9738219895287958
set tmargin at screen 0.8842105263157894
set bmargin at screen 0.1105263157894737
set xrange [-0.5:5.5]
set yrange [89.29599999999999:97.98400000000001]
set grid ytics linetype 1 linecolor '#e8eaee'
set ylabel "accuracy (%)"
set xtics ("A1 (96.40)" 0, "A2 (94.21)" 1, "A3 (96.60)" 2, "AR1 (93.03)" 3, "AR2 (93.76)" 4, "AR3 (90.28)" 5) scale 0
set arrow 1 from -0.27, 96.475 to 0.27, 96.475 nohead linewidth 2.2 linecolor '#1f2430' front
set label 1 '96.47' at 0.29, 96.475 left textcolor '#1f2430' front
set arrow 2 from 0.73, 94.18 to 1.27, 94.18 nohead linewidth 2.2 linecolor '#1f2430' front
set label 2 '94.18' at 1.29, 94.18 left textcolor '#1f2430' front
set arrow 3 from 1.73, 96.735 to 2.27, 96.735 nohead linewidth 2.2 linecolor '#1f2430' front
set label 3 '96.73' at 2.29, 96.735 left textcolor '#1f2430' front
set arrow 4 from 2.73, 93.35 to 3.27, 93.35 nohead linewidth 2.2 linecolor '#1f2430' front
set label 4 '93.35' at 3.29, 93.35 left textcolor '#1f2430' front
set arrow 5 from 3.73, 93.75999999999999 to 4.27, 93.75999999999999 nohead linewidth 2.2 linecolor '#1f2430' front
set label 5 '93.76' at 4.29, 93.75999999999999 left textcolor '#1f2430' front
set arrow 6 from 4.73, 90.365 to 5.27, 90.365 nohead linewidth 2.2 linecolor '#1f2430' front
set label 6 '90.36' at 5.29, 90.365 left textcolor '#1f2430' front
plot 'accuracy-mnist.csv' skip 1 using ($1==0 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#2f6690', \
  'accuracy-mnist.csv' skip 1 using ($1==1 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#c8553d', \
  'accuracy-mnist.csv' skip 1 using ($1==2 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#5b8e55', \
  'accuracy-mnist.csv' skip 1 using ($1==3 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#c5912d', \
  'accuracy-mnist.csv' skip 1 using ($1==4 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#7d5a94', \
  'accuracy-mnist.csv' skip 1 using ($1==5 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#5f6b76'
