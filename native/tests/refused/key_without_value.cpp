#include "hyperparameter.h"

auto guard = WITH_PARAMS(a, 1, b);
