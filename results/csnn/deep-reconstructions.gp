# Draws deep-reconstructions.svg from the tables beside it: gnuplot deep-reconstructions.gp
reset
set terminal svg size 900,560 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'deep-reconstructions.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set palette gray
set cbrange [0:1]
unset colorbox
unset tics
set border 15 linecolor '#c3c7ce'
set multiplot
set xrange [-0.5:31.5]
set yrange [31.5:-0.5]
set label 1000 "D: test images and their reconstructions from the features" at screen 0.017777777777777778, screen 0.9696428571428571 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.13055555555555556
set tmargin at screen 0.9071428571428571
set bmargin at screen 0.7258928571428571
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 0 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
unset label 1000
set lmargin at screen 0.13944444444444445
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.9071428571428571
set bmargin at screen 0.7258928571428571
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 1 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.3738888888888889
set tmargin at screen 0.9071428571428571
set bmargin at screen 0.7258928571428571
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 2 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3827777777777778
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.9071428571428571
set bmargin at screen 0.7258928571428571
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 3 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.6172222222222222
set tmargin at screen 0.9071428571428571
set bmargin at screen 0.7258928571428571
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 4 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6261111111111111
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.9071428571428571
set bmargin at screen 0.7258928571428571
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 5 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.8605555555555555
set tmargin at screen 0.9071428571428571
set bmargin at screen 0.7258928571428571
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 6 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8694444444444445
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.9071428571428571
set bmargin at screen 0.7258928571428571
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 7 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.13055555555555556
set tmargin at screen 0.6794642857142856
set bmargin at screen 0.4982142857142857
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 8 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.13944444444444445
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.6794642857142856
set bmargin at screen 0.4982142857142857
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 9 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.3738888888888889
set tmargin at screen 0.6794642857142856
set bmargin at screen 0.4982142857142857
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 10 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3827777777777778
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.6794642857142856
set bmargin at screen 0.4982142857142857
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 11 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.6172222222222222
set tmargin at screen 0.6794642857142856
set bmargin at screen 0.4982142857142857
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 12 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6261111111111111
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.6794642857142856
set bmargin at screen 0.4982142857142857
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 13 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.8605555555555555
set tmargin at screen 0.6794642857142856
set bmargin at screen 0.4982142857142857
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 14 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8694444444444445
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.6794642857142856
set bmargin at screen 0.4982142857142857
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 15 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.13055555555555556
set tmargin at screen 0.45178571428571423
set bmargin at screen 0.2705357142857143
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 16 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.13944444444444445
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.45178571428571423
set bmargin at screen 0.2705357142857143
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 17 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.3738888888888889
set tmargin at screen 0.45178571428571423
set bmargin at screen 0.2705357142857143
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 18 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3827777777777778
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.45178571428571423
set bmargin at screen 0.2705357142857143
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 19 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.6172222222222222
set tmargin at screen 0.45178571428571423
set bmargin at screen 0.2705357142857143
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 20 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6261111111111111
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.45178571428571423
set bmargin at screen 0.2705357142857143
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 21 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.8605555555555555
set tmargin at screen 0.45178571428571423
set bmargin at screen 0.2705357142857143
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 22 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8694444444444445
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.45178571428571423
set bmargin at screen 0.2705357142857143
set label 1 "image" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 23 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.13055555555555556
set tmargin at screen 0.22410714285714284
set bmargin at screen 0.042857142857142816
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 24 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.13944444444444445
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.22410714285714284
set bmargin at screen 0.042857142857142816
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 25 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.3738888888888889
set tmargin at screen 0.22410714285714284
set bmargin at screen 0.042857142857142816
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 26 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3827777777777778
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.22410714285714284
set bmargin at screen 0.042857142857142816
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 27 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.6172222222222222
set tmargin at screen 0.22410714285714284
set bmargin at screen 0.042857142857142816
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 28 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6261111111111111
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.22410714285714284
set bmargin at screen 0.042857142857142816
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 29 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.8605555555555555
set tmargin at screen 0.22410714285714284
set bmargin at screen 0.042857142857142816
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 30 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8694444444444445
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.22410714285714284
set bmargin at screen 0.042857142857142816
set label 1 "reconstruction" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-reconstructions.csv' index 31 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
unset multiplot
