# Draws small-masks-2.svg from the tables beside it: gnuplot small-masks-2.gp
reset
set terminal svg size 900,269 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'small-masks-2.svg'
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
set xrange [-0.5:9.5]
set yrange [9.5:-0.5]
set label 1000 "S: masks of layer 2 over the maps of layer 1, the first 64 neurons" at screen 0.017777777777777778, screen 0.9368029739776952 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.06972222222222223
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 0 matrix with image
unset label 1000
set lmargin at screen 0.07861111111111112
set rmargin at screen 0.13055555555555556
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 1 matrix with image
set lmargin at screen 0.13944444444444445
set rmargin at screen 0.1913888888888889
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 2 matrix with image
set lmargin at screen 0.20027777777777778
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 3 matrix with image
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.31305555555555553
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 4 matrix with image
set lmargin at screen 0.3219444444444444
set rmargin at screen 0.3738888888888889
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 5 matrix with image
set lmargin at screen 0.3827777777777778
set rmargin at screen 0.43472222222222223
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 6 matrix with image
set lmargin at screen 0.4436111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 7 matrix with image
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5563888888888889
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 8 matrix with image
set lmargin at screen 0.5652777777777778
set rmargin at screen 0.6172222222222222
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 9 matrix with image
set lmargin at screen 0.6261111111111111
set rmargin at screen 0.6780555555555555
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 10 matrix with image
set lmargin at screen 0.6869444444444445
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 11 matrix with image
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.7997222222222222
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 12 matrix with image
set lmargin at screen 0.8086111111111111
set rmargin at screen 0.8605555555555555
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 13 matrix with image
set lmargin at screen 0.8694444444444445
set rmargin at screen 0.9213888888888889
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 14 matrix with image
set lmargin at screen 0.9302777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.8736059479553904
set bmargin at screen 0.699814126394052
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 15 matrix with image
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.06972222222222223
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 16 matrix with image
set lmargin at screen 0.07861111111111112
set rmargin at screen 0.13055555555555556
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 17 matrix with image
set lmargin at screen 0.13944444444444445
set rmargin at screen 0.1913888888888889
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 18 matrix with image
set lmargin at screen 0.20027777777777778
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 19 matrix with image
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.31305555555555553
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 20 matrix with image
set lmargin at screen 0.3219444444444444
set rmargin at screen 0.3738888888888889
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 21 matrix with image
set lmargin at screen 0.3827777777777778
set rmargin at screen 0.43472222222222223
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 22 matrix with image
set lmargin at screen 0.4436111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 23 matrix with image
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5563888888888889
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 24 matrix with image
set lmargin at screen 0.5652777777777778
set rmargin at screen 0.6172222222222222
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 25 matrix with image
set lmargin at screen 0.6261111111111111
set rmargin at screen 0.6780555555555555
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 26 matrix with image
set lmargin at screen 0.6869444444444445
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 27 matrix with image
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.7997222222222222
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 28 matrix with image
set lmargin at screen 0.8086111111111111
set rmargin at screen 0.8605555555555555
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 29 matrix with image
set lmargin at screen 0.8694444444444445
set rmargin at screen 0.9213888888888889
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 30 matrix with image
set lmargin at screen 0.9302777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.6700743494423792
set bmargin at screen 0.4962825278810409
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 31 matrix with image
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.06972222222222223
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 32 matrix with image
set lmargin at screen 0.07861111111111112
set rmargin at screen 0.13055555555555556
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 33 matrix with image
set lmargin at screen 0.13944444444444445
set rmargin at screen 0.1913888888888889
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 34 matrix with image
set lmargin at screen 0.20027777777777778
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 35 matrix with image
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.31305555555555553
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 36 matrix with image
set lmargin at screen 0.3219444444444444
set rmargin at screen 0.3738888888888889
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 37 matrix with image
set lmargin at screen 0.3827777777777778
set rmargin at screen 0.43472222222222223
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 38 matrix with image
set lmargin at screen 0.4436111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 39 matrix with image
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5563888888888889
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 40 matrix with image
set lmargin at screen 0.5652777777777778
set rmargin at screen 0.6172222222222222
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 41 matrix with image
set lmargin at screen 0.6261111111111111
set rmargin at screen 0.6780555555555555
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 42 matrix with image
set lmargin at screen 0.6869444444444445
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 43 matrix with image
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.7997222222222222
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 44 matrix with image
set lmargin at screen 0.8086111111111111
set rmargin at screen 0.8605555555555555
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 45 matrix with image
set lmargin at screen 0.8694444444444445
set rmargin at screen 0.9213888888888889
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 46 matrix with image
set lmargin at screen 0.9302777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.46654275092936803
set bmargin at screen 0.2927509293680297
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 47 matrix with image
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.06972222222222223
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 48 matrix with image
set lmargin at screen 0.07861111111111112
set rmargin at screen 0.13055555555555556
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 49 matrix with image
set lmargin at screen 0.13944444444444445
set rmargin at screen 0.1913888888888889
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 50 matrix with image
set lmargin at screen 0.20027777777777778
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 51 matrix with image
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.31305555555555553
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 52 matrix with image
set lmargin at screen 0.3219444444444444
set rmargin at screen 0.3738888888888889
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 53 matrix with image
set lmargin at screen 0.3827777777777778
set rmargin at screen 0.43472222222222223
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 54 matrix with image
set lmargin at screen 0.4436111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 55 matrix with image
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5563888888888889
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 56 matrix with image
set lmargin at screen 0.5652777777777778
set rmargin at screen 0.6172222222222222
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 57 matrix with image
set lmargin at screen 0.6261111111111111
set rmargin at screen 0.6780555555555555
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 58 matrix with image
set lmargin at screen 0.6869444444444445
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 59 matrix with image
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.7997222222222222
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 60 matrix with image
set lmargin at screen 0.8086111111111111
set rmargin at screen 0.8605555555555555
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 61 matrix with image
set lmargin at screen 0.8694444444444445
set rmargin at screen 0.9213888888888889
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 62 matrix with image
set lmargin at screen 0.9302777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.26301115241635686
set bmargin at screen 0.08921933085501854
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks-2.csv' index 63 matrix with image
unset multiplot
