#include "hyperparameter.h"

inline long rounds(long most) {                 // src/main/cpp/kernel.h
  const long tile = GET_PARAM(kernel.tile, 32L);
  hp::put("kernel.rounds", most / tile);        // Java sees it until the scope it called in ends
  return most / tile;
}
