#include "convert.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace hyperparameter::storage {
namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;
constexpr int64_t kTwoTo53 = int64_t{1} << 53;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool equals_ignoring_case(std::string_view text, std::string_view word) noexcept {
  if (text.size() != word.size()) return false;
  for (size_t i = 0; i < text.size(); ++i)
    if (lower(text[i]) != word[i]) return false;
  return true;
}

std::string_view view(const hp_text *text) noexcept { return {hp_text_bytes(text), text->length}; }

// The exponent of a numeral that follows its 'e'; of one past any length of text only the sign counts.
int64_t exponent_of(std::string_view text) noexcept {
  bool negative = text[0] == '-';
  if (text[0] == '-' || text[0] == '+') text.remove_prefix(1);
  int64_t exponent = 0;
  for (char c : text)
    if (exponent < (int64_t{1} << 60) / 10) exponent = 10 * exponent + (c - '0');
  return negative ? -exponent : exponent;
}

// Whether a numeral that left the range of double is too large rather than too small: where its
// first digit that is not 0 stands, moved by the exponent.
bool is_huge(std::string_view digits) noexcept {
  size_t mantissa_end = digits.find_first_of("eE");
  std::string_view mantissa = digits.substr(0, mantissa_end);
  size_t first = mantissa.find_first_of("123456789");
  if (first == std::string_view::npos) return false;
  size_t point = mantissa.find('.');
  if (point == std::string_view::npos) point = mantissa.size();
  int64_t exponent = 0;
  if (mantissa_end != std::string_view::npos) exponent = exponent_of(digits.substr(mantissa_end + 1));
  return static_cast<int64_t>(point) - static_cast<int64_t>(first) + exponent > 0;
}

// The whole number of magnitude at most 2^53 that a numeral without a sign stands for exactly, before
// any rounding; false if it stands for none. A double may be whole where what was written is not.
bool exact_whole(std::string_view digits, int64_t *value) noexcept {
  constexpr int64_t kMostDigits = 16;  // of 2^53
  size_t mantissa_end = std::min(digits.find_first_of("eE"), digits.size());
  int64_t number = 0, count = 0, zeros = 0, behind_point = 0;
  bool fraction = false;
  auto shift = [](int64_t n, int64_t places) {
    while (places-- > 0) n *= 10;
    return n;
  };
  for (char c : digits.substr(0, mantissa_end)) {
    if (c == '.') {
      fraction = true;
      continue;
    }
    behind_point += fraction ? 1 : 0;
    if (c == '0') {
      ++zeros;
      continue;
    }
    count += count == 0 ? 1 : zeros + 1;
    if (count > kMostDigits) return false;
    number = shift(number, zeros + 1) + (c - '0');
    zeros = 0;
  }
  if (number == 0) return *value = 0, true;
  int64_t exponent = mantissa_end == digits.size() ? 0 : exponent_of(digits.substr(mantissa_end + 1));
  exponent += zeros - behind_point;
  if (exponent < 0 || count + exponent > kMostDigits) return false;
  number = shift(number, exponent);
  if (number > kTwoTo53) return false;
  return *value = number, true;
}

}  // namespace

bool parse_double(std::string_view text, double *value) noexcept {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  double number = 0;
  if (equals_ignoring_case(text, "inf") || equals_ignoring_case(text, "infinity")) {
    number = std::numeric_limits<double>::infinity();
  } else if (equals_ignoring_case(text, "nan")) {
    number = std::numeric_limits<double>::quiet_NaN();
  } else {
    size_t i = 0, digits = 0;
    while (i < text.size() && is_digit(text[i])) ++i, ++digits;
    if (i < text.size() && text[i] == '.') {
      ++i;
      while (i < text.size() && is_digit(text[i])) ++i, ++digits;
    }
    if (digits == 0) return false;
    if (i < text.size() && lower(text[i]) == 'e') {
      ++i;
      if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
      size_t exponent = i;
      while (i < text.size() && is_digit(text[i])) ++i;
      if (i == exponent) return false;
    }
    if (i != text.size()) return false;
    auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    if (result.ec == std::errc::result_out_of_range)
      number = is_huge(text) ? std::numeric_limits<double>::infinity() : 0.0;
    else if (result.ec != std::errc() || result.ptr != text.data() + text.size())
      return false;
  }
  *value = negative ? -number : number;
  return true;
}

