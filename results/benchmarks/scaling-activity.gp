# Draws scaling-activity.svg from scaling-activity.csv: gnuplot scaling-activity.gp
reset
set terminal svg size 720,460 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'scaling-activity.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel 'mean rate (Hz)' textcolor '#3c4048'
set ylabel 'wall seconds per biological second' textcolor '#3c4048'
set title "100,000 neurons with 100 synapses each\n{/*0.85 AMD EPYC (family 25, model 17); dashed: the limit, synaptic events alone}" textcolor '#3c4048'
set grid linecolor '#e4e6ea' linewidth 1
set logscale xy
set format y '%h'
set xtics ('0.01' 0.01, '0.03' 0.03, '0.1' 0.1, '0.3' 0.3, '1' 1.0, '3' 3.0, '10' 10.0, '50' 50.0)
set rmargin 18
set xrange [0.00999:50.05]
set yrange [0.0001:10.0]
unset key
set label 'limit, 1 thread' at 50.0,0.7093168563290525 left offset 1,0 textcolor '#2f6690'
set label '1 thread' at 50.0,7.6684088599999995 left offset 1,0 textcolor '#2f6690'
plot 'scaling-activity.csv' skip 1 index 0 using 1:6 with lines linewidth 1.4 dashtype 2 linecolor '#2f6690', \
  'scaling-activity.csv' skip 1 index 0 using 1:3:4:5 with yerrorlines linewidth 2 pointtype 7 pointsize 0.6 linecolor '#2f6690'
