package io.hyperparameter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "|a\"b\\c\nd|, \"a\\\"b\\\\c\\nd\"",
        "|\u202e\u2028|, \"\\u202e\\u2028\"",
        "|\ud83d\ude00 é|, \"\ud83d\ude00 é\"",
        "|\udb40\udc01|, \"\\udb40\\udc01\"" // a format character beyond U+FFFF
      })
  void whatDoesNotPrintIsEscaped(String text, String quoted) {
    assertEquals(quoted, Messages.quote(text));
  }
}
