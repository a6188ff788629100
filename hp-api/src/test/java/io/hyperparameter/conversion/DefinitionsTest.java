package io.hyperparameter.conversion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionsTest {
  @ParameterizedTest
  @CsvSource({
    "a.b=1, a.b, 1",
    "c=x=y, c, x=y",
    "k=, k, ''",
    "=v, '', v",
    "=, '', ''",
    "' k = v ', ' k ', ' v '",
    "k==, k, ="
  })
  void splitsAtTheFirstSign(String definition, String key, String value) {
    assertEquals(new Definitions.Definition(key, value), Definitions.parse(definition));
  }

  @Test
  void quotesWhatHasNoSign() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Definitions.parse("train.lr 0.1\n"))
            .getMessage();
    assertEquals(
        "definition \"train.lr 0.1\\n\" has no '='; write it as key=value,"
            + " such as \"train.lr=0.001\"",
        message);
    assertThrows(IllegalArgumentException.class, () -> Definitions.parse(""));
    assertThrows(IllegalArgumentException.class, () -> Definitions.parse(null));
  }

  @Test
  void checksTheKeyAndNotTheValue() {
    assertThrows(IllegalArgumentException.class, () -> Definitions.parse("a\0=1"));
    assertThrows(IllegalArgumentException.class, () -> Definitions.parse("\ud800=1"));
    assertEquals("\0\ud800", Definitions.parse("a=\0\ud800").value());
  }
}
