# Draws accuracy-pairs.svg from the tables beside it: gnuplot accuracy-pairs.gp
reset
set terminal svg size 956,380 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'accuracy-pairs.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set label 1000 "Handwritten digits, pair rule, 10,000 training images, ridge regression" at screen 0.016736401673640166, screen 0.9552631578947368 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.08786610878661087
set rmargin at screen 0.9790794979079498
set tmargin at screen 0.8842105263157894
set bmargin at screen 0.1105263157894737
set xrange [-0.5:5.5]
set yrange [74.132:92.228]
set grid ytics linetype 1 linecolor '#e8eaee'
set ylabel "accuracy (%)"
set xtics ("pools" 0, "pools of pools" 1, "random pools" 2, "random of random" 3, "discs" 4, "untrained, weights" 5) scale 0
set arrow 1 from -0.27, 87.66000000000001 to 0.27, 87.66000000000001 nohead linewidth 2.2 linecolor '#1f2430' front
set label 1 '87.66' at 0.29, 87.66000000000001 left textcolor '#1f2430' front
set arrow 2 from 0.73, 78.93 to 1.27, 78.93 nohead linewidth 2.2 linecolor '#1f2430' front
set label 2 '78.93' at 1.29, 78.93 left textcolor '#1f2430' front
set arrow 3 from 1.73, 88.33 to 2.27, 88.33 nohead linewidth 2.2 linecolor '#1f2430' front
set label 3 '88.33' at 2.29, 88.33 left textcolor '#1f2430' front
set arrow 4 from 2.73, 90.06 to 3.27, 90.06 nohead linewidth 2.2 linecolor '#1f2430' front
set label 4 '90.06' at 3.29, 90.06 left textcolor '#1f2430' front
set arrow 5 from 3.73, 87.8 to 4.27, 87.8 nohead linewidth 2.2 linecolor '#1f2430' front
set label 5 '87.80' at 4.29, 87.8 left textcolor '#1f2430' front
set arrow 6 from 4.73, 88.37 to 5.27, 88.37 nohead linewidth 2.2 linecolor '#1f2430' front
set label 6 '88.37' at 5.29, 88.37 left textcolor '#1f2430' front
plot 'accuracy-pairs.csv' skip 1 using ($1==0 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#2f6690', \
  'accuracy-pairs.csv' skip 1 using ($1==1 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#c8553d', \
  'accuracy-pairs.csv' skip 1 using ($1==2 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#5b8e55', \
  'accuracy-pairs.csv' skip 1 using ($1==3 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#c5912d', \
  'accuracy-pairs.csv' skip 1 using ($1==4 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#7d5a94', \
  'accuracy-pairs.csv' skip 1 using ($1==5 ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 linecolor '#5f6b76'
