# Functions shared by the other scripts, which set `root` to the checkout and source this file.

# Sets the build flags: AVX2 and FMA if the processor has them, otherwise the baseline instruction set.
choose_flags() {
  flags=()
  local line
  while read -r line; do
    [[ $line == flags* ]] || continue
    [[ "$line " == *" avx2 "* && "$line " == *" fma "* && "$line " == *" bmi2 "* ]] && flags=(-Xcc -march=x86-64-v3)
    return 0
  done </proc/cpuinfo
}

# Finds missing packages, by their names in Debian and Ubuntu. Those in `missing` prevent a build, the others do not.
find_missing() {
  missing=()
  missing_figures=()
  missing_downloads=()
  command -v git >/dev/null || missing+=(git)
  [[ -e /etc/ssl/certs/ca-certificates.crt || ! -e /etc/debian_version ]] || missing+=(ca-certificates)
  # Swift's compiler needs the system's C headers, start files and linker.
  [[ -e /usr/include/stdio.h ]] || missing+=(libc6-dev)
  compgen -G '/usr/lib*/gcc/*/*/crtbeginS.o' >/dev/null || missing+=(g++)
  command -v ld.gold >/dev/null || missing+=(binutils-gold)
  # Libraries that Swift's own programs need.
  if ldd "$(dirname "$(readlink -f "$(type -P swift)")")/swift-build" 2>/dev/null | grep -q 'not found'; then
    missing+=(libcurl4-openssl-dev libncurses-dev libsqlite3-dev libxml2-dev uuid-dev zlib1g-dev)
  fi
  if command -v pkg-config >/dev/null; then
    pkg-config --exists gsl || missing+=(libgsl-dev)
    pkg-config --exists openblas || missing+=(libopenblas-dev)
    pkg-config --exists hdf5 || missing+=(libhdf5-dev)
    pkg-config --exists zlib || [[ " ${missing[*]} " == *" zlib1g-dev "* ]] || missing+=(zlib1g-dev)
  else
    missing+=(pkg-config libgsl-dev libopenblas-dev libhdf5-dev)
    [[ " ${missing[*]} " == *" zlib1g-dev "* ]] || missing+=(zlib1g-dev)
  fi
  command -v gnuplot >/dev/null || missing_figures=(gnuplot-nox)
  command -v curl >/dev/null || missing_downloads=(curl)
}

# Installs missing packages, or lists them and stops.
install_missing() {
  if ! type -P swift >/dev/null; then
    echo "gyrus: there is no Swift toolchain (swift is not on the PATH); install Swift 6.1 or later: https://swift.org/install" >&2
    exit 69
  fi
  find_missing
  local wanted=("${missing[@]}" "${missing_figures[@]}" "${missing_downloads[@]}")
  ((${#wanted[@]})) || return 0
  local as_root=()
  ((EUID == 0)) || as_root=(sudo -n)
  if type -P apt-get >/dev/null && { ((EUID == 0)) || sudo -n true 2>/dev/null; }; then
    echo "gyrus: installing ${wanted[*]}" >&2
    local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends)
    # On failure update the package lists, which may be old or missing, and try again.
    "${install[@]}" "${wanted[@]}" >/dev/null 2>&1 ||
      { "${as_root[@]}" apt-get update >/dev/null && "${install[@]}" "${wanted[@]}" >/dev/null; } >&2 || true
    find_missing
  fi
  if ((${#missing[@]})); then
    wanted=("${missing[@]}" "${missing_figures[@]}" "${missing_downloads[@]}")
    echo "gyrus: these packages are missing: ${wanted[*]}" >&2
    echo "gyrus: install them, as with: sudo apt-get install ${wanted[*]}" >&2
    exit 69
  fi
  ((${#missing_downloads[@]} == 0)) || echo "gyrus: data sets cannot be downloaded; install ${missing_downloads[*]}" >&2
  ((${#missing_figures[@]} == 0)) || echo "gyrus: there will be no figures; install ${missing_figures[*]}" >&2
}
