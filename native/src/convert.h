// What a value means as another type: lossless, or no value at all.
#pragma once

#include <string>
#include <string_view>

#include "cell.h"

namespace hyperparameter::storage {

/// Each answers false where the value does not convert; null, tombstones and objects never do.
bool to_long(Cell cell, int64_t *value) noexcept;
bool to_double(Cell cell, double *value) noexcept;
bool to_bool(Cell cell, bool *value) noexcept;
bool to_text(Cell cell, std::string *value);

bool parse_long(std::string_view text, int64_t *value) noexcept;
bool parse_double(std::string_view text, double *value) noexcept;
bool parse_bool(std::string_view text, bool *value) noexcept;
/// Shortest digits that read back equal, never an exponent, no trailing ".0".
std::string format_double(double value);

/// "the parameter 'a.b' holds the text 'fast', which is no 64-bit integer": for messages.
std::string describe_misfit(std::string_view key, Cell cell, const char *wanted);

}  // namespace hyperparameter::storage
