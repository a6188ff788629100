package io.hyperparameter.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.annotation.Doc;
import io.hyperparameter.annotation.Max;
import io.hyperparameter.annotation.Min;
import io.hyperparameter.annotation.OneOf;
import io.hyperparameter.processor.WrappedProcessor.Written;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

/** What Gradle's manual demands of isolating and of aggregating processors. */
class GradleRulesTest {
  private final WrappedProcessor isolating = new WrappedProcessor(new AutoParamProcessor());
  private final WrappedProcessor aggregating = new WrappedProcessor(new ParamIndexProcessor());

  private void compile() {
    Compilation compilation =
        Compiler.javac()
            .withProcessors(isolating, aggregating)
            .compile(
                Compiled.file(
                    "A",
                    "class A { @AutoParam static void f(@Default(\"1\") int x) {}\n"
                        + " static class B { @AutoParam B(@Default(\"1\") int y) {} } }"),
                Compiled.file(
                    "K", "class K { static final IntParam N = Param.ofInt(\"k.n\", 2); }"));
    assertThat(compilation).succeeded();
  }

  private static Set<String> names(WrappedProcessor processor) {
    return new TreeSet<>(processor.written.stream().map(Written::name).toList());
  }

  @Test
  void theIsolatingProcessorNamesTheOneElementEachFileComesFromAndReadsNone() {
    compile();
    assertEquals(
        Set.of(
            "p.AAutoParam",
            "p.A_BAutoParam",
            "META-INF/hyperparameter/classes/p.A.json",
            "META-INF/hyperparameter/classes/p.K.json"),
        names(isolating));
    for (Written file : isolating.written) {
      assertEquals(1, file.origins().size(), file.toString());
      TypeElement from = Declarations.topLevel((TypeElement) file.origins().get(0));
      assertEquals(
          file.name().contains("p.A") ? "A" : "K", from.getSimpleName().toString(), file.name());
      assertEquals(file.isSource() ? null : StandardLocation.CLASS_OUTPUT, file.location());
    }
    assertEquals(List.of(), isolating.read);
  }

  @Test
  void theAggregatingProcessorStaysInTheOutput() {
    compile();
    assertEquals(
        Set.of(
            "META-INF/hyperparameter/index.json",
            "META-INF/hyperparameter/schema.json",
            "META-INF/spring-configuration-metadata.json"),
        names(aggregating));
    aggregating.written.forEach(
        file -> assertEquals(StandardLocation.CLASS_OUTPUT, file.location(), file.name()));
    aggregating.read.forEach(
        file -> assertEquals(StandardLocation.CLASS_OUTPUT.name(), file.split(" ")[0]));
  }

  @Test
  void theAnnotationsAreInClassFiles() {
    for (Class<?> annotation :
        List.of(AutoParam.class, Default.class, Doc.class, Min.class, Max.class, OneOf.class)) {
      Retention retention = annotation.getAnnotation(Retention.class);
      assertNotEquals(RetentionPolicy.SOURCE, retention.value(), annotation.getName());
    }
  }

  @Test
  void gradleIsToldOfEveryProcessorThatTheCompilerIsToldOf() throws IOException {
    assertEquals(
        List.of(
            AutoParamProcessor.class.getName() + ",isolating",
            ParamIndexProcessor.class.getName() + ",aggregating"),
        lines("META-INF/gradle/incremental.annotation.processors"));
    assertEquals(
        List.of(AutoParamProcessor.class.getName(), ParamIndexProcessor.class.getName()),
        lines("META-INF/services/javax.annotation.processing.Processor"));
  }

  private static List<String> lines(String resource) throws IOException {
    ClassLoader loader = AutoParamProcessor.class.getClassLoader();
    java.net.URL own =
        java.util.Collections.list(loader.getResources(resource)).stream()
            .filter(url -> url.toString().contains("hp-processor"))
            .findFirst()
            .orElseThrow();
    try (InputStream in = own.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
