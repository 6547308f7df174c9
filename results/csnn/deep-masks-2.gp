# Draws deep-masks-2.svg from the tables beside it: gnuplot deep-masks-2.gp
reset
set terminal svg size 900,300 fixed enhanced font 'sans-serif,13' background '#ffffff'
set output 'deep-masks-2.svg'
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
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
set label 1000 "D: masks of layer 2 over the maps of layer 1 (as colours), the first 56 neurons" at screen 0.017777777777777778, screen 0.9433872502378687 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.0784126984126984
set tmargin at screen 0.8867745004757374
set bmargin at screen 0.7050428163653664
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 0 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
unset label 1000
set lmargin at screen 0.0873015873015873
set rmargin at screen 0.14793650793650792
set tmargin at screen 0.8867745004757374
set bmargin at screen 0.7050428163653664
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 1 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.1568253968253968
set rmargin at screen 0.21746031746031746
set tmargin at screen 0.8867745004757374
set bmargin at screen 0.7050428163653664
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 2 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.22634920634920636
set rmargin at screen 0.28698412698412695
set tmargin at screen 0.8867745004757374
set bmargin at screen 0.7050428163653664
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 3 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.29587301587301584
set rmargin at screen 0.3565079365079365
set tmargin at screen 0.8867745004757374
set bmargin at screen 0.7050428163653664
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 4 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3653968253968254
set rmargin at screen 0.426031746031746
set tmargin at screen 0.8867745004757374
set bmargin at screen 0.7050428163653664
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 5 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.43492063492063493
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.8867745004757374
set bmargin at screen 0.7050428163653664
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 6 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5650793650793651
set tmargin at screen 0.8867745004757374
set bmargin at screen 0.7050428163653664
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 7 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5739682539682539
set rmargin at screen 0.6346031746031746
set tmargin at screen 0.8867745004757374
set bmargin at screen 0.7050428163653664
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 8 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6434920634920634
set rmargin at screen 0.704126984126984
set tmargin at screen 0.8867745004757374
set bmargin at screen 0.7050428163653664
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 9 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.713015873015873
set rmargin at screen 0.7736507936507936
set tmargin at screen 0.8867745004757374
set bmargin at screen 0.7050428163653664
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 10 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7825396825396824
set rmargin at screen 0.8431746031746031
set tmargin at screen 0.8867745004757374
set bmargin at screen 0.7050428163653664
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 11 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8520634920634921
set rmargin at screen 0.9126984126984127
set tmargin at screen 0.8867745004757374
set bmargin at screen 0.7050428163653664
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 12 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.9215873015873016
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.8867745004757374
set bmargin at screen 0.7050428163653664
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 13 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.0784126984126984
set tmargin at screen 0.6784015223596574
set bmargin at screen 0.49666983824928634
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 14 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.0873015873015873
set rmargin at screen 0.14793650793650792
set tmargin at screen 0.6784015223596574
set bmargin at screen 0.49666983824928634
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 15 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.1568253968253968
set rmargin at screen 0.21746031746031746
set tmargin at screen 0.6784015223596574
set bmargin at screen 0.49666983824928634
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 16 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.22634920634920636
set rmargin at screen 0.28698412698412695
set tmargin at screen 0.6784015223596574
set bmargin at screen 0.49666983824928634
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 17 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.29587301587301584
set rmargin at screen 0.3565079365079365
set tmargin at screen 0.6784015223596574
set bmargin at screen 0.49666983824928634
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 18 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3653968253968254
set rmargin at screen 0.426031746031746
set tmargin at screen 0.6784015223596574
set bmargin at screen 0.49666983824928634
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 19 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.43492063492063493
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.6784015223596574
set bmargin at screen 0.49666983824928634
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 20 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5650793650793651
set tmargin at screen 0.6784015223596574
set bmargin at screen 0.49666983824928634
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 21 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5739682539682539
set rmargin at screen 0.6346031746031746
set tmargin at screen 0.6784015223596574
set bmargin at screen 0.49666983824928634
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 22 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6434920634920634
set rmargin at screen 0.704126984126984
set tmargin at screen 0.6784015223596574
set bmargin at screen 0.49666983824928634
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 23 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.713015873015873
set rmargin at screen 0.7736507936507936
set tmargin at screen 0.6784015223596574
set bmargin at screen 0.49666983824928634
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 24 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7825396825396824
set rmargin at screen 0.8431746031746031
set tmargin at screen 0.6784015223596574
set bmargin at screen 0.49666983824928634
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 25 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8520634920634921
set rmargin at screen 0.9126984126984127
set tmargin at screen 0.6784015223596574
set bmargin at screen 0.49666983824928634
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 26 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.9215873015873016
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.6784015223596574
set bmargin at screen 0.49666983824928634
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 27 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.0784126984126984
set tmargin at screen 0.47002854424357754
set bmargin at screen 0.28829686013320643
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 28 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.0873015873015873
set rmargin at screen 0.14793650793650792
set tmargin at screen 0.47002854424357754
set bmargin at screen 0.28829686013320643
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 29 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.1568253968253968
set rmargin at screen 0.21746031746031746
set tmargin at screen 0.47002854424357754
set bmargin at screen 0.28829686013320643
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 30 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.22634920634920636
set rmargin at screen 0.28698412698412695
set tmargin at screen 0.47002854424357754
set bmargin at screen 0.28829686013320643
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 31 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.29587301587301584
set rmargin at screen 0.3565079365079365
set tmargin at screen 0.47002854424357754
set bmargin at screen 0.28829686013320643
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 32 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3653968253968254
set rmargin at screen 0.426031746031746
set tmargin at screen 0.47002854424357754
set bmargin at screen 0.28829686013320643
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 33 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.43492063492063493
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.47002854424357754
set bmargin at screen 0.28829686013320643
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 34 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5650793650793651
set tmargin at screen 0.47002854424357754
set bmargin at screen 0.28829686013320643
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 35 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5739682539682539
set rmargin at screen 0.6346031746031746
set tmargin at screen 0.47002854424357754
set bmargin at screen 0.28829686013320643
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 36 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6434920634920634
set rmargin at screen 0.704126984126984
set tmargin at screen 0.47002854424357754
set bmargin at screen 0.28829686013320643
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 37 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.713015873015873
set rmargin at screen 0.7736507936507936
set tmargin at screen 0.47002854424357754
set bmargin at screen 0.28829686013320643
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 38 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7825396825396824
set rmargin at screen 0.8431746031746031
set tmargin at screen 0.47002854424357754
set bmargin at screen 0.28829686013320643
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 39 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8520634920634921
set rmargin at screen 0.9126984126984127
set tmargin at screen 0.47002854424357754
set bmargin at screen 0.28829686013320643
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 40 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.9215873015873016
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.47002854424357754
set bmargin at screen 0.28829686013320643
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 41 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.0784126984126984
set tmargin at screen 0.26165556612749763
set bmargin at screen 0.07992388201712652
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 42 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.0873015873015873
set rmargin at screen 0.14793650793650792
set tmargin at screen 0.26165556612749763
set bmargin at screen 0.07992388201712652
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 43 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.1568253968253968
set rmargin at screen 0.21746031746031746
set tmargin at screen 0.26165556612749763
set bmargin at screen 0.07992388201712652
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 44 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.22634920634920636
set rmargin at screen 0.28698412698412695
set tmargin at screen 0.26165556612749763
set bmargin at screen 0.07992388201712652
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 45 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.29587301587301584
set rmargin at screen 0.3565079365079365
set tmargin at screen 0.26165556612749763
set bmargin at screen 0.07992388201712652
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 46 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.3653968253968254
set rmargin at screen 0.426031746031746
set tmargin at screen 0.26165556612749763
set bmargin at screen 0.07992388201712652
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 47 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.43492063492063493
set rmargin at screen 0.4955555555555556
set tmargin at screen 0.26165556612749763
set bmargin at screen 0.07992388201712652
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 48 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5044444444444445
set rmargin at screen 0.5650793650793651
set tmargin at screen 0.26165556612749763
set bmargin at screen 0.07992388201712652
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 49 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.5739682539682539
set rmargin at screen 0.6346031746031746
set tmargin at screen 0.26165556612749763
set bmargin at screen 0.07992388201712652
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 50 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.6434920634920634
set rmargin at screen 0.704126984126984
set tmargin at screen 0.26165556612749763
set bmargin at screen 0.07992388201712652
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 51 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.713015873015873
set rmargin at screen 0.7736507936507936
set tmargin at screen 0.26165556612749763
set bmargin at screen 0.07992388201712652
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 52 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.7825396825396824
set rmargin at screen 0.8431746031746031
set tmargin at screen 0.26165556612749763
set bmargin at screen 0.07992388201712652
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 53 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.8520634920634921
set rmargin at screen 0.9126984126984127
set tmargin at screen 0.26165556612749763
set bmargin at screen 0.07992388201712652
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 54 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
set lmargin at screen 0.9215873015873016
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.26165556612749763
set bmargin at screen 0.07992388201712652
set label 1 "" at graph 0, graph 1 offset 0, 0.5 left textcolor '#3c4048' font ',10'
plot 'deep-masks-2.csv' index 55 using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage
unset multiplot
