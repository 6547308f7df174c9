# Draws scaling-in-degree.svg from scaling-in-degree.csv: gnuplot scaling-in-degree.gp
reset
set terminal svg size 720,460 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'scaling-in-degree.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel 'synapses per neuron' textcolor '#3c4048'
set ylabel 'wall seconds per biological second' textcolor '#3c4048'
set title "20,000 neurons at 5 Hz\n{/*0.85 AMD EPYC (family 25, model 17); dashed: the limit, synaptic events alone}" textcolor '#3c4048'
set grid linecolor '#e4e6ea' linewidth 1
set logscale xy
set format y '%h'
set xtics ('10' 10.0, '30' 30.0, '100' 100.0, '300' 300.0, '1,000' 1000.0, '3,000' 3000.0)
set rmargin 18
set xrange [9.99:3002.9999999999995]
set yrange [0.001:1.0]
unset key
set label 'limit, 1 thread' at 3000.0,0.19673513710261017 left offset 1,0 textcolor '#2f6690'
set label '1 thread' at 3000.0,0.6691100704647677 left offset 1,0 textcolor '#2f6690'
plot 'scaling-in-degree.csv' skip 1 index 0 using 1:6 with lines linewidth 1.4 dashtype 2 linecolor '#2f6690', \
  'scaling-in-degree.csv' skip 1 index 0 using 1:3:4:5 with yerrorlines linewidth 2 pointtype 7 pointsize 0.6 linecolor '#2f6690'
