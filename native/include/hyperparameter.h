/* Lets programs written for the original say `#include "hyperparameter.h"`. */
#ifndef HYPERPARAMETER_FORWARDER_H
#define HYPERPARAMETER_FORWARDER_H
#include "hyperparameter/hyperparameter.h"
#endif
