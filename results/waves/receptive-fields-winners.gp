# Draws receptive-fields-winners.svg from the tables beside it: gnuplot receptive-fields-winners.gp
reset
set terminal svg size 900,391 fixed enhanced rounded font 'sans-serif,13' background '#ffffff'
set output 'receptive-fields-winners.svg'
set datafile separator ','
set encoding utf8
set border 3 linecolor '#8a8f98' linewidth 1
set tics nomirror out scale 0.6 textcolor '#3c4048'
set xlabel textcolor '#3c4048'
set ylabel textcolor '#3c4048'
unset key
set palette defined (0 '#eef2f6', 0.25 '#b5cfe2', 0.5 '#6ba0c4', 0.75 '#2f6690', 1 '#0c2740')
set palette maxcolors 12
set cbrange [0.0:29.373]
unset colorbox
set multiplot
set border 15 linecolor '#c3c7ce'
unset tics
set object 1 rectangle from graph 0, 0 to graph 1, 1 behind fillcolor '#f4f6f8' fillstyle solid noborder
set label 1000 "Receptive fields of geniculate, winners" at screen 0.017777777777777778, screen 0.9564994882292733 left textcolor '#1f2430' font 'sans-serif,15'
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.18044444444444446
set tmargin at screen 0.8567041965199591
set bmargin at screen 0.4820880245649949
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "unit 0" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'receptive-fields-winners.csv' skip 1 using ($1==0 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0) with vectors nohead linewidth 2.75 linecolor '#d5d9df', \
  'receptive-fields-winners.csv' skip 1 using ($1==0 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0):5 with vectors nohead linewidth 2.75 linecolor palette, NaN
unset label 1000
set lmargin at screen 0.196
set rmargin at screen 0.3586666666666667
set tmargin at screen 0.8567041965199591
set bmargin at screen 0.4820880245649949
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "unit 30" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'receptive-fields-winners.csv' skip 1 using ($1==1 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0) with vectors nohead linewidth 2.75 linecolor '#d5d9df', \
  'receptive-fields-winners.csv' skip 1 using ($1==1 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0):5 with vectors nohead linewidth 2.75 linecolor palette, NaN
set lmargin at screen 0.37422222222222223
set rmargin at screen 0.536888888888889
set tmargin at screen 0.8567041965199591
set bmargin at screen 0.4820880245649949
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "unit 60" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'receptive-fields-winners.csv' skip 1 using ($1==2 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0) with vectors nohead linewidth 2.75 linecolor '#d5d9df', \
  'receptive-fields-winners.csv' skip 1 using ($1==2 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0):5 with vectors nohead linewidth 2.75 linecolor palette, NaN
set lmargin at screen 0.5524444444444445
set rmargin at screen 0.7151111111111111
set tmargin at screen 0.8567041965199591
set bmargin at screen 0.4820880245649949
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "unit 90" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'receptive-fields-winners.csv' skip 1 using ($1==3 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0) with vectors nohead linewidth 2.75 linecolor '#d5d9df', \
  'receptive-fields-winners.csv' skip 1 using ($1==3 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0):5 with vectors nohead linewidth 2.75 linecolor palette, NaN
set lmargin at screen 0.7306666666666667
set rmargin at screen 0.8933333333333333
set tmargin at screen 0.8567041965199591
set bmargin at screen 0.4820880245649949
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "unit 120" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'receptive-fields-winners.csv' skip 1 using ($1==4 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0) with vectors nohead linewidth 2.75 linecolor '#d5d9df', \
  'receptive-fields-winners.csv' skip 1 using ($1==4 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0):5 with vectors nohead linewidth 2.75 linecolor palette, NaN
set lmargin at screen 0.017777777777777778
set rmargin at screen 0.18044444444444446
set tmargin at screen 0.4155578300921188
set bmargin at screen 0.04094165813715456
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "unit 150" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'receptive-fields-winners.csv' skip 1 using ($1==5 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0) with vectors nohead linewidth 2.75 linecolor '#d5d9df', \
  'receptive-fields-winners.csv' skip 1 using ($1==5 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0):5 with vectors nohead linewidth 2.75 linecolor palette, NaN
set lmargin at screen 0.196
set rmargin at screen 0.3586666666666667
set tmargin at screen 0.4155578300921188
set bmargin at screen 0.04094165813715456
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "unit 180" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'receptive-fields-winners.csv' skip 1 using ($1==6 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0) with vectors nohead linewidth 2.75 linecolor '#d5d9df', \
  'receptive-fields-winners.csv' skip 1 using ($1==6 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0):5 with vectors nohead linewidth 2.75 linecolor palette, NaN
set lmargin at screen 0.37422222222222223
set rmargin at screen 0.536888888888889
set tmargin at screen 0.4155578300921188
set bmargin at screen 0.04094165813715456
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "unit 210" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'receptive-fields-winners.csv' skip 1 using ($1==7 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0) with vectors nohead linewidth 2.75 linecolor '#d5d9df', \
  'receptive-fields-winners.csv' skip 1 using ($1==7 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0):5 with vectors nohead linewidth 2.75 linecolor palette, NaN
set lmargin at screen 0.5524444444444445
set rmargin at screen 0.7151111111111111
set tmargin at screen 0.4155578300921188
set bmargin at screen 0.04094165813715456
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "unit 240" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'receptive-fields-winners.csv' skip 1 using ($1==8 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0) with vectors nohead linewidth 2.75 linecolor '#d5d9df', \
  'receptive-fields-winners.csv' skip 1 using ($1==8 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0):5 with vectors nohead linewidth 2.75 linecolor palette, NaN
set lmargin at screen 0.7306666666666667
set rmargin at screen 0.8933333333333333
set tmargin at screen 0.4155578300921188
set bmargin at screen 0.04094165813715456
set xrange [0:20.0]
set yrange [0:20.0]
set label 1 "unit 270" at graph 0, graph 1 offset 0, 0.6 left textcolor '#3c4048'
plot 'receptive-fields-winners.csv' skip 1 using ($1==9 && strcol(5) eq 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0) with vectors nohead linewidth 2.75 linecolor '#d5d9df', \
  'receptive-fields-winners.csv' skip 1 using ($1==9 && strcol(5) ne 'NaN' ? $3 : NaN):4:(0.0273224043715847):(0):5 with vectors nohead linewidth 2.75 linecolor palette, NaN
unset label 1
unset object 1
unset border
set lmargin at screen 0.0
set rmargin at screen 1.0
set tmargin at screen 1.0
set bmargin at screen 0.0
set xrange [0:1]
set yrange [0:1]
set cblabel "weight" textcolor '#3c4048' offset 0.5
set cbtics scale 0.4 textcolor '#3c4048'
set colorbox user origin screen 0.9088888888888889, screen 0.19140225179119752 size screen 0.013333333333333334, screen 0.6653019447287615 noborder
# Only the bar: a point outside the page.
plot '+' using (2):(2):(0) every ::::0 with points linecolor palette
unset multiplot
