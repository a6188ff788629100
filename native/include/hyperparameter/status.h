/*
 * What a call can report. The numbers are pinned: a code is never given
 * another meaning, new ones are added at the end.
 */
#ifndef HYPERPARAMETER_STATUS_H
#define HYPERPARAMETER_STATUS_H

#include <stdint.h>

#include "hyperparameter/export.h"

typedef int32_t hp_status;

enum {
  HP_OK = 0,
  HP_E_ARGUMENT = 1,      /* a null where none is allowed, a bad kind, text that is not UTF-8 */
  HP_E_INVALID_KEY = 2,   /* null, not UTF-8, or with U+0000 inside */
  HP_E_KEY_COLLISION = 3, /* another key with the same hash is already there */
  HP_E_STATE = 4,         /* entered twice, left out of order, used on another thread */
  HP_E_MISSING = 5,       /* a required read found nothing */
  HP_E_CONVERSION = 6,    /* the value is there, but not without loss as the type asked for */
  HP_E_NO_MEMORY = 7,
  HP_E_INTERNAL = 8 /* a fault of this library: please report it */
};

#ifdef __cplusplus
extern "C" {
#endif

/** "HP_E_STATE" and so on; "HP_E_UNKNOWN" for a number that is no status. Never null. */
HP_API const char *hp_status_name(hp_status status) HP_NOEXCEPT;

/**
 * What went wrong last on the calling thread, in words; empty when nothing did.
 * Like errno it is set by failures and left alone by successes, so clear it
 * first where that matters. Valid until the next call that fails on this thread.
 */
HP_API const char *hp_last_error(void) HP_NOEXCEPT;
HP_API hp_status hp_last_status(void) HP_NOEXCEPT;
HP_API void hp_clear_error(void) HP_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
