/** The {@code hp} tool. */
module io.hyperparameter.tool {
  requires static transitive org.jspecify;
  requires info.picocli;
  requires java.management;
  // for hp attach, which says so where they are missing
  requires static jdk.attach;
  requires static java.instrument;
  requires static java.management.rmi;
  requires transitive io.hyperparameter;
  requires io.hyperparameter.catalog;
  requires io.hyperparameter.config;
  requires io.hyperparameter.sweep;
  requires transitive org.objectweb.asm.tree;
  requires org.objectweb.asm;
  requires org.objectweb.asm.tree.analysis;

  exports io.hyperparameter.tool;

  opens io.hyperparameter.tool to
      info.picocli;

  uses io.hyperparameter.tool.LibraryReader;

  provides io.hyperparameter.tool.LibraryReader with
      io.hyperparameter.tool.SparkReader,
      io.hyperparameter.tool.TribuoReader;
}
