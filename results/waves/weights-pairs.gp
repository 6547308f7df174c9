# Draws weights-pairs.svg from the tables beside it: gnuplot weights-pairs.gp
reset
set terminal svg size 900,444 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'weights-pairs.svg'
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
set cbrange [0.0:12.979]
set cblabel 'weight' textcolor '#3c4048' offset 0.5
set cbtics scale 0.4 textcolor '#3c4048'
set colorbox user origin screen 0.9133333333333333, screen 0.14864864864864866 size screen 0.013333333333333334, screen 0.7207207207207207 noborder
set ylabel "source" offset 1
set xlabel "target"
set label 1000 "Weights, pairs: by x of sources and final fields, means of blocks" at screen 0.017777777777777778, screen 0.9617117117117118 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.08888888888888889
set rmargin at screen 0.46111111111111114
set tmargin at screen 0.8693693693693694
set bmargin at screen 0.14864864864864868
set xrange [0:50]
set yrange [80:0]
set label 1 "before" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'weights-pairs.csv' matrix index 0 using (($1+0.5)*1.0):(($2+0.5)*1.0):3 with image
unset colorbox
unset ylabel
unset label 1000
set lmargin at screen 0.5255555555555556
set rmargin at screen 0.8977777777777778
set tmargin at screen 0.8693693693693694
set bmargin at screen 0.14864864864864868
set xrange [0:50]
set yrange [80:0]
set label 1 "after" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'weights-pairs.csv' matrix index 1 using (($1+0.5)*1.0):(($2+0.5)*1.0):3 with image
unset colorbox
unset ylabel
unset label 1000
unset multiplot
