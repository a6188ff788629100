package io.hyperparameter.examples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.DoubleParam;
import io.hyperparameter.Param;
import io.hyperparameter.spark.HpSpark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** What {@code --conf} of spark-submit sets, a program finds in its scopes. */
public class SubmitTest {
  /** A user's program; Spark calls what is public. */
  public static final class Application {
    private static final DoubleParam LR = Param.ofDouble("submit.lr", 0.5);

    public static void main(String[] args) throws Exception {
      try (SparkSession spark = SparkSession.builder().getOrCreate()) {
        HpSpark.conf(spark).run(() -> System.out.println("lr is " + LR.get()));
      }
    }
  }

  private static String submit(String... settings) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", "local[1]"));
    command.addAll(List.of("--conf", "spark.ui.enabled=false"));
    for (String setting : settings) {
      command.addAll(List.of("--conf", setting));
    }
    command.addAll(List.of("--class", Application.class.getName(), "spark-internal"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  @Test
  void settingsOfTheCommandLineAreParameters() throws Exception {
    String output = submit("spark.hyperparameter.submit.lr=0.25");
    assertEquals(1, output.lines().filter("lr is 0.25"::equals).count(), output);
  }

  @Test
  void aWrongOneIsNamed() throws Exception {
    String output = submit("spark.hyperparameter.submit.lr=fast");
    assertTrue(
        output.contains(
            "submit.lr: \"fast\" (text) cannot be read as a double; it came from the Spark setting"
                + " spark.hyperparameter.submit.lr"),
        output);
  }
}
