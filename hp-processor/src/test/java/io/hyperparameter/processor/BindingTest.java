package io.hyperparameter.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static io.hyperparameter.processor.Compiled.eval;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import io.hyperparameter.ParamRangeException;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What generated code does when it runs. */
class BindingTest {
  private static Object under(ParamScope scope, String declarations, String expression)
      throws Exception {
    return scope.call(() -> eval(declarations, expression));
  }

  /** Type, default, the value bound to it; then text in a scope and the value bound to that. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "byte|-128|-128|1e2|100",
        "short|32767|32767|3.0|3",
        "int|1e3|1000|2|2",
        "long|-9223372036854775808|-9223372036854775808|7|7",
        "float|0.1|0.1|2.5|2.5",
        "float|nan|NaN|inf|Infinity",
        "double|1e-3|0.001|3|3.0",
        "double|-inf|-Infinity|1e400|Infinity",
        "double|1e-400|0.0|0|0.0",
        "boolean|yes|true|off|false",
        "String|a \\\" \\\\ é|a \" \\ é|b|b",
        "Byte|5|5|1e2|100",
        "Integer|5|5|6|6",
        "Boolean|n|false|1|true",
        "java.time.DayOfWeek|monday|MONDAY|Friday|FRIDAY",
        "java.time.Duration|PT1M|PT1M|PT2S|PT2S",
        "java.nio.file.Path|/a|/a|/b|/b",
        "java.math.BigDecimal|1.50|1.50|2|2",
        "java.net.URI|x:y|x:y|z:w|z:w",
        "StringBuilder|a|a|b|b",
        "List<Short>|-1, 2|[-1, 2]|3|[3]",
        "List<Integer>|1, 2|[1, 2]|3|[3]",
        "List<String>||[]|a,b|[a, b]",
        "List<java.time.Duration>|PT1S|[PT1S]|PT2S,PT3S|[PT2S, PT3S]",
        "List<StringBuilder>|a,b|[a, b]|c|[c]",
        "Optional<Integer>||Optional.empty|3|Optional[3]",
        "Optional<String>|a|Optional[a]|b|Optional[b]",
        "Optional<StringBuilder>|a|Optional[a]|b|Optional[b]",
      })
  void types(String type, String def, String expected, String text, String bound) throws Exception {
    String f =
        "class A { @AutoParam static String f(@Default(\""
            + (def == null ? "" : def)
            + "\") "
            + type
            + " x) { return String.valueOf(x); } }";
    String both =
        "List.of(AAutoParam.f(), ParamScope.of(\"f.x\", \""
            + text
            + "\").call(() -> AAutoParam.f()))";
    assertEquals(List.of(expected, bound), eval(f, both));
  }

  @Test
  void nullDefaults() throws Exception {
    String f =
        "class A { @AutoParam static List<Object> f(@Default String s, @Default Integer i,"
            + " @Default Object o, @Default List<Long> l, @Default java.time.Duration d,"
            + " @Default Optional<Long> e) { return Arrays.asList(s, i, o, l, d, e); } }";
    assertEquals(
        "[null, null, null, null, null, Optional.empty]", eval(f, "AAutoParam.f().toString()"));
    ParamScope scope =
        ParamScope.of(Map.of("f.s", 1, "f.i", "2", "f.o", 3.5, "f.l", List.of(4, "5")));
    scope.put("f.e", "");
    assertEquals(
        "[1, 2, 3.5, [4, 5], null, Optional.empty]", under(scope, f, "AAutoParam.f().toString()"));
  }

  @Test
  void explicitWinsEvenIfItEqualsTheDefaultOrIsNull() throws Exception {
    String f =
        "class A { @AutoParam static String f(@Default(\"1\") int x, @Default(\"s\") String s)"
            + " { return x + s; } }";
    assertEquals(
        "1null", under(ParamScope.define("f.x=5"), f, "AAutoParam.f(a -> a.x(1).s(null))"));
  }

  @Test
  void wrongValuesNameTheKey() {
    String f = "class A { @AutoParam static int f(@Default(\"1\") int x) { return x; } }";
    ParamTypeException e =
        assertThrows(
            ParamTypeException.class, () -> under(ParamScope.define("f.x=a"), f, "AAutoParam.f()"));
    assertTrue(e.getMessage().startsWith("f.x: \"a\""), e.getMessage());
    String own =
        "class P { static P valueOf(String s) { throw new RuntimeException(\"no \" + s); } }";
    String g = own + "class A { @AutoParam static P f(@Default(\"dflt\") P x) { return x; } }";
    e = assertThrows(ParamTypeException.class, () -> eval(g, "AAutoParam.f()"));
    assertTrue(
        e.getMessage().contains("f.x: \"dflt\"") && e.getMessage().contains("no dflt"),
        e.getMessage());
    e =
        assertThrows(
            ParamTypeException.class, () -> under(ParamScope.define("f.x=v"), g, "AAutoParam.f()"));
    assertTrue(e.getMessage().contains("f.x: \"v\""), e.getMessage());
  }

  @Test
  void wrongValuesNameTheTypeThatWasDeclared() {
    String f =
        "class A { @AutoParam static Object f(@Default(\"1\") byte b, @Default(\"1\") Short s,"
            + " @Default(\"1\") int i, @Default(\"1\") float x) { return x; } }";
    for (String wrong : List.of("b=128 byte", "s=40000 short", "i=1.5 int", "x=abc float")) {
      String[] definitionAndType = wrong.split(" ", -1);
      ParamTypeException e =
          assertThrows(
              ParamTypeException.class,
              () -> under(ParamScope.define("f." + definitionAndType[0]), f, "AAutoParam.f()"));
      assertEquals(definitionAndType[1], e.wantedType(), e.getMessage());
    }
  }

  @Test
  void boundsAreCheckedWhenAValueIsBound() throws Exception {
    String f =
        "class A { @AutoParam static Object f(@Default(\"0.5\") @Min(value = 0, exclusive = true)"
            + " @Max(1) double lr, @Default(\"0.1\") @Max(0.1) float g, @Default @Min(1) Integer n,"
            + " @Default(\"a\") @OneOf({\"a\", \"b\"}) String s, @Default(\"2\") @OneOf({\"2\","
            + " \"4\"}) long k) { return lr; } }";
    assertEquals(0.5, eval(f, "AAutoParam.f()"));
    assertEquals(
        1.0, under(ParamScope.define("f.lr=1", "f.n=1", "f.s=b", "f.k=4"), f, "AAutoParam.f()"));
    ParamRangeException e =
        assertThrows(
            ParamRangeException.class,
            () -> under(ParamScope.define("f.lr=0"), f, "AAutoParam.f()"));
    assertEquals(
        "f.lr: 0 (double) is not allowed; it came from definition \"f.lr=0\"; give a value > 0 and"
            + " <= 1",
        e.getMessage());
    assertEquals("f.lr", e.key());
    for (String wrong : List.of("f.lr=nan", "f.lr=1.1", "f.g=0.2", "f.n=0", "f.s=c", "f.k=3")) {
      assertThrows(
          ParamRangeException.class,
          () -> under(ParamScope.define(wrong), f, "AAutoParam.f()"),
          wrong);
    }
    e = assertThrows(ParamRangeException.class, () -> eval(f, "AAutoParam.f(a -> a.lr(7))"));
    assertEquals("an explicit argument", e.origin());
  }

  @Test
  void boundsHoldForEachElementOfAListAndForTheContentOfAnOptional() throws Exception {
    String f =
        "class A { enum E { X, Y, Z } @AutoParam static Object f("
            + "@Default(\"3, 4\") @Min(1) @Max(8) List<Integer> n,"
            + " @Default List<Float> g, @Default @Max(0.1) Optional<Float> o,"
            + " @Default(\"x\") @OneOf({\"X\", \"Y\"}) List<E> e, @Default @Min(2) List<Long> i,"
            + " @Default(\"a,b\") @OneOf({\"a\", \"b\"}) List<String> element) {"
            + " return n + \" \" + o + e + i + element; } }";
    assertEquals("[3, 4] Optional.empty[X]null[a, b]", eval(f, "AAutoParam.f()"));
    ParamScope allowed =
        ParamScope.define("f.n=1,8", "f.o=0.1", "f.e=y,x", "f.i=2,3", "f.element=");
    assertEquals("[1, 8] Optional[0.1][Y, X][2, 3][]", under(allowed, f, "AAutoParam.f()"));
    ParamRangeException e =
        assertThrows(
            ParamRangeException.class,
            () -> under(ParamScope.define("f.n=1,2,0,-1"), f, "AAutoParam.f()"));
    assertEquals(
        "f.n[2]: 0 (long) is not allowed; it came from definition \"f.n=1,2,0,-1\"; give a value"
            + " >= 1 and <= 8",
        e.getMessage());
    assertEquals("f.n", e.key());
    assertEquals(2, e.index());
    assertEquals(0, e.value());
    for (String wrong :
        List.of("f.n=9", "f.o=0.2", "f.o=nan", "f.e=x,z", "f.i=2,1", "f.element=,")) {
      assertThrows(
          ParamRangeException.class,
          () -> under(ParamScope.define(wrong), f, "AAutoParam.f()"),
          wrong);
    }
    e =
        assertThrows(
            ParamRangeException.class, () -> eval(f, "AAutoParam.f(a -> a.o(Optional.of(0.5f)))"));
    assertEquals(-1, e.index());
    assertEquals("an explicit argument", e.origin());
    assertEquals(
        "null null[X]null[null]",
        eval(f, "AAutoParam.f(a -> a.n(null).o(null).element(Collections.singletonList(null)))"));
  }

  @Test
  void theBodyRunsInItsOwnScopeAndExceptionsPassThrough() throws Exception {
    String f =
        "class A { @AutoParam static void f(@Default(\"1\") int x) throws IOException {"
            + " ParamScope.current().put(\"t\", 1); ParamScope.of(\"u\", 2).enter();"
            + " if (x == 2) throw new IOException(\"x\"); }"
            + " static Object run() throws IOException { AAutoParam.f(a -> a.x(2)); return 1; } }";
    ParamScope outer = ParamScope.of("o", 1).enter();
    try (outer) {
      Exception e = assertThrows(IOException.class, () -> eval(f, "A.run()"));
      assertEquals(1, e.getSuppressed().length); // the forgotten scope is reported, and closed
      assertEquals("[o]", ParamScope.current().keys().toString());
    }
  }

  @Test
  void shapes() throws Exception {
    assertEquals(
        "7:3[a]",
        eval(
            "class Box<T extends Comparable<T>> { final T t; final int n;"
                + " @AutoParam(\"box\") Box(T t, @Default(\"3\") int n) { this.t = t; this.n = n; }"
                + " @AutoParam <X extends Exception> String show(X x, @Default(\"1\") int self,"
                + " String... more) throws X { return t + \":\" + n + List.of(more); } }",
            "BoxAutoParam.show(BoxAutoParam.create(7), new RuntimeException(), \"a\")"));
    assertEquals(
        "C[a=9]",
        under(
            ParamScope.define("C.a=9"),
            "interface I { @AutoParam record C(@Default(\"1\") int a) {"
                + " public C { ParamScope.current().put(\"x\", a); } } }",
            "I_CAutoParam.create().toString()"));
    assertEquals(
        "sub5",
        eval(
            "interface I { @AutoParam String f(@Default(\"5\") int n); }"
                + "class S implements I { public String f(int n) { return \"sub\" + n; } }",
            "IAutoParam.f(new S())"));
    assertEquals(
        "12",
        eval(
            "class A { @AutoParam static <T> T f(T t, @Default(\"1\") int x) { return t; }"
                + " @AutoParam(\"g\") static <T> String f(List<? super T> t, T u,"
                + " @Default(\"2\") int x) { return \"\" + u + x; } }",
            "AAutoParam.f(new ArrayList<Object>(), AAutoParam.f(1))"));
    assertEquals(
        "1",
        eval(
            "class A<T> { class In { @AutoParam T f(T t, @Default(\"1\") int scope,"
                + " @Default(\"1\") int args, @Default(\"1\") int body, @Default(\"1\") int explicit,"
                + " @Default(\"1\") int A_IN) { return t; } } }",
            "A_InAutoParam.f(new A<String>().new In(), \"1\", a -> a.scope(2))"));
    assertInstanceOf(
        Optional.class,
        eval(
            "class ParamScope {} class Consumer {} class List {} class A { enum String { X }"
                + " @AutoParam static Optional<java.lang.String> f(@Default Optional<java.lang.String> q,"
                + " @Default(\"X\") String e, @Default(\"a\") java.util.List<java.lang.String> l,"
                + " @Default(\"1\") int Trainer, @Default(\"1\") int A) { return q; } }",
            "p.AAutoParam.f()"));
  }

  @Test
  void deprecatedElementsWarnNobodyTwice() throws Exception {
    assertEquals(
        1,
        eval(
            "class A { @Deprecated(forRemoval = true) @AutoParam static int f(@Default(\"1\") int x)"
                + " { return x; } @SafeVarargs @AutoParam static <T> int g(@Default(\"1\") int x,"
                + " T... t) { return x; } }",
            "AAutoParam.g(\"\", List.of())"));
  }

  @Test
  void typesThatAnotherProcessorWritesAreWaitedFor() {
    JavaFileObject source =
        Compiled.file(
            "A",
            "class A { static final IntParam N = Param.ofInt(\"n\", 1);\n"
                + "  @AutoParam static Later f(Later x, @Default(\"1\") int n) { return x; }\n"
                + "  Later g() { return AAutoParam.f(new Later()); } }");
    Compilation compilation =
        Compiled.compiler()
            .withProcessors(new AutoParamProcessor(), new ParamIndexProcessor(), new WritesLater())
            .compile(source);
    assertThat(compilation).succeededWithoutWarnings();
    String index = Compiled.text(compilation, "META-INF/hyperparameter/index.json");
    assertTrue(index.contains("\"f.n\"") && index.contains("\"n\""), index);
    assertEquals(index, Compiled.text(compilation, "META-INF/hyperparameter/classes/p.A.json"));
  }

  /** Writes the class {@code p.Later} in the first round. */
  @SupportedAnnotationTypes("*")
  private static final class WritesLater extends AbstractProcessor {
    private boolean done;

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!done) {
        done = true;
        try (Writer out = processingEnv.getFiler().createSourceFile("p.Later").openWriter()) {
          out.write("package p; class Later {}");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }
}
