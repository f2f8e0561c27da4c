// Marks what the compiled half of the library (dti::yaml) offers: everything else in it is hidden.
// Write DTI_API before a declaration of load.hpp; it is empty unless the library is built or used as a shared
// one.
#pragma once

#if defined(DTI_SHARED) && defined(__GNUC__)
#define DTI_API __attribute__((visibility("default")))
#else
#define DTI_API
#endif
