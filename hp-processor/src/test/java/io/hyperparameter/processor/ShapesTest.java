package io.hyperparameter.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.hyperparameter.index.ParamIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code for every shape of element compiles without a warning, and Eclipse writes the same. */
class ShapesTest {
  private static final List<String> NAMES = List.of("elsewhere.Base", "p.Old", "p.Shapes");

  /** How many classes of them have something to bind. */
  private static final int CLASSES = 15;

  private static String text(String name) throws IOException {
    try (InputStream in = ShapesTest.class.getResourceAsStream("/shapes/" + name + ".java.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Compilation javac() throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    for (String name : NAMES) {
      sources.add(JavaFileObjects.forSourceString(name, text(name)));
    }
    Compilation compilation = Compiled.compiler().compile(sources);
    assertThat(compilation).succeededWithoutWarnings();
    return compilation;
  }

  @Test
  void everyShapeCompiles() throws IOException {
    long generated =
        javac().generatedSourceFiles().stream()
            .filter(file -> file.getName().endsWith("AutoParam.java"))
            .count();
    assertEquals(CLASSES, generated);
  }

  private static String index(Compilation compilation) {
    return Compiled.text(compilation, "META-INF/hyperparameter/index.json");
  }

  /** Eclipse's compiler knows no lines of ours and no typed keys; all else is the same. */
  @Test
  void eclipseWritesTheSame(@TempDir Path dir) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : NAMES) {
      Path file = dir.resolve("src/" + name.replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, text(name)));
    }
    Path out = Files.createDirectories(dir.resolve("out"));
    EclipseCompiler compiler = new EclipseCompiler();
    StringWriter messages = new StringWriter();
    try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-17",
              "-nowarn",
              "-d",
              out.toString(),
              "-s",
              out.toString(),
              "-cp",
              System.getProperty("java.class.path"));
      var units = manager.getJavaFileObjectsFromPaths(files);
      var task = compiler.getTask(messages, manager, null, options, null, units);
      task.setProcessors(List.of(new AutoParamProcessor(), new ParamIndexProcessor()));
      assertTrue(task.call(), messages::toString);
    }
    Compilation javac = javac();
    try (Stream<Path> written = Files.walk(out)) {
      List<Path> sources = written.filter(f -> f.toString().endsWith(".java")).toList();
      assertEquals(CLASSES, sources.size());
      for (Path source : sources) {
        String name = out.relativize(source).toString().replace('\\', '/');
        assertEquals(Compiled.text(javac, name), Files.readString(source), name);
      }
    }
    assertEquals(
        index(javac).replaceAll("\"line\":\\d+", "\"line\":0"),
        Files.readString(out.resolve(ParamIndex.RESOURCE)));
  }
}
