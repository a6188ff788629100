package io.hyperparameter.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

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
      "@Deprecated @SuppressWarnings(\"rawtypes\") @io.hyperparameter.annotation.AutoParam(\"f\") %s int f(%s %s,"
          + " @io.hyperparameter.annotation.Default(\"nan\") double d, @io.hyperparameter.annotation.Default(\"1\")"
          + " @io.hyperparameter.annotation.Min(1) java.util.List<Integer> l, @io.hyperparameter.annotation.Default"
          + " java.util.Optional<String> o, @io.hyperparameter.annotation.Default(\"PT1S\") java.time.Duration t,"
          + " @io.hyperparameter.annotation.Default(\"A\") %s x) { return 1; }";

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

  /**
   * In the unnamed package, where a class hides another's or a package's name in every file, and in
   * a package that is called as the class is: each program alone.
   */
  @Test
  void everyNameByItself() {
    List<String> broken = new ArrayList<>();
    for (String name : NAMES) {
      for (String program : programs(name)) {
        brokenAlone(JavaFileObjects.forSourceString("Z", program)).forEach(broken::add);
      }
    }
    for (String program : programs("p")) {
      brokenAlone(JavaFileObjects.forSourceString("p.Z", "package p;\n" + program))
          .forEach(broken::add);
    }
    assertTrue(broken.isEmpty(), () -> broken.size() + " broken:\n" + String.join("\n", broken));
  }

  private static List<String> brokenAlone(JavaFileObject source) {
    List<Diagnostic<? extends JavaFileObject>> errors = Compiled.compile(source).errors();
    // what javac does not take without us is no name of ours
    if (errors.isEmpty()
        || errors.stream().anyMatch(NamesTest::told)
        || !withoutUs(List.of(source)).errors().isEmpty()) {
      return List.of();
    }
    return List.of(source + "\n  " + errors);
  }

  /**
   * Where no class hides another's: each program in a package of its own, and javac runs thrice.
   */
  @Test
  void everyNameInAPackage() {
    List<JavaFileObject> sources = new ArrayList<>();
    for (String name : NAMES) {
      for (String program : programs(name)) {
        String home = "p" + sources.size();
        String ofItsOwn = program.replace("(\"f\")", "(\"" + home + "\")"); // its namespace
        sources.add(
            JavaFileObjects.forSourceString(home + ".Z", "package " + home + ";\n" + ofItsOwn));
      }
    }
    sources.removeAll(files(withoutUs(sources).errors(), error -> true));
    int taken = sources.size();
    sources.removeAll(files(compileAll(sources).errors(), NamesTest::told));
    assertTrue(taken > sources.size(), "none is told");
    assertThat(compileAll(sources)).succeeded();
  }

  private static boolean told(Diagnostic<? extends JavaFileObject> error) {
    return error.getMessage(null).matches("(?s)\\[HP0(17|14)].*");
  }

  private static Compilation withoutUs(List<JavaFileObject> sources) {
    return Compiler.javac()
        .withClasspath(Compiled.CLASS_PATH)
        .withOptions("-proc:none", "-Xmaxerrs", "10000")
        .compile(sources);
  }

  private static Compilation compileAll(List<JavaFileObject> sources) {
    return Compiled.compiler().withOptions("-Xmaxerrs", "10000").compile(sources);
  }

  private static List<JavaFileObject> files(
      List<Diagnostic<? extends JavaFileObject>> errors,
      Predicate<Diagnostic<? extends JavaFileObject>> which) {
    List<JavaFileObject> files = new ArrayList<>();
    errors.stream().filter(which).forEach(error -> files.add(error.getSource()));
    return files;
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
                        + " { @io.hyperparameter.annotation.AutoParam static int f(@io.hyperparameter.annotation.Default(\"1\")"
                        + " int x) { return x; } }"));
        assertThat(compilation).succeededWithoutWarnings();
      }
    }
  }
}
