# Draws scaling-delay-classes.svg from scaling-delay-classes.csv: gnuplot scaling-delay-classes.gp
reset
set terminal svg size 720,460 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'scaling-delay-classes.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel 'different delays' textcolor '#3c4048'
set ylabel 'wall seconds per biological second' textcolor '#3c4048'
set title "20,000 neurons with 1000 synapses each, 5 Hz\n{/*0.85 AMD EPYC (family 25, model 17); dashed: the limit, synaptic events alone}" textcolor '#3c4048'
set grid linecolor '#e4e6ea' linewidth 1
set logscale xy
set format y '%h'
set xtics ('1' 1.0, '2' 2.0, '5' 5.0, '10' 10.0, '20' 20.0, '40' 40.0, '80' 80.0)
set rmargin 18
set xrange [0.999:80.07999999999998]
set yrange [0.01:10.0]
unset key
set label 'limit, 1 thread' at 80.0,0.5047282070797707 left offset 1,0 textcolor '#2f6690'
set label '1 thread' at 80.0,4.298431712 left offset 1,0 textcolor '#2f6690'
plot 'scaling-delay-classes.csv' skip 1 index 0 using 1:6 with lines linewidth 1.4 dashtype 2 linecolor '#2f6690', \
  'scaling-delay-classes.csv' skip 1 index 0 using 1:3:4:5 with yerrorlines linewidth 2 pointtype 7 pointsize 0.6 linecolor '#2f6690'
