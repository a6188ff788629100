package io.hyperparameter.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the author says about null is said of the generated methods, too. */
class NullnessTest {
  private static String generated(String body) {
    Compilation compilation =
        Compiled.compile(Compiled.file("A", "import org.jspecify.annotations.*;\n" + body));
    assertThat(compilation).succeededWithoutWarnings();
    return Compiled.text(compilation, "p/AAutoParam.java");
  }

  @Test
  void ofParametersResultsAndWhatTheyHold() {
    String a =
        generated(
            "@NullMarked class A { @AutoParam static <T extends @Nullable Object>"
                + " List<@Nullable String> f(@Nullable String s, Map.@Nullable Entry<T, String> e,"
                + " @Nullable String @Nullable [] n, String[] @Nullable [] m, @Nullable T t,"
                + " @Default @Nullable String x, @Default @Nullable List<Integer> l,"
                + " @Default(\"a\") List<@Nullable String> k, @Nullable Object... more)"
                + " { return new ArrayList<>(); } }");
    for (String expected :
        List.of(
            "@NullMarked\nfinal class AAutoParam",
            "<T extends @Nullable Object> List<@Nullable String> f(",
            "@Nullable String s,",
            "Map.@Nullable Entry<T, String> e,",
            "@Nullable String @Nullable [] n,",
            "String[] @Nullable [] m,",
            "@Nullable T t,",
            "@Nullable Object... more)",
            "private @Nullable String x;",
            "public FArgs x(@Nullable String x) {",
            "public FArgs l(@Nullable List<Integer> l) {",
            "public FArgs k(List<@Nullable String> k) {",
            "\n    String x = ",
            "private static final List<@Nullable String> F_K_DEFAULT = List.of(\"a\");",
            "import org.jspecify.annotations.Nullable;")) {
      assertTrue(a.contains(expected), () -> expected + " is not in\n" + a);
    }
  }

  @Test
  void ofAResult() {
    String a =
        generated(
            "class A { @AutoParam @Nullable String f(@Default(\"1\") int x) { return null; }"
                + " @AutoParam @NonNull String[] g(@Default(\"1\") int x) { return new String[0]; } }");
    assertTrue(a.contains("static @Nullable String f(A self)"), a);
    assertTrue(a.contains("static @NonNull String[] g(A self)"), a);
  }

  /**
   * Of libraries whose annotations stand on declarations, or on both; and what may not be named.
   */
  @Test
  void ofDeclarations() {
    String a =
        generated(
            "@interface NonNull { String value(); }\n"
                + "class A { @interface NotNull {} @interface Mine {}\n"
                + "@AutoParam @NotNull static String f(@NotNull @Mine String s, @NonNull(\"x\") int q,"
                + " @Default(\"1\") @NotNull Integer x) { return s; } }");
    assertTrue(a.contains("  @A.NotNull\n  static String f(@A.NotNull String s, int q)"), a);
    assertTrue(a.contains("public FArgs x(@A.NotNull Integer x) {"), a);
    assertEquals(-1, a.indexOf("Mine"), a);
  }
}
