# Draws pools-winners.svg from the tables beside it: gnuplot pools-winners.gp
reset
set terminal svg size 886,492 fixed enhanced rounded font 'sans-serif,13' background '#ffffff'
set output 'pools-winners.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set multiplot
set border 15 linecolor '#c3c7ce'
unset tics
set object 1 rectangle from graph 0, 0 to graph 1, 1 behind fillcolor '#f4f6f8' fillstyle solid noborder
set label 1000 "Pools over retina, winners" at screen 0.01805869074492099, screen 0.9654471544715447 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.01805869074492099
set rmargin at screen 0.49209932279909707
set tmargin at screen 0.8861788617886179
set bmargin at screen 0.03252032520325199
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "before" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'pools-winners.csv' skip 1 using ($1==0 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.009523809523809525):(0) with vectors nohead linewidth 7.88 linecolor '#d5d9df', \
  'pools-winners.csv' skip 1 using ($1==0 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.009523809523809525):(0):5 with vectors nohead linewidth 7.88 linecolor rgb variable, NaN
unset label 1000
set lmargin at screen 0.5079006772009029
set rmargin at screen 0.981941309255079
set tmargin at screen 0.8861788617886179
set bmargin at screen 0.03252032520325199
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "after" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'pools-winners.csv' skip 1 using ($1==1 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.009523809523809525):(0) with vectors nohead linewidth 7.88 linecolor '#d5d9df', \
  'pools-winners.csv' skip 1 using ($1==1 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.009523809523809525):(0):5 with vectors nohead linewidth 7.88 linecolor rgb variable, NaN
unset multiplot
