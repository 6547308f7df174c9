// GSL declares CBLAS and OpenBLAS defines its functions; cblas.h is not included, as it would define the enums twice.
#include <gsl/gsl_errno.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_histogram.h>
#include <gsl/gsl_statistics_double.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_blas.h>
#include <gsl/gsl_version.h>

// OpenBLAS's build string, for `gyrus doctor` and provenance.
char *openblas_get_config(void);
// The processor type whose kernel is used, such as "Haswell".
char *openblas_get_corename(void);
void openblas_set_num_threads(int threads);

// LAPACK, part of OpenBLAS: Cholesky factorisation of a symmetric matrix, solution of linear systems with it, and
// eigenvalues and eigenvectors of a symmetric matrix.
void dpotrf_(const char *triangle, const int *order, double *matrix, const int *stride, int *info);
void dpotrs_(const char *triangle, const int *order, const int *columns, const double *factor, const int *stride,
             double *right_sides, const int *right_stride, int *info);
void dsyevr_(const char *vectors, const char *range, const char *triangle, const int *order, double *matrix,
             const int *stride, const double *lowest, const double *highest, const int *first, const int *last,
             const double *tolerance, int *found, double *eigenvalues, double *eigenvectors, const int *vector_stride,
             int *support, double *work, const int *work_size, int *integer_work, const int *integer_work_size, int *info);

// Version of the linked library; Swift cannot see the global `gsl_version`.
static inline const char *gsl_linked_version(void) { return gsl_version; }
