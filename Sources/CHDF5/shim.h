// HDF5's constants are macros, many with casts or calls inside: Swift does not see them, so each one is a function here.
#include <fcntl.h>
#include <hdf5.h>
#include <sys/file.h>
#include <unistd.h>

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

// The address of an object's header; negative on failure.
static inline int64_t gyrus_h5o_address(hid_t group, const char *name) {
#if H5_VERSION_GE(1, 12, 0)
  H5O_info1_t info;
#else
  H5O_info_t info;
#endif
  herr_t result = H5Oget_info_by_name2(group, name, &info, H5O_INFO_BASIC, H5P_DEFAULT);
  return result < 0 || info.addr > INT64_MAX / 2 ? -1 : (int64_t)info.addr;
}

// The descriptor beneath an open file; -1 where HDF5 does not use the plain driver for files.
static inline int gyrus_h5f_descriptor(hid_t file) {
  int descriptor = -1;
  void *handle = NULL;
  hid_t access = H5Fget_access_plist(file);
  if (access < 0) return -1;
  if (H5Pget_driver(access) == H5FD_SEC2 && H5Fget_vfd_handle(file, access, &handle) >= 0 && handle != NULL)
    descriptor = *(int *)handle;
  H5Pclose(access);
  return descriptor;
}

// Keeps programs that are started from now on from inheriting an open file, which HDF5 by itself lets them do.
static inline hid_t gyrus_h5f_close_on_exec(hid_t file) {
  int descriptor = file < 0 ? -1 : gyrus_h5f_descriptor(file);
  if (descriptor >= 0) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  return file;
}

// Closes a file and unlocks it. HDF5 locks each file with flock and leaves unlocking to close(). But such a lock lasts
// until the last copy of the descriptor is closed, and a child process holds copies until it has become another
// program. Unlocking through any copy ends the lock for all of them; so a copy made here outlives the closing.
static inline herr_t gyrus_h5f_close(hid_t file) {
  int copy = -1;
  // A file that is opened twice has one descriptor, and one lock, for both.
  if (H5Fget_obj_count(file, H5F_OBJ_FILE) == 1) {
    int descriptor = gyrus_h5f_descriptor(file);
    if (descriptor >= 0) copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  }
  herr_t result = H5Fclose(file);
  if (copy >= 0) {
    flock(copy, LOCK_UN);
    close(copy);
  }
  return result;
}
