# Draws small-classes.svg from the tables beside it: gnuplot small-classes.gp
reset
set terminal svg size 614,322 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'small-classes.svg'
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
set xrange [-0.5:15.5]
set yrange [15.5:-0.5]
set label 1000 "S: mean features of the last layer for each class, minus those for all classes" at screen 0.026058631921824105, screen 0.9472049689440993 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.026058631921824105
set rmargin at screen 0.20521172638436483
set tmargin at screen 0.8385093167701864
set bmargin at screen 0.49689440993788825
set label 1 "class 0" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-classes.csv' index 0 matrix with image
unset label 1000
set lmargin at screen 0.2182410423452769
set rmargin at screen 0.3973941368078176
set tmargin at screen 0.8385093167701864
set bmargin at screen 0.49689440993788825
set label 1 "class 1" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-classes.csv' index 1 matrix with image
set lmargin at screen 0.41042345276872966
set rmargin at screen 0.5895765472312704
set tmargin at screen 0.8385093167701864
set bmargin at screen 0.49689440993788825
set label 1 "class 2" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-classes.csv' index 2 matrix with image
set lmargin at screen 0.6026058631921825
set rmargin at screen 0.7817589576547231
set tmargin at screen 0.8385093167701864
set bmargin at screen 0.49689440993788825
set label 1 "class 3" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-classes.csv' index 3 matrix with image
set lmargin at screen 0.7947882736156352
set rmargin at screen 0.9739413680781759
set tmargin at screen 0.8385093167701864
set bmargin at screen 0.49689440993788825
set label 1 "class 4" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-classes.csv' index 4 matrix with image
set lmargin at screen 0.026058631921824105
set rmargin at screen 0.20521172638436483
set tmargin at screen 0.4161490683229814
set bmargin at screen 0.07453416149068326
set label 1 "class 5" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-classes.csv' index 5 matrix with image
set lmargin at screen 0.2182410423452769
set rmargin at screen 0.3973941368078176
set tmargin at screen 0.4161490683229814
set bmargin at screen 0.07453416149068326
set label 1 "class 6" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-classes.csv' index 6 matrix with image
set lmargin at screen 0.41042345276872966
set rmargin at screen 0.5895765472312704
set tmargin at screen 0.4161490683229814
set bmargin at screen 0.07453416149068326
set label 1 "class 7" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-classes.csv' index 7 matrix with image
set lmargin at screen 0.6026058631921825
set rmargin at screen 0.7817589576547231
set tmargin at screen 0.4161490683229814
set bmargin at screen 0.07453416149068326
set label 1 "class 8" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-classes.csv' index 8 matrix with image
set lmargin at screen 0.7947882736156352
set rmargin at screen 0.9739413680781759
set tmargin at screen 0.4161490683229814
set bmargin at screen 0.07453416149068326
set label 1 "class 9" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'small-classes.csv' index 9 matrix with image
unset multiplot
