# Draws fields-mnist.svg from the tables beside it: gnuplot fields-mnist.gp
reset
set terminal svg size 900,1040 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'fields-mnist.svg'
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
array level[400]
stats 'fields-mnist.csv' index 1 using (level[20*$2+$3+1]=$4) nooutput
set print $image0
do for [row=0:79] { do for [column=0:79] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[20*(row/4)+column/4+1]) } }
set print
array level[400]
stats 'fields-mnist.csv' index 2 using (level[20*$2+$3+1]=$4) nooutput
set print $image1
do for [row=0:79] { do for [column=0:79] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[20*(row/4)+column/4+1]) } }
set print
array level[400]
stats 'fields-mnist.csv' index 3 using (level[20*$2+$3+1]=$4) nooutput
set print $image2
do for [row=0:79] { do for [column=0:79] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[20*(row/4)+column/4+1]) } }
set print
array level[400]
stats 'fields-mnist.csv' index 4 using (level[20*$2+$3+1]=$4) nooutput
set print $image3
do for [row=0:79] { do for [column=0:79] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[20*(row/4)+column/4+1]) } }
set print
array level[400]
stats 'fields-mnist.csv' index 5 using (level[20*$2+$3+1]=$4) nooutput
set print $image4
do for [row=0:79] { do for [column=0:79] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[20*(row/4)+column/4+1]) } }
set print
array level[400]
stats 'fields-mnist.csv' index 6 using (level[20*$2+$3+1]=$4) nooutput
set print $image5
do for [row=0:79] { do for [column=0:79] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[20*(row/4)+column/4+1]) } }
set print
array level[400]
stats 'fields-mnist.csv' index 7 using (level[20*$2+$3+1]=$4) nooutput
set print $image6
do for [row=0:79] { do for [column=0:79] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[20*(row/4)+column/4+1]) } }
set print
array level[400]
stats 'fields-mnist.csv' index 8 using (level[20*$2+$3+1]=$4) nooutput
set print $image7
do for [row=0:79] { do for [column=0:79] {
  print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[20*(row/4)+column/4+1]) } }
