package io.hyperparameter.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import io.soabase.recordbuilder.processor.RecordBuilderProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Processor;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that other tools write, or change: it works, or a message says why it does not. */
class OtherToolsTest {
  private static Compilation compile(
      List<? extends Processor> processors, JavaFileObject... sources) {
    return Compiler.javac().withProcessors(processors).compile(sources);
  }

  private static List<Processor> with(Processor other, boolean first) {
    List<Processor> all =
        new ArrayList<>(List.of(new AutoParamProcessor(), new ParamIndexProcessor()));
    all.add(first ? 0 : all.size(), other);
    return all;
  }

  private static List<String> keys(Compilation compilation) {
    return ParamIndex.parse(Compiled.text(compilation, ParamIndex.RESOURCE)).entries().stream()
        .map(ParamEntry::key)
        .toList();
  }

  /** It copies the annotations of the components to the methods of its builder. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void recordBuilder(boolean first) {
    Compilation compilation =
        compile(
            with(new RecordBuilderProcessor(), first),
            Compiled.file(
                "Config",
                "@io.soabase.recordbuilder.core.RecordBuilder @AutoParam\n"
                    + "public record Config(@Default(\"1\") @Min(0) int x) {}"));
    assertThat(compilation).succeeded();
    assertTrue(
        Compiled.text(compilation, "p/ConfigBuilder.java").contains("@Default(\"1\")"),
        "the tool copies no annotations, so nothing is shown");
    assertEquals(List.of("Config.x"), keys(compilation));
  }

  /** Where generated sources are kept and compiled like others. */
  @Test
  void copiesInGeneratedSources() {
    Compilation compilation =
        Compiled.compile(
            Compiled.file(
                "Made",
                "@javax.annotation.processing.Generated(\"x\") class Made {\n"
                    + "Made x(@Default(\"1\") @Max(3) int x) { return this; } }"));
    assertThat(compilation).succeededWithoutWarnings();
  }

  private static Processor lombok() throws Exception {
    return (Processor)
        Class.forName("lombok.launch.AnnotationProcessorHider$AnnotationProcessor")
            .getDeclaredConstructor()
            .newInstance();
  }

  /** The methods of the class become static after they were shown. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lombokUtilityClass(boolean first) throws Exception {
    Compilation compilation =
        compile(
            with(lombok(), first),
            Compiled.file(
                "A",
                "@lombok.experimental.UtilityClass class A {\n"
                    + "@AutoParam int f(@Default(\"1\") int x) { return x; }\n"
                    + "int g() { return AAutoParam.f() + AAutoParam.f(a -> a.x(2)); } }"));
    assertThat(compilation).succeededWithoutWarnings();
    assertEquals(List.of("f.x"), keys(compilation));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@lombok.RequiredArgsConstructor(onConstructor_ = @AutoParam)",
        "@lombok.AllArgsConstructor(onConstructor = @__(@AutoParam(\"m\")))"
      })
  void lombokOnConstructor(String annotation) throws Exception {
    for (boolean first : new boolean[] {true, false}) {
      JavaFileObject a =
          Compiled.file(
              "A",
              "\n"
                  + annotation
                  + " class A { final int x; public @Override String toString() { return \"\"; } }");
      Compilation compilation = compile(with(lombok(), first), a);
      assertThat(compilation)
          .hadErrorContaining("[HP023] Lombok makes this constructor with its @AutoParam when")
          .inFile(a)
          .onLine(7);
    }
  }

  @Test
  void lombokStaticConstructor() throws Exception {
    for (String annotation : List.of("lombok.Data(staticConstructor = \"of\")", "lombok.Value")) {
      Compilation compilation =
          compile(
              with(lombok(), false),
              Compiled.file("A", "@AutoParam @" + annotation + " class A { final int x; }"));
      assertThat(compilation)
          .hadErrorContaining(
              "[HP012] @AutoParam on the class A: only a record can be bound as a whole; put it on"
                  + " a constructor or a method, which you write yourself: those that Lombok makes");
    }
    Compilation own =
        compile(
            with(lombok(), false),
            Compiled.file(
                "A",
                "@lombok.Data class A { final int x; @AutoParam(\"a\") A(@Default(\"1\") int x) {"
                    + " this.x = x; } static A of() { return AAutoParam.create(); } }"));
    assertThat(own).succeeded();
  }

  /** What kapt made of {@code K.kt.txt}, beside it, the metadata shortened. */
  private static JavaFileObject stub(String name) throws IOException {
    return JavaFileObjects.forSourceString("p." + name, kotlin("p." + name + ".java.txt"));
  }

  private static String kotlin(String name) throws IOException {
    try (InputStream in = OtherToolsTest.class.getResourceAsStream("/kotlin/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Constructors and functions with {@code @JvmOverloads}, companions, Kotlin's defaults. */
  @Test
  void kotlinClass() throws IOException {
    Compilation compilation = Compiled.compile(stub("Model"));
    assertThat(compilation).succeeded();
    assertEquals(
        List.of("Model.a", "Model.b", "comp.x", "comp.x", "train.epochs", "train.lr"),
        keys(compilation));
    String model = Compiled.text(compilation, "p/ModelAutoParam.java");
    assertTrue(model.contains(" create(@NotNull String data)"), model);
    assertTrue(model.contains("return new Model(data, a, b);"), model);
    assertTrue(model.contains("return self.train(lr, epochs, l);"), model);
    assertThat(compilation)
        .hadWarningContaining(
            "[HP019] p.Model.C cannot be recorded in the index, so help and checks will not know of"
                + " it: the Java stubs of Kotlin code do not show its key; declare it in a Java");
  }

  @Test
  void kotlinObject() throws IOException {
    Compilation compilation = Compiled.compile(stub("Keys"));
    assertThat(compilation).succeeded();
    assertEquals(List.of("obj.x", "stat.x"), keys(compilation));
    assertThat(compilation).hadWarningContaining("[HP019] p.Keys.LR and 1 more cannot be recorded");
    String keys = Compiled.text(compilation, "p/KeysAutoParam.java");
    assertTrue(
        keys.contains("static @Nullable String g(@Nullable String s)")
            || keys.contains("@Nullable"),
        keys);
  }

  @Test
  void kotlinSuspends() throws IOException {
    assertThat(Compiled.compile(stub("KKt")))
        .hadErrorContaining(
            "[HP022] KKt.later is a suspend function, which goes on after its first");
  }

  @Test
  void kotlinDataClass() throws IOException {
    Compilation compilation = Compiled.compile(stub("D"));
    assertThat(compilation).hadErrorCount(1);
    assertThat(compilation)
        .hadErrorContaining(
            "[HP012] @AutoParam on the class D: only a record can be bound as a whole; put it on a"
                + " constructor or a method, as in class D @AutoParam constructor(...)");
  }
}
