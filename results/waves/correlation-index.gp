# Draws correlation-index.svg from the tables beside it: gnuplot correlation-index.gp
reset
set terminal svg size 980,518 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'correlation-index.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set multiplot
set logscale y
set format y '%g'
set tmargin at screen 0.96
set bmargin at screen 0.3474903474903475
set yrange [0.006666666666666667:108.12637860925393]
set label 100 'correlation index' at screen 0.014285714285714285, screen 0.6537451737451737 center rotate textcolor '#3c4048'
# Chance.
set arrow 1 from graph 0, first 1 to graph 1, first 1 nohead linecolor '#b5bac2' dashtype 2
set lmargin at screen 0.0653061224489796
set rmargin at screen 0.48
set xrange [0:27.460558749092826]
set xlabel 'distance between units (sheet units)'
plot 'correlation-index.csv' skip 1 index 0 using 2:($4>$5 ? $4-$5 : $4/2):(0):($4>$5 ? 2*$5 : $4/2+$5) with vectors nohead linewidth 1 linecolor '#2f6690', \
  'correlation-index.csv' skip 1 index 0 using 2:($4>0 ? $4 : NaN) with points pointtype 7 pointsize 0.45 linecolor '#2f6690', \
  'correlation-index-fit.csv' skip 1 index 0 using 2:($3>0 ? $3 : NaN) with lines linewidth 1.4 linecolor '#2f6690'
set lmargin at screen 0.5653061224489796
set rmargin at screen 0.98
set xrange [0:3450.958954642021]
set xlabel 'distance between units (µm)'
plot 'correlation-index.csv' skip 1 index 1 using 2:($4>$5 ? $4-$5 : $4/2):(0):($4>$5 ? 2*$5 : $4/2+$5) with vectors nohead linewidth 1 linecolor '#c8553d', \
  'correlation-index.csv' skip 1 index 1 using 2:($4>0 ? $4 : NaN) with points pointtype 7 pointsize 0.45 linecolor '#c8553d', \
  'correlation-index-fit.csv' skip 1 index 1 using 2:($3>0 ? $3 : NaN) with lines linewidth 1.4 linecolor '#c8553d', \
  'correlation-index.csv' skip 1 index 2 using 2:($4>$5 ? $4-$5 : $4/2):(0):($4>$5 ? 2*$5 : $4/2+$5) with vectors nohead linewidth 1 linecolor '#5b8e55', \
  'correlation-index.csv' skip 1 index 2 using 2:($4>0 ? $4 : NaN) with points pointtype 7 pointsize 0.45 linecolor '#5b8e55', \
  'correlation-index-fit.csv' skip 1 index 2 using 2:($3>0 ? $3 : NaN) with lines linewidth 1.4 linecolor '#5b8e55', \
  'correlation-index.csv' skip 1 index 3 using 2:($4>$5 ? $4-$5 : $4/2):(0):($4>$5 ? 2*$5 : $4/2+$5) with vectors nohead linewidth 1 linecolor '#c5912d', \
  'correlation-index.csv' skip 1 index 3 using 2:($4>0 ? $4 : NaN) with points pointtype 7 pointsize 0.45 linecolor '#c5912d', \
  'correlation-index-fit.csv' skip 1 index 3 using 2:($3>0 ? $3 : NaN) with lines linewidth 1.4 linecolor '#c5912d', \
  'correlation-index.csv' skip 1 index 4 using 2:($4>$5 ? $4-$5 : $4/2):(0):($4>$5 ? 2*$5 : $4/2+$5) with vectors nohead linewidth 1 linecolor '#7d5a94', \
  'correlation-index.csv' skip 1 index 4 using 2:($4>0 ? $4 : NaN) with points pointtype 7 pointsize 0.45 linecolor '#7d5a94', \
  'correlation-index-fit.csv' skip 1 index 4 using 2:($3>0 ? $3 : NaN) with lines linewidth 1.4 linecolor '#7d5a94', \
  'correlation-index.csv' skip 1 index 5 using 2:($4>$5 ? $4-$5 : $4/2):(0):($4>$5 ? 2*$5 : $4/2+$5) with vectors nohead linewidth 1 linecolor '#5f6b76', \
  'correlation-index.csv' skip 1 index 5 using 2:($4>0 ? $4 : NaN) with points pointtype 7 pointsize 0.45 linecolor '#5f6b76', \
  'correlation-index-fit.csv' skip 1 index 5 using 2:($3>0 ? $3 : NaN) with lines linewidth 1.4 linecolor '#5f6b76'
unset logscale
unset arrow 1
unset border
unset tics
unset xlabel
unset label 100
set lmargin at screen 0
set rmargin at screen 1
set bmargin at screen 0
set tmargin at screen 1
set xrange [0:1]
set yrange [0:1]
set label 1 "model (seed 6)   length 2.74 ± 0.21 units" at screen 0.11, screen 0.1969111969111969 left textcolor '#2f6690'
set label 2 "Maccione2014\\_P6\\_25sept\\_spont1\\_SpkTs\\_bursts\\_filtered   length 139 ± 2 µm" at screen 0.11, screen 0.16216216216216217 left textcolor '#c8553d'
set label 3 "Maccione2014\\_P9\\_29March11\\_control\\_SpkTs\\_bursts\\_filtered   length 140 ± 2 µm" at screen 0.11, screen 0.1274131274131274 left textcolor '#5b8e55'
set label 4 "Stafford2009\\_WT\\_37C\\_Ventral\\_2008-10-11-1   length 235 ± 4 µm" at screen 0.11, screen 0.09266409266409266 left textcolor '#c5912d'
set label 5 "Wong1993\\_P0   length 141 ± 7 µm" at screen 0.11, screen 0.05791505791505792 left textcolor '#7d5a94'
set label 6 "Wong1993\\_P5   length 292 ± 49 µm" at screen 0.11, screen 0.023166023166023165 left textcolor '#5f6b76'
plot NaN
unset multiplot
