// HDF5's constants are macros, many with casts or calls, which Swift cannot import; each one is a function here.
#include <hdf5.h>

static inline hid_t gyrus_h5p_default(void) { return H5P_DEFAULT; }
static inline hid_t gyrus_h5p_dataset_create(void) { return H5P_DATASET_CREATE; }
static inline hid_t gyrus_h5p_file_access(void) { return H5P_FILE_ACCESS; }
static inline unsigned gyrus_h5f_create_anew(void) { return H5F_ACC_TRUNC; }
static inline unsigned gyrus_h5f_read_only(void) { return H5F_ACC_RDONLY; }
static inline hsize_t gyrus_h5s_unlimited(void) { return H5S_UNLIMITED; }
static inline hid_t gyrus_h5s_all(void) { return H5S_ALL; }
static inline hid_t gyrus_h5e_default(void) { return H5E_DEFAULT; }

static inline hid_t gyrus_h5t_double(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t gyrus_h5t_float(void) { return H5T_NATIVE_FLOAT; }
static inline hid_t gyrus_h5t_uint64(void) { return H5T_NATIVE_UINT64; }
static inline hid_t gyrus_h5t_uint32(void) { return H5T_NATIVE_UINT32; }
static inline hid_t gyrus_h5t_uint8(void) { return H5T_NATIVE_UINT8; }
static inline hid_t gyrus_h5t_int32(void) { return H5T_NATIVE_INT32; }
static inline hid_t gyrus_h5t_c_string(void) { return H5T_C_S1; }
