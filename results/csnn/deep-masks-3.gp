# Draws deep-masks-3.svg from the tables beside it: gnuplot deep-masks-3.gp
reset
set terminal svg size 900,269 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'deep-masks-3.svg'
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
set xrange [-0.5:13.5]
set yrange [13.5:-0.5]
set label 1000 "D: masks of layer 3 over the maps of layer 2 (as colours), the first 64 neurons" at screen 0.017777777777777778, screen 0.9368029739776952 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.06972222222222223
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 0 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
unset label 1000
set lmargin at screen 0.07861111111111112
set rmargin at screen 0.13055555555555556
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 1 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.13944444444444445
set rmargin at screen 0.1913888888888889
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 2 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.20027777777777778
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 3 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.31305555555555553
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 4 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3219444444444444
set rmargin at screen 0.3738888888888889
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 5 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3827777777777778
set rmargin at screen 0.43472222222222223
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 6 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.4436111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 7 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5563888888888889
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 8 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5652777777777778
set rmargin at screen 0.6172222222222222
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 9 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6261111111111111
set rmargin at screen 0.6780555555555555
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 10 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6869444444444445
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 11 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.7997222222222222
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 12 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8086111111111111
set rmargin at screen 0.8605555555555555
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 13 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8694444444444445
set rmargin at screen 0.9213888888888889
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 14 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.9302777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 15 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.06972222222222223
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 16 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.07861111111111112
set rmargin at screen 0.13055555555555556
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 17 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.13944444444444445
set rmargin at screen 0.1913888888888889
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 18 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.20027777777777778
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 19 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.31305555555555553
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 20 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3219444444444444
set rmargin at screen 0.3738888888888889
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 21 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3827777777777778
set rmargin at screen 0.43472222222222223
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 22 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.4436111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 23 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5563888888888889
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 24 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5652777777777778
set rmargin at screen 0.6172222222222222
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 25 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6261111111111111
set rmargin at screen 0.6780555555555555
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 26 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6869444444444445
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 27 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.7997222222222222
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 28 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8086111111111111
set rmargin at screen 0.8605555555555555
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 29 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8694444444444445
set rmargin at screen 0.9213888888888889
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 30 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.9302777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 31 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.06972222222222223
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 32 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.07861111111111112
set rmargin at screen 0.13055555555555556
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 33 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.13944444444444445
set rmargin at screen 0.1913888888888889
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 34 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.20027777777777778
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 35 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.31305555555555553
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 36 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3219444444444444
set rmargin at screen 0.3738888888888889
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 37 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3827777777777778
set rmargin at screen 0.43472222222222223
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 38 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.4436111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 39 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5563888888888889
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 40 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5652777777777778
set rmargin at screen 0.6172222222222222
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 41 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6261111111111111
set rmargin at screen 0.6780555555555555
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 42 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6869444444444445
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 43 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.7997222222222222
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 44 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8086111111111111
set rmargin at screen 0.8605555555555555
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 45 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8694444444444445
set rmargin at screen 0.9213888888888889
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 46 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.9302777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 47 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.06972222222222223
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 48 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.07861111111111112
set rmargin at screen 0.13055555555555556
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 49 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.13944444444444445
set rmargin at screen 0.1913888888888889
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 50 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.20027777777777778
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 51 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.31305555555555553
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 52 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3219444444444444
set rmargin at screen 0.3738888888888889
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 53 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3827777777777778
set rmargin at screen 0.43472222222222223
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 54 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.4436111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 55 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5563888888888889
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 56 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5652777777777778
set rmargin at screen 0.6172222222222222
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 57 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6261111111111111
set rmargin at screen 0.6780555555555555
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 58 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6869444444444445
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 59 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.7997222222222222
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 60 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8086111111111111
set rmargin at screen 0.8605555555555555
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 61 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8694444444444445
set rmargin at screen 0.9213888888888889
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 62 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.9302777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-3.csv' index 63 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
unset multiplot
