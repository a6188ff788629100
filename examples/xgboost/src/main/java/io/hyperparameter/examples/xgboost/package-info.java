/** XGBoost with every one of its parameters in reach of the command line. */
@NullMarked
package io.hyperparameter.examples.xgboost;

import org.jspecify.annotations.NullMarked;
