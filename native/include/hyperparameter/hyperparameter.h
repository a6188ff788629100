/*
 * hyperparameter: parameters in scopes, read by C and C++ kernels.
 *
 *   C    hyperparameter/c_api.h   functions, stable ABI
 *   C++  hyperparameter/scope.h   hp::scope, hp::get, "train.lr"_hp
 *        hyperparameter/object.h  class Hyperparameter, create(), create_shared()
 *        hyperparameter/macros.h  GET_PARAM, WITH_PARAMS, KEYHASH (define
 *                                 HP_NO_MACROS to go without them)
 *
 * This header brings all of them; it compiles as C11 and as C++17.
 */
#ifndef HYPERPARAMETER_HYPERPARAMETER_H
#define HYPERPARAMETER_HYPERPARAMETER_H

#include "hyperparameter/c_api.h"

#ifdef __cplusplus
#if __cplusplus < 201703L
#error "hyperparameter.h needs C++17: compile with -std=c++17 or later, or use hyperparameter/c_api.h"
#endif
#include "hyperparameter/hash.h"
#include "hyperparameter/key.h"
#include "hyperparameter/object.h"
#include "hyperparameter/read.h"
#include "hyperparameter/scope.h"
#include "hyperparameter/text.h"
#ifndef HP_NO_MACROS
#include "hyperparameter/macros.h"
#endif
#endif

#endif
