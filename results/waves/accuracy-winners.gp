# Draws accuracy-winners.svg from the tables beside it: gnuplot accuracy-winners.gp
reset
set terminal svg size 956,380 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'accuracy-winners.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "Handwritten digits, winners, 10,000 training images, ridge regression" at screen 0.016736401673640166, screen 0.9552631578947368 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.08786610878661087
set rmargin at screen 0.9790794979079498
set tmargin at screen 0.8842105263157894
set bmargin at screen 0.1105263157894737
set xrange [-0.5:5.5]
set yrange [86.363:91.247]
set grid ytics linetype 1 linecolor '#e8eaee'
set ylabel "accuracy (%)"
set xtics ("pools" 0, "pools of pools" 1, "random pools" 2, "random of random" 3, "discs" 4, "untrained, weights" 5) scale 0
set arrow 1 from -0.27, 90.35 to 0.27, 90.35 nohead linewidth 2.2 linecolor '#1f2430' front
set label 1 '90.35' at 0.29, 90.35 left textcolor '#1f2430' front
set arrow 2 from 0.73, 88.88000000000001 to 1.27, 88.88000000000001 nohead linewidth 2.2 linecolor '#1f2430' front
set label 2 '88.88' at 1.29, 88.88000000000001 left textcolor '#1f2430' front
set arrow 3 from 1.73, 89.02 to 2.27, 89.02 nohead linewidth 2.2 linecolor '#1f2430' front
set label 3 '89.02' at 2.29, 89.02 left textcolor '#1f2430' front
set arrow 4 from 2.73, 89.86 to 3.27, 89.86 nohead linewidth 2.2 linecolor '#1f2430' front
set label 4 '89.86' at 3.29, 89.86 left textcolor '#1f2430' front
set arrow 5 from 3.73, 88.34 to 4.27, 88.34 nohead linewidth 2.2 linecolor '#1f2430' front
set label 5 '88.34' at 4.29, 88.34 left textcolor '#1f2430' front
set arrow 6 from 4.73, 88.37 to 5.27, 88.37 nohead linewidth 2.2 linecolor '#1f2430' front
set label 6 '88.37' at 5.29, 88.37 left textcolor '#1f2430' front
plot 'accuracy-winners.csv' skip 1 using ($1==0 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#2f6690', \
  'accuracy-winners.csv' skip 1 using ($1==1 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#c8553d', \
  'accuracy-winners.csv' skip 1 using ($1==2 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#5b8e55', \
  'accuracy-winners.csv' skip 1 using ($1==3 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#c5912d', \
  'accuracy-winners.csv' skip 1 using ($1==4 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#7d5a94', \
  'accuracy-winners.csv' skip 1 using ($1==5 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#5f6b76'
