// A convolution that takes its tuning from the scope of whoever called it.
//
// Nothing here knows Java: the calling thread's parameters are read with GET_PARAM, whether that
// thread is one of C++ or a Java thread, platform or virtual, on its way through JNI.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "hyperparameter.h"

namespace convolution {

enum class Mode { zero, clamp, mirror, unknown };

inline bool is_named(std::string_view text, std::string_view name) {
  return std::equal(text.begin(), text.end(), name.begin(), name.end(), [](char a, char b) {
    return (a >= 'a' && a <= 'z' ? a - 'a' + 'A' : a) == b;
  });
}

/// An enum travels as text, the name of its constant; case does not count.
inline Mode mode_of(std::string_view name) {
  if (is_named(name, "ZERO")) return Mode::zero;
  if (is_named(name, "CLAMP")) return Mode::clamp;
  if (is_named(name, "MIRROR")) return Mode::mirror;
  return Mode::unknown;
}

/// Where a pixel beyond the border is taken from; -1: nowhere, it counts as zero.
inline int source(int at, int size, Mode mode) {
  if (at >= 0 && at < size) return at;
  if (mode == Mode::zero) return -1;
  if (mode == Mode::clamp) return at < 0 ? 0 : size - 1;
  return at < 0 ? -at - 1 : 2 * size - 1 - at;
}

inline float pixel(const float *image, int width, int height, int x, int y, Mode mode) {
  const int from_x = source(x, width, mode), from_y = source(y, height, mode);
  return from_x < 0 || from_y < 0 ? 0 : image[from_y * width + from_x];
}

/// Lays `weights` (size x size, size odd and no larger than the image) over each pixel, tile by
/// tile. What is smaller than epsilon becomes zero; how often that was goes back to the caller as
/// the parameter kernel.zeroed, in the caller's scope. False, with nothing done, where kernel.mode
/// names no mode.
inline bool convolve(const float *image, int width, int height, const float *weights, int size,
                     float *out) {
  const int tile = std::max(1, GET_PARAM(kernel.tile, 32));
  const double epsilon = GET_PARAM(kernel.epsilon, 0.001);
  const Mode mode = mode_of(GET_PARAM(kernel.mode, "CLAMP"));
  if (mode == Mode::unknown) return false;
  const int reach = size / 2;
  int64_t zeroed = 0;
  for (int top = 0; top < height; top += tile) {
    for (int left = 0; left < width; left += tile) {
      for (int y = top; y < std::min(top + tile, height); ++y) {
        for (int x = left; x < std::min(left + tile, width); ++x) {
          float sum = 0;
          for (int i = 0; i < size; ++i)
            for (int j = 0; j < size; ++j)
              sum += weights[i * size + j] *
                     pixel(image, width, height, x + j - reach, y + i - reach, mode);
          const bool small = std::fabs(sum) < epsilon;
          zeroed += small ? 1 : 0;
          out[y * width + x] = small ? 0 : sum;
        }
      }
    }
  }
  hp::put("kernel.zeroed", zeroed);
  return true;
}

}  // namespace convolution
