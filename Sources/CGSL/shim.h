// GSL brings CBLAS's declarations with it; OpenBLAS supplies the symbols (cblas.h would define the enums twice).
#include <gsl/gsl_errno.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_histogram.h>
#include <gsl/gsl_statistics_double.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_version.h>

// OpenBLAS's build string, for `gyrus doctor` and provenance.
char *openblas_get_config(void);

// The version of the library that is linked; Swift does not see the global `gsl_version`.
static inline const char *gsl_linked_version(void) { return gsl_version; }
