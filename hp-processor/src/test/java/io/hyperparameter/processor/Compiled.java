package io.hyperparameter.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import io.hyperparameter.annotation.AutoParam;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import kotlin.Metadata;
import org.jetbrains.annotations.NotNull;
import org.jspecify.annotations.NullMarked;

/** Sources compiled in memory with both processors. */
final class Compiled {
  private static final String HEAD =
      "import io.hyperparameter.*; import io.hyperparameter.annotation.*;\nimport java.util.*;\nimport java.io.*;\n\n";

  /** What sources use, of us, of Kotlin and of these tests: javac opens no jar besides. */
  static final List<File> CLASS_PATH =
      Stream.of(AutoParam.class, NullMarked.class, Metadata.class, NotNull.class, Compiled.class)
          .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
          .map(place -> new File(place.getPath()))
          .toList();

  private Compiled() {}

  /** A file of package {@code p} whose classes start in line 6. */
  static JavaFileObject file(String name, String body) {
    return JavaFileObjects.forSourceString("p." + name, "package p;\n" + HEAD + body);
  }

  static Compilation compile(JavaFileObject... sources) {
    return compiler().compile(sources);
  }

  /** Lint is on: what we generate must not break the build of those who fail on warnings. */
  static Compiler compiler() {
    return Compiler.javac()
        .withClasspath(CLASS_PATH)
        .withProcessors(new AutoParamProcessor(), new ParamIndexProcessor())
        .withOptions("-Xlint:all,-processing,-options,-auxiliaryclass");
  }

  /** The classes of sources that must compile without a warning. */
  static ClassLoader load(JavaFileObject... sources) {
    Compilation compilation = compile(sources);
    assertThat(compilation).succeededWithoutWarnings();
    return loader(compilation);
  }

  static ClassLoader loader(Compilation compilation) {
    Map<String, byte[]> classes = new HashMap<>();
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() == JavaFileObject.Kind.CLASS) {
        String path = file.toUri().getPath();
        String name = path.substring("/CLASS_OUTPUT/".length(), path.length() - ".class".length());
        try (InputStream in = file.openInputStream()) {
          classes.put(name.replace('/', '.'), in.readAllBytes());
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
    }
    return new ClassLoader(Compiled.class.getClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] code = classes.get(name);
        if (code == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, code, 0, code.length);
      }
    };
  }

  /**
   * The value of an expression: {@code declarations} are classes of package {@code p}, the
   * expression is evaluated there, with whatever it throws.
   */
  static Object eval(String declarations, String expression) throws Exception {
    ClassLoader loader =
        load(
            file("Declared", declarations + "\nclass Declared {}"),
            file(
                "Main",
                "public class Main implements java.util.concurrent.Callable<Object> {\n"
                    + "  public Object call() throws Exception {\n    return "
                    + expression
                    + ";\n  }\n}"));
    return ((java.util.concurrent.Callable<?>)
            loader.loadClass("p.Main").getConstructor().newInstance())
        .call();
  }

  /** A generated text file. */
  static String text(Compilation compilation, String path) {
    List<String> seen = new ArrayList<>();
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.toUri().getPath().endsWith("/" + path)) {
        try {
          return file.getCharContent(false).toString();
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
      seen.add(file.toUri().getPath());
    }
    throw new AssertionError(path + " is not among " + seen);
  }
}
