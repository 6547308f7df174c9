# Draws accuracy-cifar10.svg from the tables beside it: gnuplot accuracy-cifar10.gp
reset
set terminal svg size 764,380 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'accuracy-cifar10.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "CIFAR-10: accuracy for each set of fields, 10 runs (mean as published)" at screen 0.020942408376963352, screen 0.9552631578947368 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.1099476439790576
set rmargin at screen 0.9738219895287958
set tmargin at screen 0.8842105263157894
set bmargin at screen 0.1105263157894737
set xrange [-0.5:5.5]
set yrange [21.407:35.723]
set grid ytics linetype 1 linecolor '#e8eaee'
set ylabel "accuracy (%)"
set xtics ("A1 (31.69)" 0, "A2 (30.79)" 1, "A3 (32.84)" 2, "AR1 (31.97)" 3, "AR2 (27.21)" 4, "AR3 (29.86)" 5) scale 0
set arrow 1 from -0.27, 32.21 to 0.27, 32.21 nohead linewidth 2.2 linecolor '#1f2430' front
set label 1 '32.21' at 0.29, 32.21 left textcolor '#1f2430' front
set arrow 2 from 0.73, 30.61 to 1.27, 30.61 nohead linewidth 2.2 linecolor '#1f2430' front
set label 2 '30.61' at 1.29, 30.61 left textcolor '#1f2430' front
set arrow 3 from 1.73, 32.84 to 2.27, 32.84 nohead linewidth 2.2 linecolor '#1f2430' front
set label 3 '32.84' at 2.29, 32.84 left textcolor '#1f2430' front
set arrow 4 from 2.73, 31.585 to 3.27, 31.585 nohead linewidth 2.2 linecolor '#1f2430' front
set label 4 '31.59' at 3.29, 31.585 left textcolor '#1f2430' front
set arrow 5 from 3.73, 25.54 to 4.27, 25.54 nohead linewidth 2.2 linecolor '#1f2430' front
set label 5 '25.54' at 4.29, 25.54 left textcolor '#1f2430' front
set arrow 6 from 4.73, 29.994999999999997 to 5.27, 29.994999999999997 nohead linewidth 2.2 linecolor '#1f2430' front
set label 6 '29.99' at 5.29, 29.994999999999997 left textcolor '#1f2430' front
plot 'accuracy-cifar10.csv' skip 1 using ($1==0 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#2f6690', \
  'accuracy-cifar10.csv' skip 1 using ($1==1 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#c8553d', \
  'accuracy-cifar10.csv' skip 1 using ($1==2 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#5b8e55', \
  'accuracy-cifar10.csv' skip 1 using ($1==3 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#c5912d', \
  'accuracy-cifar10.csv' skip 1 using ($1==4 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#7d5a94', \
  'accuracy-cifar10.csv' skip 1 using ($1==5 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#5f6b76'
