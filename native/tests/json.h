// As much JSON as the contract cases need. Numbers keep their spelling.
#pragma once

#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace json {

struct Value {
  enum Kind { kNull, kBool, kNumber, kString, kArray, kObject } kind = kNull;
  bool boolean = false;
  std::string text;  // of a string, or the digits of a number
  std::vector<Value> items;
  std::vector<std::pair<std::string, Value>> members;  // in the order of the file

  const Value *find(const std::string &name) const {
    for (const auto &member : members)
      if (member.first == name) return &member.second;
    return nullptr;
  }
  bool has(const std::string &name) const { return find(name) != nullptr; }
  const Value &at(const std::string &name) const {
    const Value *value = find(name);
    if (value == nullptr) throw std::runtime_error("no member '" + name + "'");
    return *value;
  }
};

class Reader {
 public:
  explicit Reader(std::string text) : text_(std::move(text)) {}
  Value document() {
    Value value = read();
    blanks();
    if (at_ != text_.size()) fail("text after the document");
    return value;
  }

 private:
  [[noreturn]] void fail(const char *what) {
    throw std::runtime_error(std::string(what) + " at byte " + std::to_string(at_));
  }
  void blanks() {
    while (at_ < text_.size() && std::string(" \t\r\n").find(text_[at_]) != std::string::npos) ++at_;
  }
  char peek() {
    blanks();
    if (at_ == text_.size()) fail("unexpected end");
    return text_[at_];
  }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void word(const char *w) {
    for (; *w != 0; ++w, ++at_)
      if (at_ == text_.size() || text_[at_] != *w) fail("bad word");
  }

  Value read() {
    Value value;
    switch (peek()) {
      case '{':
        ++at_;
        value.kind = Value::kObject;
        if (take('}')) return value;
        do {
          peek();
          std::string name = string();
          if (!take(':')) fail("':' expected");
          value.members.emplace_back(std::move(name), read());
        } while (take(','));
        if (!take('}')) fail("'}' expected");
        return value;
      case '[':
        ++at_;
        value.kind = Value::kArray;
        if (take(']')) return value;
        do value.items.push_back(read());
        while (take(','));
        if (!take(']')) fail("']' expected");
        return value;
      case '"':
        value.kind = Value::kString;
        value.text = string();
        return value;
      case 't': word("true"); value.kind = Value::kBool; value.boolean = true; return value;
      case 'f': word("false"); value.kind = Value::kBool; return value;
      case 'n': word("null"); return value;
      default:
        value.kind = Value::kNumber;
        while (at_ < text_.size() &&
               std::string("+-.eE0123456789").find(text_[at_]) != std::string::npos)
          value.text += text_[at_++];
        if (value.text.empty()) fail("value expected");
        return value;
    }
  }

  unsigned hex() {
    unsigned code = 0;
    for (int i = 0; i < 4; ++i) code = code * 16 + std::stoul(text_.substr(at_++, 1), nullptr, 16);
    return code;
  }

  // An unpaired surrogate becomes the three bytes it would have: no UTF-8, as a test wants it.
  std::string string() {
    if (text_[at_++] != '"') fail("string expected");
    std::string out;
    while (text_.at(at_) != '"') {
      char c = text_[at_++];
      if (c != '\\') {
        out += c;
        continue;
      }
      c = text_.at(at_++);
      switch (c) {
        case 'n': out += '\n'; break;
        case 't': out += '\t'; break;
        case 'r': out += '\r'; break;
        case 'b': out += '\b'; break;
        case 'f': out += '\f'; break;
        case 'u': {
          uint32_t code = hex();
          if (code >= 0xd800 && code < 0xdc00 && text_.compare(at_, 2, "\\u") == 0) {
            size_t back = at_;
            at_ += 2;
            uint32_t low = hex();
            if (low >= 0xdc00 && low < 0xe000)
              code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            else
              at_ = back;
          }
          utf8(code, &out);
          break;
        }
        default: out += c;
      }
    }
    ++at_;
    return out;
  }

  static void utf8(uint32_t code, std::string *out) {
    const auto tail = [&](int shift) {
      *out += static_cast<char>(0x80 | ((code >> shift) & 0x3f));
    };
    if (code < 0x80) {
      *out += static_cast<char>(code);
    } else if (code < 0x800) {
      *out += static_cast<char>(0xc0 | code >> 6);
      tail(0);
    } else if (code < 0x10000) {
      *out += static_cast<char>(0xe0 | code >> 12);
      tail(6), tail(0);
    } else {
      *out += static_cast<char>(0xf0 | code >> 18);
      tail(12), tail(6), tail(0);
    }
  }

  std::string text_;
  size_t at_ = 0;
};

inline Value read_file(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return Reader(std::string(std::istreambuf_iterator<char>(in), {})).document();
}

}  // namespace json
