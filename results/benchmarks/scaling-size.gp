# Draws scaling-size.svg from scaling-size.csv: gnuplot scaling-size.gp
reset
set terminal svg size 720,460 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'scaling-size.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel 'neurons' textcolor '#3c4048'
set ylabel 'wall seconds per biological second' textcolor '#3c4048'
set title "100 synapses per neuron, 5 Hz\n{/*0.85 AMD EPYC (family 25, model 17); dashed: the limit, synaptic events alone}" textcolor '#3c4048'
set grid linecolor '#e4e6ea' linewidth 1
set logscale xy
set format y '%h'
set xtics ('10,000' 10000.0, '30,000' 30000.0, '100,000' 100000.0, '300,000' 300000.0, '1,000,000' 1000000.0)
set rmargin 18
set xrange [9990.0:1000999.9999999999]
set yrange [0.001:100.0]
unset key
set label 'limit, 1 thread' at 1000000.0,3.7999712834355095 left offset 1,0 textcolor '#2f6690'
set label '1 thread' at 1000000.0,21.44421001 left offset 1,0 textcolor '#2f6690'
plot 'scaling-size.csv' skip 1 index 0 using 1:6 with lines linewidth 1.4 dashtype 2 linecolor '#2f6690', \
  'scaling-size.csv' skip 1 index 0 using 1:3:4:5 with yerrorlines linewidth 2 pointtype 7 pointsize 0.6 linecolor '#2f6690'
