package io.hyperparameter.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever people call their classes: generated code compiles, or HP017 says what to rename. */
class NamesTest {
  private static final List<String> NAMES =
      List.of(
          "args",
          "body",
          "explicit",
          "self",
          "i",
          "element",
          "ParamScope",
          "ParamBinding",
          "Consumer",
          "Generated",
          "List",
          "Optional",
          "Double",
          "Deprecated",
          "SuppressWarnings",
          "F_X",
          "FArgs",
          "AAutoParam",
          "io",
          "java",
          "javax",
          "p");

  /** The whole of a call: bounds, lists, optionals, numbers without literals, enums, a parser. */
  private static final String CALL =
      "@Deprecated @SuppressWarnings(\"rawtypes\") @io.hyperparameter.AutoParam(\"f\") %s int f(%s %s,"
          + " @io.hyperparameter.Default(\"nan\") double d, @io.hyperparameter.Default(\"1\")"
          + " @io.hyperparameter.Min(1) java.util.List<Integer> l, @io.hyperparameter.Default"
          + " java.util.Optional<String> o, @io.hyperparameter.Default(\"PT1S\") java.time.Duration t,"
          + " @io.hyperparameter.Default(\"A\") %s x) { return 1; }";

  /** The class a call belongs to, the class of an argument, and of a default, and nested ones. */
  private static List<String> programs(String name) {
    String type = "class %s { enum %s { A } }".formatted(name, name.equals("E") ? "F" : "E");
    List<String> programs = new ArrayList<>();
    for (String how : List.of("static", "")) {
      programs.add(
          "class %s { enum E { A } %s }".formatted(name, CALL.formatted(how, "int", "q", "E")));
      programs.add(type + " class A { " + CALL.formatted(how, name, "q", name + ".E") + " }");
      programs.add(
          "enum %s { A } class A { %s }".formatted(name, CALL.formatted(how, name, "q", name)));
      programs.add(
          "class A { enum %s { A } %s }".formatted(name, CALL.formatted(how, name, "q", name)));
      programs.add(type + " class A { enum E { A } " + CALL.formatted(how, "int", "q", "E") + " }");
      programs.add("class A { enum E { A } " + CALL.formatted(how, "int", name, "E") + " }");
    }
    return programs;
  }

  @ParameterizedTest
  @ValueSource(strings = {"p", ""})
  void everyName(String inPackage) {
    List<String> broken = new ArrayList<>();
    for (String name : NAMES) {
      for (String program : programs(name)) {
        String head = inPackage.isEmpty() ? "" : "package " + inPackage + ";\n";
        JavaFileObject source =
            JavaFileObjects.forSourceString(
                (inPackage.isEmpty() ? "" : "p.") + "Z", head + program);
        Compilation compilation = Compiled.compile(source);
        List<Diagnostic<? extends JavaFileObject>> errors = compilation.errors();
        // what javac does not take without us is no name of ours
        boolean told =
            !errors.isEmpty()
                && errors.stream()
                    .anyMatch(e -> e.getMessage(null).matches("(?s)\\[HP0(17|14)].*"));
        boolean alone =
            com.google.testing.compile.Compiler.javac()
                .withOptions("-proc:none")
                .compile(source)
                .errors()
                .isEmpty();
        if (!errors.isEmpty() && !told && alone) {
          broken.add(program + "\n  " + errors);
        }
      }
    }
    assertTrue(broken.isEmpty(), () -> broken.size() + " broken:\n" + String.join("\n", broken));
  }

  /** Those an issue was made of: each works. */
  @Test
  void classesCalledAsOurVariables() {
    for (String name : List.of("args", "body", "explicit", "ParamScope", "ParamBinding")) {
      for (String head : List.of("package p;\n", "")) {
        Compilation compilation =
            Compiled.compile(
                JavaFileObjects.forSourceString(
                    (head.isEmpty() ? "" : "p.") + name,
                    head
                        + "class "
                        + name
                        + " { @io.hyperparameter.AutoParam static int f(@io.hyperparameter.Default(\"1\")"
                        + " int x) { return x; } }"));
        assertThat(compilation).succeededWithoutWarnings();
      }
    }
  }
}
