package io.hyperparameter.examples.kernel;

/** What lies beyond the border of an image. */
enum Mode {
  /** Nothing. */
  ZERO,
  /** The pixel at the border, again and again. */
  CLAMP,
  /** The image, mirrored. */
  MIRROR
}
