package io.hyperparameter.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.testing.compile.Compilation;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.Suggest;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays the contract's cases of declared parameters: each {@code call} becomes a method with
 * {@code @AutoParam} and a call of the code generated for it.
 */
class ContractTest {
  /** What the body of a called method does. */
  public static final ThreadLocal<Runnable> BODY = new ThreadLocal<>();

  @TestFactory
  Stream<DynamicTest> cases() throws Exception {
    JsonNode root;
    try (InputStream in = ContractTest.class.getResourceAsStream("/auto_param.json")) {
      root = new ObjectMapper().readTree(in);
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : root.get("cases")) {
      String name = one.get("id").asText() + " " + one.get("name").asText();
      tests.add(DynamicTest.dynamicTest(name, () -> runInNewThread(one)));
    }
    assertEquals(12, tests.size());
    return tests.stream();
  }

  private static void runInNewThread(JsonNode one) throws Exception {
    Throwable[] thrown = new Throwable[1];
    Thread thread =
        new Thread(
            () -> {
              try {
                new Replay().runAll(one.get("ops"));
              } catch (Throwable e) {
                thrown[0] = e;
              }
            });
    thread.start();
    thread.join();
    if (thrown[0] != null) {
      throw new AssertionError(thrown[0].getMessage(), thrown[0]);
    }
  }

  /** One case. */
  private static final class Replay {
    private final Deque<ParamScope> open = new ArrayDeque<>();

    void runAll(JsonNode ops) throws Exception {
      for (JsonNode op : ops) {
        run(op);
      }
    }

    private void run(JsonNode op) throws Exception {
      switch (op.get("op").asText()) {
        case "enter" -> {
          ParamScope scope = ParamScope.of(map(op.path("map")));
          for (JsonNode arg : op.path("args")) {
            scope.putDefinitions(arg.asText());
          }
          open.push(scope.enter());
        }
        case "exit" -> open.pop().close();
        case "put" -> ParamScope.current().put(op.get("key").asText(), value(op.get("value")));
        case "contains" ->
            assertEquals(
                op.get("expect").asBoolean(),
                ParamScope.current().contains(op.get("key").asText()));
        case "get" -> {
          assertEquals("long", op.get("as").asText());
          long def = op.get("default").get("value").asLong();
          assertEquals(
              value(op.get("expect")), ParamScope.current().getLong(op.get("key").asText(), def));
        }
        case "call" -> call(op);
        default -> fail("unknown op " + op);
      }
    }

    private void call(JsonNode op) throws Exception {
      String error = op.path("expect_error").asText();
      Compilation compilation = Compiled.compile(sources(op));
      if (error.equals("argument")) {
        assertThat(compilation).failed();
        assertThat(compilation).hadErrorContaining("no suitable method found");
        return;
      }
      assertThat(compilation).succeededWithoutWarnings();
      Callable<?> call =
          (Callable<?>)
              Compiled.loader(compilation).loadClass("p.Call").getConstructor().newInstance();
      BODY.set(() -> runBody(op.path("body")));
      if (error.equals("conversion")) {
        assertThrows(ParamTypeException.class, call::call);
        return;
      }
      assertEquals("", error);
      assertEquals(map(op.get("expect")), call.call());
    }

    private void runBody(JsonNode ops) {
      try {
        runAll(ops);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The method that is called and the class that calls it. */
  private static JavaFileObject[] sources(JsonNode op) {
    List<String> params = new ArrayList<>();
    StringBuilder puts = new StringBuilder();
    List<String> defaulted = new ArrayList<>();
    for (JsonNode param : op.get("params")) {
      String name = param.get("name").asText();
      JsonNode def = param.get("default");
      params.add((def == null ? "" : annotation(def)) + type(def) + " " + name);
      puts.append("    map.put(\"" + name + "\", " + name + ");\n");
      defaulted.add(def == null ? null : name);
    }
    List<String> arguments = new ArrayList<>();
    StringBuilder explicit = new StringBuilder();
    Iterator<String> names = defaulted.iterator();
    for (JsonNode arg : op.get("args")) {
      String name = names.next();
      if (name == null) {
        arguments.add(literal(arg));
      } else {
        explicit.append("." + name + "(" + literal(arg) + ")");
      }
    }
    op.path("kwargs")
        .properties()
        .forEach(e -> explicit.append("." + e.getKey() + "(" + literal(e.getValue()) + ")"));
    if (explicit.length() > 0) {
      arguments.add("a -> a" + explicit);
    }
    String function = op.get("function").asText();
    String namespace = op.path("namespace").asText();
    return new JavaFileObject[] {
      Compiled.file(
          "F",
          "class F {\n  @AutoParam"
              + (namespace.isEmpty() ? "" : "(\"" + namespace + "\")")
              + "\n  static Map<String, Object> "
              + function
              + "("
              + String.join(", ", params)
              + ") {\n    Map<String, Object> map = new HashMap<>();\n"
              + puts
              + "    io.hyperparameter.processor.ContractTestBody.run();\n    return map;\n  }\n}"),
      Compiled.file(
          "Call",
          "public class Call implements java.util.concurrent.Callable<Object> {\n"
              + "  public Object call() {\n    return FAutoParam."
              + function
              + "("
              + String.join(", ", arguments)
              + ");\n  }\n}")
    };
  }

  private static String annotation(JsonNode def) {
    return def.get("type").asText().equals("null")
        ? "@Default "
        : "@Default(\"" + def.get("value").asText() + "\") ";
  }

  private static String type(JsonNode def) {
    return switch (def == null ? "" : def.get("type").asText()) {
      case "long" -> "long";
      case "double" -> "double";
      case "bool" -> "boolean";
      case "string" -> "String";
      default -> "Object";
    };
  }

  private static String literal(JsonNode typed) {
    return switch (typed.get("type").asText()) {
      case "long" -> typed.get("value").asLong() + "L";
      case "string" -> "\"" + typed.get("value").asText() + "\"";
      default -> typed.get("value").asText();
    };
  }

  private static Map<String, Object> map(JsonNode typed) {
    Map<String, Object> map = new HashMap<>();
    typed.properties().forEach(e -> map.put(e.getKey(), value(e.getValue())));
    return map;
  }

  private static Object value(JsonNode typed) {
    return switch (typed.get("type").asText()) {
      case "null" -> null;
      case "long" -> typed.get("value").asLong();
      case "double" -> typed.get("value").asDouble();
      case "bool" -> typed.get("value").asBoolean();
      case "string" -> typed.get("value").asText();
      case "lazy" -> {
        Deque<Object> values = new ArrayDeque<>();
        typed.get("values").forEach(v -> values.add(value(v)));
        yield Suggest.from(() -> values.size() > 1 ? values.poll() : values.peek());
      }
      default -> throw new AssertionError(typed);
    };
  }
}
