// What a user of the installed package writes.
#include <hyperparameter.h>
#include <hyperparameter/hyperparameter.h>

int main() {
  auto guard = WITH_PARAMS(model.layers, 4);
  return GET_PARAM(model.layers, 0) == 4 ? 0 : 1;
}
