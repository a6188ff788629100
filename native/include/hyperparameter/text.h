// A text as a read returns it.
#ifndef HYPERPARAMETER_TEXT_H
#define HYPERPARAMETER_TEXT_H

#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace hyperparameter {

/// Borrows the stored text, so that reading one allocates nothing: valid until the calling
/// thread next writes, enters or leaves a scope. Make it a std::string to keep it. Only a text
/// converted from another kind, such as 1 read as "1", is a copy.
class text {
 public:
  explicit text(std::string_view borrowed) noexcept : view_(borrowed) {}
  static text owning(std::string_view copied) {
    const std::string *copy = new std::string(copied);
    return text(*copy, copy);
  }
  text(const text &other)
      : view_(other.view_),
        owned_(other.owned_ == nullptr ? nullptr : new std::string(*other.owned_)) {
    if (owned_ != nullptr) view_ = *owned_;
  }
  text(text &&other) noexcept
      : view_(other.view_), owned_(std::exchange(other.owned_, nullptr)) {}
  text &operator=(text other) noexcept {
    std::swap(view_, other.view_);
    std::swap(owned_, other.owned_);
    return *this;
  }
  ~text() { delete owned_; }

  std::string_view view() const noexcept { return view_; }
  std::string str() const { return std::string(view_); }
  operator std::string_view() const noexcept { return view_; }
  operator std::string() const { return str(); }

  const char *data() const noexcept { return view_.data(); }
  /// Stored texts, literals and std::strings all end with a NUL.
  const char *c_str() const noexcept { return view_.data(); }
  size_t size() const noexcept { return view_.size(); }
  size_t length() const noexcept { return view_.size(); }
  bool empty() const noexcept { return view_.empty(); }

  friend bool operator==(const text &a, const text &b) noexcept { return a.view() == b.view(); }
  friend bool operator!=(const text &a, const text &b) noexcept { return a.view() != b.view(); }
  friend bool operator==(const text &a, std::string_view b) noexcept { return a.view() == b; }
  friend bool operator==(std::string_view a, const text &b) noexcept { return a == b.view(); }
  friend bool operator!=(const text &a, std::string_view b) noexcept { return a.view() != b; }
  friend bool operator!=(std::string_view a, const text &b) noexcept { return a != b.view(); }
  friend bool operator==(const text &a, const std::string &b) noexcept { return a.view() == b; }
  friend bool operator==(const std::string &a, const text &b) noexcept { return a == b.view(); }
  friend bool operator!=(const text &a, const std::string &b) noexcept { return a.view() != b; }
  friend bool operator!=(const std::string &a, const text &b) noexcept { return a != b.view(); }
  friend bool operator==(const text &a, const char *b) noexcept { return a.view() == b; }
  friend bool operator==(const char *a, const text &b) noexcept { return a == b.view(); }
  friend bool operator!=(const text &a, const char *b) noexcept { return a.view() != b; }
  friend bool operator!=(const char *a, const text &b) noexcept { return a != b.view(); }
  friend std::string operator+(const text &a, std::string_view b) { return a.str().append(b); }
  friend std::string operator+(std::string_view a, const text &b) {
    return std::string(a).append(b.view());
  }
  friend std::ostream &operator<<(std::ostream &out, const text &t) { return out << t.view(); }

 private:
  text(std::string_view view, const std::string *owned) noexcept : view_(view), owned_(owned) {}

  std::string_view view_;
  const std::string *owned_ = nullptr;  // a pointer, so that a borrowed text costs two words
};

}  // namespace hyperparameter

#endif
