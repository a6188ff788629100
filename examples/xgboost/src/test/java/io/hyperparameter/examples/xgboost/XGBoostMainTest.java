package io.hyperparameter.examples.xgboost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.catalog.XGBoost;
import io.hyperparameter.index.ParamEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In processes of their own, as XGBoost prints from C++. */
class XGBoostMainTest {
  /** What has no default, and so needs a value to be tried with. */
  private static final Map<String, String> SAMPLES =
      Map.ofEntries(
          Map.entry("nthread", "1"),
          Map.entry("n_jobs", "1"),
          Map.entry("updater", "grow_quantile_histmaker"),
          Map.entry("monotone_constraints", "(1)"),
          Map.entry("interaction_constraints", "[[0, 1]]"),
          Map.entry("max_cached_hist_node", "100"),
          Map.entry("tolerance", "0"),
          Map.entry("num_class", "10"),
          Map.entry("base_score", "0.5"),
          Map.entry("eval_metric", "merror"),
          Map.entry("quantile_alpha", "0.5"),
          Map.entry("expectile_alpha", "0.5"),
          Map.entry("lambdarank_num_pair_per_sample", "2"));

  @TempDir Path dir;

  private record Ended(int code, String text) {}

  private Ended run(Class<?> main, List<String> args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(args);
    Path out = dir.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertTrue(process.waitFor(300, TimeUnit.SECONDS), "does not end");
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
  }

  @Test
  void theDigitsAreToldApartWithParametersOfTheCommandLine() throws Exception {
    Ended ended =
        run(XGBoostMain.class, List.of("-D", "xgboost.learning_rate=0.4", "xgboost.max_depth=4"));
    assertEquals(0, ended.code(), ended.text());
    assertTrue(
        ended
            .text()
            .contains(
                "parameters: {learning_rate=0.4, max_depth=4, num_class=10, objective=multi:softmax}"),
        ended.text());
    Matcher accuracy = Pattern.compile("accuracy: (\\d[.,]\\d+)").matcher(ended.text());
    assertTrue(accuracy.find(), ended.text());
    assertTrue(Double.parseDouble(accuracy.group(1).replace(',', '.')) > 0.94, ended.text());
  }

  @Test
  void whatXgboostWouldIgnoreIsRefusedBeforeItTrains() throws Exception {
    Ended unknown = run(XGBoostMain.class, List.of("-D", "xgboost.max_dept=4"));
    assertEquals(2, unknown.code(), unknown.text());
    assertTrue(unknown.text().contains("did you mean \"xgboost.max_depth\""), unknown.text());
    assertFalse(unknown.text().contains("accuracy"), unknown.text());
    Ended twice =
        run(XGBoostMain.class, List.of("-D", "xgboost.eta=0.1", "xgboost.learning_rate=0.2"));
    assertEquals(2, twice.code(), twice.text());
    assertTrue(
        twice.text().contains("xgboost.eta and xgboost.learning_rate are one parameter"),
        twice.text());
    assertFalse(twice.text().contains("accuracy"), twice.text());
  }

  @Test
  void xgboostItselfKnowsEveryNameOfTheCatalogue() throws Exception {
    List<String> args = new ArrayList<>();
    for (ParamEntry entry : new XGBoost().index().entries()) {
      String name = entry.key().substring("xgboost.".length());
      String value = entry.defaultValue() != null ? entry.defaultValue() : SAMPLES.get(name);
      args.add(name + "=" + value);
    }
    Ended ended = run(KnownNames.class, args);
    assertTrue(ended.text().endsWith("all tried\n"), ended.text());
    assertFalse(ended.text().contains("are not used"), ended.text());
    Ended unknown = run(KnownNames.class, List.of("max_dept=3"));
    assertTrue(unknown.text().contains("{ \"max_dept\" } are not used"), unknown.text());
  }
}
