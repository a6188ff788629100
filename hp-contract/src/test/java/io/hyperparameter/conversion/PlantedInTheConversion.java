package io.hyperparameter.conversion;

import io.hyperparameter.ParamScope;

/** Breaks rules, so that a test can see them fail: conversion knows a scope. */
public class PlantedInTheConversion {
  /** What must not be known here. */
  public static final Class<?> SCOPE = ParamScope.class;
}
