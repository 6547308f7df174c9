# Draws sorting-urn-spheres.svg from the tables beside it: gnuplot sorting-urn-spheres.gp
reset
set terminal svg size 900,459 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'sorting-urn-spheres.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set palette defined (-1 '#7a1f0e', -0.5 '#d9775a', 0 '#ffffff', 0.5 '#6ba0c4', 1 '#0c2740')
set multiplot
set border 15 linecolor '#c3c7ce'
set cbrange [-0.14851737022399902:0.14851737022399902]
set cblabel "weight" textcolor '#3c4048' offset 0.5
set cbtics scale 0.4 textcolor '#3c4048'
set colorbox user origin screen 0.9133333333333333, screen 0.5718954248366013 size screen 0.013333333333333334, screen 0.3017429193899782 noborder

set label 1000 "Weights between active neurons while they sort themselves" at screen 0.017777777777777778, screen 0.962962962962963 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.08888888888888889
set rmargin at screen 0.2427777777777778
set tmargin at screen 0.8736383442265795
set bmargin at screen 0.5718954248366013
set ylabel "to neuron" offset 1
set xlabel ""
set xrange [0:4979]
set yrange [4979:0]
set xtics 2000
set label 1 "epoch 1" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'sorting-urn-spheres.csv' matrix index 0 using (($1+0.5)*41.49166666666667):(($2+0.5)*41.49166666666667):3 with image
unset colorbox
unset label 1000
set lmargin at screen 0.30722222222222223
set rmargin at screen 0.46111111111111114
set tmargin at screen 0.8736383442265795
set bmargin at screen 0.5718954248366013
set ylabel ""
set xlabel ""
set xrange [0:4092]
set yrange [4092:0]
set xtics 2000
set label 1 "epoch 2" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'sorting-urn-spheres.csv' matrix index 1 using (($1+0.5)*34.1):(($2+0.5)*34.1):3 with image
unset colorbox
unset label 1000
set lmargin at screen 0.5255555555555556
set rmargin at screen 0.6794444444444444
set tmargin at screen 0.8736383442265795
set bmargin at screen 0.5718954248366013
set ylabel ""
set xlabel ""
set xrange [0:1687]
set yrange [1687:0]
set xtics 500
set label 1 "epoch 5" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'sorting-urn-spheres.csv' matrix index 2 using (($1+0.5)*14.058333333333334):(($2+0.5)*14.058333333333334):3 with image
unset colorbox
unset label 1000
set lmargin at screen 0.7438888888888889
set rmargin at screen 0.8977777777777778
set tmargin at screen 0.8736383442265795
set bmargin at screen 0.5718954248366013
set ylabel ""
set xlabel ""
set xrange [0:730]
set yrange [730:0]
set xtics 200
set label 1 "epoch 10" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'sorting-urn-spheres.csv' matrix index 3 using (($1+0.5)*6.083333333333333):(($2+0.5)*6.083333333333333):3 with image
unset colorbox
unset label 1000
set lmargin at screen 0.08888888888888889
set rmargin at screen 0.2427777777777778
set tmargin at screen 0.4455337690631809
set bmargin at screen 0.14379084967320266
set ylabel "to neuron" offset 1
set xlabel "from neuron"
set xrange [0:351]
set yrange [351:0]
set xtics 100
set label 1 "epoch 20" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'sorting-urn-spheres.csv' matrix index 4 using (($1+0.5)*2.925):(($2+0.5)*2.925):3 with image
unset colorbox
unset label 1000
set lmargin at screen 0.30722222222222223
set rmargin at screen 0.46111111111111114
set tmargin at screen 0.4455337690631809
set bmargin at screen 0.14379084967320266
set ylabel ""
set xlabel "from neuron"
set xrange [0:180]
set yrange [180:0]
set xtics 50
set label 1 "epoch 50" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'sorting-urn-spheres.csv' matrix index 5 using (($1+0.5)*1.5):(($2+0.5)*1.5):3 with image
unset colorbox
unset label 1000
set lmargin at screen 0.5255555555555556
set rmargin at screen 0.6794444444444444
set tmargin at screen 0.4455337690631809
set bmargin at screen 0.14379084967320266
set ylabel ""
set xlabel "from neuron"
set xrange [0:126]
set yrange [126:0]
set xtics 50
set label 1 "epoch 100" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'sorting-urn-spheres.csv' matrix index 6 using (($1+0.5)*1.05):(($2+0.5)*1.05):3 with image
unset colorbox
unset label 1000
set lmargin at screen 0.7438888888888889
set rmargin at screen 0.8977777777777778
set tmargin at screen 0.4455337690631809
set bmargin at screen 0.14379084967320266
set ylabel ""
set xlabel "from neuron"
set xrange [0:101]
set yrange [101:0]
set xtics 50
set label 1 "epoch 200" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'sorting-urn-spheres.csv' matrix index 7 using (($1+0.5)*1.0):(($2+0.5)*1.0):3 with image
unset colorbox
unset label 1000
unset multiplot
