# Draws fields-cifar10.svg from the tables beside it: gnuplot fields-cifar10.gp
reset
set terminal svg size 900,1040 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'fields-cifar10.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
# Not black: lines and labels must stand out from the image.
set palette defined (0 '#4a4f57', 1 '#ffffff')
set cbrange [0:1]
unset colorbox
array level[1024]
stats 'fields-cifar10.csv' index 1 using (level[32*$2+$3+1]=$4) nooutput
set print $image0
do for [row=0:127] { do for [column=0:127] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[32*(row/4)+column/4+1]) } }
set print
array level[1024]
stats 'fields-cifar10.csv' index 2 using (level[32*$2+$3+1]=$4) nooutput
set print $image1
do for [row=0:127] { do for [column=0:127] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[32*(row/4)+column/4+1]) } }
set print
array level[1024]
stats 'fields-cifar10.csv' index 3 using (level[32*$2+$3+1]=$4) nooutput
set print $image2
do for [row=0:127] { do for [column=0:127] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[32*(row/4)+column/4+1]) } }
set print
array level[1024]
stats 'fields-cifar10.csv' index 4 using (level[32*$2+$3+1]=$4) nooutput
set print $image3
do for [row=0:127] { do for [column=0:127] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[32*(row/4)+column/4+1]) } }
set print
array level[1024]
stats 'fields-cifar10.csv' index 5 using (level[32*$2+$3+1]=$4) nooutput
set print $image4
do for [row=0:127] { do for [column=0:127] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[32*(row/4)+column/4+1]) } }
set print
array level[1024]
stats 'fields-cifar10.csv' index 6 using (level[32*$2+$3+1]=$4) nooutput
set print $image5
do for [row=0:127] { do for [column=0:127] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[32*(row/4)+column/4+1]) } }
set print
array level[1024]
stats 'fields-cifar10.csv' index 7 using (level[32*$2+$3+1]=$4) nooutput
set print $image6
do for [row=0:127] { do for [column=0:127] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[32*(row/4)+column/4+1]) } }
set print
array level[1024]
stats 'fields-cifar10.csv' index 8 using (level[32*$2+$3+1]=$4) nooutput
set print $image7
do for [row=0:127] { do for [column=0:127] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[32*(row/4)+column/4+1]) } }
set print
set multiplot
set border 15 linecolor '#c3c7ce'
set tics scale 0.3 font ',10' textcolor '#8a8f98'
set label 1000 "CIFAR-10: receptive fields before and after meta-learning" at screen 0.017777777777777778, screen 0.9836538461538461 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.042222222222222223
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.9442307692307692
set bmargin at screen 0.7480769230769231
set xrange [0:64]
set yrange [32:0]
set xtics 0,16 offset 0, 0.4
set ytics 0,16 offset 0.6
set label 1 "run 1, before: 34.6 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 64, 32 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 32, 32 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 32, 0 to first 48, 16 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 40, 8 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 32, 16 to first 48, 32 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 40, 24 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 48, 0 to first 64, 16 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 52.48, 8 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 15.282, 0.282 to first 30.718, 31.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 3.282, 0.847 to first 18.718, 31.153 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 41.282, 0.282 to first 56.718, 31.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 15.282, 0.282 to first 30.718, 31.718 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 3.282, 0.847 to first 18.718, 31.153 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 41.282, 0.282 to first 56.718, 31.718 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 24.318, 0.282 to first 30.718, 2.478 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 27.518, 1.38 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 3.282, 0.847 to first 9.682, 3.043 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 6.482, 1.945 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 41.282, 0.282 to first 47.682, 2.478 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 44.482, 1.38 center front textcolor '#ffffff' font ',11'
plot $image0 using 1:2:3 with image
unset object
unset label
set lmargin at screen 0.5288888888888889
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.9442307692307692
set bmargin at screen 0.7480769230769231
set xrange [0:64]
set yrange [32:0]
set xtics 0,16 offset 0, 0.4
set ytics 0,16 offset 0.6
set label 1 "after 5 steps: 32.6 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 64, 32 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 32, 32 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 32, 0 to first 48, 16 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 36.48, 8 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 32, 16 to first 48, 32 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 36.48, 24 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 48, 0 to first 64, 16 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 52.48, 8 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 16.282, 0.282 to first 31.718, 31.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 4.282, 0.847 to first 19.718, 31.153 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 40.282, 0.282 to first 55.718, 31.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 16.282, 0.282 to first 31.718, 31.718 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 4.282, 0.847 to first 19.718, 31.153 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 40.282, 0.282 to first 55.718, 31.718 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 25.318, 0.282 to first 31.718, 2.478 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 28.518, 1.38 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 4.282, 0.847 to first 10.682, 3.043 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 7.482, 1.945 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 40.282, 0.282 to first 46.682, 2.478 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 43.482, 1.38 center front textcolor '#ffffff' font ',11'
plot $image1 using 1:2:3 with image
unset object
unset label
set lmargin at screen 0.042222222222222223
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.7038461538461538
set bmargin at screen 0.5076923076923077
set xrange [0:64]
set yrange [32:0]
set xtics 0,16 offset 0, 0.4
set ytics 0,16 offset 0.6
set label 1 "run 2, before: 29.6 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 64, 32 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 32, 32 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 32, 0 to first 48, 16 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 40, 8 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 32, 16 to first 48, 32 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 40, 24 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 48, 0 to first 64, 16 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 56, 8 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 22.282, 0.282 to first 53.718, 15.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 32.282, 13.282 to first 63.718, 28.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 13.282, 12.282 to first 44.718, 27.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 22.282, 0.282 to first 53.718, 15.718 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 32.282, 13.282 to first 63.718, 28.718 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 13.282, 12.282 to first 44.718, 27.718 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 22.282, 0.282 to first 28.682, 2.478 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 25.482, 1.38 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 32.282, 13.282 to first 38.682, 15.478 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 35.482, 14.38 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 13.282, 12.282 to first 19.682, 14.478 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 16.482, 13.38 center front textcolor '#ffffff' font ',11'
plot $image2 using 1:2:3 with image
unset object
unset label
set lmargin at screen 0.5288888888888889
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.7038461538461538
set bmargin at screen 0.5076923076923077
set xrange [0:64]
set yrange [32:0]
set xtics 0,16 offset 0, 0.4
set ytics 0,16 offset 0.6
set label 1 "after 5 steps: 32.0 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 64, 32 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 32, 32 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 32, 0 to first 48, 16 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 40, 8 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 32, 16 to first 48, 32 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 40, 24 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 48, 0 to first 64, 16 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 56, 8 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 22.282, 1.282 to first 53.718, 16.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 31.282, 12.282 to first 62.718, 27.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 13.282, 13.282 to first 44.718, 28.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 22.282, 1.282 to first 53.718, 16.718 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 31.282, 12.282 to first 62.718, 27.718 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 13.282, 13.282 to first 44.718, 28.718 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 22.282, 1.282 to first 28.682, 3.478 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 25.482, 2.38 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 56.318, 12.282 to first 62.718, 14.478 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 59.518, 13.38 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 13.282, 13.282 to first 19.682, 15.478 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 16.482, 14.38 center front textcolor '#ffffff' font ',11'
plot $image3 using 1:2:3 with image
unset object
unset label
set lmargin at screen 0.042222222222222223
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.4634615384615385
set bmargin at screen 0.26730769230769236
set xrange [0:64]
set yrange [32:0]
set xtics 0,16 offset 0, 0.4
set ytics 0,16 offset 0.6
set label 1 "run 3, before: 29.1 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 64, 32 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 32, 32 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 32, 0 to first 48, 16 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 40, 8 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 32, 16 to first 48, 32 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 40, 24 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 48, 0 to first 64, 16 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 56, 8 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 45.282, 0.282 to first 60.718, 31.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 13.282, 3.282 to first 44.718, 18.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 28.282, 5.282 to first 59.718, 20.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 45.282, 0.282 to first 60.718, 31.718 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 13.282, 3.282 to first 44.718, 18.718 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 28.282, 5.282 to first 59.718, 20.718 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 45.282, 0.282 to first 51.682, 2.478 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 48.482, 1.38 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 13.282, 3.282 to first 19.682, 5.478 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 16.482, 4.38 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 28.282, 5.282 to first 34.682, 7.478 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 31.482, 6.38 center front textcolor '#ffffff' font ',11'
plot $image4 using 1:2:3 with image
unset object
unset label
set lmargin at screen 0.5288888888888889
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.4634615384615385
set bmargin at screen 0.26730769230769236
set xrange [0:64]
set yrange [32:0]
set xtics 0,16 offset 0, 0.4
set ytics 0,16 offset 0.6
set label 1 "after 5 steps: 27.9 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 64, 32 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 32, 32 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 32, 0 to first 48, 16 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 40, 8 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 32, 16 to first 48, 32 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 40, 24 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 48, 0 to first 64, 16 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 56, 8 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 46.282, 0.282 to first 61.718, 31.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 13.282, 2.282 to first 44.718, 17.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 30.282, 5.282 to first 61.153, 20.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 46.282, 0.282 to first 61.718, 31.718 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 13.282, 2.282 to first 44.718, 17.718 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 30.282, 5.282 to first 61.153, 20.718 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 46.282, 0.282 to first 52.682, 2.478 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 49.482, 1.38 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 13.282, 2.282 to first 19.682, 4.478 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 16.482, 3.38 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 30.282, 5.282 to first 36.682, 7.478 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 33.482, 6.38 center front textcolor '#ffffff' font ',11'
plot $image5 using 1:2:3 with image
unset object
unset label
set lmargin at screen 0.042222222222222223
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.22307692307692306
set bmargin at screen 0.02692307692307694
set xrange [0:64]
set yrange [32:0]
set xtics 0,16 offset 0, 0.4
set ytics 0,16 offset 0.6
set label 1 "run 4, before: 30.6 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 64, 32 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 32, 32 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 32, 0 to first 48, 16 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 36.48, 8 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 32, 16 to first 48, 32 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 36.48, 24 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 48, 0 to first 64, 16 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 56, 8 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 15.282, 0.282 to first 30.718, 31.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 43.282, 0.282 to first 58.718, 31.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 24.282, 0.847 to first 39.718, 31.153 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 15.282, 0.282 to first 30.718, 31.718 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 43.282, 0.282 to first 58.718, 31.718 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 24.282, 0.847 to first 39.718, 31.153 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 15.282, 0.282 to first 21.682, 2.478 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 18.482, 1.38 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 43.282, 0.282 to first 49.682, 2.478 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 46.482, 1.38 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 33.318, 0.847 to first 39.718, 3.043 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 36.518, 1.945 center front textcolor '#ffffff' font ',11'
plot $image6 using 1:2:3 with image
unset object
unset label
set lmargin at screen 0.5288888888888889
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.22307692307692306
set bmargin at screen 0.02692307692307694
set xrange [0:64]
set yrange [32:0]
set xtics 0,16 offset 0, 0.4
set ytics 0,16 offset 0.6
set label 1 "after 5 steps: 31.6 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 64, 32 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 32, 32 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 32, 0 to first 48, 16 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 40, 8 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 32, 16 to first 48, 32 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 40, 24 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 48, 0 to first 64, 16 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 56, 8 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 15.282, 0.282 to first 30.718, 31.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 43.282, 0.282 to first 58.718, 31.718 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 23.282, 0.847 to first 38.718, 31.153 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 15.282, 0.282 to first 30.718, 31.718 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 43.282, 0.282 to first 58.718, 31.718 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 23.282, 0.847 to first 38.718, 31.153 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 15.282, 0.282 to first 21.682, 2.478 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 18.482, 1.38 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 43.282, 0.282 to first 49.682, 2.478 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 46.482, 1.38 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 23.282, 0.847 to first 29.682, 3.043 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 26.482, 1.945 center front textcolor '#ffffff' font ',11'
plot $image7 using 1:2:3 with image
unset object
unset label
unset multiplot
