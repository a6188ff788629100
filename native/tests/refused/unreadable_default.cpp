#include "hyperparameter.h"

struct Point {};

auto value = GET_PARAM(a, Point{});
