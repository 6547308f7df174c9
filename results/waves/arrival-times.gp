# Draws arrival-times.svg from the tables beside it: gnuplot arrival-times.gp
reset
set terminal svg size 900,325 fixed enhanced rounded font 'sans-serif,13' background '#ffffff'
set output 'arrival-times.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set palette defined (0 '#30123b', 1 '#3b528b', 2 '#2c728e', 3 '#21918c', 4 '#28ae80', 5 '#7ad151', 6 '#fde725')
set palette maxcolors 24
set cbrange [0.09999999999990905:38.90000000000009]
unset colorbox
set multiplot
set border 15 linecolor '#c3c7ce'
unset tics
set object 1 rectangle from graph 0, 0 to graph 1, 1 behind fillcolor '#f4f6f8' fillstyle solid noborder
set label 1000 "When the wave arrives" at screen 0.017777777777777778, screen 0.9477459016393442 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.01777777777777776
set rmargin at screen 0.2992592592592593
set tmargin at screen 0.8278688524590164
set bmargin at screen 0.0491803278688524
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "retina" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'arrival-times.csv' skip 1 using ($1==0 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.015789473684210527):(0) with vectors nohead linewidth 4.75 linecolor '#d5d9df', \
  'arrival-times.csv' skip 1 using ($1==0 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.015789473684210527):(0):5 with vectors nohead linewidth 4.75 linecolor palette, NaN
unset label 1000
set lmargin at screen 0.3148148148148149
set rmargin at screen 0.5962962962962964
set tmargin at screen 0.8278688524590163
set bmargin at screen 0.049180327868852625
set xrange [0:6.0]
set yrange [0:6.0]
set label 1 "geniculate" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'arrival-times.csv' skip 1 using ($1==1 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.004736842105263158):(0) with vectors nohead linewidth 9 linecolor '#d5d9df', \
  'arrival-times.csv' skip 1 using ($1==1 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.004736842105263158):(0):5 with vectors nohead linewidth 9 linecolor palette, NaN
set lmargin at screen 0.611851851851852
set rmargin at screen 0.8933333333333333
set tmargin at screen 0.8278688524590163
set bmargin at screen 0.049180327868852625
set xrange [0:7.0]
set yrange [0:7.0]
set label 1 "cortex" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'arrival-times.csv' skip 1 using ($1==2 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.005526315789473685):(0) with vectors nohead linewidth 9 linecolor '#d5d9df', \
  'arrival-times.csv' skip 1 using ($1==2 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.005526315789473685):(0):5 with vectors nohead linewidth 9 linecolor palette, NaN
unset label 1
unset object 1
unset border
set lmargin at screen 0.0
set rmargin at screen 1.0
set tmargin at screen 1.0
set bmargin at screen 0.0
set xrange [0:1]
set yrange [0:1]
set cblabel "first firing (ms)" textcolor '#3c4048' offset 0.5
set cbtics scale 0.4 textcolor '#3c4048'
set colorbox user origin screen 0.9088888888888889, screen 0.09016393442622961 size screen 0.013333333333333334, screen 0.7377049180327868 noborder
# Only the bar: a point outside the page.
plot '+' using (2):(2):(0) every ::::0 with points linecolor palette
unset multiplot