bool parse_long(std::string_view text, int64_t *value) noexcept {
  std::string_view digits = text;
  if (!digits.empty() && digits[0] == '+') digits.remove_prefix(1);
  bool minus_follows = digits.size() != text.size() && !digits.empty() && digits[0] == '-';
  if (!minus_follows) {
    auto result = std::from_chars(digits.data(), digits.data() + digits.size(), *value);
    if (result.ec == std::errc() && result.ptr == digits.data() + digits.size()) return true;
  }
  double number;
  if (!parse_double(text, &number)) return false;
  if (std::isnan(number) || std::isinf(number)) return false;
  digits = text;
  bool negative = digits[0] == '-';
  if (negative || digits[0] == '+') digits.remove_prefix(1);
  if (!exact_whole(digits, value)) return false;
  if (negative) *value = -*value;
  return true;
}

bool parse_bool(std::string_view text, bool *value) noexcept {
  for (const char *word : {"y", "yes", "t", "true", "on", "1"})
    if (equals_ignoring_case(text, word)) return *value = true, true;
  for (const char *word : {"n", "no", "f", "false", "off", "0"})
    if (equals_ignoring_case(text, word)) return *value = false, true;
  return false;
}

std::string format_double(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  // Scientific form gives the shortest digits; to_chars' own plain form would print all of a
  // large number's.
  char buffer[40];
  auto result = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
  std::string_view text(buffer, static_cast<size_t>(result.ptr - buffer));
  size_t e = text.find('e');
  int exponent = 0;
  const char *exponent_text = text.data() + e + 1 + (text[e + 1] == '+' ? 1 : 0);
  std::from_chars(exponent_text, text.data() + text.size(), exponent);
  std::string sign, digits;
  for (char c : text.substr(0, e)) {
    if (c == '-') sign = "-";
    if (is_digit(c)) digits += c;
  }
  int after_point = static_cast<int>(digits.size()) - 1 - exponent;
  if (after_point <= 0) return sign + digits + std::string(static_cast<size_t>(-after_point), '0');
  if (exponent < 0) return sign + "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + digits;
  return sign + digits.insert(digits.size() - static_cast<size_t>(after_point), ".");
}

bool to_long(Cell cell, int64_t *value) noexcept {
  switch (cell.kind()) {
    case HP_LONG:
    case HP_BOOLEAN: *value = static_cast<int64_t>(cell.value); return true;
    case HP_DOUBLE: {
      double number = cell.as_double();
      if (!(number >= -kTwoTo63 && number < kTwoTo63) || number != std::trunc(number)) return false;
      *value = static_cast<int64_t>(number);
      return true;
    }
    case HP_TEXT: return parse_long(view(cell.text()), value);
    default: return false;
  }
}

bool to_double(Cell cell, double *value) noexcept {
  switch (cell.kind()) {
    case HP_LONG: *value = static_cast<double>(static_cast<int64_t>(cell.value)); return true;
    case HP_DOUBLE: *value = cell.as_double(); return true;
    case HP_TEXT: return parse_double(view(cell.text()), value);
    default: return false;
  }
}

bool to_bool(Cell cell, bool *value) noexcept {
  switch (cell.kind()) {
    case HP_LONG:
    case HP_BOOLEAN: *value = cell.value != 0; return true;
    case HP_TEXT: return parse_bool(view(cell.text()), value);
    default: return false;
  }
}

bool to_text(Cell cell, std::string *value) {
  switch (cell.kind()) {
    case HP_LONG: *value = std::to_string(static_cast<int64_t>(cell.value)); return true;
    case HP_DOUBLE: *value = format_double(cell.as_double()); return true;
    case HP_BOOLEAN: *value = cell.value != 0 ? "true" : "false"; return true;
    case HP_TEXT: *value = view(cell.text()); return true;
    default: return false;
  }
}

std::string describe_misfit(std::string_view key, Cell cell, const char *wanted) {
  std::string message = "the parameter '" + std::string(key) + "' holds ";
  std::string text;
  switch (cell.kind()) {
    case HP_LONG: message += "the integer "; break;
    case HP_DOUBLE: message += "the number "; break;
    case HP_BOOLEAN: message += "the boolean "; break;
    case HP_TEXT: message += "the text '"; break;
    case HP_NULL: message += "an explicit null"; break;
    default: message += "an object of another language"; break;
  }
  if (to_text(cell, &text)) message += text;
  if (cell.kind() == HP_TEXT) message += "'";
  return message + ", which is no " + wanted;
}

}  // namespace hyperparameter::storage