set print
set multiplot
set border 15 linecolor '#c3c7ce'
set tics scale 0.3 font ',10' textcolor '#8a8f98'
set label 1000 "MNIST: receptive fields before and after meta-learning" at screen 0.017777777777777778, screen 0.9836538461538461 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.042222222222222223
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.9442307692307692
set bmargin at screen 0.7480769230769231
set xrange [0:40]
set yrange [20:0]
set xtics 0,10 offset 0, 0.4
set ytics 0,10 offset 0.6
set label 1 "run 1, before: 96.6 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 40, 20 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 20, 20 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 20, 0 to first 30, 10 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 25, 5 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 20, 10 to first 30, 20 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 25, 15 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 30, 0 to first 40, 10 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 35, 5 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 9.176, 0.176 to first 18.824, 19.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 1.176, 0.529 to first 10.824, 19.471 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 26.176, 0.176 to first 35.824, 19.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 9.176, 0.176 to first 18.824, 19.824 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 1.176, 0.529 to first 10.824, 19.471 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 26.176, 0.176 to first 35.824, 19.824 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 12, 0.176 to first 16, 1.549 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 14, 0.863 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 1.176, 0.529 to first 5.176, 1.902 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 3.176, 1.216 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 26.176, 0.176 to first 30.176, 1.549 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 28.176, 0.863 center front textcolor '#ffffff' font ',11'
plot $image0 using 1:2:3 with image
unset object
unset label
set lmargin at screen 0.5288888888888889
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.9442307692307692
set bmargin at screen 0.7480769230769231
set xrange [0:40]
set yrange [20:0]
set xtics 0,10 offset 0, 0.4
set ytics 0,10 offset 0.6
set label 1 "after 5 steps: 96.2 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 40, 20 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 20, 20 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 20, 0 to first 30, 10 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 22.8, 5 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 20, 10 to first 30, 20 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 22.8, 15 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 30, 0 to first 40, 10 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 32.8, 5 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 11.176, 0.176 to first 20.824, 19.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 1.176, 0.176 to first 10.824, 19.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 25.176, 0.176 to first 34.824, 19.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 11.176, 0.176 to first 20.824, 19.824 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 1.176, 0.176 to first 10.824, 19.824 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 25.176, 0.176 to first 34.824, 19.824 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 11.176, 0.176 to first 15.176, 1.549 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 13.176, 0.863 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 1.176, 0.176 to first 5.176, 1.549 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 3.176, 0.863 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 25.176, 0.176 to first 29.176, 1.549 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 27.176, 0.863 center front textcolor '#ffffff' font ',11'
plot $image1 using 1:2:3 with image
unset object
unset label
set lmargin at screen 0.042222222222222223
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.7038461538461538
set bmargin at screen 0.5076923076923077
set xrange [0:40]
set yrange [20:0]
set xtics 0,10 offset 0, 0.4
set ytics 0,10 offset 0.6
set label 1 "run 2, before: 90.5 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 40, 20 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 20, 20 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 20, 0 to first 30, 10 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 25, 5 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 20, 10 to first 30, 20 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 25, 15 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 30, 0 to first 40, 10 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 35, 5 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 14.176, 0.176 to first 33.824, 9.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 20.176, 8.176 to first 39.824, 17.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 8.176, 8.529 to first 27.824, 17.471 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 14.176, 0.176 to first 33.824, 9.824 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 20.176, 8.176 to first 39.824, 17.824 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 8.176, 8.529 to first 27.824, 17.471 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 14.176, 0.176 to first 18.176, 1.549 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 16.176, 0.863 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 35.824, 8.176 to first 39.824, 9.549 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 37.824, 8.863 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 8.176, 8.529 to first 12.176, 9.902 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 10.176, 9.216 center front textcolor '#ffffff' font ',11'
plot $image2 using 1:2:3 with image
unset object
unset label
set lmargin at screen 0.5288888888888889
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.7038461538461538
set bmargin at screen 0.5076923076923077
set xrange [0:40]
set yrange [20:0]
set xtics 0,10 offset 0, 0.4
set ytics 0,10 offset 0.6
set label 1 "after 5 steps: 88.5 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 40, 20 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 20, 20 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 20, 0 to first 30, 10 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 25, 5 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 20, 10 to first 30, 20 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 25, 15 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 30, 0 to first 40, 10 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 35, 5 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 14.176, 1.176 to first 33.824, 10.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 20.176, 9.176 to first 39.824, 18.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 8.176, 9.529 to first 27.824, 18.471 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 14.176, 1.176 to first 33.824, 10.824 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 20.176, 9.176 to first 39.824, 18.824 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 8.176, 9.529 to first 27.824, 18.471 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 14.176, 1.176 to first 18.176, 2.549 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 16.176, 1.863 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 35.824, 9.176 to first 39.824, 10.549 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 37.824, 9.863 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 8.176, 9.529 to first 12.176, 10.902 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 10.176, 10.216 center front textcolor '#ffffff' font ',11'
plot $image3 using 1:2:3 with image
unset object
unset label
set lmargin at screen 0.042222222222222223
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.4634615384615385
set bmargin at screen 0.26730769230769236
set xrange [0:40]
set yrange [20:0]
set xtics 0,10 offset 0, 0.4
set ytics 0,10 offset 0.6
set label 1 "run 3, before: 87.9 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 40, 20 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 20, 20 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 20, 0 to first 30, 10 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 25, 5 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 20, 10 to first 30, 20 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 25, 15 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 30, 0 to first 40, 10 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 35, 5 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 28.176, 0.176 to first 37.824, 19.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 8.176, 2.176 to first 27.824, 11.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 18.176, 3.176 to first 37.471, 12.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 28.176, 0.176 to first 37.824, 19.824 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 8.176, 2.176 to first 27.824, 11.824 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 18.176, 3.176 to first 37.471, 12.824 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 28.176, 0.176 to first 32.176, 1.549 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 30.176, 0.863 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 8.176, 2.176 to first 12.176, 3.549 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 10.176, 2.863 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 18.176, 3.176 to first 22.176, 4.549 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 20.176, 3.863 center front textcolor '#ffffff' font ',11'
plot $image4 using 1:2:3 with image
unset object
unset label
set lmargin at screen 0.5288888888888889
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.4634615384615385
set bmargin at screen 0.26730769230769236
set xrange [0:40]
set yrange [20:0]
set xtics 0,10 offset 0, 0.4
set ytics 0,10 offset 0.6
set label 1 "after 5 steps: 86.8 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 40, 20 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 20, 20 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 20, 0 to first 30, 10 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 25, 5 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 20, 10 to first 30, 20 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 25, 15 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 30, 0 to first 40, 10 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 35, 5 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 29.176, 0.176 to first 38.824, 19.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 8.176, 0.176 to first 27.824, 9.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 18.176, 3.176 to first 37.824, 12.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 29.176, 0.176 to first 38.824, 19.824 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 8.176, 0.176 to first 27.824, 9.824 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 18.176, 3.176 to first 37.824, 12.824 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 29.176, 0.176 to first 33.176, 1.549 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 31.176, 0.863 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 8.176, 0.176 to first 12.176, 1.549 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 10.176, 0.863 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 18.176, 3.176 to first 22.176, 4.549 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 20.176, 3.863 center front textcolor '#ffffff' font ',11'
plot $image5 using 1:2:3 with image
unset object
unset label
set lmargin at screen 0.042222222222222223
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.22307692307692306
set bmargin at screen 0.02692307692307694
set xrange [0:40]
set yrange [20:0]
set xtics 0,10 offset 0, 0.4
set ytics 0,10 offset 0.6
set label 1 "run 4, before: 92.6 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 40, 20 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 20, 20 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 20, 0 to first 30, 10 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 22.8, 5 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 20, 10 to first 30, 20 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 22.8, 15 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 30, 0 to first 40, 10 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 35, 5 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 9.176, 0.176 to first 18.824, 19.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 27.176, 0.176 to first 36.824, 19.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 15.176, 0.529 to first 24.824, 19.471 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 9.176, 0.176 to first 18.824, 19.824 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 27.176, 0.176 to first 36.824, 19.824 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 15.176, 0.529 to first 24.824, 19.471 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 9.176, 0.176 to first 13.176, 1.549 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 11.176, 0.863 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 27.176, 0.176 to first 31.176, 1.549 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 29.176, 0.863 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 15.176, 0.529 to first 19.176, 1.902 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 17.176, 1.216 center front textcolor '#ffffff' font ',11'
plot $image6 using 1:2:3 with image
unset object
unset label
set lmargin at screen 0.5288888888888889
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.22307692307692306
set bmargin at screen 0.02692307692307694
set xrange [0:40]
set yrange [20:0]
set xtics 0,10 offset 0, 0.4
set ytics 0,10 offset 0.6
set label 1 "after 5 steps: 93.8 %" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
set object 1 rectangle from first 0, 0 to first 40, 20 behind fillcolor '#f4f6f8' fillstyle solid noborder
set object 2 rectangle from first 0, 0 to first 20, 20 behind fillcolor '#dde2e8' fillstyle solid noborder
set object 3 rectangle from first 20, 0 to first 30, 10 front fillcolor '#2f6690' fillstyle transparent solid 0.13 border linecolor '#2f6690' linewidth 0.8
set label 10 "1" at first 22.8, 5 center front textcolor '#2f6690' font ',15'
set object 4 rectangle from first 20, 10 to first 30, 20 front fillcolor '#c8553d' fillstyle transparent solid 0.13 border linecolor '#c8553d' linewidth 0.8
set label 11 "2" at first 22.8, 15 center front textcolor '#c8553d' font ',15'
set object 5 rectangle from first 30, 0 to first 40, 10 front fillcolor '#5b8e55' fillstyle transparent solid 0.13 border linecolor '#5b8e55' linewidth 0.8
set label 12 "3" at first 35, 5 center front textcolor '#5b8e55' font ',15'
set object 6 rectangle from first 8.176, 0.176 to first 17.824, 19.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 7 rectangle from first 29.176, 0.176 to first 38.824, 19.824 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 8 rectangle from first 15.176, 0.529 to first 24.824, 19.471 front fillstyle empty border linecolor '#ffffff' linewidth 4.0
set object 9 rectangle from first 8.176, 0.176 to first 17.824, 19.824 front fillstyle empty border linecolor '#2f6690' linewidth 2.4
set object 10 rectangle from first 29.176, 0.176 to first 38.824, 19.824 front fillstyle empty border linecolor '#c8553d' linewidth 2.4
set object 11 rectangle from first 15.176, 0.529 to first 24.824, 19.471 front fillstyle empty border linecolor '#5b8e55' linewidth 2.4
set object 12 rectangle from first 8.176, 0.176 to first 12.176, 1.549 front fillcolor '#2f6690' fillstyle solid noborder
set label 1100 "unit 1" at first 10.176, 0.863 center front textcolor '#ffffff' font ',11'
set object 13 rectangle from first 29.176, 0.176 to first 33.176, 1.549 front fillcolor '#c8553d' fillstyle solid noborder
set label 1101 "unit 2" at first 31.176, 0.863 center front textcolor '#ffffff' font ',11'
set object 14 rectangle from first 18, 0.529 to first 22, 1.902 front fillcolor '#5b8e55' fillstyle solid noborder
set label 1102 "unit 3" at first 20, 1.216 center front textcolor '#ffffff' font ',11'
plot $image7 using 1:2:3 with image
unset object
unset label
unset multiplot
