package io.hyperparameter.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static final Map<String, Object> CONTEXTS =
      Map.of("matrix", Map.of("os", "ubuntu-latest", "java", 17), "env", Map.of("A", "b"));

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '"',
      value = {
        "matrix.os -> ubuntu-latest",
        "matrix.java == 17 -> true",
        "matrix.os != 'windows-latest' && '-Dnative=true' || '' -> -Dnative=true",
        "matrix.os == 'UBUNTU-LATEST' && '-Dnative=true' || 'none' -> -Dnative=true",
        "matrix.compiler && 'a' || 'b' -> b",
        "!(matrix.compiler || env.A == 'c') -> true",
        "startsWith(matrix.os, 'ubuntu') && success() -> true",
        "contains(matrix.os, 'mac') -> false",
        "'it''s' -> it's",
      })
  void value(String expression, String value) {
    assertEquals(value, Expression.filled("${{ " + expression + " }}", CONTEXTS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"matrix.", "a ==", "(a", "a b", "'a", "a & b", "f(a,", "a[0]", ""})
  void unreadable(String expression) {
    assertThrows(IllegalArgumentException.class, () -> Expression.of(expression));
  }

  @Test
  void namesAndCalls() {
    Expression expression = Expression.of("!contains(matrix.os, 'x.y') && env.A-b || true");
    assertEquals(Set.of("matrix.os", "env.A-b"), expression.names());
    assertEquals(Set.of("contains"), expression.calls());
  }
}
