# Draws small-masks.svg from the tables beside it: gnuplot small-masks.gp
reset
set terminal svg size 900,926 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'small-masks.svg'
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
set label 1000 "S: masks of layer 1" at screen 0.017777777777777778, screen 0.9816414686825053 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.10622222222222222
set tmargin at screen 0.9632829373650108
set bmargin at screen 0.8773218142548596
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 0 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
unset label 1000
set lmargin at screen 0.11511111111111111
set rmargin at screen 0.20355555555555555
set tmargin at screen 0.9632829373650108
set bmargin at screen 0.8773218142548596
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 1 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.21244444444444444
set rmargin at screen 0.3008888888888888
set tmargin at screen 0.9632829373650108
set bmargin at screen 0.8773218142548596
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 2 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3097777777777777
set rmargin at screen 0.3982222222222222
set tmargin at screen 0.9632829373650108
set bmargin at screen 0.8773218142548596
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 3 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.4071111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.9632829373650108
set bmargin at screen 0.8773218142548596
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 4 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5928888888888889
set tmargin at screen 0.9632829373650108
set bmargin at screen 0.8773218142548596
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 5 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6017777777777776
set rmargin at screen 0.6902222222222222
set tmargin at screen 0.9632829373650108
set bmargin at screen 0.8773218142548596
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 6 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.699111111111111
set rmargin at screen 0.7875555555555555
set tmargin at screen 0.9632829373650108
set bmargin at screen 0.8773218142548596
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 7 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7964444444444444
set rmargin at screen 0.8848888888888888
set tmargin at screen 0.9632829373650108
set bmargin at screen 0.8773218142548596
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 8 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8937777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.9632829373650108
set bmargin at screen 0.8773218142548596
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 9 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.10622222222222222
set tmargin at screen 0.868682505399568
set bmargin at screen 0.7827213822894169
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 10 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.11511111111111111
set rmargin at screen 0.20355555555555555
set tmargin at screen 0.868682505399568
set bmargin at screen 0.7827213822894169
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 11 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.21244444444444444
set rmargin at screen 0.3008888888888888
set tmargin at screen 0.868682505399568
set bmargin at screen 0.7827213822894169
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 12 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3097777777777777
set rmargin at screen 0.3982222222222222
set tmargin at screen 0.868682505399568
set bmargin at screen 0.7827213822894169
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 13 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.4071111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.868682505399568
set bmargin at screen 0.7827213822894169
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 14 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5928888888888889
set tmargin at screen 0.868682505399568
set bmargin at screen 0.7827213822894169
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 15 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6017777777777776
set rmargin at screen 0.6902222222222222
set tmargin at screen 0.868682505399568
set bmargin at screen 0.7827213822894169
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 16 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.699111111111111
set rmargin at screen 0.7875555555555555
set tmargin at screen 0.868682505399568
set bmargin at screen 0.7827213822894169
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 17 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7964444444444444
set rmargin at screen 0.8848888888888888
set tmargin at screen 0.868682505399568
set bmargin at screen 0.7827213822894169
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 18 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8937777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.868682505399568
set bmargin at screen 0.7827213822894169
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 19 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.10622222222222222
set tmargin at screen 0.7740820734341253
set bmargin at screen 0.6881209503239741
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 20 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.11511111111111111
set rmargin at screen 0.20355555555555555
set tmargin at screen 0.7740820734341253
set bmargin at screen 0.6881209503239741
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 21 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.21244444444444444
set rmargin at screen 0.3008888888888888
set tmargin at screen 0.7740820734341253
set bmargin at screen 0.6881209503239741
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 22 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3097777777777777
set rmargin at screen 0.3982222222222222
set tmargin at screen 0.7740820734341253
set bmargin at screen 0.6881209503239741
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 23 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.4071111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.7740820734341253
set bmargin at screen 0.6881209503239741
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 24 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5928888888888889
set tmargin at screen 0.7740820734341253
set bmargin at screen 0.6881209503239741
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 25 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6017777777777776
set rmargin at screen 0.6902222222222222
set tmargin at screen 0.7740820734341253
set bmargin at screen 0.6881209503239741
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 26 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.699111111111111
set rmargin at screen 0.7875555555555555
set tmargin at screen 0.7740820734341253
set bmargin at screen 0.6881209503239741
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 27 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7964444444444444
set rmargin at screen 0.8848888888888888
set tmargin at screen 0.7740820734341253
set bmargin at screen 0.6881209503239741
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 28 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8937777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.7740820734341253
set bmargin at screen 0.6881209503239741
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 29 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.10622222222222222
set tmargin at screen 0.6794816414686826
set bmargin at screen 0.5935205183585314
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 30 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.11511111111111111
set rmargin at screen 0.20355555555555555
set tmargin at screen 0.6794816414686826
set bmargin at screen 0.5935205183585314
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 31 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.21244444444444444
set rmargin at screen 0.3008888888888888
set tmargin at screen 0.6794816414686826
set bmargin at screen 0.5935205183585314
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 32 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3097777777777777
set rmargin at screen 0.3982222222222222
set tmargin at screen 0.6794816414686826
set bmargin at screen 0.5935205183585314
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 33 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.4071111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.6794816414686826
set bmargin at screen 0.5935205183585314
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 34 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5928888888888889
set tmargin at screen 0.6794816414686826
set bmargin at screen 0.5935205183585314
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 35 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6017777777777776
set rmargin at screen 0.6902222222222222
set tmargin at screen 0.6794816414686826
set bmargin at screen 0.5935205183585314
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 36 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.699111111111111
set rmargin at screen 0.7875555555555555
set tmargin at screen 0.6794816414686826
set bmargin at screen 0.5935205183585314
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 37 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7964444444444444
set rmargin at screen 0.8848888888888888
set tmargin at screen 0.6794816414686826
set bmargin at screen 0.5935205183585314
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 38 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8937777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.6794816414686826
set bmargin at screen 0.5935205183585314
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 39 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.10622222222222222
set tmargin at screen 0.5848812095032397
set bmargin at screen 0.4989200863930886
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 40 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.11511111111111111
set rmargin at screen 0.20355555555555555
set tmargin at screen 0.5848812095032397
set bmargin at screen 0.4989200863930886
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 41 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.21244444444444444
set rmargin at screen 0.3008888888888888
set tmargin at screen 0.5848812095032397
set bmargin at screen 0.4989200863930886
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 42 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3097777777777777
set rmargin at screen 0.3982222222222222
set tmargin at screen 0.5848812095032397
set bmargin at screen 0.4989200863930886
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 43 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.4071111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.5848812095032397
set bmargin at screen 0.4989200863930886
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 44 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5928888888888889
set tmargin at screen 0.5848812095032397
set bmargin at screen 0.4989200863930886
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 45 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6017777777777776
set rmargin at screen 0.6902222222222222
set tmargin at screen 0.5848812095032397
set bmargin at screen 0.4989200863930886
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 46 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.699111111111111
set rmargin at screen 0.7875555555555555
set tmargin at screen 0.5848812095032397
set bmargin at screen 0.4989200863930886
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 47 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7964444444444444
set rmargin at screen 0.8848888888888888
set tmargin at screen 0.5848812095032397
set bmargin at screen 0.4989200863930886
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 48 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8937777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.5848812095032397
set bmargin at screen 0.4989200863930886
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 49 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.10622222222222222
set tmargin at screen 0.490280777537797
set bmargin at screen 0.4043196544276457
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 50 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.11511111111111111
set rmargin at screen 0.20355555555555555
set tmargin at screen 0.490280777537797
set bmargin at screen 0.4043196544276457
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 51 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.21244444444444444
set rmargin at screen 0.3008888888888888
set tmargin at screen 0.490280777537797
set bmargin at screen 0.4043196544276457
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 52 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3097777777777777
set rmargin at screen 0.3982222222222222
set tmargin at screen 0.490280777537797
set bmargin at screen 0.4043196544276457
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 53 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.4071111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.490280777537797
set bmargin at screen 0.4043196544276457
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 54 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5928888888888889
set tmargin at screen 0.490280777537797
set bmargin at screen 0.4043196544276457
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 55 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6017777777777776
set rmargin at screen 0.6902222222222222
set tmargin at screen 0.490280777537797
set bmargin at screen 0.4043196544276457
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 56 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.699111111111111
set rmargin at screen 0.7875555555555555
set tmargin at screen 0.490280777537797
set bmargin at screen 0.4043196544276457
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 57 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7964444444444444
set rmargin at screen 0.8848888888888888
set tmargin at screen 0.490280777537797
set bmargin at screen 0.4043196544276457
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 58 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8937777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.490280777537797
set bmargin at screen 0.4043196544276457
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 59 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.10622222222222222
set tmargin at screen 0.3956803455723543
set bmargin at screen 0.30971922246220307
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 60 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.11511111111111111
set rmargin at screen 0.20355555555555555
set tmargin at screen 0.3956803455723543
set bmargin at screen 0.30971922246220307
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 61 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.21244444444444444
set rmargin at screen 0.3008888888888888
set tmargin at screen 0.3956803455723543
set bmargin at screen 0.30971922246220307
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 62 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3097777777777777
set rmargin at screen 0.3982222222222222
set tmargin at screen 0.3956803455723543
set bmargin at screen 0.30971922246220307
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 63 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.4071111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.3956803455723543
set bmargin at screen 0.30971922246220307
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 64 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5928888888888889
set tmargin at screen 0.3956803455723543
set bmargin at screen 0.30971922246220307
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 65 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6017777777777776
set rmargin at screen 0.6902222222222222
set tmargin at screen 0.3956803455723543
set bmargin at screen 0.30971922246220307
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 66 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.699111111111111
set rmargin at screen 0.7875555555555555
set tmargin at screen 0.3956803455723543
set bmargin at screen 0.30971922246220307
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 67 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7964444444444444
set rmargin at screen 0.8848888888888888
set tmargin at screen 0.3956803455723543
set bmargin at screen 0.30971922246220307
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 68 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8937777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.3956803455723543
set bmargin at screen 0.30971922246220307
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 69 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.10622222222222222
set tmargin at screen 0.30107991360691155
set bmargin at screen 0.2151187904967603
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 70 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.11511111111111111
set rmargin at screen 0.20355555555555555
set tmargin at screen 0.30107991360691155
set bmargin at screen 0.2151187904967603
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 71 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.21244444444444444
set rmargin at screen 0.3008888888888888
set tmargin at screen 0.30107991360691155
set bmargin at screen 0.2151187904967603
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 72 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3097777777777777
set rmargin at screen 0.3982222222222222
set tmargin at screen 0.30107991360691155
set bmargin at screen 0.2151187904967603
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 73 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.4071111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.30107991360691155
set bmargin at screen 0.2151187904967603
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 74 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5928888888888889
set tmargin at screen 0.30107991360691155
set bmargin at screen 0.2151187904967603
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 75 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6017777777777776
set rmargin at screen 0.6902222222222222
set tmargin at screen 0.30107991360691155
set bmargin at screen 0.2151187904967603
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 76 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.699111111111111
set rmargin at screen 0.7875555555555555
set tmargin at screen 0.30107991360691155
set bmargin at screen 0.2151187904967603
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 77 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7964444444444444
set rmargin at screen 0.8848888888888888
set tmargin at screen 0.30107991360691155
set bmargin at screen 0.2151187904967603
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 78 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8937777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.30107991360691155
set bmargin at screen 0.2151187904967603
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 79 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.10622222222222222
set tmargin at screen 0.20647948164146868
set bmargin at screen 0.12051835853131754
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 80 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.11511111111111111
set rmargin at screen 0.20355555555555555
set tmargin at screen 0.20647948164146868
set bmargin at screen 0.12051835853131754
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 81 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.21244444444444444
set rmargin at screen 0.3008888888888888
set tmargin at screen 0.20647948164146868
set bmargin at screen 0.12051835853131754
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 82 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3097777777777777
set rmargin at screen 0.3982222222222222
set tmargin at screen 0.20647948164146868
set bmargin at screen 0.12051835853131754
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 83 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.4071111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.20647948164146868
set bmargin at screen 0.12051835853131754
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 84 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5928888888888889
set tmargin at screen 0.20647948164146868
set bmargin at screen 0.12051835853131754
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 85 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6017777777777776
set rmargin at screen 0.6902222222222222
set tmargin at screen 0.20647948164146868
set bmargin at screen 0.12051835853131754
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 86 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.699111111111111
set rmargin at screen 0.7875555555555555
set tmargin at screen 0.20647948164146868
set bmargin at screen 0.12051835853131754
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 87 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7964444444444444
set rmargin at screen 0.8848888888888888
set tmargin at screen 0.20647948164146868
set bmargin at screen 0.12051835853131754
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 88 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8937777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.20647948164146868
set bmargin at screen 0.12051835853131754
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 89 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.10622222222222222
set tmargin at screen 0.11187904967602591
set bmargin at screen 0.02591792656587477
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 90 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.11511111111111111
set rmargin at screen 0.20355555555555555
set tmargin at screen 0.11187904967602591
set bmargin at screen 0.02591792656587477
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 91 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.21244444444444444
set rmargin at screen 0.3008888888888888
set tmargin at screen 0.11187904967602591
set bmargin at screen 0.02591792656587477
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 92 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3097777777777777
set rmargin at screen 0.3982222222222222
set tmargin at screen 0.11187904967602591
set bmargin at screen 0.02591792656587477
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 93 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.4071111111111111
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.11187904967602591
set bmargin at screen 0.02591792656587477
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 94 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5928888888888889
set tmargin at screen 0.11187904967602591
set bmargin at screen 0.02591792656587477
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 95 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6017777777777776
set rmargin at screen 0.6902222222222222
set tmargin at screen 0.11187904967602591
set bmargin at screen 0.02591792656587477
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 96 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.699111111111111
set rmargin at screen 0.7875555555555555
set tmargin at screen 0.11187904967602591
set bmargin at screen 0.02591792656587477
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 97 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7964444444444444
set rmargin at screen 0.8848888888888888
set tmargin at screen 0.11187904967602591
set bmargin at screen 0.02591792656587477
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 98 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8937777777777778
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.11187904967602591
set bmargin at screen 0.02591792656587477
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-masks.csv' index 99 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
unset multiplot
