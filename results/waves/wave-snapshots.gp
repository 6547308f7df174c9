# Draws wave-snapshots.svg from the tables beside it: gnuplot wave-snapshots.gp
reset
set terminal svg size 900,446 fixed enhanced rounded font 'sans-serif,13' background '#ffffff'
set output 'wave-snapshots.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set multiplot
set border 15 linecolor '#c3c7ce'
unset tics
set object 1 rectangle from graph 0, 0 to graph 1, 1 behind fillcolor '#f4f6f8' fillstyle solid noborder
set label 1000 "A wave through three layers" at screen 0.017777777777777778, screen 0.9618834080717489 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.11777777777777777
set rmargin at screen 0.24888888888888888
set tmargin at screen 0.874439461883408
set bmargin at screen 0.6098654708520179
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "5 ms" at graph 0.5, graph 1 offset 0, 0.6 center textcolor '#3c4048'
set label 2000 "retina" at screen 0.017777777777777778, screen 0.742152466367713 left textcolor '#3c4048'
plot 'wave-snapshots.csv' skip 1 using ($1==0 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.03389830508474576):(0) with vectors nohead linewidth 2.21 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==0 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.03389830508474576):(0):5 with vectors nohead linewidth 2.21 linecolor rgb variable, NaN
unset label 1000
unset label 2000
set lmargin at screen 0.2644444444444444
set rmargin at screen 0.39555555555555555
set tmargin at screen 0.874439461883408
set bmargin at screen 0.6098654708520179
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "10 ms" at graph 0.5, graph 1 offset 0, 0.6 center textcolor '#3c4048'
plot 'wave-snapshots.csv' skip 1 using ($1==1 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.03389830508474576):(0) with vectors nohead linewidth 2.21 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==1 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.03389830508474576):(0):5 with vectors nohead linewidth 2.21 linecolor rgb variable, NaN
set lmargin at screen 0.4111111111111111
set rmargin at screen 0.5422222222222223
set tmargin at screen 0.874439461883408
set bmargin at screen 0.6098654708520179
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "15 ms" at graph 0.5, graph 1 offset 0, 0.6 center textcolor '#3c4048'
plot 'wave-snapshots.csv' skip 1 using ($1==2 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.03389830508474576):(0) with vectors nohead linewidth 2.21 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==2 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.03389830508474576):(0):5 with vectors nohead linewidth 2.21 linecolor rgb variable, NaN
set lmargin at screen 0.5577777777777778
set rmargin at screen 0.6888888888888889
set tmargin at screen 0.874439461883408
set bmargin at screen 0.6098654708520179
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "20 ms" at graph 0.5, graph 1 offset 0, 0.6 center textcolor '#3c4048'
plot 'wave-snapshots.csv' skip 1 using ($1==3 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.03389830508474576):(0) with vectors nohead linewidth 2.21 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==3 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.03389830508474576):(0):5 with vectors nohead linewidth 2.21 linecolor rgb variable, NaN
set lmargin at screen 0.7044444444444444
set rmargin at screen 0.8355555555555556
set tmargin at screen 0.874439461883408
set bmargin at screen 0.6098654708520179
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "25 ms" at graph 0.5, graph 1 offset 0, 0.6 center textcolor '#3c4048'
plot 'wave-snapshots.csv' skip 1 using ($1==4 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.03389830508474576):(0) with vectors nohead linewidth 2.21 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==4 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.03389830508474576):(0):5 with vectors nohead linewidth 2.21 linecolor rgb variable, NaN
set lmargin at screen 0.8511111111111112
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.874439461883408
set bmargin at screen 0.6098654708520179
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "30 ms" at graph 0.5, graph 1 offset 0, 0.6 center textcolor '#3c4048'
plot 'wave-snapshots.csv' skip 1 using ($1==5 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.03389830508474576):(0) with vectors nohead linewidth 2.21 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==5 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.03389830508474576):(0):5 with vectors nohead linewidth 2.21 linecolor rgb variable, NaN
set lmargin at screen 0.11777777777777777
set rmargin at screen 0.24888888888888888
set tmargin at screen 0.5874439461883407
set bmargin at screen 0.3228699551569507
set xrange [0:6.0]
set yrange [0:6.0]
unset label 1
set label 2001 "geniculate" at screen 0.017777777777777778, screen 0.4551569506726457 left textcolor '#3c4048'
plot 'wave-snapshots.csv' skip 1 using ($1==6 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.010169491525423728):(0) with vectors nohead linewidth 5.11 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==6 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.010169491525423728):(0):5 with vectors nohead linewidth 5.11 linecolor rgb variable, NaN
unset label 2001
set lmargin at screen 0.2644444444444444
set rmargin at screen 0.39555555555555555
set tmargin at screen 0.5874439461883407
set bmargin at screen 0.3228699551569507
set xrange [0:6.0]
set yrange [0:6.0]
unset label 1
plot 'wave-snapshots.csv' skip 1 using ($1==7 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.010169491525423728):(0) with vectors nohead linewidth 5.11 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==7 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.010169491525423728):(0):5 with vectors nohead linewidth 5.11 linecolor rgb variable, NaN
set lmargin at screen 0.4111111111111111
set rmargin at screen 0.5422222222222223
set tmargin at screen 0.5874439461883407
set bmargin at screen 0.3228699551569507
set xrange [0:6.0]
set yrange [0:6.0]
unset label 1
plot 'wave-snapshots.csv' skip 1 using ($1==8 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.010169491525423728):(0) with vectors nohead linewidth 5.11 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==8 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.010169491525423728):(0):5 with vectors nohead linewidth 5.11 linecolor rgb variable, NaN
set lmargin at screen 0.5577777777777778
set rmargin at screen 0.6888888888888889
set tmargin at screen 0.5874439461883407
set bmargin at screen 0.3228699551569507
set xrange [0:6.0]
set yrange [0:6.0]
unset label 1
plot 'wave-snapshots.csv' skip 1 using ($1==9 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.010169491525423728):(0) with vectors nohead linewidth 5.11 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==9 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.010169491525423728):(0):5 with vectors nohead linewidth 5.11 linecolor rgb variable, NaN
set lmargin at screen 0.7044444444444444
set rmargin at screen 0.8355555555555556
set tmargin at screen 0.5874439461883407
set bmargin at screen 0.3228699551569507
set xrange [0:6.0]
set yrange [0:6.0]
unset label 1
plot 'wave-snapshots.csv' skip 1 using ($1==10 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.010169491525423728):(0) with vectors nohead linewidth 5.11 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==10 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.010169491525423728):(0):5 with vectors nohead linewidth 5.11 linecolor rgb variable, NaN
set lmargin at screen 0.8511111111111112
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.5874439461883407
set bmargin at screen 0.3228699551569507
set xrange [0:6.0]
set yrange [0:6.0]
unset label 1
plot 'wave-snapshots.csv' skip 1 using ($1==11 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.010169491525423728):(0) with vectors nohead linewidth 5.11 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==11 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.010169491525423728):(0):5 with vectors nohead linewidth 5.11 linecolor rgb variable, NaN
set lmargin at screen 0.11777777777777777
set rmargin at screen 0.24888888888888888
set tmargin at screen 0.3004484304932735
set bmargin at screen 0.0358744394618834
set xrange [0:7.0]
set yrange [0:7.0]
unset label 1
set label 2002 "cortex" at screen 0.017777777777777778, screen 0.16816143497757852 left textcolor '#3c4048'
plot 'wave-snapshots.csv' skip 1 using ($1==12 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.011864406779661017):(0) with vectors nohead linewidth 4.43 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==12 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.011864406779661017):(0):5 with vectors nohead linewidth 4.43 linecolor rgb variable, NaN
unset label 2002
set lmargin at screen 0.2644444444444444
set rmargin at screen 0.39555555555555555
set tmargin at screen 0.3004484304932735
set bmargin at screen 0.0358744394618834
set xrange [0:7.0]
set yrange [0:7.0]
unset label 1
plot 'wave-snapshots.csv' skip 1 using ($1==13 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.011864406779661017):(0) with vectors nohead linewidth 4.43 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==13 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.011864406779661017):(0):5 with vectors nohead linewidth 4.43 linecolor rgb variable, NaN
set lmargin at screen 0.4111111111111111
set rmargin at screen 0.5422222222222223
set tmargin at screen 0.3004484304932735
set bmargin at screen 0.0358744394618834
set xrange [0:7.0]
set yrange [0:7.0]
unset label 1
plot 'wave-snapshots.csv' skip 1 using ($1==14 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.011864406779661017):(0) with vectors nohead linewidth 4.43 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==14 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.011864406779661017):(0):5 with vectors nohead linewidth 4.43 linecolor rgb variable, NaN
set lmargin at screen 0.5577777777777778
set rmargin at screen 0.6888888888888889
set tmargin at screen 0.3004484304932735
set bmargin at screen 0.0358744394618834
set xrange [0:7.0]
set yrange [0:7.0]
unset label 1
plot 'wave-snapshots.csv' skip 1 using ($1==15 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.011864406779661017):(0) with vectors nohead linewidth 4.43 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==15 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.011864406779661017):(0):5 with vectors nohead linewidth 4.43 linecolor rgb variable, NaN
set lmargin at screen 0.7044444444444444
set rmargin at screen 0.8355555555555556
set tmargin at screen 0.3004484304932735
set bmargin at screen 0.0358744394618834
set xrange [0:7.0]
set yrange [0:7.0]
unset label 1
plot 'wave-snapshots.csv' skip 1 using ($1==16 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.011864406779661017):(0) with vectors nohead linewidth 4.43 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==16 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.011864406779661017):(0):5 with vectors nohead linewidth 4.43 linecolor rgb variable, NaN
set lmargin at screen 0.8511111111111112
set rmargin at screen 0.9822222222222222
set tmargin at screen 0.3004484304932735
set bmargin at screen 0.0358744394618834
set xrange [0:7.0]
set yrange [0:7.0]
unset label 1
plot 'wave-snapshots.csv' skip 1 using ($1==17 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.011864406779661017):(0) with vectors nohead linewidth 4.43 linecolor '#d5d9df', \
  'wave-snapshots.csv' skip 1 using ($1==17 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.011864406779661017):(0):5 with vectors nohead linewidth 4.43 linecolor rgb variable, NaN
unset multiplot
