package io.hyperparameter.tool;

import io.hyperparameter.index.ParamEntry;

/**
 * A parameter, and how it became known.
 *
 * @param entry the parameter
 * @param place the jar or directory
 * @param source {@code index}, {@code byte code}, or the library whose reader found it
 */
record Found(ParamEntry entry, Archive.Place place, String source) {
  static final String INDEX = "index";
  static final String BYTE_CODE = "byte code";
}
