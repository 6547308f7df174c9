# Draws activities-urn-spheres-residual.svg from the tables beside it: gnuplot activities-urn-spheres-residual.gp
reset
set terminal svg size 532,444 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'activities-urn-spheres-residual.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set palette defined (0 '#eef2f6', 0.25 '#b5cfe2', 0.5 '#6ba0c4', 0.75 '#2f6690', 1 '#0c2740')
set multiplot
set border 15 linecolor '#c3c7ce'
set cbrange [0.0:1.0]
set cblabel "share of its largest activity" textcolor '#3c4048' offset 0.5
set cbtics scale 0.4 textcolor '#3c4048'
set colorbox user origin screen 0.8533834586466166, screen 0.14864864864864866 size screen 0.022556390977443608, screen 0.7207207207207207 noborder

set label 1000 "Largest activity in each iteration, residual outputs, seed 1" at screen 0.03007518796992481, screen 0.9617117117117118 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.15037593984962405
set rmargin at screen 0.8270676691729323
set tmargin at screen 0.8693693693693694
set bmargin at screen 0.14864864864864868
set ylabel "neuron" offset 1
set xlabel "iteration"
set xrange [0:4]
set yrange [41:0]
set xtics ('1' 0.5, '2' 1.5, '3' 2.5, '4' 3.5)
set label 1 "sorted by layer" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'activities-urn-spheres-residual.csv' matrix index 0 using (($1+0.5)*1.0):(($2+0.5)*1.0):3 with image
unset colorbox
unset label 1000
unset multiplot
