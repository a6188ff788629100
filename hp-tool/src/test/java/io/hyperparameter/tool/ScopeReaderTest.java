package io.hyperparameter.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.index.ParamEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Byte code of javac, without the processor. */
class ScopeReaderTest {
  private static final String SOURCE =
      """
      package p;
      import io.hyperparameter.*;
      public class Trainer {
        enum Mode { FAST, EXACT }
        static final DoubleParam LR =
            Param.ofDouble("train.lr", 0.001, "learning rate").min(0).max(1);
        static final Param<Mode> MODE = Param.ofEnum("train.mode", Mode.FAST);
        static {
          if (true) try {
            java.nio.file.Files.createFile(java.nio.file.Path.of(System.getProperty("p.loaded")));
          } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
        }
        int train(ParamScope scope, String name, double other) {
          boolean shuffle = scope.getBoolean("train.shuffle", true);
          Runnable later = () -> ParamScope.current().getLong("train.later", 1L << 40);
          String computed = scope.getString("train." + name, "");
          double known = scope.getDouble("train.known", other * 2);
          ParamPath unknown = scope.at(name);
          unknown.getInt("lost", 1);
          return scope.at("model").at("net").getInt("layers", shuffle ? 1 : 2)
              + scope.getInt("train.batch");
        }
      }
      """;

  @TempDir Path dir;

  private Parameters scan(Map<String, byte[]> files) throws Exception {
    return Scan.of(List.of(Jars.jar(dir.resolve("app.jar"), files)));
  }

  private Map<String, byte[]> compiled() {
    return Jars.compile(dir, false, "p/Trainer.java", SOURCE);
  }

  @Test
  void constantKeysAreFoundWithTypeDefaultAndPlace() throws Exception {
    Map<String, List<Found>> found = scan(compiled()).byKey();
    assertEquals(
        List.of(
            "model.net.layers",
            "train.batch",
            "train.known",
            "train.later",
            "train.lr",
            "train.mode",
            "train.shuffle"),
        List.copyOf(found.keySet()));
    ParamEntry lr = found.get("train.lr").get(0).entry();
    assertEquals("double", lr.type());
    assertEquals("0.001", lr.defaultValue());
    assertEquals("learning rate", lr.description());
    assertEquals(">= 0 and <= 1", lr.bounds().toString());
    assertEquals("p.Trainer#LR", lr.element());
    assertEquals("p/Trainer.java:6", lr.file() + ":" + lr.line());
    ParamEntry mode = found.get("train.mode").get(0).entry();
    assertEquals("p.Trainer.Mode FAST", mode.type() + " " + mode.defaultValue());
    ParamEntry shuffle = found.get("train.shuffle").get(0).entry();
    assertEquals("boolean true", shuffle.type() + " " + shuffle.defaultValue());
    assertEquals(
        "p.Trainer#train(io.hyperparameter.ParamScope,java.lang.String,double)", shuffle.element());
    assertEquals(14, shuffle.line());
    ParamEntry later = found.get("train.later").get(0).entry();
    assertEquals(
        "1099511627776 of p.Trainer#train", later.defaultValue() + " of " + later.element());
    assertEquals(null, found.get("train.known").get(0).entry().defaultValue());
    assertEquals(null, found.get("train.batch").get(0).entry().defaultValue());
  }

  @Test
  void noClassIsLoaded() throws Exception {
    Path trace = dir.resolve("loaded");
    System.setProperty("p.loaded", trace.toString());
    scan(compiled());
    assertTrue(Files.notExists(trace));
  }

  @Test
  void anIndexWinsOverByteCodeWhichAddsWhatItLacks() throws Exception {
    Map<String, byte[]> files = Jars.compile(dir, true, "p/Trainer.java", SOURCE);
    Map<String, List<Found>> found = scan(files).byKey();
    assertEquals(Found.INDEX, found.get("train.mode").get(0).source());
    assertEquals(1, found.get("train.mode").size());
    assertEquals(Found.BYTE_CODE, found.get("train.shuffle").get(0).source());
  }

  @Test
  void whereShadingMovedTheLibraryItIsFound() throws Exception {
    Map<String, byte[]> files = compiled();
    files.replaceAll((name, bytes) -> moved(bytes));
    assertTrue(scan(files).byKey().containsKey("train.batch"));
  }

  /** Fat jars carry it; what it reads for itself no user can set. */
  @Test
  void whatTheLibraryReadsItselfIsNoParameter() throws Exception {
    List<Path> library = new java.util.ArrayList<>();
    for (Class<?> one : List.of(io.hyperparameter.config.Config.class, Hp.class)) {
      library.add(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
    assertEquals(List.of(), Scan.of(library).all());
  }

  @Test
  void programsBesideTheLibraryAreRead() throws Exception {
    String name = "io/hyperparameter/examples/One.java";
    String source =
        """
        package io.hyperparameter.examples;
        class One { int n = io.hyperparameter.ParamScope.current().getInt("one.n", 1); }
        """;
    assertTrue(scan(Jars.compile(dir, false, name, source)).byKey().containsKey("one.n"));
  }

  /** As a shading tool does it: names in the constant pool, by ASM. */
  private static byte[] moved(byte[] type) {
    org.objectweb.asm.ClassWriter writer = new org.objectweb.asm.ClassWriter(0);
    new org.objectweb.asm.ClassReader(type)
        .accept(
            new org.objectweb.asm.commons.ClassRemapper(
                writer,
                new org.objectweb.asm.commons.Remapper(org.objectweb.asm.Opcodes.ASM9) {
                  @Override
                  public String map(String name) {
                    return name.startsWith("io/hyperparameter/") ? "shaded/" + name : name;
                  }
                }),
            0);
    return writer.toByteArray();
  }
}
