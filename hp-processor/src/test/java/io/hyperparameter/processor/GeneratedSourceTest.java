package io.hyperparameter.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * The generated source, byte for byte. When it changes on purpose, look at the new text and copy it
 * to {@code src/test/resources/golden}.
 */
class GeneratedSourceTest {
  private static String golden(String name) throws IOException {
    try (InputStream in = GeneratedSourceTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Compilation compiled() throws IOException {
    Compilation compilation =
        Compiled.compile(
            JavaFileObjects.forSourceString("shop.Trainer", golden("Trainer.java.txt")));
    assertThat(compilation).succeededWithoutWarnings();
    return compilation;
  }

  @Test
  void source() throws IOException {
    Compilation compilation = compiled();
    for (String name : new String[] {"TrainerAutoParam.java", "Trainer_OptionsAutoParam.java"}) {
      assertEquals(golden(name + ".txt"), Compiled.text(compilation, "shop/" + name));
    }
  }

  @Test
  void describingFiles() throws IOException {
    Compilation compilation = compiled();
    assertEquals(
        golden("index.json"), Compiled.text(compilation, "META-INF/hyperparameter/index.json"));
    assertEquals(
        golden("schema.json"), Compiled.text(compilation, "META-INF/hyperparameter/schema.json"));
    assertEquals(
        golden("spring.json"),
        Compiled.text(compilation, "META-INF/spring-configuration-metadata.json"));
  }
}
