# Draws deep-weights.svg from the tables beside it: gnuplot deep-weights.gp
reset
set terminal svg size 900,342 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'deep-weights.svg'
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
set xrange [-0.5:2.5]
set yrange [2.5:-0.5]
set label 1000 "D: weights of layer 1, the first 48 neurons" at screen 0.017777777777777778, screen 0.9502923976608187 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.09
set tmargin at screen 0.9005847953216375
set bmargin at screen 0.7105263157894737
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 0 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
unset label 1000
set lmargin at screen 0.09888888888888889
set rmargin at screen 0.1711111111111111
set tmargin at screen 0.9005847953216375
set bmargin at screen 0.7105263157894737
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 1 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.18
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.9005847953216375
set bmargin at screen 0.7105263157894737
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 2 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.3333333333333333
set tmargin at screen 0.9005847953216375
set bmargin at screen 0.7105263157894737
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 3 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3422222222222222
set rmargin at screen 0.41444444444444445
set tmargin at screen 0.9005847953216375
set bmargin at screen 0.7105263157894737
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 4 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.42333333333333334
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.9005847953216375
set bmargin at screen 0.7105263157894737
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 5 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5766666666666667
set tmargin at screen 0.9005847953216375
set bmargin at screen 0.7105263157894737
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 6 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5855555555555556
set rmargin at screen 0.6577777777777778
set tmargin at screen 0.9005847953216375
set bmargin at screen 0.7105263157894737
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 7 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6666666666666666
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.9005847953216375
set bmargin at screen 0.7105263157894737
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 8 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.82
set tmargin at screen 0.9005847953216375
set bmargin at screen 0.7105263157894737
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 9 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8288888888888889
set rmargin at screen 0.9011111111111111
set tmargin at screen 0.9005847953216375
set bmargin at screen 0.7105263157894737
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 10 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.91
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.9005847953216375
set bmargin at screen 0.7105263157894737
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 11 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.09
set tmargin at screen 0.6871345029239766
set bmargin at screen 0.4970760233918129
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 12 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.09888888888888889
set rmargin at screen 0.1711111111111111
set tmargin at screen 0.6871345029239766
set bmargin at screen 0.4970760233918129
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 13 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.18
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.6871345029239766
set bmargin at screen 0.4970760233918129
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 14 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.3333333333333333
set tmargin at screen 0.6871345029239766
set bmargin at screen 0.4970760233918129
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 15 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3422222222222222
set rmargin at screen 0.41444444444444445
set tmargin at screen 0.6871345029239766
set bmargin at screen 0.4970760233918129
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 16 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.42333333333333334
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.6871345029239766
set bmargin at screen 0.4970760233918129
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 17 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5766666666666667
set tmargin at screen 0.6871345029239766
set bmargin at screen 0.4970760233918129
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 18 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5855555555555556
set rmargin at screen 0.6577777777777778
set tmargin at screen 0.6871345029239766
set bmargin at screen 0.4970760233918129
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 19 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6666666666666666
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.6871345029239766
set bmargin at screen 0.4970760233918129
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 20 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.82
set tmargin at screen 0.6871345029239766
set bmargin at screen 0.4970760233918129
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 21 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8288888888888889
set rmargin at screen 0.9011111111111111
set tmargin at screen 0.6871345029239766
set bmargin at screen 0.4970760233918129
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 22 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.91
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.6871345029239766
set bmargin at screen 0.4970760233918129
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 23 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.09
set tmargin at screen 0.4736842105263158
set bmargin at screen 0.283625730994152
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 24 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.09888888888888889
set rmargin at screen 0.1711111111111111
set tmargin at screen 0.4736842105263158
set bmargin at screen 0.283625730994152
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 25 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.18
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.4736842105263158
set bmargin at screen 0.283625730994152
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 26 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.3333333333333333
set tmargin at screen 0.4736842105263158
set bmargin at screen 0.283625730994152
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 27 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3422222222222222
set rmargin at screen 0.41444444444444445
set tmargin at screen 0.4736842105263158
set bmargin at screen 0.283625730994152
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 28 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.42333333333333334
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.4736842105263158
set bmargin at screen 0.283625730994152
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 29 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5766666666666667
set tmargin at screen 0.4736842105263158
set bmargin at screen 0.283625730994152
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 30 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5855555555555556
set rmargin at screen 0.6577777777777778
set tmargin at screen 0.4736842105263158
set bmargin at screen 0.283625730994152
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 31 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6666666666666666
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.4736842105263158
set bmargin at screen 0.283625730994152
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 32 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.82
set tmargin at screen 0.4736842105263158
set bmargin at screen 0.283625730994152
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 33 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8288888888888889
set rmargin at screen 0.9011111111111111
set tmargin at screen 0.4736842105263158
set bmargin at screen 0.283625730994152
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 34 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.91
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.4736842105263158
set bmargin at screen 0.283625730994152
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 35 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.09
set tmargin at screen 0.26023391812865493
set bmargin at screen 0.07017543859649122
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 36 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.09888888888888889
set rmargin at screen 0.1711111111111111
set tmargin at screen 0.26023391812865493
set bmargin at screen 0.07017543859649122
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 37 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.18
set rmargin at screen 0.25222222222222224
set tmargin at screen 0.26023391812865493
set bmargin at screen 0.07017543859649122
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 38 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.2611111111111111
set rmargin at screen 0.3333333333333333
set tmargin at screen 0.26023391812865493
set bmargin at screen 0.07017543859649122
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 39 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3422222222222222
set rmargin at screen 0.41444444444444445
set tmargin at screen 0.26023391812865493
set bmargin at screen 0.07017543859649122
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 40 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.42333333333333334
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.26023391812865493
set bmargin at screen 0.07017543859649122
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 41 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5766666666666667
set tmargin at screen 0.26023391812865493
set bmargin at screen 0.07017543859649122
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 42 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5855555555555556
set rmargin at screen 0.6577777777777778
set tmargin at screen 0.26023391812865493
set bmargin at screen 0.07017543859649122
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 43 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6666666666666666
set rmargin at screen 0.7388888888888889
set tmargin at screen 0.26023391812865493
set bmargin at screen 0.07017543859649122
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 44 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7477777777777778
set rmargin at screen 0.82
set tmargin at screen 0.26023391812865493
set bmargin at screen 0.07017543859649122
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 45 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8288888888888889
set rmargin at screen 0.9011111111111111
set tmargin at screen 0.26023391812865493
set bmargin at screen 0.07017543859649122
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 46 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.91
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.26023391812865493
set bmargin at screen 0.07017543859649122
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-weights.csv' index 47 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
unset multiplot
