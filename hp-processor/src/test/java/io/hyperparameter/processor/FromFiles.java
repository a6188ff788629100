package io.hyperparameter.processor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Sources compiled from files into a directory that may have the output of an earlier run. */
final class FromFiles {
  private FromFiles() {}

  /**
   * What javac says; the sources must compile.
   *
   * @param out where classes go; made if need be
   * @param outOnPath whether the class path has it
   */
  static String compile(Path out, boolean outOnPath, List<Processor> processors, List<Path> sources)
      throws IOException {
    Files.createDirectories(out);
    String path = System.getProperty("java.class.path");
    path = outOnPath ? path + File.pathSeparator + out : path;
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          compiler.getTask(
              messages,
              manager,
              null,
              List.of("-d", out.toString(), "-cp", path),
              null,
              manager.getJavaFileObjectsFromPaths(sources));
      task.setProcessors(processors);
      assertTrue(task.call(), messages::toString);
    }
    return messages.toString();
  }

  /** The processors that users have. */
  static List<Processor> both() {
    return List.of(new AutoParamProcessor(), new ParamIndexProcessor());
  }
}
