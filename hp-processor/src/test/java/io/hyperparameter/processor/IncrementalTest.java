package io.hyperparameter.processor;

import static io.hyperparameter.processor.FromFiles.both;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One class compiled over the output of an earlier run, as IDEs do: no other entry is lost. */
class IncrementalTest {
  @TempDir Path dir;

  private static final String CALL =
      "package p; import io.hyperparameter.*; import io.hyperparameter.annotation.*;\n\nclass A { static class B {\n"
          + "@AutoParam static void f(@Default(\"1\") int x) {} } }";
  private static final String KEYS =
      "package p; import io.hyperparameter.*;\n\nclass K {\n"
          + "static final IntParam N = Param.ofInt(\"k.n\", 2); }";
  private static final String NO_KEYS = "package p; class K {}";

  /** What javac says; its class path has the output or not. */
  private String compile(boolean outputOnPath, List<Processor> processors, String... sources)
      throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < sources.length; i += 2) {
      Path file = dir.resolve("src" + files.size() + "/" + sources[i] + ".java");
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, sources[i + 1]));
    }
    return FromFiles.compile(dir.resolve("out"), outputOnPath, processors, files);
  }

  private Path index() {
    return dir.resolve("out").resolve(ParamIndex.RESOURCE);
  }

  private List<String> keys() throws IOException {
    return ParamIndex.parse(Files.readString(index())).entries().stream()
        .map(e -> e.key() + ":" + e.line())
        .toList();
  }

  @Test
  void theOutputNeedNotBeOnTheClassPath() throws IOException {
    compile(false, both(), "A", CALL, "K", KEYS);
    assertEquals("", compile(false, both(), "K", KEYS));
    assertEquals(List.of("f.x:4", "k.n:4"), keys());
    Files.delete(dir.resolve("out/p/A$B.class"));
    compile(false, both(), "K", KEYS);
    assertEquals(List.of("k.n:4"), keys(), "a class that is gone leaves");
  }

  @Test
  void aDamagedIndexIsMadeAgainAndSaidToBeDamaged() throws IOException {
    compile(true, both(), "A", CALL, "K", KEYS);
    String whole = Files.readString(index());
    for (String damaged :
        List.of("", whole.substring(0, 40), whole.replace("\"format\":1", "\"format\":9"))) {
      Files.writeString(index(), damaged);
      String said = compile(true, both(), "K", KEYS);
      assertTrue(
          said.contains("[HP020] META-INF/hyperparameter/index.json in the output is damaged ("),
          said);
      assertEquals(whole, Files.readString(index()));
    }
  }

  @Test
  void aMissingIndexIsMadeAgain() throws IOException {
    compile(true, both(), "A", CALL, "K", KEYS);
    String whole = Files.readString(index());
    Files.delete(index());
    assertEquals("", compile(true, both(), "K", KEYS));
    assertEquals(whole, Files.readString(index()));
  }

  /** What a source file no longer declares does not come back from what was recorded of it. */
  @Test
  void aFragmentThatNoLongerHoldsIsEmptied() throws IOException {
    compile(true, both(), "A", CALL, "K", KEYS);
    compile(true, both(), "K", NO_KEYS);
    Files.delete(index());
    compile(true, both(), "A", CALL);
    assertEquals(List.of("f.x:4"), keys());
  }

  /** Gradle names classes without their sources. */
  @Test
  void aDamagedFragmentIsSaidToBeDamaged() throws IOException {
    compile(true, both(), "A", CALL);
    Files.delete(index());
    Files.writeString(dir.resolve("out/META-INF/hyperparameter/classes/p.A.json"), "{");
    StringWriter said = new StringWriter();
    String out = dir.resolve("out").toString();
    String path = System.getProperty("java.class.path") + java.io.File.pathSeparator + out;
    var task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                said,
                null,
                null,
                List.of("-d", out, "-cp", path, "-proc:only"),
                List.of("p.A"),
                null);
    task.setProcessors(List.of(new ParamIndexProcessor()));
    assertTrue(task.call());
    assertTrue(
        said.toString().contains("[HP020] META-INF/hyperparameter/classes/p.A.json"),
        said::toString);
  }

  /** How tools put an environment of their own around the compiler's. */
  enum Wrapping {
    /** IntelliJ IDEA's builder: a proxy whose handler holds it. */
    PROXY {
      @Override
      ProcessingEnvironment wrap(ProcessingEnvironment env) {
        return proxy((proxy, method, arguments) -> invoke(env, method, arguments));
      }
    },
    /** A proxy whose handler holds it through an object of its own. */
    DEEP_PROXY {
      @Override
      ProcessingEnvironment wrap(ProcessingEnvironment env) {
        return proxy(new DynamicWrapper(new Holder(env)));
      }
    },
    PROXY_OF_PROXY {
      @Override
      ProcessingEnvironment wrap(ProcessingEnvironment env) {
        return PROXY.wrap(DEEP_PROXY.wrap(env));
      }
    },
    /** None that is known: no field leads to it. */
    SEALED {
      @Override
      ProcessingEnvironment wrap(ProcessingEnvironment env) {
        Environments.LAST.set(env);
        return proxy(
            (proxy, method, arguments) -> invoke(Environments.LAST.get(), method, arguments));
      }
    };

    abstract ProcessingEnvironment wrap(ProcessingEnvironment env);
  }

  private record Holder(Object delegate) {}

  private static class Wrapper {
    final Holder holder;

    Wrapper(Holder holder) {
      this.holder = holder;
    }
  }

  private static final class DynamicWrapper extends Wrapper implements InvocationHandler {
    DynamicWrapper(Holder holder) {
      super(holder);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      return IncrementalTest.invoke(holder.delegate(), method, arguments);
    }
  }

  private static Object invoke(Object on, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static ProcessingEnvironment proxy(InvocationHandler handler) {
    Class<?>[] types = {ProcessingEnvironment.class};
    return (ProcessingEnvironment)
        Proxy.newProxyInstance(IncrementalTest.class.getClassLoader(), types, handler);
  }

  /** Hands its processor a wrapped environment. */
  private static final class Wrapped extends AbstractProcessor {
    private final Processor inner;
    private final Wrapping wrapping;

    Wrapped(Processor inner, Wrapping wrapping) {
      this.inner = inner;
      this.wrapping = wrapping;
    }

    @Override
    public synchronized void init(ProcessingEnvironment env) {
      super.init(env);
      inner.init(wrapping.wrap(env));
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      return inner.process(annotations, round);
    }
  }

  private static List<Processor> wrapped(Wrapping wrapping) {
    return List.of(
        new Wrapped(new AutoParamProcessor(), wrapping),
        new Wrapped(new ParamIndexProcessor(), wrapping));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SEALED")
  void environmentsThatAreProxiesAreLookedInto(Wrapping wrapping) throws IOException {
    assertEquals("", compile(true, wrapped(wrapping), "A", CALL, "K", KEYS));
    assertEquals(List.of("f.x:4", "k.n:4"), keys());
    compile(true, wrapped(wrapping), "K", NO_KEYS);
    assertEquals(List.of("f.x:4"), keys(), "an entry that is gone");
  }

  /** Nothing leads to the compiler's own: what cannot be seen is said, what is old leaves. */
  @Test
  void anEnvironmentThatCannotBeLookedIntoIsSaidToHideKeys() throws IOException {
    compile(true, both(), "A", CALL, "K", KEYS);
    String more = KEYS.replace("K {", "K { static final IntParam M = K.N;");
    String said = compile(true, wrapped(Wrapping.SEALED), "K", more);
    assertTrue(said.contains("[HP019] p.K.M and 1 more cannot be recorded in the index"), said);
    assertEquals(List.of("f.x:4"), keys());
    assertEquals("", compile(true, wrapped(Wrapping.SEALED), "K", NO_KEYS));
    assertEquals(List.of("f.x:4"), keys());
  }

  private static final class Environments {
    static final ThreadLocal<ProcessingEnvironment> LAST = new ThreadLocal<>();
  }

  /** One key may have two defaults in a class compiled now and one compiled earlier. */
  @Test
  void anEarlierDefaultIsComparedWith() throws IOException {
    compile(true, both(), "K", KEYS.replace("k.n", "f.x"));
    String said = compile(true, both(), "A", CALL);
    assertTrue(
        said.contains("[HP021] f.x is 1 by default here, but 2 in p.K#N (p/K.java:4)"), said);
    List<ParamEntry> entries = ParamIndex.parse(Files.readString(index())).entries();
    assertEquals(2, entries.size());
  }
}
